"""The one definition of every table: its columns in order, their types, meanings, units and vocabularies.

The pandera schema, the Arrow schema, the column order of the files and the dictionary are all made from it.
"""

from __future__ import annotations

from ketclaims.tables.columns.claims import CLAIMS, EXTRACT, LEDGER, SOURCES
from ketclaims.tables.columns.column import CHARACTERS, DURATION, IDENTIFIER, Column, Dtype, Part, Table
from ketclaims.tables.columns.comparisons import CANONICAL, CHECKS, GROUPS, PAIRS
from ketclaims.tables.columns.differences import DIFFERENCES
from ketclaims.tables.columns.evidence import EVIDENCE, INTERVALS, LINKS, PARTS, REPORTED, SINGLE_ROOTS, TRACES
from ketclaims.tables.columns.imported import IMPORTED, REFUSED
from ketclaims.tables.columns.references import BIBLIOGRAPHY, REFERENCES

__all__ = [
    "BIBLIOGRAPHY",
    "CANONICAL",
    "CHARACTERS",
    "CHECKS",
    "CLAIMS",
    "DIFFERENCES",
    "DURATION",
    "EVIDENCE",
    "EXTRACT",
    "GROUPS",
    "IDENTIFIER",
    "IMPORTED",
    "INTERVALS",
    "LEDGER",
    "LINKS",
    "PAIRS",
    "PARTS",
    "REFERENCES",
    "REFUSED",
    "REPORTED",
    "SINGLE_ROOTS",
    "SOURCES",
    "TABLES",
    "TRACES",
    "Column",
    "Dtype",
    "Part",
    "Table",
]

TABLES = (SOURCES, CLAIMS, LEDGER, PAIRS, GROUPS, CHECKS, EVIDENCE, TRACES, LINKS, SINGLE_ROOTS, REFERENCES)
"""The tables of the curated folder, in their order."""
