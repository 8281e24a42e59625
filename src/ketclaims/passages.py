"""Claims shown where they stand: the passage with the quote and the value marked, alone or beside another's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketclaims.model import InputError, Span

if TYPE_CHECKING:
    import pandas as pd

    from ketclaims.claims import Explanation
    from ketclaims.lexicon import Lexicon

FIELDS = (
    "measure",
    "relation",
    "low",
    "high",
    "unit",
    "precision",
    "condition",
    "intervention",
    "route",
    "doses_low",
    "doses_high",
    "timepoint",
    "population",
    "comparator",
    "outcome",
    "attribution",
    "method",
    "disposition",
    "reason",
)
"""What is shown of a row; a table of claims alone lacks the last two."""

PLACED = ("quote_start", "quote_end", "value_start", "value_end")
WIDTH = 600
"""At most so many characters of the paragraph are shown on either side of the quote."""


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """A claim in its passage; ``quote`` and ``value`` are places in ``text``, the paragraph or the quote alone.

    ``decisions`` has a sentence for everything that people decided about it. A notebook shows it as HTML in which every
    character of a source is escaped; ``str`` gives plain text with the value in square brackets.
    """

    claim_id: str
    source: str
    section: str
    text: str
    quote: Span
    value: Span
    fields: Mapping[str, str]
    decisions: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = " · ".join(part for part in (self.source, self.section) if part)
        said = (f"  {name:<13} {value}" for name, value in self._rows())
        return "\n".join((head, "", self._marked_text(), "", *said, f"  {'claim_id':<13} {self.claim_id}"))

    def _rows(self) -> list[tuple[str, str]]:
        return [*self.fields.items(), *(("decided", decision) for decision in self.decisions)]

    __repr__ = __str__

    def _marked_text(self) -> str:
        before, inside, after = _cut(self.text, self.value)
        return f"{before}[{inside}]{after}"

    def _repr_html_(self) -> str:
        head = " · ".join(escape(part) for part in (self.source, self.section) if part)
        said = "".join(f"<tr><th>{escape(n)}</th><td>{escape(v)}</td></tr>" for n, v in self._rows())
        return (
            f'<article><p><small>{head}</small></p><blockquote style="white-space: pre-line">{self._marked_html()}'
            f"</blockquote><table>{said}</table><p><small>{escape(self.claim_id)}</small></p></article>"
        )

    def _marked_html(self) -> str:
        before, quote, after = _cut(self.text, self.quote)
        start = self.value.start - self.quote.start
        ahead, value, behind = _cut(quote, Span(start, start + self.value.end - self.value.start))
        quoted = f"<q>{escape(ahead)}<mark>{escape(value)}</mark>{escape(behind)}</q>"
        return f"{escape(before)}{quoted}{escape(after)}"


@dataclass(frozen=True, slots=True, repr=False)
class SideBySide:
    """Pairs of claims in their passages, each with the reason of its verdict.

    A notebook shows the two beside each other, as HTML in which every character of a source is escaped; ``str`` gives
    plain text, one below the other, with the values in square brackets.
    """

    pairs: tuple[tuple[str, Passage, Passage], ...]

    def __str__(self) -> str:
        return "\n\n".join("\n".join((reason, *map(_line, sides))) for reason, *sides in self.pairs)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "".join(
            f'<table style="width: 100%; table-layout: fixed"><caption style="text-align: left"><b>{escape(reason)}</b>'
            f"</caption><tr>{''.join(map(_side, sides))}</tr></table>"
            for reason, *sides in self.pairs
        )


def _line(passage: Passage) -> str:
    return f"  {passage.source}: {' '.join(passage._marked_text().split())}"


def _side(passage: Passage) -> str:
    head = " · ".join(escape(part) for part in (passage.source, passage.section) if part)
    return (
        '<td style="width: 50%; text-align: left; vertical-align: top; white-space: pre-line">'
        f"<small>{head}</small>\n{passage._marked_html()}</td>"
    )


def _cut(text: str, span: Span) -> tuple[str, str, str]:
    return text[: span.start], text[span.start : span.end], text[span.end :]


def show(claim_id: str, claims: pd.DataFrame | None = None, texts: Mapping[str, str] | None = None) -> Passage:
    """The claim of that identifier in its passage.

    ``claims`` is a frame with the columns of ``load_claims``, which is used without it; ``texts`` has the articles by
    source, and without it those of the checkout are read, where there is one. ``LookupError`` where the frame has no
    such claim. Of the curated table also what people decided is told.
    """
    decisions = _checkout_decisions(claim_id) if claims is None else ()
    return replace(passage(*_row_and_text(claim_id, claims, texts)), decisions=decisions)


def _row_and_text(
    claim_id: str, claims: pd.DataFrame | None, texts: Mapping[str, str] | None
) -> tuple[Mapping[Any, Any], str]:
    """The row of a claim and the text of its article, which is empty where there is none."""
    from ketclaims.tables.files import load_claims

    frame = load_claims() if claims is None else claims
    found = frame[frame["claim_id"] == claim_id]
    if found.empty:
        raise LookupError(f"There is no claim {claim_id!r} {'in the curated table' if claims is None else 'here'}.")
    row = found.iloc[0].to_dict()
    source = str(row["source"])
    return row, _checkout_text(source) if texts is None else texts.get(source, "")


def read_claim(path: Path, claim_id: str) -> pd.DataFrame:
    """The rows of that identifier in a CSV, Parquet or JSON lines file, as they are there, for ``show`` and ``why``.

    Those of numbers that are context or excluded are found as well. ``InputError`` where the file cannot be read, or
    does not say where the number stands.
    """
    import pandas as pd

    from ketclaims.tables.columns import EXTRACT
    from ketclaims.tables.files import read_records

    empty = dict.fromkeys(EXTRACT.names)
    found = [(line, empty | dict(row)) for line, row in read_records(path) if row.get("claim_id") == claim_id]
    for line, row in found:
        for name in PLACED:
            if not str(row[name]).isdecimal():
                raise InputError(f"{path}, row {line}: {name} is {row[name]!r}, a whole number was expected.")
    return pd.DataFrame([row for _, row in found], columns=list(empty), dtype=object)


def why(
    claim_id: str,
    claims: pd.DataFrame | None = None,
    texts: Mapping[str, str] | None = None,
    lexicon: Lexicon | None = None,
) -> Explanation:
    """Why the parser took the number of that identifier for a claim or not, and gave it its measure.

    ``claims`` and ``texts`` are as for ``show``. ``LookupError`` where the frame has no such row, where its article
    is not there, or where the parser finds no number at its place, because a person added it or the text differs.
    """
    from ketclaims.claims import explain
    from ketclaims.lexicon import default_lexicon

    row, text = _row_and_text(claim_id, claims, texts)
    if not text:
        raise LookupError(
            f"The article {row['source']!r} is not at hand, so nothing can be said of claim {claim_id!r}."
        )
    place = Span(int(row["value_start"]), int(row["value_end"]))
    try:
        return explain(text, place, lexicon or default_lexicon())
    except LookupError:
        found_by = "another extractor found it" if row["method"] == "imported" else "a person decided on it"
        raise LookupError(f"The parser alone finds no number where {claim_id!r} stands; {found_by}.") from None


def side_by_side(
    pairs: pd.DataFrame, claims: pd.DataFrame, texts: Mapping[str, str] | None = None, *, context: bool = True
) -> SideBySide:
    """Rows of a frame of pairs with the passages of both claims, which ``claims`` has.

    ``texts`` has the articles by source, and without it those of the checkout are read. Without ``context`` only the
    quotes are shown. ``LookupError`` where ``claims`` lacks one of the claims.
    """
    rows = {row["claim_id"]: row for row in claims.to_dict("records")}
    read: dict[str, str] = {} if texts is None else dict(texts)
    if texts is None and context:
        read = {source: _checkout_text(str(source)) for source in claims["source"].unique()}

    def shown(claim_id: str) -> Passage:
        if claim_id not in rows:
            raise LookupError(f"There is no claim {claim_id!r}.")
        row = rows[claim_id]
        return passage(row, read.get(str(row["source"]), "") if context else "")

    listed = pairs[["reason", "claim_id_a", "claim_id_b"]].itertuples(index=False)
    return SideBySide(tuple((str(reason), shown(a), shown(b)) for reason, a, b in listed))


def passage(row: Mapping[Any, Any], text: str = "") -> Passage:
    """The passage of a row of the claims table: the paragraph in ``text``, or the quote where that is another text."""
    quote, value = (Span(int(row[f"{name}_start"]), int(row[f"{name}_end"])) for name in ("quote", "value"))
    around = _paragraph(text, quote) if quote.of(text) == row["quote"] else quote
    shown = around.of(text) if around != quote else str(row["quote"])
    return Passage(
        str(row["claim_id"]),
        str(row["source"]),
        _said(row["section"]),
        shown,
        _moved(quote, around.start),
        _moved(value, around.start),
        dict(_shown_fields(row)),
    )


def _shown_fields(row: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """The fields that a row has, as text; that a claim is a claim goes without saying."""
    for name in FIELDS:
        said = _said(row.get(name))
        if said and (name, said) != ("disposition", "claim"):
            yield name, said


def _said(value: Any) -> str:
    from ketclaims.tables.rows import cell

    # The missing value of a nullable number equals nothing, not even itself.
    missing = value is None or str(value) in ("nan", "<NA>")
    return "" if missing else cell(value)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start - by, span.end - by)


def _paragraph(text: str, quote: Span) -> Span:
    start = max(text.rfind("\n", 0, quote.start) + 1, quote.start - WIDTH)
    end = text.find("\n", quote.end)
    return Span(start, min(len(text) if end < 0 else end, quote.end + WIDTH))


def _checkout_text(source: str) -> str:
    """The article in the checkout that the code runs from; empty in an installed package, which has no articles."""
    from ketclaims.sources import MANIFEST, read_article, read_sources

    raw = _checkout_data() / "raw"
    try:
        return "".join(read_article(entry, raw) for entry in read_sources(raw / MANIFEST) if entry.source == source)
    except InputError:
        return ""


def _checkout_decisions(claim_id: str) -> tuple[str, ...]:
    """What people decided about a claim, in the checkout that the code runs from; nothing in an installed package."""
    from ketclaims.review.decisions import parse_decisions

    try:
        decisions, _ = parse_decisions((_checkout_data() / "review.csv").read_text(encoding="utf-8"))
    except (OSError, ValueError, InputError):
        return ()
    return tuple(decision.told for decision in decisions if decision.claim_id == claim_id)


def _checkout_data() -> Path:
    return Path(__file__).parents[2] / "data"
