"""What the verdicts and reasons of the tables mean, in words for readers who have not seen the tables."""

from __future__ import annotations

from collections.abc import Mapping

VERDICTS: Mapping[str, str] = {
    "agree": "They state the same figure, once units, rounding and an “about” are allowed for.",
    "compatible": "Both can be true: one range holds the other, or the two overlap.",
    "conflict": "As stated, both cannot be true, unless what one of them leaves open tells them apart.",
    "undetermined": "Something is missing without which nobody can tell, such as the route of a bioavailability.",
    "not_comparable": "They are about different things: another condition, route or point in time.",
}
"""What a verdict on two claims says."""
STANDINGS: Mapping[str, str] = {
    "conflict": "contradicted by at least one other source",
    "agree": "another voice states the same figure",
    "compatible": "can be true beside what other voices say",
    "undetermined": "lacks what a comparison would need",
    "repeated": "only said again by the same voice",
    "alone": "no other source says anything comparable",
}
"""How a claim stands to those of other sources."""
SUBJECTS: Mapping[str, str] = {
    "consensus": "At least two independent voices speak of it, and their figures can all be true.",
    "contested": "Independent voices speak of it, and at least one stands outside what most allow.",
    "repeated": "Several sources speak of it, but they are one voice: repetition, not confirmation.",
    "single": "One source alone speaks of it.",
}
"""What the sources come to on one subject."""
EVIDENCE: Mapping[str, str] = {
    "overstated": "All evidence of the highest rank lies below it.",
    "understated": "All evidence of the highest rank lies above it.",
    "out_of_context": "A study has the number, but says something beside it that the claim leaves out.",
    "different_outcome": "A study has the number, but for another measure.",
    "contested": "Evidence of the highest rank is on both sides, or a study of like rank finds no effect at all.",
    "supported": "A study states the figure, or the best evidence allows it closely.",
    "untraced": "No evidence is held against it that would decide it.",
}
"""What studies say of a claim; what a reviewer should look at comes first."""
EVIDENCE_SIGNS: Mapping[str, str] = {
    "supported": "✓",
    "overstated": "↑",
    "understated": "↓",
    "contested": "↕",
    "out_of_context": "…",
    "different_outcome": "≠",
    "untraced": "?",
}
"""The sign of each of these verdicts."""
REFERENCES: Mapping[str, str] = {
    "suspect": "Something in the entry cannot be right; the reason says what.",
    "not checked": "Nothing in the entry could be held against anything.",
    "consistent": "What could be held against each other fits. That is no proof that the work exists or says so.",
}
"""What the checks of a reference come to; what a reviewer should look at comes first."""
REFERENCE_SIGNS: Mapping[str, str] = {"suspect": "!", "not checked": "?", "consistent": "✓"}
"""The sign of each of these verdicts."""
DISPOSITIONS: Mapping[str, tuple[str, str]] = {
    "claim": ("●", "claim"),
    "context": ("○", "context: it says of whom or when a claim holds"),
    "excluded": ("×", "no claim"),
}
"""The sign and the meaning of a mark in an article."""
CONTRADICTED = "▲"
"""The sign of a claim that another source contradicts."""
REASONS: Mapping[str, str] = {
    "list_marker": "numbers a list",
    "reference": "a reference",
    "publication_metadata": "about the publication",
    "title_or_name": "part of a title or a name",
    "navigation": "part of the page's navigation",
    "not_quantitative": "states no quantity",
}
"""Why a number is no claim."""
CHECKS: Mapping[str, str] = {
    "rate_times_interval": "A rate and an interval",
    "response_and_nonresponse": "Who responds and who does not",
    "remission_within_response": "Remission within response",
    "series_fits": "The parts of a series",
    "source_against_itself": "A source against itself",
}
"""What an arithmetic check holds against each other."""
