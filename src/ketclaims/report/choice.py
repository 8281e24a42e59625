"""Which rows of a corpus a page shows: whole sources while they fit, the hardest conflicts, and what these speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from ketclaims.model import DataError
from ketclaims.plots.cells import verdict_between
from ketclaims.plots.labels import said
from ketclaims.report.tallies import Tally
from ketclaims.tables.columns import CLAIMS
from ketclaims.tables.rows import Row

SIDES = ("claim_id_a", "claim_id_b")


def whole_sources(order: Iterable[str], tally: Tally, most: int) -> tuple[str, ...]:
    """The first sources of which all claims can be shown, at most so many claims in all."""
    chosen, count = [], 0
    for source in order:
        count += tally.sources.get(source, 0)
        if count > most:
            break
        chosen.append(source)
    return tuple(chosen)


def shown_claims(claims: Iterable[Row], whole: Collection[str], named: Collection[str], most: int) -> Mapping[str, Row]:
    """By identifier the claims of whole sources and those that are named; where no source fits whole, the first too.

    ``DataError`` where an identifier stands twice.
    """
    found: dict[str, Row] = {}
    room = 0 if whole else most
    for row in claims:
        name = said(row, "claim_id")
        if row["source"] not in whole and name not in named:
            room -= 1
            if room < 0:
                continue
        if name in found:
            raise DataError((f"{CLAIMS.name} {name}, column claim_id: stands more than once.",))
        found[name] = row
    return found


def standings(pairs: Iterable[Row], shown: Collection[str]) -> Mapping[str, set[str]]:
    """The verdicts of each shown claim against the claims of other sources."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in pairs:
        verdict = verdict_between(row)
        for name in (said(row, side) for side in SIDES if verdict):
            if name in shown:
                found[name].add(verdict)
    return found
