"""Who speaks: the names and letters that turns of speech begin with, as in interviews and lists of questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from ketclaims.document.lines import Line
from ketclaims.late import late

# Q: How long?   A: Two days   Q1: How long?   A. Two days
TURN = late(r"(?:[QA]|Question|Answer)(?:\s?\d{1,2})?:\s+(?=\S)|[QA]\.\s+(?=(?-i:[A-Z])[a-z]*\s[a-z])")
# HOST: Welcome   DR. LIND: Thank you
SPEAKER = late(r"([A-Z][A-Z.’'-]*+(?: [A-Z.’'-]++){0,3}+):\s+(?=\S)")
# What a line of speech ends with
SPOKEN = frozenset('.?!…"”’')


def speakers(text: str, found: Sequence[Line], subjects: Set[str] = frozenset()) -> frozenset[str]:
    """The names in capitals with a colon that more than one line begins with, one of them a sentence.

    "IM: 93%", "IM: 4 min" are facts of one name, and nobody who speaks; nor does one of ``subjects``, in lower case.
    """
    labels = [(SPEAKER.match(text, line.body, line.end), line) for line in found if line.form == "plain"]
    counts = Counter(label[1] for label, _ in labels if label)
    spoken = {label[1] for label, line in labels if label and text[line.end - 1] in SPOKEN}
    names = (name for name, count in counts.items() if count > 1 and name in spoken)
    return frozenset(name for name in names if subjects.isdisjoint(name.lower().split()))


def speaks(text: str, line: Line, speakers: Set[str]) -> bool:
    """Whether a line begins with the name of one of the speakers: "HOST: And then?"."""
    label = SPEAKER.match(text, line.body, line.end) if speakers else None
    return label is not None and label[1] in speakers
