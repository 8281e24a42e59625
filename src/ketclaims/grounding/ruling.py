"""One row held to every rule: accepted with the columns that follow from it, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from ketclaims.grounding.cells import cells_of
from ketclaims.grounding.faults import RefusedError, refuse
from ketclaims.grounding.figures import SIDES, figures_at
from ketclaims.grounding.places import Placing, placing_of
from ketclaims.grounding.shapes import Entry
from ketclaims.tables.columns import IMPORTED
from ketclaims.tables.rows import SECTION_MARK, Row, cell, number, quantity_of, standard

if TYPE_CHECKING:
    from ketclaims.grounding.pages import Page
    from ketclaims.grounding.shelf import Shelf
    from ketclaims.lexicon import Lexicon


class Ruled(NamedTuple):
    """A row that keeps the rules; ``counted`` says what its offsets count if that is no code points."""

    row: Row
    counted: str


def rule_on(entry: Entry, shelf: Shelf, lexicon: Lexicon) -> Ruled:
    """The row of an entry in the columns of ``IMPORTED``, yet without an identifier; ``RefusedError`` says why not."""
    if entry.fault:
        raise RefusedError(entry.fault)
    cells = cells_of(entry.fields, lexicon)
    page = shelf.page(cells["source"], entry.text)
    placing = placing_of(cells, page, loose=entry.loose)
    row = _placed(cells, placing, page) | _numbers(cells, placing, page)
    if row["disposition"] == "claim":
        row |= standard(quantity_of(row, lexicon), cell(row["measure"]), lexicon)
        refuse(_beyond_limits(row, lexicon))
    return Ruled(row, placing.found.counted)


def _placed(cells: Mapping[str, Any], placing: Placing, page: Page) -> Row:
    """The row with its places, its words and what else does not depend on its numbers."""
    quote, value = placing.quote, placing.value
    return {
        **dict.fromkeys(IMPORTED.names),
        **cells,
        "source": page.source,
        "voice": cells["voice"] or page.source,
        "section": SECTION_MARK.join(page.place(value).section) or None,
        "quote": quote.of(page.text),
        "quote_start": quote.start,
        "quote_end": quote.end,
        "value_text": value.of(page.text),
        "value_start": value.start,
        "value_end": value.end,
        "method": cells["method"] or "imported",
        "disposition": cells["disposition"] or "claim",
        "anchoring": placing.found.anchoring,
    }


def _numbers(cells: Mapping[str, Any], placing: Placing, page: Page) -> Row:
    """The numbers of a claim as they are settled; those of other rows as they are given."""
    plain: Row = {side: number(cells[side]) for side in SIDES}
    claimed = cells["disposition"] in (None, "claim")
    if not claimed and plain == dict.fromkeys(SIDES):
        return {}
    figures = figures_at(cells, placing.value, page)
    if not claimed:
        return plain
    settled = {side: number(figures.cells[side]) for side in SIDES}
    return {**figures.cells, **settled, "agreement": figures.agreement}


def _beyond_limits(row: Row, lexicon: Lexicon) -> Iterator[str]:
    """What lies outside the natural limits of the measure, such as a share above 100 %."""
    measure = lexicon.measures[cell(row["measure"])]
    least, most = measure.low, measure.high
    for side in SIDES if row["unit_std"] == measure.unit else ():
        value = cell(row[f"{side}_std"])
        if value and ((least is not None and Decimal(value) < least) or (most is not None and Decimal(value) > most)):
            yield f"{side} is {value} {measure.unit}, beyond the natural limits of {measure.name}"
