"""Guards: a cheap question that is asked before a dear one, and that must never change the answer.

Each guard is taken away in turn, and the same text has to read the same. The forms come from the patterns, the lexicon
and the cases themselves, so that a word which a pattern learns and its guard does not know fails here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketclaims.lexicon import default_lexicon
from ketclaims.quantities import find_mentions, names, patterns, points, readers, relations, units
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.points import Point
from ketclaims.quantities.readers import ages, fractions, measured
from ketclaims.quantities.spellings import Spellings

triggers = import_module("ketclaims.quantities.triggers")
LEXICON = default_lexicon()
PATTERNS = patterns.patterns_of(LEXICON)
HERE = Path(__file__).parent


class Everything:
    """A set that holds whatever it is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


def _any_article(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = triggers._starts(LEXICON)
    source = starts.words.pattern.replace("_](", r"_](an?(?![^\W\d_])|", 1)
    monkeypatch.setattr(triggers, "_starts", lambda _: triggers._Starts(re.compile(source), starts.kinds))


def _any_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    around = relations._around(LEXICON)
    monkeypatch.setattr(relations, "_last_words", lambda *_: sorted(around.endings))
    monkeypatch.setattr(relations, "_can_follow", lambda *_: True)


def _any_opening_word(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = triggers._starts(LEXICON)
    opening = {word for words in triggers._opening(LEXICON).values() for word in words} - {"a", "an"}
    source = starts.words.pattern.replace("_](", rf"_]((?:{'|'.join(sorted(opening))})(?![^\W\d_])|", 1)
    monkeypatch.setattr(triggers, "_starts", lambda _: triggers._Starts(re.compile(source), starts.kinds))


def _any_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PATTERNS.units, "_signs", Everything())
    monkeypatch.setattr(PATTERNS.units, "_nouns", Everything())
    monkeypatch.setattr(PATTERNS.units, "_single", frozenset())
    monkeypatch.setattr(PATTERNS.units, "_alone", frozenset())
    monkeypatch.setattr(PATTERNS.units, "_first", Everything())


def _any_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (PATTERNS.units, PATTERNS.things):
        for spellings in (value for value in vars(room).values() if isinstance(value, Spellings)):
            monkeypatch.setattr(spellings, "_begin", Everything())


def _any_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PATTERNS.number, "_plain", NOTHING)
    monkeypatch.setattr(PATTERNS.number, "_is_worded", lambda *_: True)


def _any_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "_GOES_ON", re.compile(r"[^A-Za-zµ]"))
    monkeypatch.setattr(units, "_TOKEN_GOES_ON", ANYTHING)
    monkeypatch.setattr(units, "_PER_GOES_ON", ANYTHING)


def _any_label(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = names._labels(LEXICON).kinds
    monkeypatch.setattr(names, "_labels", lambda _: names._Labels(kinds, cast(frozenset[str], Everything())))
    monkeypatch.setattr(names, "_ITEM_ENDS", ("",))


def _any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_HYPHENS", Everything())
    monkeypatch.setattr(names, "_GAPS", Everything())
    monkeypatch.setattr(names, "_is_argument", lambda behind: names._ARGUMENT.search(behind) is not None)


def _any_age(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ages, "_can_be_age", lambda *_: True)
    monkeypatch.setattr(ages, "_TELLS", ANYTHING)


ANYTHING = re.compile(r"")
NOTHING = re.compile(r"(?!)")
GUARDS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "word before a number": lambda m: m.setattr(Point, "_said_at", lambda p: range(max(0, p.start - 36), p.start)),
    "sign before a number": lambda m: m.setitem(PATTERNS.__dict__, "prefix_endings", Everything()),
    "spread behind a number": lambda m: m.setattr(points, "_SPREAD", ANYTHING),
    "what a number goes on with": lambda m: m.setattr(Point, "goes_on", lambda *_: True),
    "fraction behind a number": lambda m: m.setattr(fractions, "_goes_on", lambda _: True),
    "number behind an article": _any_article,
    "words of a bound": _any_last_word,
    "plain number": lambda m: m.setattr(readers, "_is_amount", lambda *_: False),
    "sign behind a number": lambda m: m.setattr(readers, "_readers", lambda kind, *_: readers.READERS[kind]),
    "first letter of a word": lambda m: m.setattr(readers, "_readers_of_word", lambda _: readers.READERS["word"]),
    "joint of a part and its whole": lambda m: m.setattr(points, "_PARTED", ANYTHING),
    "joint behind a number": lambda m: m.setattr(points, "_JOINS", ANYTHING),
    "word that opens a phrase": _any_opening_word,
    "first letters of a unit": _any_unit,
    "factor behind a unit": _any_factor,
    "first letters of a spelling": _any_spelling,
    "plainest number": _any_number,
    "word before a label's number": _any_label,
    "sign before a name's number": _any_name,
    "what tells an age": _any_age,
    "end of a clause behind a number": lambda m: m.setattr(measured, "_CLOSED", NOTHING),
}


