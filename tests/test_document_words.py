"""The words of the lexicon tell what stands around an article, and what ends a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ketclaims.document import DocumentWords, document_words, parse
from ketclaims.model import DataError

ROOT = Path(__file__).parents[1]
LISTS: dict[str, Any] = tomllib.loads((ROOT / "src/ketclaims/lexicons/core/document.toml").read_text("utf-8"))
WORDS = document_words(LISTS)
LONG = (
    "Sleep is a state of rest in which the body mends what the day has worn, and in which the mind puts in order what "
    "it has met. Nobody knows all it does. It comes each night to nearly everybody who waits for it long enough."
)


def told(text: str) -> list[tuple[str, str]]:
    """The kind and the words of each block."""
    return [(block.kind, block.span.of(text)) for block in parse(text, WORDS).blocks]


# ------------------------------------------------------------------------------------------------------ around the text

WORKS = [
    pytest.param(
        "References:\n\nHale J. Mirrors. J Sleep 2018; 7: 41-9.\n\nOkafor I. Naps\n\nAbout the Author:\n\nAda.\n",
        ["Hale J. Mirrors. J Sleep 2018; 7: 41-9.", "Okafor I. Naps"],
        id="entries up to the next heading",
    ),
    pytest.param(
        "References\n1. Hale J. Mirrors. J Sleep 2018; 7: 41. doi:10.5555/js.2018\n2. Sleep Society\n3. Moss P. Naps\n",
        ["1. Hale J. Mirrors. J Sleep 2018; 7: 41. doi:10.5555/js.2018", "2. Sleep Society", "3. Moss P. Naps"],
        id="with their numbers",
    ),
    pytest.param(
        "Notes\n\n1. Hale J. Mirrors. J Sleep 2018; 7: 41-9.\n2. Open letter, page 3.\n",
        ["1. Hale J. Mirrors. J Sleep 2018; 7: 41-9.", "2. Open letter, page 3."],
        id="notes that are works",
    ),
    pytest.param("Notes\n\n- First night: 12 people.\n- Prices: 63 shops.\n", [], id="notes that are remarks"),
    pytest.param(
        "---\n\n[^1]: *J Sleep* 2018; 7: 41-9.\n[^2]: *J Naps* 2019; 1: 4-9.\n",
        ["[^1]: *J Sleep* 2018; 7: 41-9.", "[^2]: *J Naps* 2019; 1: 4-9."],
        id="footnotes without a heading",
    ),
    pytest.param("Some read on:\n\n1. In 2018 12 of them slept.\n2. In 2019 none did.\n", [], id="a list with years"),
]


@pytest.mark.parametrize(("text", "expected"), WORKS)
def test_works(text: str, expected: list[str]) -> None:
    """Each entry of a list of works is a reference, its number included."""
    text = f"Sleep\n\n{LONG}\n\n{text}"
    assert [words for kind, words in told(text) if kind == "reference"] == expected


FRONT = [
    pytest.param("Sleep\nby\n\nAda Lind\n\nHow it works\n\nWell.\n", ["by\n\nAda Lind"], id="a label and a name"),
    pytest.param(
        f"Sleep\n\nReviewed By:\nAda Lind, MD\nRead Time\n4\nminutes.\n\n{LONG}\n",
        ["Reviewed By:\nAda Lind, MD", "Read Time\n4\nminutes."],
        id="a label, a number and its unit",
    ),
    pytest.param(f"4 May 2024\n\nSleep\n\n{LONG}\n", ["4 May 2024"], id="a date above the title"),
    pytest.param("Sleep\n\nBy the Night Desk, ward 3. Printed May 2024.\n\nText.\n", None, id="a byline with stops"),
    pytest.param("Sleep\n\nP. Lind, A. Moss\nJ Sleep 2023; 8(2): 1.\n\nText.\n", None, id="names and a journal"),
    pytest.param("Sleep\n\nNaps were first studied by Ada Lind in 1962.\n", [], id="a sentence about a person"),
    pytest.param("Sleep\n\nA team reviewed 60 trials.\n", [], id="a sentence about a review"),
    pytest.param(f"Sleep\n\n{LONG}\n\nBy the sixth night 8 in 10 slept.\n", [], id="a sentence that begins with by"),
]


@pytest.mark.parametrize(("text", "expected"), FRONT)
def test_front_matter(text: str, expected: list[str] | None) -> None:
    """What stands around the title is metadata, a label with its value; where no more is said, all below the title."""
    below = [line for line in text.splitlines()[1:-1] if line]
    assert [words for kind, words in told(text) if kind == "metadata"] == (below if expected is None else expected)


# ---------------------------------------------------------------------------------------------------------- sentences

TRAILS = [
    pytest.param("Night Library > Naps > Full record", "navigation", id="steps with arrows"),
    pytest.param("Blog › Naps › Long read", "navigation", id="steps with angles"),
    pytest.param("Of 12 nurses 4 > 3 slept", "heading", id="a comparison"),
]


@pytest.mark.parametrize(("line", "kind"), TRAILS)
def test_trails(line: str, kind: str) -> None:
    """A path of three steps at least is navigation, wherever it leads."""
    assert (kind, line) in told(f"Sleep\n\n{LONG}\n\n{line}\n\n• One.\n")


SPLIT = [
    pytest.param("It helps.| It lasts.", id="full stops"),
    pytest.param("Does it?| It does!| Good.", id="other stops"),
    pytest.param("It helps.1,2| It lasts in 30%.3| So they say (all of them).4| Good.", id="marks of notes"),
    pytest.param("“It helps,” she said.| “It lasts.”| So they say.", id="closing quotation marks"),
    pytest.param("“Does it?” she asked.| It does.", id="a question that is told"),
    pytest.param("It helps (or so they say.)| It lasts.", id="closing brackets"),
    pytest.param("It took 0.5 mg, i.e. half a dose, vs. 2.0 mg.| Dr. Moss saw it.", id="abbreviations and decimals"),
    pytest.param("Moss et al. saw it in approx. 40 of them.| See Fig. 2 there.", id="more abbreviations"),
    pytest.param("A. B. Moss saw it.| J. Lind did not.", id="initials"),
    pytest.param("He waited... Then it came.| It stayed… for long.", id="dots that go on"),
    pytest.param("It helps.1| It lasts.[2]| It ends.[^3]| It does.²| So it is.", id="marks of notes"),
    pytest.param("It is 5 p.m. now.| It is late.", id="an abbreviation before a small letter"),
    pytest.param("It blocks a path.| mTOR is one.", id="a name that begins small"),
    pytest.param("How long???| My bed is cold.| 8 of them slept.", id="stops in a row, and a number that opens"),
    pytest.param("睡眠很重要。|每个人都需要。", id="stops without space"),
    pytest.param("لماذا؟| لا أحد يعلم.", id="from right to left"),
    pytest.param("It costs $5.| $6 is too much.| (Or so.)| [It is.]", id="openings"),
]


@pytest.mark.parametrize("marked", SPLIT)
def test_sentences(marked: str) -> None:
    """A paragraph falls into its sentences."""
    text = marked.replace("|", "")
    expected = [sentence.strip() for sentence in marked.split("|")]
    assert [sentence.of(text) for found in parse(text, WORDS).blocks for sentence in found.sentences] == expected


WHOLE = [
    pytest.param("# Sleep. Or not. Who knows\n\nText.\n", "Sleep", id="heading"),
    pytest.param("T\n\nNap. Or. So. | 1 | 2\nNight | 2 | 3\n", "Nap", id="header"),
    pytest.param(f"T\n\n{LONG}\n\nReferences\n\nHale J. Naps. J Sleep 2018; 7: 4.\n", "Hale", id="reference"),
]


@pytest.mark.parametrize(("text", "words"), WHOLE)
def test_whole(text: str, words: str) -> None:
    """A heading, a row and a reference are one sentence whatever stops they hold."""
    found = next(block for block in parse(text, WORDS).blocks if block.span.of(text).startswith(words))
    assert found.sentences == (found.span,)


SPEECH = [
    pytest.param("Q: How long?\n\nA: Two hours. No more.\n", ["How long?", "Two hours.", "No more."], id="turns"),
    pytest.param("[00:14] HOST: Sleep well.\n", ["[00:14]", "Sleep well."], id="with a time"),
    pytest.param("ADA: Good night.\n\nBEA: Yes.\n\nADA: Now.\n", ["Good night.", "BEA: Yes.", "Now."], id="names"),
]


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_speech(text: str, expected: list[str]) -> None:
    """The sentences of a speech begin after the name of the speaker, who speaks more than once or at a time."""
    assert [sentence.of(text) for found in parse(text, WORDS).blocks for sentence in found.sentences] == expected


# -------------------------------------------------------------------------------------------------------------- words


def is_one_sentence(text: str) -> bool:
    """Whether the text is one sentence."""
    return len(parse(text, WORDS).blocks) == len(parse(text, WORDS).blocks[0].sentences) == 1


def becomes(kind: str) -> Callable[[str], bool]:
    """A check whether a line in the middle of an article becomes a block of a kind."""
    return lambda line: (kind, line) in told(f"Sleep\n\n{LONG}\n\n{line}\n\n{LONG}\n")


def puts(kind: str, below: str) -> Callable[[str], bool]:
    """A check whether a heading makes what is below it a block of a kind."""
    return lambda heading: (kind, below) in told(f"Sleep\n\n{LONG}\n\n{heading}\n\n{below}\n")


def tells_where(line: str) -> bool:
    """Whether a line below the authors of a record is told apart from the text."""
    return ("metadata", line) in told(
        f"Naps at noon: a trial\n\nAda Lind 1, Per Moss 2\n{line}\n\nAbstract\n\n{LONG}\n"
    )


def ends_works(line: str) -> bool:
    """Whether a line ends a list of works."""
    text = f"Sleep\n\n{LONG}\n\nReferences\n\nHale J. Naps. J Sleep 2018; 7: 4.\n\n{line}\n\nAda sleeps.\n"
    return ("paragraph", "Ada sleeps.") in told(text)


def stands_above_title(line: str) -> bool:
    """Whether a line above the title is told apart from it."""
    return told(f"{line}\n\nNaps at noon\n\n{LONG}\n")[:2] == [("metadata", line), ("title", "Naps at noon")]


def counts(line: str) -> bool:
    """Whether a line is a heading with a marker."""
    return any(found.marker for found in parse(f"Sleep\n\n{LONG}\n\n{line}\n\nText.\n", WORDS).blocks)


def is_button(line: str) -> bool:
    """Whether a line is navigation that leads to no other page."""
    return becomes("navigation")(line) and line.casefold() in WORDS.buttons


def is_labelled(line: str) -> bool:
    """Whether a line has the label of a title."""
    return line.partition(":")[0].casefold() in WORDS.titles


CHECKS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("before_name", "before_number", "inside", "either", "openers"), is_one_sentence),
    "bibliography": puts("reference", "Hale J. Naps and the mirror."),
    "notes": puts("reference", "Hale J. Naps. J Sleep 2018; 7: 4."),
    "end_matter": ends_works,
    "history": puts("metadata", "02/01/2024  Section added."),
    "buttons": is_button,
    "titles": is_labelled,
    "asides": puts("metadata", "Nine of them own 5% of the shares."),
    "institutes": tells_where,
    "kickers": stands_above_title,
    "numbered": counts,
    "sections": becomes("heading"),
    **dict.fromkeys(
        ("navigation", "navigation_openers", "contact", "days", "street", "registered"), becomes("navigation")
    ),
    **dict.fromkeys(("labels", "dated", "counted", "months"), becomes("metadata")),
}


def entries(key: str) -> list[Any]:
    """A case for each of the texts that the lists give under a key."""
    return [pytest.param(name, text, id=f"{name}: {text}") for name, entry in LISTS.items() for text in entry[key]]


@pytest.mark.parametrize(("name", "text"), entries("examples"))
def test_lists_work(name: str, text: str) -> None:
    """Each example of a list becomes what the list's meaning says."""
    assert CHECKS[name](text)


