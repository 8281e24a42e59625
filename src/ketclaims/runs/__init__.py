"""Runs over many articles: cut into parts, computed here or on a cluster, kept until all are there, put in order."""
