"""One row of a sheet as the decisions that it stands for; what is wrong with it, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ketclaims.model import Span
from ketclaims.review.applying import Desk, disposition_of
from ketclaims.review.corrections import correction, is_overwritten
from ketclaims.review.decisions import AMENDABLE, DISPOSED, PLACE, Decision
from ketclaims.review.quoting import find_only, find_quote, find_value
from ketclaims.review.reading import Entry, Unusable
from ketclaims.review.sheet import DECISIONS, EXPORTED, FIELDS, INPUTS, NEW, fingerprint, parse_stamp
from ketclaims.tables.rows import Row, Value, cell, empty_row, row_identity

ACCEPTED = "accepted as it stands"
"""The reason of a row that is accepted, where the reviewer gives none."""
CORRECTED = (*FIELDS, "section")
OFFSETS = ("quote_start", "quote_end", "value_start", "value_end")
NEEDED = ("measure", "unit")
"""What a reviewer has to say of a claim that is added, besides its place."""
CLAIM_ORDER = ("source", "disposition", "reason", *AMENDABLE)


class SheetError(Exception):
    """A row of a sheet that cannot be taken; ``faults`` has a sentence for each thing that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Bench:
    """What a sheet is held against: the rows before any decision, what was decided on each, and who and when."""

    desk: Desk
    bases: Mapping[str, Row]
    decided: Mapping[str, Sequence[Decision]]
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the decisions of one row of a sheet; their ``place`` is its number."""

    entry: Entry
    who: str
    when: str
    reason: str

    def decision(self, claim_id: str, field: str, before: str, after: str, reason: str = "") -> Decision:
        return Decision(self.entry.place, claim_id, field, before, after, reason or self.reason, self.who, self.when)


@dataclass
class _Target:
    """What a row should be: its cells, and the columns that the reviewer corrected."""

    cells: Row
    disposition: str
    corrected: set[str] = field(default_factory=set)


def judged(entry: Entry, bench: Bench) -> tuple[Decision, ...]:
    """The decisions that one row of a sheet stands for; none where the reviewer left it alone.

    ``SheetError`` has a sentence for each thing that is wrong with the row.
    """
    said = {name: entry.says(name) for name in INPUTS if entry.says(name)}
    unusable = [f"column {name}: {found.says}; type it as text." for name, found in _unusable(entry)]
    if not unusable and not said.keys() - {"who"}:
        _check_untouched(entry, bench)
        return ()
    writer, faults = _writer(entry, bench)
    word = said.get("decision", "").casefold()
    if unusable or faults:
        raise SheetError(*unusable, *faults)
    return _added(entry, bench, writer) if word == "add" else _decided(entry, bench, writer, word)


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


def _writer(entry: Entry, bench: Bench) -> tuple[_Writer, list[str]]:
    word, who = entry.says("decision").casefold(), entry.says("who") or bench.who
    reason = entry.says("reason")
    faults = []
    if not word:
        faults.append(f"column decision: is empty, but the row says something; one of {', '.join(DECISIONS)}.")
    elif word not in DECISIONS:
        faults.append(f"column decision: {entry.says('decision')!r} is none of {', '.join(DECISIONS)}.")
    if not who:
        faults.append("column who: is empty; a name or initials were expected.")
    if not reason and word != "accept":
        faults.append("column reason: is empty; why, in a few words.")
    return _Writer(entry, who, bench.when, reason or ACCEPTED), faults


# ------------------------------------------------------------------------------------------- rows that were exported


def _decided(entry: Entry, bench: Bench, writer: _Writer, word: str) -> tuple[Decision, ...]:
    base, shown = _exported(entry, bench)
    faults = list(_overwritten(entry, base | shown))
    target = _Target(base | shown, _shown_disposition(base, shown))
    faults += _correct(target, entry, bench)
    faults += _contradictions(entry, target, word)
    if (
        not faults
        and word == "change"
        and (base | shown, _shown_disposition(base, shown)) == (target.cells, target.disposition)
    ):
        faults.append("column decision: is change, but what is corrected is what the row says already.")
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
    if len(said) == len(claim_id) and said != claim_id:
        raise SheetError(f"column claim_id: {said!r} was exported as {claim_id}; do not move cells between rows.")
    base = bench.bases.get(claim_id)
    if base is None:
        raise SheetError(f"column claim_id: there is no row {claim_id} any more; export the sheet anew.")
    if fingerprint(base) != print_:
        raise SheetError(f"column claim_id: row {claim_id} has changed since the sheet was made; export it anew.")
    return base, shown


def _shown_disposition(base: Row, shown: Mapping[str, Value]) -> str:
    return cell(shown.get("disposition")) or disposition_of(base)


def _overwritten(entry: Entry, row: Row) -> Iterator[str]:
    for name in FIELDS:
        found = entry.cells.get(name)
        if isinstance(found, str) and is_overwritten(name, found, cell(row[name])):
            was = cell(row[name])
            yield f"column {name}: {was!r} was written over with {found!r}; corrections go into {NEW}{name}."


def _correct(target: _Target, entry: Entry, bench: Bench) -> list[str]:
    """Lay a reviewer's corrections over a target, and say which of them cannot be taken."""
    return _correct_fields(target, entry, bench) + _replace(target, entry, bench.desk.texts)


