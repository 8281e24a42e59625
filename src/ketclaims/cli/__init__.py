"""The command line: arguments in, one function called, an exit code out.

Exit codes: 0 done; 1 findings (rows or decisions that break a rule, a rebuild that differs); 2 wrong usage; 3 a file
that could not be read or written. Tables go to standard output, everything else to standard error. Heavy libraries
load in the command that needs them.
"""

from __future__ import annotations

from ketclaims.cli import articles, bibliographies, claims, evidence, exports, imports, report, review, words
from ketclaims.cli.app import app, main

__all__ = [
    "app",
    "articles",
    "bibliographies",
    "claims",
    "evidence",
    "exports",
    "imports",
    "main",
    "report",
    "review",
    "words",
]
