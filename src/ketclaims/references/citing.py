"""Which figures of a text cite which works of its bibliography: by number in brackets or raised, by author and year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.model import Document, Span
from ketclaims.quantities import Mention
from ketclaims.references.people import family_name
from ketclaims.references.records import Reference

LOOK_BACK = 96
MOST_IN_RANGE = 60

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# Behind a word, a sign of percent or a stop: half of them¹² — and no unit of area or power of ten
_RAISED_MARK = re.compile(r"(?<=[^\W\d_]{3}|..[%.,;)”’\"])[⁰¹²³⁴-⁹]{1,3}(?:[,⁻–-][⁰¹²³⁴-⁹]{1,3}){0,9}")
_NUMBERS = re.compile(r"(\d{1,4})(?:\s?[-–—‐‑]\s?(\d{1,4}))?")
_LABEL = re.compile(r"\[\^?(?P<label>[\w-]{1,16})\\?\]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Marker:
    """A place that cites: the places in the list of the works that it means."""

    span: Span
    works: tuple[int, ...]


def citing_figures(
    document: Document, mentions: Sequence[Mention], references: Sequence[Reference], figures: Sequence[Span]
) -> tuple[tuple[int, ...], ...]:
    """For each reference the figures that cite it, as places in ``figures``.

    A marker serves the figures of its sentence that stand before it, back to the marker before; one with no figure
    before it serves those behind it, up to the next. What stands in a bibliography cites nothing.
    """
    markers = list(_markers(document, mentions, references))
    cited: dict[int, set[int]] = defaultdict(set)
    order = sorted(range(len(figures)), key=lambda at: figures[at])
    starts = [figures[at].start for at in order]
    places = [marker.span.start for marker in markers]
    for sentence in _sentences(document):
        inside = markers[bisect_left(places, sentence.start) : bisect_left(places, sentence.end)]
        held = order[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)] if inside else []
        for marker, served in _served(document.text, inside, [(figures[at].start, at) for at in held]):
            for work in marker.works:
                cited[work].update(served)
    return tuple(tuple(sorted(cited[at])) for at in range(len(references)))


def _sentences(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if block.kind != "reference":
            yield from block.sentences


def _served(
    text: str, markers: Sequence[Marker], figures: Sequence[tuple[int, int]]
) -> Iterator[tuple[Marker, list[int]]]:
    """Each marker of a sentence with the figures that it serves."""
    bounds = [0, *(marker.span.start for marker in markers), len(text)]
    last: list[int] = []
    for place, marker in enumerate(markers, 1):
        before = [at for start, at in figures if bounds[place - 1] <= start < bounds[place]]
        if not before and place > 1 and _together(text, markers[place - 2], marker):
            before = last
        last = before or [at for start, at in figures if bounds[place] <= start < bounds[place + 1]]
        yield marker, last


def _together(text: str, first: Marker, second: Marker) -> bool:
    """Whether two markers stand side by side, [1], [2], or in one bracket: (Lind, 2018; Moss, 2019)."""
    between = text[first.span.end : second.span.start]
    in_bracket = text[first.span.start].isdigit() and ")" not in between
    return in_bracket or not any(map(str.isalpha, between))


def _markers(document: Document, mentions: Sequence[Mention], references: Sequence[Reference]) -> Iterator[Marker]:
    """The markers of a text in order, each with the works that it means; those that mean none are left out."""
    numbers, labels, names = _by_number(references), _by_label(references), _by_name(references)
    spans = [(mention.span, False) for mention in mentions if mention.reason == "reference"]
    spans += [(Span(*found.span()), True) for found in _RAISED_MARK.finditer(document.text)]
    for span, raised in sorted(spans):
        written = span.of(document.text)
        label = _LABEL.fullmatch(written)
        if _YEAR.match(written):
            works = _named(document.text, span, names)
        elif label and any(map(str.isalpha, label["label"])):
            works = labels.get(label["label"], ())
        else:
            works = _numbered(written.translate(_RAISED) if raised else written, numbers)
        if works:
            yield Marker(span, works)


def _by_number(references: Sequence[Reference]) -> Mapping[int, int]:
    return {reference.number: at for at, reference in reversed(list(enumerate(references)))}


def _by_label(references: Sequence[Reference]) -> Mapping[str, tuple[int, ...]]:
    marks = ((at, _LABEL.match(reference.label)) for at, reference in enumerate(references))
    return {mark["label"]: (at,) for at, mark in marks if mark}


def _by_name(references: Sequence[Reference]) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """The works by the family name of the first author and the year."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, reference in enumerate(references):
        authors, year = reference.get("authors"), reference.get("year")
        if authors and year:
            found[family_name(authors).casefold(), year[:4]].append(at)
    return {key: tuple(works) for key, works in found.items()}


def _numbered(written: str, numbers: Mapping[int, int]) -> tuple[int, ...]:
    """The works of "[2, 4-6]"."""
    works: list[int] = []
    for first, last in _NUMBERS.findall(written):
        low, high = int(first), int(last or first)
        if low <= high <= low + MOST_IN_RANGE:
            works += (numbers[number] for number in range(low, high + 1) if number in numbers)
    return tuple(dict.fromkeys(works))


def _named(text: str, span: Span, names: Mapping[tuple[str, str], tuple[int, ...]]) -> tuple[int, ...]:
    """The works of "(Smith et al., 2018, 2019)": of the names before it the nearest that wrote one in the year."""
    before = text[max(0, span.start - LOOK_BACK) : span.start]
    before = before[
        max(before.rfind(";"), before.rfind(")"), before.rfind(". ") if "et al" not in before else -1) + 1 :
    ]
    known = [word.casefold() for word in _NAME.findall(before)]
    for year in _YEAR.findall(span.of(text)):
        for name in known:
            if (name, year) in names:
                return names[name, year]
    return ()
