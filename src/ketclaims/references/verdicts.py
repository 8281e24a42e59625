"""The verdict on each reference of a list, with its reason in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ketclaims.references.checks import Case, Remark, remarks
from ketclaims.references.listing import list_remarks
from ketclaims.references.records import Assessment, Reference
from ketclaims.references.registry import Registry


def assess(references: Sequence[Reference], registry: Registry, latest: int | None = None) -> tuple[Assessment, ...]:
    """A verdict on each reference of a list, in its order.

    ``suspect``: something speaks against it, and the reason says all of it. ``consistent``: something could be held
    against something else and fits; that is no proof that the work exists. ``not checked``: nothing could be. No work
    can have appeared after the year ``latest``; without it no year is too late.
    """
    cases = [Case(reference, registry, latest) for reference in references]
    of_list = list_remarks(cases)
    return tuple(_assessment(case, [*remarks(case), *of_list.get(at, ())]) for at, case in enumerate(cases))


def _assessment(case: Case, said: Sequence[Remark]) -> Assessment:
    against = [remark.words for remark in said if remark.against]
    if against:
        return Assessment("suspect", _sentence(against))
    fits = [remark.words for remark in said]
    if fits:
        return Assessment("consistent", _sentence(fits))
    return Assessment("not checked", _sentence([_why_not(case)]))


def _why_not(case: Case) -> str:
    """Why nothing could be checked."""
    if not case.reference.doi:
        return "it has no DOI, and nothing else in it can be held against what is known"
    if not case.decoded.registrant:
        return f"nothing is known of DOIs that begin with {case.reference.doi.partition('/')[0]}"
    if not case.decoded.says:
        return f"nothing can be read in a DOI of {case.decoded.registrant.name} like {case.reference.doi}"
    return "the entry does not state what its DOI says"


def _sentence(words: Sequence[str]) -> str:
    joined = "; ".join(dict.fromkeys(words))
    return f"{joined[:1].upper()}{joined[1:]}."
