"""Why a verdict is what it is: one plain sentence that names the figures, the fields and the sources."""

from __future__ import annotations

from collections.abc import Iterable

from ketclaims.comparison.entries import Scale
from ketclaims.comparison.fields import Field
from ketclaims.comparison.groups import Group
from ketclaims.comparison.statements import Statement
from ketclaims.comparison.verdicts import Judgement
from ketclaims.comparison.wording import (
    field_name,
    figure_words,
    gap_words,
    joined,
    range_words,
    term_words,
    unit_words,
)
from ketclaims.lexicon import UNNAMED

LISTED = 6
"""So many figures or sources are named in a sentence; the others are counted."""


def reason(judgement: Judgement, scale: Scale) -> str:
    """The sentence: “conflict: 36–44 % (one) against more than 50 % (other), 6 points apart.”."""
    verdict = judgement.verdict.replace("_", " ")
    said = [f"{verdict}: {_figures(judgement, scale)}{_ground(judgement, scale)}"]
    said += (_loose(field, judgement, scale) for field in judgement.fields if _worth_saying(field, judgement))
    if judgement.cut:
        said.append(f"of the {judgement.cut} claims of the measure only such conflicts are listed")
    return "; ".join(said) + "."


def group_reason(group: Group, scale: Scale) -> str:
    """The sentence for a group, such as “consensus: 2 of 2 voices (innerwell and newy) allow 1970.”."""
    said = [f"{group.verdict}: {_voices(group, scale)}"]
    if group.outside:
        outside = [figure_words(each, scale.lexicon, scale.options, each.source) for each in group.outside]
        said.append(f"outside {'stands' if len(outside) == 1 else 'stand'} {_some(outside)}")
    if group.subject.alone:
        said.append(_not_compared(group, scale))
    if group.subject.too_open:
        said.append(f"its claims could be about {group.subject.too_open} subjects more, and are not counted there")
    if group.cut:
        said.append(f"of the {group.cut} claims of the measure the pairs list only conflicts")
    return "; ".join(said) + "."


def _voices(group: Group, scale: Scale) -> str:
    if len(group.voices) == 1:
        figures = _some(figure_words(each, scale.lexicon, scale.options) for each in group.statements)
        alone = len(group.sources) == 1
        return (
            f"{group.sources[0]} alone says {figures}"
            if alone
            else f"{_some(group.sources)} are one voice and say {figures}"
        )
    numbers = range_words(group.numbers, group.unit) if group.numbers else "no figure"
    allow = "allows" if group.within == 1 else "allow"
    return f"{group.within} of {len(group.voices)} voices ({_some(group.voices)}) {allow} {numbers}"


def _some(parts: Iterable[str]) -> str:
    """The first few of the parts, each once, and how many more there are."""
    each = list(dict.fromkeys(parts))
    more = len(each) - LISTED
    return joined(each) if more <= 0 else f"{', '.join(each[:LISTED])} and {more} more"


def _not_compared(group: Group, scale: Scale) -> str:
    measure = group.measure.replace("_", " ")
    missing = [field_name(name) for name in scale.missing(group.subject.own[0])]
    if missing:
        return f"it names no {joined(missing, 'and no')}, and without that a {measure} cannot be compared"
    return "it names no measure" if group.measure == UNNAMED else "it stands for no interval"


def _figures(judgement: Judgement, scale: Scale) -> str:
    link = "against" if judgement.verdict == "conflict" else "and"
    if judgement.same_source:
        a, b = _plain_figures(judgement, scale)
        return f"{a} {link} {b} in {judgement.a.source}"
    a, b = (figure_words(each, scale.lexicon, scale.options, each.source) for each in _statements(judgement))
    return f"{a} {link} {b}"


def _ground(judgement: Judgement, scale: Scale) -> str:
    if judgement.gap is not None:
        return f", {_apart(judgement)}"
    said = {
        "figures": _meeting(judgement),
        "varies": f" are apart, but the {_measure(judgement)} varies between patients and one source says both",
        "unit": f" are in {_units(judgement)}, which do not convert into each other",
        "measure": " are of no named measure, so nothing says that they are figures of one thing",
        "interval": " cannot be held against each other, because one of them stands for no interval",
    }
    if judgement.ground in said:
        return said[judgement.ground]
    return _different(judgement, scale) if judgement.ground == "field" else _needed(judgement, scale)


def _apart(judgement: Judgement) -> str:
    if not judgement.gap:
        return "which touch but have no number in common"
    return f"{gap_words(judgement.gap, judgement.unit)} apart"


def _meeting(judgement: Judgement) -> str:
    return " say the same" if judgement.verdict == "agree" else " can both be true"


def _units(judgement: Judgement) -> str:
    a, b = judgement.a.quantity.unit, judgement.b.quantity.unit
    return f"{unit_words(a) or a} and {unit_words(b) or b}"


def _measure(judgement: Judgement) -> str:
    return judgement.a.measure.replace("_", " ")


def _different(judgement: Judgement, scale: Scale) -> str:
    parts = []
    for field in judgement.fields:
        if field.likeness == "different":
            a, b = _terms(field, judgement, scale)
            parts.append(f"the {field_name(field.name)} ({a} and {b})")
    return f" differ in {joined(parts)}"


def _needed(judgement: Judgement, scale: Scale) -> str:
    needs = scale.lexicon.measures[judgement.a.measure].needs
    missing = [field for field in judgement.fields if field.name in needs and field.needed_missing]
    parts = (f"the {field_name(field.name)}, which {_silent(field, judgement, scale)}" for field in missing)
    return f": a {_measure(judgement)} cannot be compared without {joined(parts)}"


def _silent(field: Field, judgement: Judgement, scale: Scale) -> str:
    silent = [place for place in (0, 1) if field.values[place] is None or field.values[place] == UNNAMED]
    if len(silent) == 2:
        return "neither says"
    return f"{_who(silent[0], judgement, scale)} does not say"


def _who(place: int, judgement: Judgement, scale: Scale) -> str:
    statement = _statements(judgement)[place]
    if not judgement.same_source:
        return statement.source
    a, b = _plain_figures(judgement, scale)
    if a == b:
        return ("the first", "the second")[place]
    return f"the claim of {(a, b)[place]}"


def _plain_figures(judgement: Judgement, scale: Scale) -> tuple[str, str]:
    a, b = (figure_words(each, scale.lexicon, scale.options) for each in _statements(judgement))
    return a, b


def _statements(judgement: Judgement) -> tuple[Statement, Statement]:
    return judgement.a, judgement.b


def _terms(field: Field, judgement: Judgement, scale: Scale) -> tuple[str, str]:
    a, b = (term_words(field, i, each, scale.lexicon) for i, each in enumerate(_statements(judgement)))
    return a, b


def _worth_saying(field: Field, judgement: Judgement) -> bool:
    """Loose fields are said where figures were compared; else the ground has said why they were not."""
    return judgement.ground in ("figures", "varies") and field.likeness in ("nested", "unsaid")


def _loose(field: Field, judgement: Judgement, scale: Scale) -> str:
    if field.narrower is None:
        return f"the {field_name(field.name)} is named by neither"
    terms = _terms(field, judgement, scale)
    narrow, wide = terms[field.narrower], terms[1 - field.narrower]
    if field.likeness == "nested":
        link = "doses are within" if field.name == "doses" else "is narrower than"
        return f"{narrow} {link} {wide}"
    return f"only {_who(field.narrower, judgement, scale)} names the {field_name(field.name)} ({narrow})"
