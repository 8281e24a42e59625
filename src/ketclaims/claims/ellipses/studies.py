"""Studies that are counted without their noun: "12 enrolled adolescents", "19 dealt with pain, 15 with sleep"."""

from __future__ import annotations

import re

from ketclaims.claims.ellipses.completion import opens_passage, with_unit
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention

_ENROLLED = late(
    r"\s+(?:enrolled|recruited|evaluated|examined|tested(?!\s(?:positive|negative)))\s+[a-z]", re.IGNORECASE
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


def counted_studies(scene: Scene, mention: Mention) -> Mention | None:
    """ "12 enrolled adolescents", "19 dealt with pain": what enrols somebody is a study."""
    written = mention.span.of(scene.text)
    if "." in written:
        return None
    blinded = any(m.dimension == "{study}" for m in scene.mentions) and _OF_THEM_STUDIED.match(
        scene.text, mention.span.end, scene.span.end
    )
    some = blinded or (
        written.lower() not in ("one", "1") and _OF_STUDIES.match(scene.text, mention.span.end, scene.span.end)
    )
    about = opens_passage(scene, mention) and _ABOUT.match(scene.text, mention.span.end)
    if not some and not about and not _ENROLLED.match(scene.text, mention.span.end):
        return None
    return with_unit(mention, "{study}", "{study}")


def studies_likewise(scene: Scene, mention: Mention) -> Mention | None:
    """ "19 dealt with pain, 15 with sleep": the second counts what the first does."""
    first = next((m for m in reversed(scene.mentions) if m.span.end <= mention.span.start), None)
    if first is None or first.kind != "bare" or not mention.span.of(scene.text).isalnum():
        return None
    between = _LIKEWISE.fullmatch(scene.text, first.span.end, mention.span.start)
    behind = scene.text[mention.span.end : mention.span.end + 8]
    if between is None or not re.match(rf"\s+{between['word']}\s", behind, re.IGNORECASE):
        return None
    counted = counted_studies(scene, first)
    return with_unit(mention, "{study}", "{study}") if counted else None