def _words_of(source: str) -> set[str]:
    """The words in the source of a pattern, pieces of those among them that share their beginnings."""
    return set(re.findall(r"[A-Za-z]+", re.sub(r"\\.|\?P<\w+>|\(\?[a-z-]+:", " ", source)))


def _before() -> set[str]:
    """What can stand before a number and say what it is."""
    words = _words_of(PATTERNS.behind.pattern) | {"±", "p =", "p <", "n =", "~", "≥", "−", "$", "#", "CI:", "SD"}
    words |= {"number needed to treat", "number needed to harm", "effect size", "over the age of"}
    words |= {noun for noun, code in PATTERNS.nouns.items() if code == "{dose}"} | set(patterns.MONTHS)
    words |= {phrase for phrases in LEXICON.relations["before"].values() for phrase in phrases}
    return words | {*LEXICON.relations["skip"], *(p for ps in LEXICON.relations["durations"].values() for p in ps)}


def _after() -> set[str]:
    """What can stand behind a number or an article and go on with it."""
    named = [name for name, kind in patterns.Patterns.__annotations__.items() if kind == "Pattern[str]"]
    words = {word for name in named if name != "behind" for word in _words_of(getattr(PATTERNS, name).pattern)}
    words |= {phrase for phrases in LEXICON.relations["after"].values() for phrase in phrases}
    return words | {
        *PATTERNS.nouns,
        *LEXICON.number_words,
        "x",
        "×",
        "in 5",
        "of 10",
        "times a week",
        "x/week",
        "/20 of",
    }


def _cases(value: Any) -> Iterator[str]:
    """Every sentence of a file of cases."""
    if isinstance(value, dict):
        yield from (value["text"],) if "text" in value else (text for each in value.values() for text in _cases(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _cases(each))


def _texts() -> Iterator[str]:
    for file in sorted((HERE / "cases").glob("*.toml")):
        yield from _cases(tomllib.loads(file.read_text("utf-8")))
    for word in sorted(_before()):
        yield " ".join(
            f"so {word}{gap}3." for gap in ("", " ", "-", " = ", ": ", ", ", " (", " [", " of ", " between ")
        )
        yield f"so {word} five. {word.capitalize()} 2–4%. more {word}\n12 weeks, {word}\u00a01998. {word}s 6 {word}-two"
    for word in sorted(_after()):
        yield f"so a {word}. an\n{word} or a-{word}. 3 {word}, 3-{word}, 40% {word}, 1/2 {word}; five {word}, 7{word}."
        yield f"so 2 {word} 7, two {word} ten days; 2 to 4 {word} a day, 3,{word}. half {word} 6\u202f{word}, 2–{word}"


@cache
def _guarded() -> dict[str, tuple[Mention, ...]]:
    return {text: find_mentions(text, LEXICON) for text in _texts()}


@pytest.mark.parametrize("guard", GUARDS.values(), ids=GUARDS)
def test_guard_changes_nothing(guard: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word beside a number is read the same without the guard."""
    guarded = _guarded()
    guard(monkeypatch)
    assert [text for text, found in guarded.items() if find_mentions(text, LEXICON) != found] == []


PIECES = st.sampled_from(
    [*sorted(_before() | _after()), *"-–=/,.([%±x", " ", "\n", "\u00a0", "3", "0.05", "1/2", "40%", "1998", "a", "half"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=12), gap=st.sampled_from([" ", ""]))
@pytest.mark.parametrize("guard", GUARDS.values(), ids=GUARDS)
def test_guard_changes_nothing_in_any_text(
    guard: Callable[[pytest.MonkeyPatch], None], pieces: list[str], gap: str
) -> None:
    """Words and signs in any order are read the same without the guard."""
    text = gap.join(pieces)
    guarded = find_mentions(text, LEXICON)
    with pytest.MonkeyPatch.context() as monkeypatch:
        guard(monkeypatch)
        assert find_mentions(text, LEXICON) == guarded
