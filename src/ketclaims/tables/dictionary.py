"""The data dictionary: what is in the curated tables, written in Markdown from their definition and the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd

from ketclaims.consistency import CHECKS as CHECKED
from ketclaims.tables.columns import CHECKS, CLAIMS, GROUPS, LEDGER, PAIRS, REFERENCES, SOURCES, Column, Table
from ketclaims.tables.rows import cell, number

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon, Term

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "relation": {
        "=": "as stated; low and high belong to the interval",
        "~": "hedged: about, around, nearly",
        "<": "less than high, which does not belong to the interval",
        "<=": "at most high",
        ">": "more than low, which does not belong to the interval",
        ">=": "at least low",
    },
    "precision": {"numeric": "a number is stated", "vague": "a duration without a number: hours, several weeks"},
    "attribution": {
        "study": "a study, or studies",
        "trial": "a clinical trial",
        "review": "a review or meta-analysis",
        "regulator": "a regulator, or its approval",
        "expert": "a named or unnamed expert",
        "report": "reports, surveys, experience",
    },
    "method": {
        "parsed": "the parser found it and wrote it so",
        "amended": "the parser found it, a person corrected it",
        "added": "a person added it",
    },
    "disposition": {
        "claim": "asserts a quantity of something",
        "context": "qualifies a claim: a time point, a number of doses, a threshold",
        "excluded": "states nothing of the subject",
    },
    "reason": {
        "list_marker": "numbers a list or a heading",
        "reference": "stands in a bibliography, or cites a work",
        "publication_metadata": "dates the article or its parts",
        "title_or_name": "belongs to a title or a name",
        "navigation": "leads through the page, or to a place or telephone",
        "not_quantitative": "is a word for a number that counts nothing here",
    },
}

VERDICTS: Mapping[str, Mapping[str, str]] = {
    "verdict of a pair": {
        "agree": "the figures are the same: each as stated lies within the other, hedge and rounding allowed for",
        "compatible": "the figures, hedge and rounding allowed for, have numbers in common: both can be true",
        "conflict": "they have none: as stated, both cannot be true; gap says how far they are apart",
        "undetermined": "a field without which the measure cannot be compared is not said",
        "not_comparable": "a field differs, or the units do not convert into each other",
    },
    "verdict of a group": {
        "consensus": "several voices, and no claim stands outside the numbers that most allow",
        "contested": "several voices, and some claim stands outside",
        "repeated": "several sources, but one voice",
        "single": "one source",
    },
    "verdict of a reference": {
        "consistent": "what could be held against each other fits; no proof that the work is what the entry says",
        "suspect": "something in it cannot be right; the reason says what",
        "not checked": "nothing in it could be held against anything; the reason says why",
    },
    "check": {check.name: check.says for check in CHECKED},
}

READING = """\
    import pandas as pd
    claims = pd.read_parquet("claims.parquet")
    claims = pd.read_csv("claims.csv", keep_default_na=False, na_values=[""])

