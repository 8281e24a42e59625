"""The data dictionary: what is in the curated tables, written in Markdown from their definition and the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd

from ketclaims.consistency import CHECKS as CHECKED
from ketclaims.evidence.levels import EFFECTS, FREQUENCIES
from ketclaims.evidence.wording import STUDY_WORDS
from ketclaims.tables.about import About
from ketclaims.tables.columns import CHECKS, CLAIMS, GROUPS, LEDGER, PAIRS, REFERENCES, SOURCES, TABLES, TRACES, Table
from ketclaims.tables.markdown import code, grid
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
        "amended": "the parser found it, a person corrected it: data/review.csv says what and why",
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
        "conflict": "they have none: both cannot be true, unless they differ in a field of loose; gap is how far",
        "undetermined": "a field without which the measure cannot be compared is not said",
        "not_comparable": "a field differs, or the units do not convert into each other",
    },
    "verdict of a group": {
        "consensus": "several voices, and no claim stands outside the numbers that most allow",
        "contested": "several voices, and some claim stands outside",
        "repeated": "several sources, but one voice",
        "single": "one source",
    },
    "verdict of a trace": {
        "supported": "the best evidence allows the figure, and a study reports it or one nearly equal",
        "overstated": "the best evidence lies below the figure",
        "understated": "the best evidence lies above the figure",
        "contested": "evidence of like rank is on both sides",
        "out_of_context": "it is the figure of a study, and the claim leaves out what gives it its meaning there",
        "different_outcome": "a study has the number, but of another outcome or another unit of analysis",
        "untraced": "no evidence decides it",
    },
    "stance": {
        "states": "the figure of the study is that of the claim, or one holds the other",
        "allows": "what the study allows meets the claim",
        "below": "all that the study allows lies below the claim",
        "above": "all that the study allows lies above the claim",
    },
    "part": {
        "match": "of the claim's measure and context: its rank says how good it is",
        "same_study": "what the study behind the verdict reports after other doses or at other times",
        "null": "a study of the treatment in the condition that finds no effect",
        "twin": "another outcome with the number of the claim",
    },
    "verdict of a reference": {
        "consistent": "what could be held against each other fits; no proof that the work is what the entry says",
        "suspect": "something in it cannot be right; the reason says what",
        "not checked": "nothing in it could be held against anything; the reason says why",
    },
    "check": {check.name: check.says for check in CHECKED},
}

Cells = tuple[str, ...]

COLUMN_HEADER = ("column", "type", "unit", "may be empty", "meaning")
READING = """\
    import pandas as pd
    claims = pd.read_parquet("claims.parquet")
    claims = pd.read_csv("claims.csv", keep_default_na=False, na_values=[""])

With Parquet the columns have the types below. With CSV, the last line keeps a text such as `NA` what it is. Offsets
count Unicode code points in the article as UTF-8 without any newline translation; the end is exclusive, so that
`text[quote_start:quote_end] == quote`.

