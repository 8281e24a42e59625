"""Claims of one measure held against each other: pairs with a verdict and its reason, and groups of one subject."""

from ketclaims.comparison.entries import Entry, Scale
from ketclaims.comparison.groups import Group, groups
from ketclaims.comparison.options import Options
from ketclaims.comparison.pairs import pairs
from ketclaims.comparison.reasons import group_reason, reason
from ketclaims.comparison.statements import Statement
from ketclaims.comparison.verdicts import Judgement, judge

__all__ = [
    "Entry",
    "Group",
    "Judgement",
    "Options",
    "Scale",
    "Statement",
    "group_reason",
    "groups",
    "judge",
    "pairs",
    "reason",
]
