"""Stand-ins: words that stand for a treatment named before, "the latter", "the others", "the control group"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Term
from ketclaims.phrases import Hit

KIND = "standins"
"""The kind of the phrases that stand for a treatment."""

_PAIR = 2
_ARM = late(r"\s+(?:arms?|groups?|side|users|patients|recipients)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Antecedents:
    """The treatments that a passage can refer to: ``arms`` were compared last, ``known`` are those of the whole text,
    ``earlier`` reads those of the sentences before."""

    text: str
    arms: Sequence[str]
    known: Collection[str]
    earlier: Callable[[], Iterable[Sequence[Hit]]]
    vocabulary: Mapping[str, Term]


def with_standins(hits: tuple[Hit, ...], named: Antecedents) -> tuple[Hit, ...]:
    """The hits of a passage, its stand-ins as hits of the treatments that they stand for."""
    own = [hit for hit in hits if hit.kind == "interventions"]
    active = _active(named)
    own += [hit for route in hits if route.kind == "routes" for hit in _given_by(route, named)]
    own += [hit._replace(kind="interventions", term=active) for hit in hits if hit.kind == "itself" and active]
    found: list[Hit] = []
    for hit in hits:
        if hit.kind == KIND and hit.term != "both" and not any(hit.span.meets(other.span) for other in (*own, *found)):
            before = sorted(other for other in (*own, *found) if other.span < hit.span)
            term = _meant(hit.term, _distinct(before, named.text), named)
            found += [Hit(hit.span, "interventions", term, hit.size)] if term else []
    return tuple(sorted({*hits, *own, *found})) if found else hits


def _given_by(route: Hit, named: Antecedents) -> Sequence[Hit]:
    """The arm that a route stands for beside a stand-in: "12% in the spray arm and 5% in the other"."""
    if not _ARM.match(named.text, route.span.end):
        return ()
    terms = [term for term in named.arms if named.vocabulary[term].route == route.term]
    return [Hit(route.span, "interventions", term, route.size) for term in terms[:1]]


def _active(named: Antecedents) -> str | None:
    """The arm that "the drug" stands for beside a stand-in: that of two which is no placebo."""
    active = [term for term in named.arms if not named.vocabulary[term].inert]
    return active[0] if len(named.arms) == _PAIR and len(active) == 1 else None


def _distinct(hits: Iterable[Hit], text: str) -> list[str]:
    """The terms of hits, once for each name: two drugs without a term of their own are two."""
    return [term for term, _ in dict.fromkeys((hit.term, hit.span.of(text).lower()) for hit in hits)]


def _meant(word: str, before: Sequence[str], named: Antecedents) -> str | None:
    """What a stand-in stands for, with the treatments that its sentence names ``before`` it; nothing if it is open."""
    if word == "control":
        return _control(named)
    pair = before if len(before) == _PAIR else named.arms
    if len(pair) != _PAIR:
        return None
    if word != "other":
        return pair[word == "last"]
    last = (before or _distinct(next(iter(named.earlier()), ()), named.text))[-1:]
    return next((term for term in pair if term not in last), None) if last and last[0] in pair else None


def _control(named: Antecedents) -> str | None:
    """The treatment of a control group: the placebo that was compared last, the second of two arms, or the placebo of
    the text; else one without a term of its own."""
    inert = [term for term in (*named.arms, *named.known) if named.vocabulary[term].inert]
    if len(named.arms) == _PAIR and not any(term in named.arms for term in inert):
        return named.arms[1]
    return inert[0] if inert else next((term for term in named.vocabulary if term == UNNAMED), None)
