"""Studies that are counted without their noun: "12 enrolled adolescents", "19 dealt with pain, 15 with sleep"."""

from __future__ import annotations

import re

from ketclaims.claims.ellipses.completion import ENDS, is_whole, last_figure, opens_passage, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention

_ENROLLED = late(
    r"\s+(?:enrolled|recruited|evaluated|examined|tested(?!\s(?:positive|negative)))\s+[a-z]", re.IGNORECASE
)
# "the column for pain rests on | two"
_RESTS_ON = late(
    r"\b(?:rests?|based|built|relies)\s+on\s+(?:only\s+|just\s+)?\Z|\b(?:by|has|have|had)\s+(?:only|just|no\s+more\s+than)\s+\Z",
    re.IGNORECASE,
)
_OF_THEM_STUDIED = late(
    r"\s+of\s+(?:them|these|which)\s+(?:were\s+)?"
    r"(?:randomi[sz]ed|controlled|blind(?:ed)?|double-blind|open|placebo|sham|pooled|small|large)\b",
    re.IGNORECASE,
)
_OF_STUDIES = late(r"\s+of\s+(?:the|these|those)\s+(?:[\w-]+\s+)?(?:trials|studies)\b", re.IGNORECASE)
# "19 | dealt with pain, 15 | with sleep"
_ABOUT = late(
    r"\s+(?:dealt\s+with|looked\s+at|concerned|covered|focus(?:s?ed)\s+on|addressed|were\s+about|compared|tested|used)\s+[a-z]",
    re.IGNORECASE,
)
_LIKEWISE = late(r"\s+(?:[a-z]+\s+)?(?P<word>with|to|on|in|from|for)\s[^.;()]*,\s+(?:and\s+)?\Z", re.IGNORECASE)


# "Included studies (n = | 31 | )", but "12 trials (n = | 1,102 | )"
_STUDIES_N = late(
    r"(?P<count>\d\s+(?:[a-z]+\s+){0,2})?\b(?:studies|trials|RCTs|papers|reports)\s+(?:[a-z]+\s+)?\([nN]\s*=\s*\Z",
    re.IGNORECASE,
)


def studies_by_letter(reading: Reading) -> Mention | None:
    """ "Included studies (n = 31)": so many studies, not people."""
    scene, _, before, mention, _ = reading
    if mention.noun != "n" or any(m.dimension == "{study}" for m in before):
        return None
    named = _STUDIES_N.search(scene.before(mention.span, 48))
    return with_unit(mention, "{study}", "{study}") if named and not named["count"] else None


def counted_studies(reading: Reading) -> Mention | None:
    """ "12 enrolled adolescents", "19 dealt with pain": what enrols somebody is a study."""
    scene, _, _, mention, _ = reading
    return with_unit(mention, "{study}", "{study}") if _counts_studies(scene, mention) else None


def _counts_studies(scene: Scene, mention: Mention) -> bool:
    """Whether the words behind a number say what only studies do, or what is done to them."""
    written, end = mention.span.of(scene.text).lower(), mention.span.end
    if "." in written:
        return False
    named = any(m.dimension == "{study}" for m in scene.mentions)
    if named and _OF_THEM_STUDIED.match(scene.text, end, scene.span.end):
        return True
    if written not in ("one", "1") and _OF_STUDIES.match(scene.text, end, scene.span.end):
        return True
    about = opens_passage(scene, mention) and _ABOUT.match(scene.text, end)
    return bool(about or _ENROLLED.match(scene.text, end))


def fewer_studies(reading: Reading) -> Mention | None:
    """ "It is backed by 64 trials, the other by only two": as many of the studies that were counted last."""
    scene, said, before, mention, _ = reading
    if not ENDS.match(scene.text, mention.span.end, scene.span.end) or not is_whole(mention):
        return None
    studies = last_figure(before) or last_figure(said)
    alike = studies is not None and studies.dimension == "{study}"
    rests = _RESTS_ON.search(scene.before(mention.span, 40)) if alike else None
    return with_unit(mention, "{study}", "{study}") if rests else None


def studies_likewise(reading: Reading) -> Mention | None:
    """ "19 dealt with pain, 15 with sleep": the second counts what the first does."""
    scene, _, _, mention, _ = reading
    first = next((m for m in reversed(scene.mentions) if m.span.end <= mention.span.start), None)
    if first is None or first.kind != "bare" or not mention.span.of(scene.text).isalnum():
        return None
    between = _LIKEWISE.fullmatch(scene.text, first.span.end, mention.span.start)
    behind = scene.text[mention.span.end : mention.span.end + 8]
    if between is None or not re.match(rf"\s+{between['word']}\s", behind, re.IGNORECASE):
        return None
    return with_unit(mention, "{study}", "{study}") if _counts_studies(scene, first) else None
