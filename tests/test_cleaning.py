"""What printing and the web leave inside words is not read, and every place found is one of the text as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims import extract, find_quantities
from ketclaims.claims import explain
from ketclaims.cleaning import SIGNS, cleaned
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Span


def read(text: str) -> str:
    """A text as it is read, by somebody who knows one word."""
    return cleaned(text, lambda word: word == "infusion").text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a dose of 0·5 mg", "a dose of 0.5 mg"),
        ("3·10^5 cells", "3·10^5 cells"),
        ("3·10⁻⁵ mol", "3·10⁻⁵ mol"),
        ("Mon–Thu 8–6 · Suite 4", "Mon–Thu 8–6 · Suite 4"),
        ("infu\u00adsion", "infusion"),
        ("\ufeffSix\u200b weeks", "Six weeks"),
        ("ﬁve oﬃces", "five offices"),
        ("５０％", "50%"),
        ("treatment\u2011resistant", "treatment-resistant"),
        ("between 18 & 65", "between 18 and 65"),
        ("Dose & Sons, R&D", "Dose & Sons, R&D"),
        ("an infu-\nsion", "an infusion"),
        ("an infu-\r\n  sion", "an infusion"),
        ("treatment-\nresistant", "treatment-\nresistant"),
        ("Headaches pass. A head-\naches", "Headaches pass. A headaches"),
    ],
)
def test_signs_inside_words_are_read_as_what_they_stand_for(written: str, expected: str) -> None:
    """Each of a few texts that such signs stand in."""
    assert read(written) == expected


def test_a_plain_text_is_read_as_it_stands() -> None:
    """Without such a sign nothing is changed and no place moves."""
    text = "Half of them (50%) – six – recovered at Dose & Sons.\n- one\n- two"
    clean = cleaned(text, str.isdigit)
    assert clean.text is text
    assert clean.original(Span(0, 4)) == clean.read(Span(0, 4)) == Span(0, 4)


SCRAPS = st.lists(st.sampled_from([*SIGNS, "·", " & ", "-\n", "a", "be", "5", " ", "\n"]), max_size=30).map("".join)


@given(SCRAPS)
def test_every_place_has_its_way_there_and_back(text: str) -> None:
    """What is read at a place stands at its original, and a place that no edit cuts comes back as it was."""
    clean = cleaned(text, bool)
    kept = {at for at in range(len(text)) if not any(edit.span.start <= at < edit.span.end for edit in clean.edits)}
    for at in kept:
        there = clean.read(Span(at, at + 1))
        assert there.of(clean.text) == text[at]
        assert clean.original(there) == Span(at, at + 1)


@given(SCRAPS)
def test_places_keep_their_order_and_stay_inside(text: str) -> None:
    """No place found is empty, outside or behind the next."""
    clean = cleaned(text, bool)
    places = [clean.original(Span(at, at + 1)) for at in range(len(clean.text))]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


def test_quantities_stand_where_the_text_has_them() -> None:
    """Quantities, claims and explanations speak of the text as it stands."""
    text = "\ufeffIn the trial 71·5\u202f% had re\u00adsponded after ﬁve infu\u00adsions."
    assert [q.span.of(text) for q in find_quantities(text)] == ["71·5\u202f%", "ﬁve infu\u00adsions"]
    claim = extract(text).claims[0]
    assert (claim.quantity.span.of(text), str(claim.quantity.low)) == ("71·5\u202f%", "71.5")
    assert explain(text, claim.quantity.span, default_lexicon()).measure == claim.measure == "response_rate"
    assert (claim.subject.doses_low, claim.place.quote.of(text)) == (5, text[1:])