@pytest.mark.parametrize(("name", "text"), entries("not"))
def test_lists_go_no_further(name: str, text: str) -> None:
    """Each counterexample of a list becomes something else."""
    assert not CHECKS[name](text)


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_in_order(name: str) -> None:
    """The words of a list are in alphabetical order, in lower case, each once; sort them to mend it."""
    assert LISTS[name]["words"] == sorted({word.casefold() for word in LISTS[name]["words"]})


FAULTS = [
    pytest.param({"dated": None}, ["the list [dated] is missing"], id="missing"),
    pytest.param({"extra": {"words": []}}, ["the list [extra] is unknown"], id="unknown"),
    pytest.param({"dated": {"words": "x"}, "days": {"words": [1]}}, ["[days] needs", "[dated] needs"], id="no words"),
]


@pytest.mark.parametrize(("change", "expected"), FAULTS)
def test_faulty_lists(change: dict[str, Any], expected: list[str]) -> None:
    """Every list that is missing, unknown or holds no words is named."""
    table = {name: entry for name, entry in {**LISTS, **change}.items() if entry is not None}
    with pytest.raises(DataError) as caught:
        document_words(table)
    assert [fault.startswith(start) for fault, start in zip(caught.value.faults, expected, strict=True)]


def test_words_are_a_value() -> None:
    """Words read twice are equal, so that what is made of them is made once."""
    assert document_words(LISTS) == WORDS
    assert isinstance(WORDS, DocumentWords)
