"""One row of a sheet as the decisions that it stands for; what is wrong with it, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ketclaims.review.adding import added, addition
from ketclaims.review.applying import disposition_of
from ketclaims.review.corrections import is_overwritten
from ketclaims.review.decisions import AMENDABLE, PLACE, Decision
from ketclaims.review.reading import Entry, Unusable
from ketclaims.review.sheet import DECISIONS, EXPORTED, FIELDS, INPUTS, NEW, fingerprint, parse_stamp
from ketclaims.review.targets import Bench, SheetError, Target, Writer, correct
from ketclaims.tables.columns import IDENTIFIER
from ketclaims.tables.rows import Row, Value, cell

ACCEPTED = "accepted as it stands"
"""The reason of a row that is accepted, where the reviewer gives none."""


def judged(entry: Entry, bench: Bench) -> tuple[Decision, ...]:
    """The decisions that one row of a sheet stands for; none where the reviewer left it alone.

    ``SheetError`` has a sentence for each thing that is wrong with the row.
    """
    said = {name: entry.says(name) for name in INPUTS if entry.says(name)}
    faults = [f"column {name}: {found.says}; type it as text." for name, found in _unusable(entry)]
    if not faults and not said.keys() - {"who"}:
        _check_untouched(entry, bench)
        return ()
    writer = _writer(entry, bench)
    faults += _unsigned(entry, writer)
    decisions: tuple[Decision, ...] = ()
    try:
        decisions = _judged(entry, bench, writer)
    except SheetError as error:
        faults += error.faults
    if faults:
        raise SheetError(*faults)
    return decisions


def _judged(entry: Entry, bench: Bench, writer: Writer) -> tuple[Decision, ...]:
    word = entry.says("decision").casefold()
    if word not in DECISIONS:
        found = repr(word) if word else "empty, but the row says something"
        raise SheetError(f"column decision: is {found}; one of {', '.join(DECISIONS)} was expected.")
    return added(entry, bench, writer) if word == "add" else _decided(entry, bench, writer, word)


def _unusable(entry: Entry) -> Iterator[tuple[str, Unusable]]:
    for name in (*INPUTS, EXPORTED):
        found = entry.cells.get(name)
        if isinstance(found, Unusable):
            yield name, found


def _check_untouched(entry: Entry, bench: Bench) -> None:
    """Refuse a row without a decision whose shown cells were written over: somebody meant something by it."""
    stamp = parse_stamp(entry.says(EXPORTED))
    base = bench.bases.get(stamp[0]) if stamp else None
    if stamp and base and fingerprint(base) == stamp[1]:
        faults = list(_overwritten(entry, base | stamp[2]))
        if faults:
            raise SheetError(*faults)


def _writer(entry: Entry, bench: Bench) -> Writer:
    return Writer(entry, entry.says("who") or bench.who, bench.when, entry.says("reason") or ACCEPTED)


def _unsigned(entry: Entry, writer: Writer) -> Iterator[str]:
    if not writer.who:
        yield "column who: is empty; a name or initials were expected."
    if not entry.says("reason") and entry.says("decision").casefold() != "accept":
        yield "column reason: is empty; why, in a few words."


def _decided(entry: Entry, bench: Bench, writer: Writer, word: str) -> tuple[Decision, ...]:
    base, shown = _exported(entry, bench)
    faults = list(_overwritten(entry, base | shown))
    before = cell(shown.get("disposition")) or disposition_of(base)
    target = Target(base | shown, before)
    faults += correct(target, entry, bench)
    faults += _contradictions(entry, target, word)
    if not faults and word != "accept" and target == Target(base | shown, before, target.corrected):
        faults.append(f"column decision: is {word}, but what is written is what the row says already.")
    if faults:
        raise SheetError(*faults)
    if target.disposition == disposition_of(base):
        return tuple(_amended(base, target, bench, writer))
    if target.disposition == "claim":
        return _turned_claim(base, target, writer)
    whole = "reject" if disposition_of(base) == "claim" else "disposition"
    return (writer.decision(cell(base["claim_id"]), whole, disposition_of(base), target.disposition),)


def _exported(entry: Entry, bench: Bench) -> tuple[Row, dict[str, Value]]:
    """The row before any decision, and the cells that decisions had changed in it when the sheet was made."""
    stamp = parse_stamp(entry.says(EXPORTED))
    if stamp is None:
        raise SheetError(f"column {EXPORTED}: is not as it was exported, so nobody can tell which row is meant.")
    claim_id, print_, shown = stamp
    said = entry.says("claim_id")
    # A spreadsheet may have taken an identifier of digits for a number.
    if re.fullmatch(IDENTIFIER, said) and said != claim_id:
        raise SheetError(f"column claim_id: {said!r} was exported as {claim_id}; do not move cells between rows.")
    base = bench.bases.get(claim_id)
    if base is None:
        gone = "its article, or how it is read, has changed since the sheet was made; export it anew"
        raise SheetError(f"column claim_id: there is no row {claim_id} any more: {gone}.")
    if fingerprint(base) != print_:
        raise SheetError(f"column claim_id: row {claim_id} has changed since the sheet was made; export it anew.")
    return base, shown


def _overwritten(entry: Entry, row: Row) -> Iterator[str]:
    for name in FIELDS:
        found = entry.cells.get(name)
        if isinstance(found, str) and is_overwritten(name, found, cell(row[name])):
            was = cell(row[name])
            yield f"column {name}: {was!r} was written over with {found!r}; corrections go into {NEW}{name}."


def _contradictions(entry: Entry, target: Target, word: str) -> Iterator[str]:
    corrected = [name for name in INPUTS if name.startswith(NEW) and entry.says(name)]
    named = entry.says("new_disposition")
    if word == "accept" and corrected:
        yield f"column {corrected[0]}: corrects a row that is accepted; choose change, or leave it empty."
    if word == "change" and not corrected:
        yield "column decision: is change, but nothing is corrected; what is right goes into the columns new_…"
    if word == "reject" and not named:
        yield "column new_disposition: is empty; what is the number, if it is not what the row says?"
    others = [name for name in corrected if name != "new_disposition"]
    if target.disposition != "claim":
        places = ("new_quote", "new_value_text", "new_value_start", "new_section")
        wrong = [name for name in others if named or name not in places]
        if wrong:
            yield f"column {wrong[0]}: corrects a cell that only a claim has, and the row is {target.disposition}."


def _amended(base: Row, target: Target, bench: Bench, writer: Writer) -> list[Decision]:
    """A decision for each cell that should be another than was parsed, else that the row is right as it was parsed."""
    claim_id = cell(base["claim_id"])
    names = AMENDABLE if target.disposition == "claim" else PLACE
    changed = [name for name in names if target.cells[name] != base[name]]
    accepted = writer.decision(claim_id, "accept", cell(base["value_text"]), "")
    if not changed:
        return [accepted]
    others = {d.field for d in bench.decided.get(claim_id, ()) if d.person != accepted.person}
    # Where others changed a cell, it has to be said that it should stay as it was parsed.
    kept = [n for n in names if n in others and n not in changed and (accepted.settles or n in target.corrected)]
    return [
        writer.decision(
            claim_id, name, cell(base[name]), cell(target.cells[name]), "" if name in target.corrected else ACCEPTED
        )
        for name in (*changed, *kept)
    ]


def _turned_claim(base: Row, target: Target, writer: Writer) -> tuple[Decision, ...]:
    """A number that is a claim after all: the claim is added, and the row that it was goes."""
    claim = addition(target.cells | {"disposition": "claim", "reason": None}, writer)
    return claim, writer.decision(cell(base["claim_id"]), "disposition", disposition_of(base), "none")
