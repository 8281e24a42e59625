"""Phrases of a lexicon: which words of a text they fit, and where."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims import phrases
from ketclaims.model import Span
from ketclaims.phrases import Phrase, PhraseIndex, words_of

NUMBER_WORDS = st.sampled_from(["pain", "score", "of", "relief", "lasts", "for", "days", "3", "six,", "not;"])
SOURCES = ["pain score", "pain .. days", "relief lasts", "lasts .. NUMBER days", "not .. of", "scor*", "*lief"]


@given(st.lists(WORDS, max_size=30))
def test_what_is_forgotten_is_found_again(words: list[str]) -> None:
    """However little is remembered of the words met before, the same phrases are found."""
    index = PhraseIndex(tuple(Phrase.parse(source, "cue", source) for source in SOURCES), NUMBER_WORDS)
    text = " ".join(words)
    before = shown(index, text)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(phrases, "MOST_WORDS", 1)
        assert shown(index, text) == shown(pickle.loads(pickle.dumps(index)), text) == before
