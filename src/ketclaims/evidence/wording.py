"""Studies, figures and times of evidence as a reader would say them."""

from __future__ import annotations

from collections.abc import Mapping

from ketclaims.comparison import Scale, Statement
from ketclaims.comparison.figures import written
from ketclaims.comparison.wording import figure_words, period_words, range_words
from ketclaims.evidence.library import Shelved
from ketclaims.model import StudyType, Subject

STUDY_WORDS: Mapping[StudyType, str] = {
    "systematic_review": "systematic review",
    "meta_analysis": "meta-analysis",
    "label": "label",
    "guideline": "guideline",
    "rct": "randomised trial",
    "pk_study": "pharmacokinetic study",
    "cohort": "cohort study",
    "case_control": "case-control study",
    "open_label": "uncontrolled study",
    "case_series": "case series",
    "survey": "survey",
    "statistics": "statistics",
    "review": "review",
}


def study_words(shelved: Shelved) -> str:
    """A study with its kind, unless its name says it, and how many took part: ``Grey (survey, n = 17)``."""
    estimate = shelved.estimate
    kind = STUDY_WORDS[estimate.study_type]
    said = ["" if kind in estimate.study.casefold() else kind, "" if estimate.n is None else f"n = {estimate.n}"]
    about = ", ".join(part for part in said if part)
    return f"{estimate.study} ({about})" if about else estimate.study


def reported_words(shelved: Shelved, scale: Scale) -> str:
    """A figure with its interval: ``71 % (46.7–87.1 %)``; one that counts more people than its arm says so."""
    figure = plain_words(shelved.estimate.statement, scale)
    known = shelved.rounded.figure
    if not shelved.interval.source or known is None:
        return figure
    note = ", computed from the whole n" if shelved.interval.is_of_whole else ""
    return f"{figure} ({range_words(shelved.interval.numbers, known.unit)}{note})"


def plain_words(statement: Statement, scale: Scale) -> str:
    """A figure as it is said: ``about 20 %``, ``60–70 %``, ``at most 1 h``; words for a time as the times they are."""
    own = written(statement.quantity, scale.lexicon, scale.options)
    if own is None or statement.quantity.precision == "vague":
        return figure_words(statement, scale.lexicon, scale.options)
    unit, (stated, _, _) = own
    return f"{'about ' if statement.quantity.relation == '~' else ''}{range_words(stated, unit)}"


def setting_words(subject: Subject) -> str:
    """After how many doses and how long a figure was seen: ``after 2 doses, at 3 days``; nothing if neither is said."""
    doses = doses_words(subject.doses_low, subject.doses_high)
    parts = [f"after {doses}" if doses else "", f"at {period_words(subject.timepoint)}" if subject.timepoint else ""]
    return ", ".join(part for part in parts if part)


def doses_words(low: int | None, high: int | None) -> str:
    """A number of doses.

    >>> doses_words(1, 1), doses_words(None, 6), doses_words(2, None), doses_words(6, 8), doses_words(None, None)
    ('1 dose', 'up to 6 doses', '2 or more doses', '6 to 8 doses', '')
    """
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"up to {high} doses" if low is None else f"{low} or more doses"
    return f"{low if low == high else f'{low} to {high}'} dose{'s' * (high != 1)}"
