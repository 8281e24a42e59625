"""What a build is made of: inputs, rows as people left them, tables, and the files of the curated folder."""
