"""Claims of one measure held against each other: pairs with a verdict and its reason, and groups of one subject."""

from ketclaims.comparison.entries import Entry, Scale
from ketclaims.comparison.groups import GROUP_VERDICTS, Group, GroupVerdict, groups
from ketclaims.comparison.options import Options
from ketclaims.comparison.pairs import pairs
from ketclaims.comparison.reasons import group_reason, reason
from ketclaims.comparison.statements import Statement
from ketclaims.comparison.verdicts import VERDICTS, Judgement, Verdict, judge

__all__ = [
    "GROUP_VERDICTS",
    "VERDICTS",
    "Entry",
    "Group",
    "GroupVerdict",
    "Judgement",
    "Options",
    "Scale",
    "Statement",
    "Verdict",
    "group_reason",
    "groups",
    "judge",
    "pairs",
    "reason",
]
