"""Claims held against what studies report: the evidence behind each, a verdict, and agreement that is one study."""

from ketclaims.evidence.estimates import Estimate, counts_people
from ketclaims.evidence.library import Library, Match, Shelved
from ketclaims.evidence.reasons import reason
from ketclaims.evidence.roots import SingleRoot, root_reason, single_roots
from ketclaims.evidence.traces import Trace, trace

__all__ = [
    "Estimate",
    "Library",
    "Match",
    "Shelved",
    "SingleRoot",
    "Trace",
    "counts_people",
    "reason",
    "root_reason",
    "single_roots",
    "trace",
]
