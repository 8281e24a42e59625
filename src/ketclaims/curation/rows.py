"""The numbers of the sources: as the parser reads them, and as people left them."""

from __future__ import annotations

from collections.abc import Iterable

from ketclaims.claims import extract
from ketclaims.curation.inputs import REVIEW, Inputs
from ketclaims.lexicon import Lexicon
from ketclaims.review import apply_decisions
from ketclaims.review.applying import base_rows
from ketclaims.review.standing import Footing, footing_of
from ketclaims.tables.rows import Row, cell, ledger_rows, place_order


def parsed_rows(inputs: Inputs, lexicon: Lexicon) -> list[Row]:
    """Every number of the sources as the parser reads it, with the voices of the sources."""
    voices = {source.source: source.voice for source in inputs.sources}
    return [
        row
        for source, text in inputs.texts.items()
        for row in ledger_rows(extract(text, source, lexicon), lexicon, voices[source])
    ]


def reviewed_rows(
    inputs: Inputs, parsed: Iterable[Row], lexicon: Lexicon, name: str = REVIEW
) -> tuple[list[Row], tuple[str, ...]]:
    """Parsed rows as people left them, in the order of sources and texts; and a sentence for what misfits."""
    rows, problems = apply_decisions(parsed, inputs.decisions, inputs.desk(lexicon), name)
    order = {source.source: place for place, source in enumerate(inputs.sources)}
    ordered = sorted(rows, key=lambda row: (order[str(row["source"])], *place_order(row)))
    return ordered, (*inputs.problems, *problems)


def footings(inputs: Inputs, parsed: Iterable[Row], rows: Iterable[Row], lexicon: Lexicon) -> list[Footing]:
    """What the decided rows stand on, those that a decision took away or added too, in the order of the decisions."""
    bases = base_rows(parsed, inputs.decisions, inputs.desk(lexicon))
    there = bases | {cell(row["claim_id"]): row for row in rows}
    decided = dict.fromkeys(decision.claim_id for decision in inputs.decisions)
    found = [name for name in decided if name in there]
    return [footing_of(there[name], bases[name], inputs.texts[str(there[name]["source"])]) for name in found]
