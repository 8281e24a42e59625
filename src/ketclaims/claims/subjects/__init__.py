"""Subjects: what a claim is about, field by field: condition, treatment, route, doses, time, people, outcome."""
