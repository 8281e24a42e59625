"""What changed between two builds: both sides are read, compared, and put into words or rows."""
