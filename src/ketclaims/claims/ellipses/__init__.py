"""Ellipses: numbers whose unit, or whose thing that they count, stands elsewhere or is left out."""