CSV is RFC 4180: UTF-8 without a byte order mark, line feeds, an empty cell where nothing is said. Nothing in it is
defused for spreadsheets, so that every quote is verbatim and the relation `=` is `=`. A spreadsheet that opens it by a
double click may take UTF-8 for another encoding, a cell that begins with `=`, `+`, `-`, `@` or a tab for a formula, and
a cell of more than 32,767 characters apart. Import it as UTF-8 with every column as text, or take the XLSX that
`ketclaims export` makes, in which all text is typed as text. `datapackage.json` describes the CSV files for machines;
`frictionless validate datapackage.json` holds every cell against it."""


def dictionary(
    frames: Mapping[str, pd.DataFrame],
    files: Mapping[str, bytes],
    lexicon: Lexicon,
    version: str,
    about: About | None = None,
) -> str:
    """The README of the curated folder: counts, how to read, columns, words and versions; no date, no machine.

    ``version`` is that of the code, ``about`` has that of the data.
    """
    parts = (
        "# Curated tables",
        "Derived from `data/raw` and `data/review.csv` by `ketclaims build`, and never edited by hand.\n"
        "`ketclaims build --check` says whether they still are what a rebuild gives.",
        _edition(about),
        _counts(frames),
        _verdicts(frames),
        "## How to read them",
        READING,
        *(_columns(table) for table in TABLES),
        "## Words",
        *(f"### {name}\n\n{_grid(header, rows)}" for name, header, rows in vocabularies(lexicon)),
        _versions(files, version),
    )
    return "\n\n".join(parts) + "\n"


def _edition(about: About | None) -> str:
    version = about.version if about else ""
    named = f"Version {version} of the data" if version else "The data have no version yet"
    return f"{named}; [CHANGES.md](CHANGES.md) says what each version changed."


def _counts(frames: Mapping[str, pd.DataFrame]) -> str:
    claims, ledger = frames[CLAIMS.name], frames[LEDGER.name]
    rows = [
        (source, voice, *_tally(ledger[ledger["source"] == source], claims[claims["source"] == source]))
        for source, voice in zip(frames[SOURCES.name]["source"], frames[SOURCES.name]["voice"], strict=True)
    ]
    rows.append(("all", "", *_tally(ledger, claims)))
    header = ("source", "voice", "numbers", "claims", "context", "excluded", "claims amended", "claims added")
    return f"## Rows\n\n{grid(header, rows)}"


def _tally(ledger: pd.DataFrame, claims: pd.DataFrame) -> tuple[str, ...]:
    found, made = ledger["disposition"].value_counts(), claims["method"].value_counts()
    counts = (len(ledger), *(found[name] for name in ("claim", "context", "excluded")), made["amended"], made["added"])
    return tuple(str(count) for count in counts)


def _verdicts(frames: Mapping[str, pd.DataFrame]) -> str:
    judged = (PAIRS, GROUPS, CHECKS, TRACES, REFERENCES)
    counts = {table.name: frames[table.name]["verdict"].value_counts(sort=False) for table in judged}
    rows = [(code(name), str(word), str(count)) for name, found in counts.items() for word, count in found.items()]
    return grid(("table", "verdict", "rows"), rows)


def _columns(table: Table) -> str:
    listed = _grid(COLUMN_HEADER, column_rows(table))
    return f"## `{table.name}`\n\n{table.description} One row is known by `{table.key}`.\n\n{listed}"


def column_rows(table: Table) -> Iterator[Cells]:
    """The columns of a table as rows under ``COLUMN_HEADER``."""
    for column in table.columns:
        meaning = f"{column.description} ({column.part})" if column.part else column.description
        yield column.name, column.dtype, column.unit, "no" if column.required else "yes", meaning


def vocabularies(lexicon: Lexicon) -> Iterator[tuple[str, Cells, list[Cells]]]:
    """Every closed vocabulary: its name, a header, and a row for each word, which comes first."""
    for name, words in (*MEANINGS.items(), *VERDICTS.items()):
        yield name, ("word", "meaning"), list(words.items())
    levels: list[Cells] = [(w, says, str(EFFECTS[w]), str(FREQUENCIES[w])) for w, says in STUDY_WORDS.items()]
    yield "vague durations", ("word", "from", "up to, but not"), list(_vague_durations(lexicon))
    yield "study_type", ("word", "meaning", "level for effects", "level for frequencies"), levels
    measures: list[Cells] = [
        (one.name, one.unit or "any", cell(number(one.low)), cell(number(one.high)), one.meaning)
        for one in lexicon.measures.values()
    ]
    yield "measures", ("word", "unit", "least", "most", "meaning"), measures
    for name in ("conditions", "interventions", "routes"):
        terms: Mapping[str, Term] = getattr(lexicon, name)
        yield name, ("word", "meaning", "broader", "codes"), [_term(term) for term in terms.values()]


def _vague_durations(lexicon: Lexicon) -> Iterator[Cells]:
    for unit in lexicon.units.values():
        if unit.vague:
            low, high, code = unit.vague
            yield f"{unit.words[0]}s", f"{low} {code}", f"{high} {code}"


def _term(term: Term) -> Cells:
    codes = ", ".join(f"{system} {code}" for system, code in sorted(term.codes.items()))
    return term.name, term.meaning, term.broader or "", codes


def _grid(header: Cells, rows: Iterable[Cells]) -> str:
    return grid(header, ((code(word), *said) for word, *said in rows))


def _versions(files: Mapping[str, bytes], version: str) -> str:
    digests = ((code(name), sha256(data).hexdigest()) for name, data in files.items() if name.endswith(".csv"))
    return (
        f"## Versions\n\nMade by ketclaims {version}. A Parquet file names the sha256 of its table as CSV in its"
        f"\nmetadata (`csv_sha256`); its own bytes differ between versions of the library that writes it.\n\n"
        f"{grid(('file', 'sha256'), digests)}"
    )
