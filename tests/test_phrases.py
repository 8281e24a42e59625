"""Phrases of a lexicon: which words of a text they fit, and where."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims.model import Span
from ketclaims.phrases import PhraseIndex, Phrases, states, words_of

NUMBER_WORDS = frozenset({"one", "two", "six"})


def found(sources: list[str], text: str, *, exact: bool = False) -> list[str]:
    """What each phrase fits, in the order of the text."""
    index = PhraseIndex((Phrases(sources, "cue", "", exact=exact),), NUMBER_WORDS)
    return shown(index, text)


def shown(index: PhraseIndex, text: str) -> list[str]:
    """The words of every hit."""
    whole = Span(0, len(text))
    return [hit.span.of(text) for hit in index.scan(words_of(text, whole), whole)]


@pytest.mark.parametrize(
    ("source", "text", "words"),
    [
        ("side effects", "Side effects were mild", ["Side effects"]),
        ("side effects", "side-\neffects were mild", ["side-\neffects"]),
        ("side effects", "on its side, effects", []),
        ("respon* rate", "the responder rate", ["responder rate"]),
        ("respon* rate", "the responding", []),
        ("*statin", "on atorvastatin, say", ["atorvastatin"]),
        ("n't respond", "They don’t respond", ["n’t respond"]),
        ("reduced .. pain", "it reduced pain", ["reduced pain"]),
        ("reduced .. pain", "it reduced a good deal of pain", ["reduced a good deal of pain"]),
        ("reduced .. pain", "it reduced a really good deal of pain", []),
        ("reduced .. pain", "it reduced sleep; the pain", []),
        ("reduced .. the pain", "it reduced the time, the pain", []),
        ("[one] of", "one of them", ["one"]),
        ("no [one]", "no one came", ["one"]),
        ("NUMBER infusions", "after six infusions or 8 infusions", ["six infusions", "8 infusions"]),
        ("plus + more", "plus + more", ["plus + more"]),
    ],
)
def test_a_phrase_fits_words(source: str, text: str, words: list[str]) -> None:
    """Signs between words do not matter, unless they end a clause; a gap is four words at most."""
    assert found([source], text) == words


def test_an_exact_phrase_fits_words_as_they_are_written() -> None:
    """An acronym is no word in small letters."""
    assert found(["IV", "C-PTSD"], "by iv or IV, for c-PTSD or C-PTSD", exact=True) == ["IV", "C-PTSD"]


def test_phrases_that_begin_alike_are_all_found() -> None:
    """Each phrase is found whatever begins at the same word: the words of a longer one, a stem, a wide beginning."""
    sources = ["pain", "pain score", "pain .. score", "pain scor* of NUMBER", "*pain"]
    assert sorted(found(sources, "the pain score of 4")) == sorted(
        ["pain", "pain score", "pain score", "pain score of 4", "pain"]
    )


WORDS = st.sampled_from(["pain", "score", "of", "relief", "lasts", "for", "days", "3", "six,", "not;"])
SOURCES = ["pain score", "pain .. days", "relief lasts", "lasts .. NUMBER days", "not .. of", "scor*", "*lief"]


@given(st.lists(WORDS, max_size=30))
def test_what_is_forgotten_is_found_again(words: list[str]) -> None:
    """However little is remembered of the words met before, the same phrases are found."""
    index = PhraseIndex((Phrases(SOURCES, "cue", ""),), NUMBER_WORDS)
    text = " ".join(words)
    before = shown(index, text)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(states, "MOST_WORDS", 1)
        assert shown(index, text) == shown(pickle.loads(pickle.dumps(index)), text) == before
