"""What studies report, and how the claims stand to it."""

from __future__ import annotations

from dataclasses import replace

from ketclaims.model import DECIDERS, RELATIONS, STANCES, STUDY_TYPES, TRACE_VERDICTS, VERIFICATIONS
from ketclaims.tables.columns.claims import MEANING, STANDARD
from ketclaims.tables.columns.column import (
    COMPARED,
    IDENTIFIER,
    LISTED,
    Column,
    Table,
    flag,
    identifier,
    listing,
    number,
    number_of,
    source,
    term,
    text,
    word,
)

_STUDY = (
    text("study", "name of the study, as a reader would cite it; rows of one study share it", required=True),
    word("study_type", "kind of study", STUDY_TYPES, required=True),
    Column("n", "Int64", "how many took part in the study, or in the arm if that alone is known", "{person}", least=0),
)
_ARM = Column("n_arm", "Int64", "how many of them are in the arm of the row, if stated", "{person}", least=0)
_EVIDENCE_ID = r"[a-z0-9][a-z0-9._-]*"


def _evidence(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "str", description, required=required, pattern=_EVIDENCE_ID, refers="evidence")


INTERVALS = ("stated", "computed")

EVIDENCE = Table(
    "evidence",
    "What trials, reviews, labels and statistics report: one figure a row. A control arm is a row of its own.",
    (
        text("evidence_id", "short name of the row", required=True, pattern=_EVIDENCE_ID),
        _STUDY[0],
        text("citation", "the work in which the figure stands", required=True),
        text("doi", "its DOI", pattern=r"10\.\d{4,9}/\S+"),
        *_STUDY[1:],
        _ARM,
        *(column for column in MEANING if column.name not in ("population", "comparator", "outcome", "attribution")),
        number("low", "lower end as reported; empty where it is open below", "as in unit"),
        number("high", "upper end as reported; empty where it is open above", "as in unit"),
        text("unit", "UCUM code of the unit as reported", required=True),
        word("relation", "'=' as reported, '~' hedged, '<' '<=' '>' '>=' one-sided", RELATIONS, required=True),
        number("ci_low", "lower end of the confidence interval that the study states", "as in unit"),
        number("ci_high", "upper end of the confidence interval that the study states", "as in unit"),
        text("population", "named group, lower case"),
        term("comparator", "what it was compared with", "interventions"),
        text("outcome", "what was counted or measured, in a few words"),
        text("url", "where the figure was read", pattern=r"https?://\S+"),
        word(
            "verified",
            "yes: seen in the study or its abstract; partial: in a work that names the study",
            VERIFICATIONS,
            required=True,
        ),
        text("note", "what a reader has to know besides"),
        *STANDARD,
        number("interval_low", "lower end of what the figure allows", "as in unit_std"),
        number("interval_high", "upper end of what the figure allows", "as in unit_std"),
        word("interval", "whence that is: stated, or computed from n_arm or n; empty for rounding alone", INTERVALS),
        Column(
            "level", "Int64", "Oxford level of evidence of the kind of study for the measure, 1 the highest", least=1
        ),
        _evidence("control_id", "the row of the control arm"),
    ),
    key="evidence_id",
)
_DERIVED = ("low_std", "high_std", "unit_std", "interval_low", "interval_high", "interval", "level", "control_id")
REPORTED = replace(EVIDENCE, columns=tuple(column for column in EVIDENCE.columns if column.name not in _DERIVED))
"""An ``evidence.csv``; the other columns follow from it."""

OMITTED = ("control", "doses", "timepoint", "sample")
_OMITTED = f"what the claim leaves out of the study that it repeats: {', '.join(OMITTED)}"

TRACES = Table(
    "traces",
    "Each claim with the evidence behind it and the verdict on it.",
    (
        identifier("claim_id", "the claim", "claims"),
        source("source", "source that makes the claim"),
        text("voice", "voice of the source", required=True),
        term("measure", "what is measured", "measures", required=True),
        word("verdict", "what the evidence comes to", TRACE_VERDICTS, required=True),
        word("by_rules", "what it comes to by the rules alone", TRACE_VERDICTS, required=True),
        word("decided_by", "the rules, or a person in review.csv", DECIDERS, required=True),
        _evidence("evidence_id", "the row that the verdict rests on"),
        *(replace(column, required=False) for column in _STUDY),
        number("study_low", "lower end of what the study reports", "as in study_unit"),
        number("study_high", "upper end of what the study reports", "as in study_unit"),
        text("study_unit", "canonical unit of the measure, or the unit as reported where it cannot be converted"),
        number("interval_low", "lower end of what the study allows", "as in study_unit"),
        number("interval_high", "upper end of what the study allows", "as in study_unit"),
        _evidence("control_id", "the row of its control arm"),
        number("control_low", "lower end of what was seen in the control arm", "as in study_unit"),
        number("control_high", "upper end of what was seen in the control arm", "as in study_unit"),
        text("root", "the study whose number the claim repeats"),
        listing("omitted", _OMITTED, "|".join(OMITTED)),
        number_of("estimates", "how many rows of evidence are about the claim"),
        text("reason", "the verdict in a sentence", required=True),
    ),
    key="claim_id",
)

PARTS = ("match", "same_study", "null", "twin")

LINKS = Table(
    "links",
    "Every claim with every row of evidence that is held against it.",
    (
        identifier("claim_id", "the claim", "claims"),
        _evidence("evidence_id", "the row of evidence", required=True),
        word("part", "what the row is to the claim", PARTS, required=True),
        Column("rank", "Int64", "place among the matches of the claim, 1 the best; empty for the other parts", least=1),
        word("stance", "how its figure lies to that of the claim", STANCES),
        flag("same_figure", "whether the claim repeats its number"),
        listing("same", "fields in which the two say the same", "|".join(COMPARED)),
        listing("loose", "fields that are nested, or stated by one alone", "|".join(COMPARED)),
    ),
    key="claim_id, evidence_id, part",
)

SINGLE_ROOTS = Table(
    "single_roots",
    "Subjects on which several voices agree because all of them repeat one study.",
    (
        identifier("group_id", "the group of claims", "groups"),
        *(column for column in MEANING if column.name not in ("comparator", "attribution")),
        *_STUDY,
        listing("evidence_ids", "its rows", _EVIDENCE_ID, required=True),
        number_of("voices", "how many voices repeat it"),
        text("sources", f"the sources, {LISTED}", required=True),
        listing("claim_ids", "the claims", IDENTIFIER, required=True),
        text("reason", "in a sentence", required=True),
    ),
    key="group_id",
)
