"""Ledgers as plain rows: one dictionary for each number of a source, with the columns of the extract table.

No pandas here: ``ketclaims extract`` writes these rows as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from ketclaims.intervals import standardise
from ketclaims.late import late
from ketclaims.model import (
    Claim,
    Context,
    Disposition,
    Excluded,
    Ledger,
    Method,
    Place,
    Precision,
    Quantity,
    Relation,
    Span,
)
from ketclaims.quantities import find_quantities
from ketclaims.tables.columns import EXTRACT, LEDGER

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Value = str | int | float | None
Row = dict[str, Value]

SECTION_MARK = " > "
NUMERAL = late(r"\d[\d,]*(?:\.\d+)?|\.\d+")
WHOLE = 2**53
"""From here on a double no longer tells whole numbers apart, and a digit string would pretend that it does."""
LARGEST = 1.7976931348623157e308


def number(value: Decimal | float | None) -> int | float | None:
    """A number in its shortest form: 71 for 71.0, 0.5 for 0.50; beyond the range of a double, the largest double.

    >>> number(Decimal("71.0")), number(Decimal("0.50")), number(None)
    (71, 0.5, None)
    """
    if value is None:
        return None
    read = float(value)
    if -WHOLE < read < WHOLE:
        return int(read) if read.is_integer() else read
    return max(-LARGEST, min(LARGEST, read))


def cell(value: Value) -> str:
    """A value as the files and the review write it: numbers in shortest form, a missing one as nothing, true, false."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(number(value) if isinstance(value, float) else value)


def numerals(words: str) -> list[Decimal]:
    """The numbers that are written in digits, as they stand: 2.0 keeps its decimal.

    >>> numerals("2.0 to 1,500 mg")
    [Decimal('2.0'), Decimal('1500')]
    """
    return [Decimal(numeral.replace(",", "")) for numeral in NUMERAL.findall(words)]


def digest(*parts: Value) -> str:
    """Twelve hex digits of the content of some values."""
    # JSON keeps the parts apart whatever they hold, and tells a missing one from an empty one.
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:12]


def row_identity(row: Mapping[str, Value], twin: int = 0) -> str:
    """Twelve hex digits from what makes a row this row: its source, its place, and for a claim its measure and subject.

    ``twin`` counts the rows before it in which all of these are the same.
    """
    parts = [row[name] for name in ("source", "value_start", "value_end")]
    if row["disposition"] == "claim":
        parts += (row[name] for name in ("measure", "condition", "intervention", "route"))
    else:
        parts.append(row["disposition"])
    return digest(*parts, *((twin,) if twin else ()))


_EMPTY: Row = dict.fromkeys(EXTRACT.names)


def empty_row() -> Row:
    """A row of the extract table in which nothing is said."""
    return _EMPTY.copy()


def error_row(source: str, sentence: str) -> Row:
    """The row that an input leaves that could not be read."""
    return empty_row() | {"source": source, "disposition": "error", "error": sentence}


def standard(quantity: Quantity, measure: str, lexicon: Lexicon) -> Row:
    """``low_std``, ``high_std`` and ``unit_std`` of a quantity: in the measure's canonical unit where it has one."""
    known = lexicon.measures.get(measure)
    unit = known.unit if known and known.unit else quantity.unit
    low, high, unit = standardise(quantity, unit, lexicon)
    return {"low_std": number(low), "high_std": number(high), "unit_std": unit}


def _place(ledger: Ledger, place: Place, span: Span, disposition: Disposition, voice: str | None) -> Row:
    # A list marker stands before the passage that can be read alone; its row quotes both.
    quote = Span(min(place.quote.start, span.start), max(place.quote.end, span.end))
    return {
        "source": ledger.source,
        "voice": voice or ledger.source,
        "section": SECTION_MARK.join(place.section) or None,
        "quote": quote.of(ledger.text),
        "quote_start": quote.start,
        "quote_end": quote.end,
        "value_text": span.of(ledger.text),
        "value_start": span.start,
        "value_end": span.end,
        "method": "parsed",
        "disposition": disposition,
    }


def _quantity(quantity: Quantity) -> Row:
    return {
        "relation": quantity.relation,
        "low": number(quantity.low),
        "high": number(quantity.high),
        "unit": quantity.unit,
        "precision": quantity.precision,
    }


def _count(value: int | None) -> int | None:
    # Like a number beyond the range of a double: nobody gave so many doses, and no table has room for them.
    return None if value is None else min(value, WHOLE - 1)


