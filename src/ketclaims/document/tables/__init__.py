"""Tables: rows between pipes, rows parted by tabs, commas or wide gaps, and rows whose cells stand one a line."""
