"""The sources, their claims, and every other number of theirs."""

from __future__ import annotations

from dataclasses import replace

from ketclaims.model import ATTRIBUTIONS, DISPOSITIONS, METHODS, PRECISIONS, REASONS, RELATIONS
from ketclaims.tables.columns.column import DURATION, Table, count, identifier, number, offset, source, term, text, word

SOURCES = Table(
    "sources",
    "The articles, and what they say of themselves.",
    (
        text("source", "short name of the source", required=True, pattern="[a-z0-9][a-z0-9_-]*"),
        text("file", "the article's own file name in data/raw", required=True),
        text("title", "title as the article gives it"),
        text("publisher", "who published it, where the article says so"),
        text("voice", "whose opinion it is; sources of one publisher or author are one voice", required=True),
        text("authors", "authors as named, apart by '; '"),
        text("reviewers", "reviewers as named, apart by '; '"),
        text("published", "date of publication, ISO 8601", pattern=r"\d{4}(-\d{2}(-\d{2})?)?"),
        text("sha256", "SHA-256 of the file's bytes", required=True, pattern="[0-9a-f]{64}"),
    ),
    key="source",
)

PLACE = (
    text("section", "headings above the quote, the outermost first, joined with ' > '"),
    text("quote", "smallest passage that can be read alone, verbatim", required=True),
    offset("quote_start", "where the quote begins in the source"),
    offset("quote_end", "where the quote ends, exclusive"),
    text("value_text", "the number, range or duration with its unit, verbatim", required=True),
    offset("value_start", "where the value begins in the source"),
    offset("value_end", "where the value ends, exclusive"),
)
QUANTITY = (
    word("relation", "'=' as stated, '~' hedged, '<' '<=' '>' '>=' one-sided", RELATIONS, required=True),
    number("low", "lower end as stated; empty where the claim is open below or vague", "as in unit"),
    number("high", "upper end as stated; empty where the claim is open above or vague", "as in unit"),
    text("unit", "UCUM code of the unit as written; counted things in braces; ISO 4217 for money", required=True),
    word("precision", "numeric, or vague for a duration without a number", PRECISIONS, required=True),
)
MEANING = (
    term("measure", "what is measured", "measures", required=True),
    term("condition", "the condition it is said of", "conditions"),
    term("intervention", "the treatment it is said of", "interventions"),
    term("route", "route of administration", "routes"),
    count("doses_low", "fewest administrations that the figure refers to"),
    count("doses_high", "most administrations that the figure refers to"),
    text("timepoint", "when the outcome was measured, ISO 8601 duration", pattern=DURATION),
    text("population", "named group, lower case as written"),
    term("comparator", "what it is compared with", "interventions"),
    text("outcome", "the source's own words for a threshold or definition"),
    word("attribution", "what the source leans on in the same sentence", ATTRIBUTIONS),
)
STANDARD = (
    number("low_std", "lower end in the canonical unit; of vague durations what they stand for", "as in unit_std"),
    number("high_std", "upper end in the canonical unit; of vague durations what they stand for", "as in unit_std"),
    text(
        "unit_std", "canonical unit of the measure, or the unit as written where it cannot be converted", required=True
    ),
)
METHOD = word(
    "method", "who found it: the parser alone, the parser with a correction, or a person", METHODS, required=True
)

CLAIMS = Table(
    "claims",
    "Every quantitative claim of the sources, with the place where it stands.",
    (
        identifier("claim_id", "identifier made from the source, the place, the measure and the subject", "ledger"),
        source("source", "source that makes the claim"),
        text("voice", "voice of the source", required=True),
        *PLACE,
        *QUANTITY,
        *MEANING,
        *STANDARD,
        METHOD,
    ),
    key="claim_id",
)

DISPOSITION = word(
    "disposition", "claim, context (it qualifies a claim) or excluded (it states nothing of the subject)", DISPOSITIONS
)
REASON = word("reason", "why an excluded number states nothing of the subject", REASONS)

LEDGER = Table(
    "ledger",
    "Every number of the sources: a claim, a context or an exclusion with its reason.",
    (
        identifier("entry_id", "identifier of the entry; the claim_id where it is a claim"),
        source("source", "source in which the number stands"),
        replace(DISPOSITION, required=True),
        REASON,
        *(column for column in PLACE if column.name.startswith("value")),
        *(column for column in PLACE if column.name.startswith("quote")),
        *(column for column in PLACE if column.name == "section"),
        term("measure", "what is measured, where it is a claim", "measures"),
        METHOD,
    ),
    key="entry_id",
)

EXTRACT = Table(
    "extract",
    "What the parser reads in any article: claims, and on request every other number; a row of its own for a fault.",
    (
        *(column if column.name == "source" else replace(column, required=False) for column in CLAIMS.columns),
        replace(DISPOSITION, words=(*DISPOSITIONS, "error"), required=True),
        REASON,
        text("error", "why the source could not be read"),
    ),
    key="claim_id",
)
