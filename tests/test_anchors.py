"""Anchors: where a passage stands in a text that has changed, and that it is never guessed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketclaims.anchors import Anchor, Found, anchor_at, find_again, find_all
from ketclaims.model import Span

OLD = "Rest helps. In our trial 40% slept. Walks help too."
QUOTE = "In our trial 40% slept."
PLACE = Span(12, 35)
FIRST = "Of those who walked by day, 40% slept."
TWICE = f"{FIRST} Of those who walked by night and did not read, 40% slept. Done."

CASES = [
    pytest.param(OLD, "same", [PLACE], id="nothing changed"),
    pytest.param(OLD + " More.", "same", [PLACE], id="something follows"),
    pytest.param("New. " + OLD, "moved", [Span(17, 40)], id="a sentence before it"),
    pytest.param(OLD[12:], "moved", [Span(0, 23)], id="what stood before it is gone"),
    pytest.param(OLD + " " + QUOTE, "ambiguous", [PLACE, Span(52, 75)], id="a second one has come"),
    pytest.param(QUOTE + " " + OLD, "ambiguous", [Span(0, 23), Span(36, 59)], id="a second one has come before it"),
    pytest.param(OLD.replace("40%", "41%"), "orphaned", [], id="its figure is another"),
    pytest.param("", "orphaned", [], id="no text is left"),
]


@pytest.mark.parametrize(("text", "standing", "spans"), CASES)
def test_passage_that_was_unique(text: str, standing: str, spans: list[Span]) -> None:
    """A passage is found at its place, at another, at several, or nowhere."""
    found = find_again(text, anchor_at(OLD, PLACE))
    assert (found.standing, list(found.spans)) == (standing, spans)


EQUALS = [
    pytest.param(TWICE, "same", [86], id="nothing changed"),
    pytest.param("New. " + TWICE, "moved", [91], id="a sentence before both"),
    pytest.param(TWICE.removeprefix(FIRST), "moved", [48], id="the other one is gone"),
    pytest.param(FIRST, "ambiguous", [28], id="one is gone, and it seems to be this one"),
    pytest.param("40% slept. " + TWICE, "ambiguous", [0, 39, 97], id="a third has come"),
    pytest.param("40% slept. So: 40% slept.", "ambiguous", [0, 15], id="what stood around is gone"),
    pytest.param("Nobody slept.", "orphaned", [], id="neither is left"),
]


@pytest.mark.parametrize(("text", "standing", "starts"), EQUALS)
def test_passage_that_had_an_equal(text: str, standing: str, starts: list[int]) -> None:
    """Of passages that were equal from the beginning, what stands around one tells which it is, or nothing does."""
    found = find_again(text, anchor_at(TWICE, Span(86, 96)))
    assert (found.standing, [span.start for span in found.spans]) == (standing, starts)


UNKNOWN = [
    pytest.param(Anchor("40% slept.", Span(28, 38)), "same", id="at its place, others do not matter"),
    pytest.param(Anchor("40% slept.", Span(29, 39)), "ambiguous", id="not where it was said to be"),
    pytest.param(Anchor("40% slept."), "ambiguous", id="no place is known"),
    pytest.param(Anchor("by night"), "moved", id="no place is known, and there is one alone"),
    pytest.param(Anchor("40% slept.", before="read, "), "moved", id="what stood before it is known"),
    pytest.param(Anchor("40% slept.", after=" Done."), "moved", id="what stood behind it is known"),
    pytest.param(Anchor("40% slept.", before=", "), "ambiguous", id="what stood before it stood before both"),
]


@pytest.mark.parametrize(("anchor", "standing"), UNKNOWN)
def test_passage_of_which_little_is_known(anchor: Anchor, standing: str) -> None:
    """Without a count of equal passages the place decides, then what stands around, then that it is the only one."""
    assert find_again(TWICE, anchor).standing == standing


def test_empty_passage() -> None:
    """A passage without a character stands everywhere and is refused."""
    with pytest.raises(ValueError, match="empty"):
        find_again(OLD, Anchor(""))


# --------------------------------------------------------------------------------------------------------------- laws

TEXTS = st.text(st.sampled_from("ab \U0001f634"), max_size=30)
ANY = st.text(st.characters(exclude_categories=()), max_size=30)


@given(TEXTS, TEXTS.filter(bool))
def test_every_place_is_found(text: str, quote: str) -> None:
    """Every place is found at which the passage stands, whether or not two of them overlap."""
    expected = [start for start in range(len(text)) if text.startswith(quote, start)]
    assert [span.start for span in find_all(text, quote)] == expected


@st.composite
def _passages(draw: st.DrawFn) -> tuple[str, Span]:
    """A text and a place in it whose passage stands there alone."""
    before, quote, after = draw(ANY), draw(ANY.filter(bool)), draw(ANY)
    text = before + quote + after
    assume(len(list(find_all(text, quote))) == 1)
    return text, Span(len(before), len(before) + len(quote))


@given(_passages(), ANY.filter(bool))
def test_text_put_before_moves(passage: tuple[str, Span], more: str) -> None:
    """Whatever is put before, the passage is found by so much further on, unless it stands there once more."""
    text, span = passage
    now = more + text
    assume(len(list(find_all(now, span.of(text)))) == 1)
    moved = Span(span.start + len(more), span.end + len(more))
    assert find_again(now, anchor_at(text, span)) == Found("moved", (moved,))


@given(_passages(), ANY)
def test_text_put_behind_changes_nothing(passage: tuple[str, Span], more: str) -> None:
    """Whatever is put behind, the passage stands at its place, unless it stands there once more."""
    text, span = passage
    assume(len(list(find_all(text + more, span.of(text)))) == 1)
    assert find_again(text + more, anchor_at(text, span)) == Found("same", (span,))


@given(_passages(), ANY)
def test_doubling_makes_ambiguous(passage: tuple[str, Span], more: str) -> None:
    """A passage that stands there once more is ambiguous, and every place is named."""
    text, span = passage
    now = text + more + span.of(text)
    found = find_again(now, anchor_at(text, span))
    assert found == Found("ambiguous", tuple(find_all(now, span.of(text))))


@given(_passages())
def test_deleting_orphans(passage: tuple[str, Span]) -> None:
    """A passage that is cut out is gone, unless what is left joins up to it."""
    text, span = passage
    now = text[: span.start] + text[span.end :]
    assume(span.of(text) not in now)
    assert find_again(now, anchor_at(text, span)) == Found("orphaned", ())


@given(ANY, ANY.filter(bool), st.none() | ANY, st.none() | ANY, st.none() | st.integers(1, 3))
def test_what_is_found_is_the_passage(text: str, quote: str, before: str, after: str, copies: int) -> None:
    """Whatever is asked, each place that is named holds the passage, and only a single one counts as found."""
    found = find_again(text, Anchor(quote, Span(0, len(quote)), before, after, copies))
    assert {span.of(text) for span in found.spans} <= {quote}
    assert (found.span is None) == (found.standing in ("ambiguous", "orphaned"))
