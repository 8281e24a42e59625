"""How much a kind of study says: the Oxford levels of evidence, 1 the highest.

OCEBM Levels of Evidence Working Group. The Oxford 2011 Levels of Evidence. Oxford Centre for Evidence-Based Medicine.
https://www.cebm.ox.ac.uk/resources/levels-of-evidence/ocebm-levels-of-evidence
"""

from __future__ import annotations

from collections.abc import Mapping

from ketclaims.lexicon import Measure
from ketclaims.model import StudyType

LOWEST = 5

EFFECTS: Mapping[StudyType, int] = {
    "systematic_review": 1,
    "meta_analysis": 1,
    # The table knows no regulator and no guideline; both have weighed all trials that there are.
    "label": 1,
    "guideline": 1,
    "rct": 2,
    # Nor does it know pharmacokinetics, which are measured and leave nothing to expectation.
    "pk_study": 2,
    "cohort": 3,
    "open_label": 4,
    "case_control": 4,
    "case_series": 4,
    "survey": 4,
    "statistics": 4,
    # What a review tells without a method is opinion, the last line of older tables.
    "review": LOWEST,
}
"""By the question "Does this intervention help?"; a trial without a control is a case series there."""

FREQUENCIES: Mapping[StudyType, int] = {
    "survey": 1,
    "statistics": 1,
    "systematic_review": 2,
    "meta_analysis": 2,
    "guideline": 2,
    "label": 2,
    "cohort": 3,
    "rct": 4,
    "open_label": 4,
    "pk_study": 4,
    "case_control": 4,
    "case_series": 4,
    "review": LOWEST,
}
"""By the question "How common is the problem?"."""


def level(study_type: StudyType, measure: Measure) -> int:
    """The level of a kind of study for a measure: of what befalls people untreated the question is how common it is."""
    return (FREQUENCIES if measure.treatment == "none" else EFFECTS)[study_type]
