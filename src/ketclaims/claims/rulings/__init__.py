"""Rulings: claim, context or excluded, and by which rules."""
