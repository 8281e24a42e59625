"""Why a number is a claim and has its measure: the candidates, their scores, the phrases and words that spoke."""

from __future__ import annotations

import pytest

import ketclaims
from ketclaims.claims import Explanation, explain
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Claim, Span
from ketclaims.passages import why

TEXT = """Notes on ketamine

## Nausea

Of the ward's patients 44% responded, against 21% on placebo; vomiting was seen in 12%.

Boosters keep the gains for 50 minutes.
"""
CLAIMS = ketclaims.extract(TEXT, "ward").claims


def _explained(value: str) -> Explanation:
    start = TEXT.index(value)
    return explain(TEXT, Span(start, start + len(value)), default_lexicon())


def _words(claim: Claim) -> str:
    return claim.quantity.span.of(TEXT)


@pytest.mark.parametrize("claim", CLAIMS, ids=_words)
def test_explained_measure_is_the_claims(claim: Claim) -> None:
    """What is explained is the measure that the claim has."""
    assert explain(TEXT, claim.quantity.span, default_lexicon()).measure == claim.measure


def test_scores_are_in_order() -> None:
    """The candidates stand with their scores, the highest first; the margin is the measure's from the next."""
    found = _explained("44%")
    (measure, best), (second, next_best) = found.scores[:2]
    assert found.scores == tuple(sorted(found.scores, key=lambda entry: -entry[1]))
    assert (measure, found.runner_up) == ("response_rate", (second, next_best))
    assert found.margin == pytest.approx(best - next_best)


def test_cue_has_its_words_and_place() -> None:
    """A phrase of the sentence has its words, its weight and how far it is; one of a heading has no distance."""
    cues = {(cue.measure, cue.words): cue for cue in _explained("44%").cues if cue.kind in ("name", "cue")}
    near, above = cues["response_rate", "responded"], cues["adverse_event_rate", "Nausea"]
    assert (near.kind, near.where, near.distance) == ("name", "sentence", 1)
    assert (above.kind, above.where, above.distance) == ("cue", "heading", None)
    assert near.weight > above.weight > 0


def test_form_of_a_share_speaks() -> None:
    """What something fell by is no share of people, and that is listed too."""
    text = "The risk of relapse fell by 30%."
    found = explain(text, Span(28, 31), default_lexicon())
    assert any((cue.kind, cue.measure) == ("form", "relapse_rate") and cue.weight < 0 for cue in found.cues)


def test_carried_measure_names_its_figure() -> None:
    """The other side of a contrast has the measure of the first, and says from which figure."""
    found = _explained("21%")
    assert (found.measure, found.carried) == ("response_rate", "44%")


def test_single_words_are_listed_where_phrases_leave_it_open() -> None:
    """A figure for which no phrase speaks clearly is explained by its words, its size and what the phrases come to."""
    text = "Or so the diary had it: the fog had thinned in 4 of every 10 by spring."
    place = text.index("4 of every 10")
    found = explain(text, Span(place, place + len("4 of every 10")), default_lexicon())
    kinds = {cue.kind for cue in found.cues}
    assert {"word", "figure"} <= kinds
    assert all(abs(cue.weight) >= 0.3 for cue in found.cues if cue.kind in ("word", "figure"))
    listed = [(cue.measure, cue.kind, cue.words) for cue in found.cues if cue.kind == "figure"]
    assert len(listed) == len(set(listed))


def test_no_word_is_asked_where_phrases_are_clear() -> None:
    """What a phrase names clearly needs no word."""
    text = "The response rate to ketamine was 41%."
    found = explain(text, Span(text.index("41"), len(text) - 1), default_lexicon())
    assert "word" not in {cue.kind for cue in found.cues}


def test_unusual_unit_is_listed() -> None:
    """A measure that is not stated in minutes is marked."""
    assert "benefit_duration" in _explained("50 minutes").unusual


def test_printed_explanation() -> None:
    """Printed, the chosen measure stands first, then how far it is ahead, then each candidate with its phrases."""
    lines = str(_explained("12%")).splitlines()
    assert lines[0] == "'12%' (%) is adverse_event_rate"
    assert "ahead of" in lines[1]
    assert lines[2].split()[0] == "adverse_event_rate"
    following = next(i for i, line in enumerate(lines[3:], 3) if not line.startswith("    "))
    assert "'vomiting' (sentence, " in "".join(lines[3:following])


NUMBERS = """Notes on ketamine

After six weeks, 40% of patients responded. Call 555-0142 to book.

If 40% of patients respond, it is used. The response rate was 62% in 2019.
"""
LEDGER = ketclaims.extract(NUMBERS, "notes")
PLACES = [
    *((claim.quantity.span, "claim") for claim in LEDGER.claims),
    *((context.quantity.span, "context") for context in LEDGER.contexts),
    *((excluded.span, "excluded") for excluded in LEDGER.excluded),
]


@pytest.mark.parametrize(("place", "disposition"), PLACES, ids=lambda part: str(part))
def test_standing_of_every_number(place: Span, disposition: str) -> None:
    """Every number is explained as what it is, and what was weighed comes to a claim above zero only."""
    found = explain(NUMBERS, place, default_lexicon())
    assert found.standing.disposition == disposition
    assert bool(found.measure) == (disposition == "claim")
    if found.standing.total is not None:
        assert (found.standing.total > 0) == (disposition == "claim")


def test_reasons_of_a_standing() -> None:
    """A rule of context is listed with its weight, loud words as they stand, the loudest first, and an exclusion's
    reason in words; what a rule settles has no voices."""
    supposed, dated, phone = (
        explain(NUMBERS, Span(at, at + len(value)), default_lexicon())
        for value, at in ((v, NUMBERS.rindex(v)) for v in ("40%", "six weeks", "555-0142"))
    )
    voices = supposed.standing.voices
    assert [voice.said for voice in voices if voice.kind == "rule"] == ["ruled", "ruled:supposed"]
    assert "'If'" in [voice.said for voice in voices if voice.kind == "word"]
    assert [abs(v.weight) for v in voices] == sorted((abs(v.weight) for v in voices), reverse=True)
    assert (dated.standing.by, dated.standing.voices) == ("by the rule opens_the_passage", ())
    assert str(phone) == "'555-0142' (no unit) is no claim\n  excluded: navigation"


def test_no_number_at_a_place() -> None:
    """A place where no number stands is refused with the place."""
    with pytest.raises(LookupError, match="No number stands at 0 to 5"):
        explain(TEXT, Span(0, 5), default_lexicon())


def test_claim_of_a_table() -> None:
    """A claim of a table is explained from its article; without the article a sentence says so."""
    frame = ketclaims.claims_frame([ketclaims.extract(TEXT, "ward")])
    claim_id = str(frame["claim_id"].iloc[0])
    assert why(claim_id, frame, {"ward": TEXT}).measure == frame["measure"].iloc[0]
    with pytest.raises(LookupError, match="article 'ward' is not at hand"):
        why(claim_id, frame, {})


def test_claim_that_a_person_added() -> None:
    """Where the parser finds no number, a sentence says that a person decided."""
    frame = ketclaims.claims_frame([ketclaims.extract(TEXT, "ward")])
    claim_id = str(frame["claim_id"].iloc[0])
    with pytest.raises(LookupError, match="a person decided"):
        why(claim_id, frame, {"ward": " " * len(TEXT)})
