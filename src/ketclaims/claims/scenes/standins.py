"""Stand-ins: words that stand for a treatment named before, "the latter", "the others", "the control group"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.lexicon import UNNAMED, Term
from ketclaims.phrases import Hit

KIND = "standins"
"""The kind of the phrases that stand for a treatment."""

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Named:
    """The treatments that a passage can refer to: ``arms`` were compared last, ``known`` are those of the whole text,
    ``earlier`` reads those of the sentences before."""

    text: str
    arms: Sequence[str]
    known: Collection[str]
    earlier: Callable[[], Sequence[Sequence[Hit]]]
    vocabulary: Mapping[str, Term]


def with_standins(hits: tuple[Hit, ...], named: Named) -> tuple[Hit, ...]:
    """The hits of a passage, its stand-ins as hits of the treatments that they stand for."""
    own = [hit for hit in hits if hit.kind == "interventions"]
    found = []
    for hit in hits:
        if hit.kind == KIND and not any(hit.span.meets(other.span) for other in own):
            term = _meant(hit.term, _distinct((other for other in own if other.span < hit.span), named.text), named)
            found += [Hit(hit.span, "interventions", term, hit.size)] if term else []
    return tuple(sorted((*hits, *found))) if found else hits


def _distinct(hits: Iterable[Hit], text: str) -> list[str]:
    """The terms of hits, once for each name: two drugs without a term of their own are two."""
    return [term for term, _ in dict.fromkeys((hit.term, hit.span.of(text).lower()) for hit in hits)]


def _meant(word: str, before: Sequence[str], named: Named) -> str | None:
    """What a stand-in stands for, with the treatments that its sentence names ``before`` it; nothing if that is open."""
    if word == "control":
        return _control(named)
    pair = before if len(before) == _PAIR else named.arms
    if len(pair) != _PAIR:
        return None
    if word != "other":
        return pair[word == "last"]
    last = (before or _distinct(next(iter(named.earlier()), ()), named.text))[-1:]
    return next((term for term in pair if term not in last), None) if last and last[0] in pair else None


def _control(named: Named) -> str:
    """The treatment of a control group: the placebo that was compared last, the second of two arms, or the placebo of
    the text."""
    inert = [term for term in (*named.arms, *named.known) if named.vocabulary[term].inert]
    if len(named.arms) == _PAIR and not any(term in named.arms for term in inert):
        return named.arms[1]
    return inert[0] if inert else UNNAMED
