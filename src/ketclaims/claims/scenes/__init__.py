"""Scenes: what a text gives for each of its passages: phrases, numbers, headings above it, treatments compared."""