def _correct_fields(target: _Target, entry: Entry, bench: Bench) -> list[str]:
    faults = []
    for name in CORRECTED:
        written = entry.says(NEW + name)
        if written:
            try:
                target.cells[name] = correction(name, written, bench.desk.lexicon)
                target.corrected.add(name)
            except ValueError as error:
                faults.append(f"column {NEW}{name}: {error}")
    written = entry.says("new_disposition")
    if written:
        target.disposition = "_".join(written.casefold().split()).replace("excluded:_", "excluded:")
        if target.disposition not in ("claim", *DISPOSED):
            faults.append(f"column new_disposition: {written!r} is none of claim, {', '.join(DISPOSED)}.")
    return faults


def _replace(target: _Target, entry: Entry, texts: Mapping[str, str]) -> list[str]:
    """Lay the places of corrected words over a target."""
    quoted, valued, hint = (entry.says(f"{NEW}{name}") for name in ("quote", "value_text", "value_start"))
    text = texts.get(cell(target.cells["source"]), "")
    quote, value = _spans(target.cells)
    start, faults = _start(hint, valued)
    if faults or not (quoted or valued):
        return faults
    column = "new_quote"
    try:
        if quoted:
            quote = find_quote(text, quoted, quote, None if valued else value)
        column = "new_value_text"
        if valued:
            value = find_value(text, valued, quote, value, start)
    except ValueError as error:
        return [f"column {column}: {entry.says(column)!r} {error}."]
    places = dict(zip(OFFSETS, (*quote, *value), strict=True))
    target.corrected |= {name for name, place in places.items() if target.cells[name] != place}
    target.cells |= places
    return []


def _start(hint: str, valued: str) -> tuple[int | None, list[str]]:
    if hint and not hint.isdecimal():
        return None, [f"column new_value_start: {hint!r} is no number of characters."]
    if hint and not valued:
        return None, ["column new_value_start: says which of several equal values is meant; give new_value_text too."]
    return (int(hint) if hint else None), []


def _spans(row: Row) -> tuple[Span, Span]:
    places = [int(row[name] or 0) for name in OFFSETS]
    return Span(*places[:2]), Span(*places[2:])


def _contradictions(entry: Entry, target: _Target, word: str) -> Iterator[str]:
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


def _amended(base: Row, target: _Target, bench: Bench, writer: _Writer) -> list[Decision]:
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


def _turned_claim(base: Row, target: _Target, writer: _Writer) -> tuple[Decision, ...]:
    """A number that is a claim after all: the claim is added, and the row that it was goes."""
    added = _addition(target.cells | {"disposition": "claim", "reason": None}, writer)
    return added, writer.decision(cell(base["claim_id"]), "disposition", disposition_of(base), "none")


# ----------------------------------------------------------------------------------------------- rows that are added


def _added(entry: Entry, bench: Bench, writer: _Writer) -> tuple[Decision, ...]:
    if entry.says(EXPORTED):
        raise SheetError("column decision: add is for a row of its own, without what was exported; use an empty one.")
    source = entry.says("source")
    text = bench.desk.texts.get(source)
    if text is None:
        known = ", ".join(bench.desk.texts)
        raise SheetError(f"column source: {source!r} is no article of these; one of {known} was expected.")
    quote, value, faults = _place(entry, text)
    target = _Target(empty_row() | {"source": source}, "claim")
    faults += _correct_fields(target, entry, bench)
    if faults:
        raise SheetError(*faults)
    disposition, _, reason = target.disposition.partition(":")
    about: Row = {"disposition": disposition, "reason": reason or None}
    return (_addition(target.cells | about | dict(zip(OFFSETS, (*quote, *value), strict=True)), writer),)


def _place(entry: Entry, text: str) -> tuple[Span, Span, list[str]]:
    quoted, valued, hint = (entry.says(f"{NEW}{name}") for name in ("quote", "value_text", "value_start"))
    start, faults = _start(hint, valued)
    faults += [
        f"column {NEW}{name}: is empty; copy it from the article."
        for name, words in (("quote", quoted), ("value_text", valued))
        if not words
    ]
    quote = value = Span(0, 0)
    if faults:
        return quote, value, faults
    column = "new_quote"
    try:
        quote = find_only(text, quoted)
        column = "new_value_text"
        value = find_value(text, valued, quote, None, start)
    except ValueError as error:
        faults = [f"column {column}: {entry.says(column)!r} {error}."]
    return quote, value, faults


def _addition(cells: Row, writer: _Writer) -> Decision:
    """The decision that adds a row with these cells."""
    is_claim = cells["disposition"] == "claim"
    full = _completed(cells) if is_claim else cells
    missing = [name for name in NEEDED if full[name] is None] if is_claim else []
    if missing:
        raise SheetError(*(f"column {NEW}{name}: is empty; a claim needs it." for name in missing))
    names = (*(AMENDABLE if is_claim else OFFSETS), "source", *(() if is_claim else ("disposition", "reason")))
    said = {name: full[name] for name in CLAIM_ORDER if name in names and full[name] is not None}
    identity = row_identity(empty_row() | full)
    return writer.decision(identity, "add", "", json.dumps(said, ensure_ascii=False))


def _completed(cells: Row) -> Row:
    """A claim with what goes without saying: one number is both ends, and without a number it is vague."""
    low, high = cells["low"], cells["high"]
    relation = cells["relation"] or "="
    if relation in ("=", "~"):
        low, high = (high if low is None else low), (low if high is None else high)
    precision = cells["precision"] or ("vague" if low is None and high is None else "numeric")
    return cells | {"low": low, "high": high, "relation": relation, "precision": precision}