With Parquet the columns have the types below. With CSV, the second line keeps a text such as `NA` what it is. In Excel
or LibreOffice choose UTF-8 and import every column as text: the relation `=`, or a quote that begins with `=`, `+` or
`-`, is no formula. Offsets count Unicode code points in the article as UTF-8 without any newline translation; the end
is exclusive, so that `text[quote_start:quote_end] == quote`."""


def dictionary(frames: Mapping[str, pd.DataFrame], files: Mapping[str, bytes], lexicon: Lexicon, version: str) -> str:
    """The README of the curated folder: counts, how to read, columns, words and versions; no date, no machine."""
    parts = (
        "# Curated tables",
        "Derived from `data/raw` and `data/review.csv` by `ketclaims build`, and never edited by hand.\n"
        "`ketclaims build --check` says whether they still are what a rebuild gives.",
        _counts(frames),
        _verdicts(frames),
        "## How to read them",
        READING,
        *(_columns(table) for table in (SOURCES, CLAIMS, LEDGER, PAIRS, GROUPS, CHECKS, REFERENCES)),
        "## Words",
        *_vocabularies(lexicon),
        _versions(files, version),
    )
    return "\n\n".join(parts) + "\n"


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (header, ["---"] * len(header), *rows)
    return "\n".join("| " + " | ".join(_escaped(text) for text in line) + " |" for line in lines)


def _escaped(text: str) -> str:
    # What an article or a list of articles says is no markup here.
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if "`" not in text else text
    return " ".join(plain.replace("|", "\\|").split())


def _counts(frames: Mapping[str, pd.DataFrame]) -> str:
    claims, ledger = frames[CLAIMS.name], frames[LEDGER.name]
    rows = [
        (source, voice, *_tally(ledger[ledger["source"] == source], claims[claims["source"] == source]))
        for source, voice in zip(frames[SOURCES.name]["source"], frames[SOURCES.name]["voice"], strict=True)
    ]
    rows.append(("all", "", *_tally(ledger, claims)))
    header = ("source", "voice", "numbers", "claims", "context", "excluded", "claims amended", "claims added")
    return f"## Rows\n\n{_grid(header, rows)}"


def _tally(ledger: pd.DataFrame, claims: pd.DataFrame) -> tuple[str, ...]:
    found, made = ledger["disposition"].value_counts(), claims["method"].value_counts()
    counts = (len(ledger), *(found[name] for name in ("claim", "context", "excluded")), made["amended"], made["added"])
    return tuple(str(count) for count in counts)


def _verdicts(frames: Mapping[str, pd.DataFrame]) -> str:
    judged = (PAIRS, GROUPS, CHECKS, REFERENCES)
    counts = {table.name: frames[table.name]["verdict"].value_counts(sort=False) for table in judged}
    rows = [(f"`{name}`", str(word), str(count)) for name, found in counts.items() for word, count in found.items()]
    return _grid(("table", "verdict", "rows"), rows)


def _columns(table: Table) -> str:
    rows = ((f"`{c.name}`", c.dtype, c.unit, "no" if c.required else "yes", _meaning(c)) for c in table.columns)
    grid = _grid(("column", "type", "unit", "may be empty", "meaning"), rows)
    return f"## `{table.name}`\n\n{table.description} One row is known by `{table.key}`.\n\n{grid}"


def _meaning(column: Column) -> str:
    return f"{column.description} ({column.part})" if column.part else column.description


def _vocabularies(lexicon: Lexicon) -> Iterator[str]:
    for name, words in (*MEANINGS.items(), *VERDICTS.items()):
        yield _vocabulary(name, ("word", "meaning"), ((f"`{word}`", meaning) for word, meaning in words.items()))
    header = ("word", "unit", "least", "most", "meaning")
    rows = (
        (f"`{m.name}`", m.unit or "any", cell(number(m.low)), cell(number(m.high)), m.meaning)
        for m in lexicon.measures.values()
    )
    yield _vocabulary("measures", header, rows)
    for name in ("conditions", "interventions", "routes"):
        terms: Mapping[str, Term] = getattr(lexicon, name)
        yield _vocabulary(name, ("word", "meaning", "broader", "codes"), (_term(term) for term in terms.values()))


def _term(term: Term) -> tuple[str, ...]:
    codes = ", ".join(f"{system} {code}" for system, code in sorted(term.codes.items()))
    return f"`{term.name}`", term.meaning, term.broader or "", codes


def _vocabulary(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return f"### {name}\n\n{_grid(header, rows)}"


def _versions(files: Mapping[str, bytes], version: str) -> str:
    digests = ((f"`{name}`", sha256(data).hexdigest()) for name, data in files.items() if name.endswith(".csv"))
    return (
        f"## Versions\n\nMade by ketclaims {version}. CSV is RFC 4180; a Parquet file names the library that wrote it"
        f"\nin its metadata, and its bytes differ between versions of that library, so compare the CSV.\n\n"
        f"{_grid(('file', 'sha256'), digests)}"
    )
