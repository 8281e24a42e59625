"""When a weight is context: it is that of a person."""

from __future__ import annotations

import re

from ketclaims.claims.ellipses.vitals import BODY_WEIGHTS
from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late

_WEIGHT_CHANGE = late(
    r"\bweight\s+(?:lost|loss|change|gain\w*)\b|\b(?:lost|loss|change|fall|drop|reduction|gain)\b.{0,12}\bweight\b",
    re.IGNORECASE,
)
_LOST = late(
    r"\b(?:lost|loses?|losing|loss(?:es)?|fell|falls?|dropp?\w*|shed|gain\w*|down|reduc\w+|came\s+off|put\s+on)\b(?:[^.;]|\.(?=\d)){0,110}\Z",
    re.IGNORECASE,
)
_WEIGHING = late(r"\b(?:(?:wo)?man|person|patient|adult|weigh\w*)\s+(?:of\s+)?\Z", re.IGNORECASE)
# "if you weigh more than | 300 lb"
_WEIGHS = late(r"\bweigh(?:s|ed|ing)?\b[^.;,\d]{0,24}\Z", re.IGNORECASE)


def body_weight(case: Case) -> bool:
    """A weight in kilograms is that of a person, unless the measure is one that is stated so."""
    measure = case.lexicon.measures[case.choice.measure]
    own = case.mention.unit in (measure.unit, *measure.usual) and not _WEIGHING.search(case.head)
    own = own or (case.mention.unit != "kg" and not _WEIGHS.search(case.head))
    own = own or _LOST.search(case.head) is not None or _is_change_in_cell(case)
    return case.mention.unit in BODY_WEIGHTS and not own


def _is_change_in_cell(case: Case) -> bool:
    """Whether a cell stands in a row or a column that says how much weight was lost."""
    frames = (frame for frame in case.scene.frames if frame.kind in ("label", "column"))
    return any(_WEIGHT_CHANGE.search(frame.span.of(case.scene.text)) for frame in frames)