def _subject(claim: Claim) -> Row:
    subject = claim.subject
    return {
        "measure": claim.measure,
        "condition": subject.condition,
        "intervention": subject.intervention,
        "route": subject.route,
        "doses_low": _count(subject.doses_low),
        "doses_high": _count(subject.doses_high),
        "timepoint": subject.timepoint,
        "population": subject.population,
        "comparator": subject.comparator,
        "outcome": subject.outcome,
        "attribution": subject.attribution,
    }


def _joined(*parts: Row) -> Row:
    """A row of what is said of a number, with its identifier."""
    row = empty_row()
    for part in parts:
        row.update(part)
    row["claim_id"] = row_identity(row)
    return row


def claim_row(ledger: Ledger, claim: Claim, lexicon: Lexicon, voice: str | None = None) -> Row:
    """One claim with every column of the extract table; without a ``voice`` the source is its own."""
    row = _place(ledger, claim.place, claim.quantity.span, "claim", voice)
    return _joined(row, _quantity(claim.quantity), _subject(claim), standard(claim.quantity, claim.measure, lexicon))


def context_row(ledger: Ledger, context: Context, voice: str | None = None) -> Row:
    """One quantity that qualifies a claim; the columns of a claim's meaning stay empty."""
    row = _place(ledger, context.place, context.quantity.span, "context", voice)
    return _joined(row, _quantity(context.quantity))


def excluded_row(ledger: Ledger, excluded: Excluded, voice: str | None = None) -> Row:
    """One number that states nothing, with its reason."""
    row = _place(ledger, excluded.place, excluded.span, "excluded", voice)
    return _joined(row, {"reason": excluded.reason})


def place_order(row: Row) -> tuple[Value, ...]:
    """Where a row stands among those of its source: by place, then by what is said."""
    said = (cell(row[name]) for name in ("disposition", "condition", "intervention", "route", "measure"))
    return (row["value_start"], row["value_end"], *said)


def told_apart(rows: Iterable[Row]) -> list[Row]:
    """Rows with an identifier each: of those that would share one, the later ones count the earlier."""
    # Two claims may differ in a field that the identifier leaves out, such as the population.
    seen: Counter[Value] = Counter()
    apart = []
    for row in rows:
        twin = seen[row["claim_id"]]
        seen[row["claim_id"]] += 1
        apart.append(row | {"claim_id": row_identity(row, twin)} if twin else row)
    return apart


def claim_rows(ledger: Ledger, lexicon: Lexicon, voice: str | None = None) -> list[Row]:
    """The claims of a ledger as rows, in the order of the text."""
    rows = (claim_row(ledger, claim, lexicon, voice) for claim in ledger.claims)
    return told_apart(sorted(rows, key=place_order))


def ledger_rows(ledger: Ledger, lexicon: Lexicon, voice: str | None = None) -> list[Row]:
    """Every number of a ledger as rows, in the order of the text."""
    contexts = (context_row(ledger, context, voice) for context in ledger.contexts)
    excluded = (excluded_row(ledger, entry, voice) for entry in ledger.excluded)
    return sorted((*claim_rows(ledger, lexicon, voice), *told_apart((*contexts, *excluded))), key=place_order)


def ledger_entry(row: Row) -> Row:
    """A row as the ledger table has it."""
    return {name: row["claim_id"] if name == LEDGER.key else row[name] for name in LEDGER.names}


def quantity_of(row: Row, lexicon: Lexicon) -> Quantity:
    """The quantity that a row states; the smaller unit of a vague range is read from its words."""
    low, high = (None if row[side] is None else Decimal(cell(row[side])) for side in ("low", "high"))
    span = Span(int(row["value_start"] or 0), int(row["value_end"] or 0))
    relation, precision = cast(Relation, row["relation"]), cast(Precision, row["precision"])
    smaller = _smaller_unit(cell(row["value_text"]), lexicon) if precision == "vague" else None
    return Quantity(span, low, high, cell(row["unit"]), relation, precision, smaller)


def _smaller_unit(words: str, lexicon: Lexicon) -> str | None:
    return next((quantity.from_unit for quantity in find_quantities(words, lexicon)), None)


def completed(row: Mapping[str, Value], lexicon: Lexicon, method: Method) -> Row:
    """A row of the codebook's columns with those that follow from them; what the row already has stays as it is."""
    full = empty_row() | {name: value for name, value in row.items() if value is not None}
    full = _default(full, {"disposition": "claim", "method": method, "voice": full["source"]})
    if full["disposition"] == "claim" and full["unit_std"] is None:
        full |= standard(quantity_of(full, lexicon), cell(full["measure"]), lexicon)
    return _default(full, {"claim_id": row_identity(full)})


def _default(row: Row, defaults: Row) -> Row:
    return row | {name: value for name, value in defaults.items() if row[name] is None}
