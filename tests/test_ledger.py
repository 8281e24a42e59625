"""The ledger: every number of any text is in it, in its place, once.

What a number is, the laws say for themselves: any decimal digit of Unicode, and the number words of English, in a
pattern that shares nothing with the parser's. They are those that fuzzing tries to break.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import WORDS, places, quotes, uncovered

import ketclaims
from ketclaims.model import Ledger, Span

ROOT = Path(__file__).parents[1]
FOLDERS = (ROOT / "data" / "raw", ROOT / "tests" / "practice" / "texts")
TEXTS = {path.stem: path for folder in FOLDERS for path in sorted(folder.glob("*.txt"))}


# ------------------------------------------------------------------------------------------------ articles and texts


@cache
def _read(name: str) -> Ledger:
    return ketclaims.extract(TEXTS[name].read_bytes().decode("utf-8"), name)


def test_all_texts_are_there() -> None:
    """Five articles and twenty practice texts are read."""
    assert len(TEXTS) == 25


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_of_a_text_is_listed(name: str) -> None:
    """Each digit and each number word of a text is in a row of its ledger."""
    assert uncovered(_read(name)) == []


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_kept(name: str) -> None:
    """A ledger carries the text of its file, character for character."""
    assert _read(name).text.encode("utf-8") == TEXTS[name].read_bytes()


@pytest.mark.parametrize("name", TEXTS)
def test_quotes_hold_their_values(name: str) -> None:
    """A quote holds the value that it is quoted for."""
    assert [(q, v) for q, v in quotes(_read(name)) if not q.holds(v)] == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_number_of_a_text_is_listed_twice(name: str) -> None:
    """The places of two rows are the same or apart; the rows of one place are claims about different subjects."""
    ledger = _read(name)
    spans = places(ledger)
    assert [(a, b) for a, b in pairwise(spans) if a.meets(b)] == []
    assert len(set(ledger.claims)) == len(ledger.claims)
    alone = [row.quantity.span for row in ledger.contexts] + [row.span for row in ledger.excluded]
    assert len(alone) == len(set(alone))


@pytest.mark.parametrize("name", TEXTS)
def test_every_ending_of_lines_reads_the_same(name: str) -> None:
    """A text with CRLF states what it states with LF."""
    ledger = ketclaims.extract(_read(name).text.replace("\n", "\r\n"), name)
    assert _stated(ledger) == _stated(_read(name))


def _stated(ledger: Ledger) -> list[tuple[str, str, object]]:
    """The claims, without their places and without the kind of white space in their words."""
    return [(_words(ledger, c.quantity.span), c.measure, c.quantity.low) for c in ledger.claims]


def _words(ledger: Ledger, span: Span) -> str:
    return " ".join(span.of(ledger.text).split())


# ------------------------------------------------------------------------------------------------------- any text

TURNS = (
    *(
        "The response rate was ",
        "About ",
        "up to ",
        "within ",
        " of patients relapsed",
        " of them",
        " after ",
        " over ",
    ),
    *(
        "ketamine ",
        "esketamine",
        " placebo ",
        "depression ",
        "TRD",
        " infusions",
        " sessions",
        " weeks",
        " hours",
        " days",
    ),
    *(
        " mg/kg",
        "%",
        " percent",
        "$",
        " a month",
        " per week",
        " minutes",
        "-minute ",
        " years old",
        " points",
        " mmHg",
    ),
    *(
        " to ",
        "–",
        "-",
        " or ",
        " and ",
        "between ",
        "+",
        "~",
        "≥",
        "p < ",
        "n = ",
        " in ",
        " out of ",
        " (",
        ") ",
        ", ",
    ),
    *(". ", "? ", ": ", "; ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n", " ", "\t", "\u00a0", "\u2028", "\v", "\x85"),
    *("\n• ", "\n- ", "\n1. ", "\n(2) ", "\n[3] ", "\n## ", "\n| ", " | ", " |\n|---|---|\n", "\n===\n", "\n> ", "**"),
    *(
        "\nReferences\n",
        "\nHow long does it last?\n",
        "Updated 4 May 2024",
        "https://a.example/12",
        "555-0142",
        "GluN2B",
    ),
    *("\x00", "\ufeff", "\u200f", "\u202e", "e\u0301", "\u0661", "\U0001d7d9", "\U0001f48a", "\ud83d", "²", "½", "Ⅳ"),
    *(f" {word} " for word in WORDS),
    *("0", "1", "7", "12", "40", "2.5", "1,200", "1998", "1970s", "24/7", "3rd", ".5", "10-", "12:30", "2024-05-01"),
)
words = st.one_of(st.sampled_from(TURNS), st.integers(0, 2000).map(str), st.text(st.characters(), max_size=3))
mixtures = st.lists(words, max_size=40).map("".join)


@given(mixtures)
@settings(max_examples=200)
def test_every_number_of_any_text_is_listed(text: str) -> None:
    """Whatever a text holds, each digit and each number word is in a row."""
    assert uncovered(ketclaims.extract(text)) == []


@given(mixtures)
def test_rows_of_any_text_are_apart(text: str) -> None:
    """Whatever a text holds, the places of two rows are the same or apart."""
    spans = places(ketclaims.extract(text))
    assert [(a, b) for a, b in pairwise(spans) if a.meets(b)] == []


@given(mixtures)
def test_places_of_any_text_are_in_it(text: str) -> None:
    """Whatever a text holds, each place has characters, and lies inside the text and inside its quote."""
    for quote, value in quotes(ketclaims.extract(text)):
        assert 0 <= value.start < value.end <= len(text)
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.holds(value)


@given(mixtures)
def test_any_text_reads_the_same_twice(text: str) -> None:
    """One text has one ledger."""
    assert ketclaims.extract(text) == ketclaims.extract(text)


SENTENCE = "The response rate was 64% at day two and 47% at day five after six infusions of 0.5 mg/kg."
ACCENTED, NULLED = SENTENCE.replace("e", "e\u0301"), SENTENCE.replace(" ", " \x00")
HOSTILE = {
    "empty": "",
    "blank": " \n\t\r\n\x0b\x0c ",
    "only digits": "0123456789" * 300,
    "only number words": "one two three " * 300,
    "astral": f"\U0001d54a\U0001f48a {SENTENCE} \U0001f9e0 half of \U0001d7d9\U0001d7da people",
    "astral digits": "\U0001d7db\U0001d7dc% of patients responded, and \U0001d7d7 of them twice.",
    "combining marks": f"E\u0301tude \u0338\u0301 {ACCENTED} 7\u030a% and o\u0308ne",
    "CRLF": SENTENCE.replace(" ", "\r\n"),
    "lone CR": SENTENCE.replace(" ", "\r"),
    "BOM": f"\ufeff{SENTENCE}\ufeff\n\ufeff12%",
    "NUL": f"\x00{NULLED}\x00 5\x006 weeks",
    "right to left": f"\u202e{SENTENCE}\u202c \u200f٣٠% \u2067five weeks\u2069",
    "zero width": "\u200b".join(SENTENCE),
    "lone surrogates": f"\ud800{SENTENCE}\udfff 4\ud83d% half\udc00 of them",
    "every space": "".join(
        f"5{chr(space)}weeks and{chr(space)}half " for space in (9, 160, 0x2007, 0x2009, 0x202F, 0x3000)
    ),
    "every dash": "".join(f"5{chr(dash)}9 weeks. " for dash in (*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFF0D)),
    "a unit before the next number": "After 4 weeks 12 patients had left, and after 3 sessions 2 of the others.",
    "a name before a unit": "In x0 sessions 5 were held.",
    "a date that runs into a word": "It was sent on 4 May 2024The end.",
    "a number and a heading below": "0\nReferences\n",
    "a phrase inside a range": "We are there 24/7 or 8 to 5.",
    "digits behind a phrase": "It is type 2 i7 patients.",
    "one scale after the other": f"{'7 million' + ' million' * 60} people and .5million of them",
    "numbers below each other": "120\n450\n2024\n\n100\u2028100.5100",
    "a heading that counts in two words": f"Two Hundred Ways to Rest\n\n{SENTENCE}\n\n## ½ hundred\n\n{SENTENCE}",
    "superscripts": "x² = 10⁶ cells, Ⅳ doses, ½ and ¼ of 5½ hours",
    "emoji with digits": "Take 1\ufe0f\u20e3 or 2\ufe0f\u20e3 tablets",
    "one long word": "x" * 20_000 + "9" + "x" * 20_000,
    "one long line": SENTENCE * 60,
    "deep brackets": "(" * 3000 + "5%" + ")" * 3000,
    "many pipes": "| 5% | half " * 500,
    "many marks": "\n".join(f"{n}. {n} weeks" for n in range(300)),
    "many headings": "\n\n".join(f"## Chapter {n}\n\n{n}% responded." for n in range(100)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_number_of_a_hostile_text_is_listed(text: str) -> None:
    """Each digit and each number word of a text that nobody would write is listed too."""
    assert uncovered(ketclaims.extract(text)) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_rows_of_a_hostile_text_are_apart(text: str) -> None:
    """The rows of a text that nobody would write have places that are the same or apart, inside their quotes."""
    ledger = ketclaims.extract(text)
    spans = places(ledger)
    assert [(a, b) for a, b in pairwise(spans) if a.meets(b)] == []
    assert [(q, v) for q, v in quotes(ledger) if not q.holds(v)] == []


# --------------------------------------------------------------------------------------------------- translation

TITLE = "What the nurses wrote down\n\n"
ASIDES = (
    "It was a quiet month, and they had time to write.",
    "Nobody minded the rain \U0001f327 that fell, as e\u0301tudes go.",
    "\u200fThey kept a diary, and so did we.",
)
SENTENCES = (
    "The response rate was 64% at day two and 47% at day five.",
    "In a trial of 80 people with bipolar depression, 12% felt sick within two hours.",
    "A course is six infusions over two weeks; each costs $475.",
    "About one in four people relapsed within half a year.",
    "The drug was approved in 2019, and its half-life is three hours.",
    "Relief comes within hours, rather than the weeks that tablets take.",
    "One of the nurses wrote daily, of course.",
)
paragraphs = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4
)


def _from(ledger: Ledger, start: int) -> list[tuple[int, int, str, str]]:
    """The rows from a place on, with their places counted from there."""
    rows = [(c.quantity.span, "claim", c.measure) for c in ledger.claims]
    rows += [(c.quantity.span, "context", c.quantity.unit) for c in ledger.contexts]
    rows += [(e.span, "excluded", e.reason) for e in ledger.excluded]
    return sorted((s.start - start, s.end - start, what, more) for s, what, more in rows if s.start >= start)


@pytest.mark.parametrize("aside", ASIDES)
@given(paragraphs)
@settings(max_examples=40)
def test_paragraph_before_shifts_rows(aside: str, body: list[str]) -> None:
    """A paragraph that states nothing, put below the title, moves the rows and changes nothing else."""
    text, before = "\n\n".join(body), f"{TITLE}{aside}\n\n"
    moved = _from(ketclaims.extract(before + text), len(before))
    assert moved == _from(ketclaims.extract(TITLE + text), len(TITLE))


@given(paragraphs)
@settings(max_examples=40)
def test_paragraph_behind_changes_nothing(body: list[str]) -> None:
    """A paragraph that states nothing, put behind a text, leaves every row as it is."""
    text = TITLE + "\n\n".join(body)
    assert _from(ketclaims.extract(f"{text}\n\n{ASIDES[0]}"), 0) == _from(ketclaims.extract(text), 0)
