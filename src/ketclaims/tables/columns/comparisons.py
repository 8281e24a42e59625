"""What claims come to beside each other: pairs, groups and arithmetic checks."""

from __future__ import annotations

from dataclasses import replace

from ketclaims.model import CHECK_NAMES, GROUP_VERDICTS, OUTCOMES, VERDICTS
from ketclaims.tables.columns.claims import MEANING
from ketclaims.tables.columns.column import (
    COMPARED,
    IDENTIFIER,
    LISTED,
    Table,
    flag,
    identifier,
    listing,
    number,
    number_of,
    offset,
    source,
    term,
    text,
    word,
)

CANONICAL = "canonical unit"

PAIRS = Table(
    "pairs",
    "Every pair of claims of one measure, with a verdict and its reason; `a` comes first by source and place.",
    (
        identifier("claim_id_a", "the first claim", "claims"),
        identifier("claim_id_b", "the second claim", "claims"),
        source("source_a", "source of the first claim"),
        source("source_b", "source of the second claim"),
        offset("value_start_a", "where the first value begins in its source"),
        offset("value_start_b", "where the second value begins in its source"),
        term("measure", "what both measure", "measures", required=True),
        word("verdict", "what the two come to", VERDICTS, required=True),
        replace(
            number("gap", "how far the figures of a conflict are apart, hedges allowed for; else empty", CANONICAL),
            least=0,
        ),
        listing("loose", "fields that are nested, or stated by one alone", "|".join(COMPARED)),
        flag("same_source", "whether one source says both"),
        flag("same_voice", "whether one voice says both"),
        text("reason", "the verdict in a sentence", required=True),
    ),
    key="claim_id_a, claim_id_b",
)

GROUPS = Table(
    "groups",
    "What the sources say of each subject: a measure and a context. A claim that leaves fields open stands with every "
    "subject that fills them, so a claim can be in several groups.",
    (
        identifier("group_id", "identifier made from the measure and the context"),
        *(column for column in MEANING if column.name not in ("comparator", "attribution")),
        number_of("claims", "how many claims are about the subject"),
        number_of("sources", "how many sources these are of"),
        number_of("voices", "how many independent voices these are of"),
        word("verdict", "what they come to", GROUP_VERDICTS, required=True),
        number("low", "lower end of what most voices allow; empty where it is open below", "as in unit"),
        number("high", "upper end of what most voices allow; empty where it is open above", "as in unit"),
        text(
            "unit", "canonical unit of the measure, or the unit as written where it cannot be converted", required=True
        ),
        number_of("voices_within", "how many voices allow it"),
        text("outside", f"sources with a claim that stands outside, {LISTED}"),
        listing("claim_ids", "the claims", IDENTIFIER, required=True),
        listing("outside_ids", "the claims that stand outside", IDENTIFIER),
        text("reason", "the verdict in a sentence", required=True),
    ),
    key="group_id",
)

CHECKS = Table(
    "checks",
    "Arithmetic inside and across the sources: figures that have to fit together, and whether they do.",
    (
        identifier("check_id", "identifier made from the check and its claims"),
        word("check", "what is checked", CHECK_NAMES, required=True),
        word("verdict", "whether the figures fit together", OUTCOMES, required=True),
        text("expected", "what has to be", required=True),
        text("found", "what the sources say", required=True),
        listing("loose", "fields that are nested, or stated by some alone", "|".join(COMPARED)),
        text("sources", f"the sources, {LISTED}", required=True),
        listing("claim_ids", "the claims", IDENTIFIER, required=True),
    ),
    key="check_id",
)
