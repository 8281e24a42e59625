"""The tables: what their columns are, their rows, frames and files. Only ``frames`` and ``files`` need pandas."""
