"""The tables in the formats that other tools expect: a package of files, each format a small module."""
