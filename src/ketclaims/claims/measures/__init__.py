"""Measures: what a figure is a figure of, as its phrases and the single words around it say."""
