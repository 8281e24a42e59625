"""What a list of references says of itself: works that stand twice, volumes of a journal that do not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from ketclaims.references.checks import EARLY, Case, Remark
from ketclaims.references.people import family_name
from ketclaims.references.titles import same_title, words_of

_MEETINGS = frozenset(("conference", "congress", "meeting", "proceedings", "symposium", "workshop"))

Said = dict[int, list[Remark]]


def list_remarks(cases: Sequence[Case]) -> Said:
    """What speaks against references because of others in the list, by place in the list."""
    said: Said = defaultdict(list)
    _same_doi(cases, said)
    _same_work(cases, said)
    _volumes(cases, said)
    return said


def _same_doi(cases: Sequence[Case], said: Said) -> None:
    """No two works have one DOI; where a work stands twice, the second time is one too many."""
    for first, second in _pairs({at: case.reference.doi.lower() for at, case in enumerate(cases)}):
        one, other = cases[first].reference, cases[second].reference
        if not one.get("title") or not other.get("title") or same_title(one.get("title"), other.get("title")):
            said[second].append(Remark(True, f"it has the DOI of reference {one.number}, and is the same work"))
            continue
        words = "it has the DOI of reference {}, which has another title"
        said[first].append(Remark(True, words.format(other.number)))
        said[second].append(Remark(True, words.format(one.number)))


def _same_work(cases: Sequence[Case], said: Said) -> None:
    """A work stands once in a list: title, first author and year tell it."""
    for first, second in _pairs({at: _work(case) for at, case in enumerate(cases)}):
        one, other = cases[first].reference, cases[second].reference
        if one.doi and one.doi.lower() == other.doi.lower():
            continue
        if one.doi and other.doi:
            said[second].append(Remark(True, f"it is the work of reference {one.number} with another DOI"))
        else:
            said[second].append(Remark(True, f"it is the same work as reference {one.number}"))


def _work(case: Case) -> Hashable:
    title = words_of(case.reference.get("title"))
    authors = case.reference.get("authors")
    # Short titles are shared by many works: Depression
    if len(title) < 4 or case.year is None or not authors:
        return None
    return title, family_name(authors).casefold(), case.year, case.reference.get("pages")


def _pairs(keys: Mapping[int, Hashable]) -> Iterator[tuple[int, int]]:
    """Each place whose key an earlier place has, with the first such place; an empty key is none."""
    seen: dict[Hashable, int] = {}
    for at, key in keys.items():
        if key in (None, ""):
            continue
        if key in seen:
            yield seen[key], at
        seen.setdefault(key, at)


def _volumes(cases: Sequence[Case], said: Said) -> None:
    """A later volume of a journal is not of an earlier year, nor one volume of years that are far apart."""
    journals: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, case in enumerate(cases):
        name = words_of(case.known.name if case.known else case.stated)
        # One word may be what was left of the name of another journal, and a meeting counts anew.
        counts = case.known or (len(name) > 1 and not _MEETINGS.intersection(name))
        if counts and case.volume is not None and case.year is not None:
            journals[name].append(at)
    for places in journals.values():
        for first, second in _contradictions(cases, places):
            said[first].append(_against(cases[first], cases[second]))
            said[second].append(_against(cases[second], cases[first]))


def _contradictions(cases: Sequence[Case], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbours in the order of volumes whose years go the other way."""
    ordered = sorted(places, key=lambda at: (cases[at].volume or 0, cases[at].year or 0))
    latest = ordered[:1]
    for at in ordered[1:]:
        before, year = cases[latest[0]].year or 0, cases[at].year or 0
        same = cases[at].volume == cases[latest[0]].volume
        if before > year + EARLY or (same and abs(before - year) > EARLY):
            yield latest[0], at
        if year >= before:
            latest = [at]


def _against(case: Case, other: Case) -> Remark:
    return Remark(
        True,
        f"volume {case.volume} of {case.stated} in {case.year} does not go with volume {other.volume} in {other.year}"
        f" in reference {other.reference.number}",
    )
