"""Endings: what it is that lasts, wears off or clears before a time: a side effect, the good of a treatment or a
symptom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ketclaims.claims.measures.owners.figure import REACH, hits_inside
from ketclaims.claims.measures.votes import WEIGHTS, Vote
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.lexicon import Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE

_SUBJECTS = {"sensations": "acute_effect", "gains": "benefit", "symptoms": "onset"}
"""The classes of words that can end, and the role of the measure for how long they last, or until they ease."""
EASED = 1.5
"""How much more that counts for a symptom: the words for how it ends speak for side effects elsewhere."""
_AWAY = "benefit"
"""The role of the measure for how long a symptom stays away."""

# "nausea | had passed within", "the lift | fades after", "a daze that | was gone by"
_ENDED = late(
    r"(?:[^.;:]*?[\s,])?(?:lasts?|lasted|lasting|fad(?:e|es|ed|ing)|w(?:ear|ears|ore|orn)\s+(?:off|thin|away)|gone|pass(?:es|ed)?|settl(?:e|es|ed)|clear(?:s|ed)?(?:\s+up)?"
    r"|(?:is|was|are|were|be|been)\s+over|eas(?:e|es|ed)\s+off|lift(?:s|ed)?|(?:dis)?appear(?:s|ed)?|vanish(?:es|ed)?|resolv(?:e|es|ed)|subsid(?:e|es|ed)|ebb(?:s|ed)?"
    r"|reced(?:e|es|ed)|persist(?:s|ed)?|linger(?:s|ed)?|corrects?\s+itself|rights?\s+itself|went\s+away|go(?:es)?\s+away|held|holds?|stay(?:s|ed)?|h(?:angs?|ung)\s+(?:on|around|about)|d(?:ies|ied)\s+down|slip(?:s|ped)\s+away)"
    r"\s+(?:(?:off|away|up|down|again|only|just|usually|mostly|all|completely|on|for|in|within|inside|after|by|over|at|to|about|around|roughly|some|up|typically|and|often|another|an?|the|between"
    r"|from|more|less|than|no|under|median|mean|average|of|itself|themselves|their|own|its|even|as|long|well|nearly|almost|most|people|patients|until|least|quickly|fast)\s+)*\Z",
    re.IGNORECASE,
)
# "the pain | was gone within", "nightmares | stayed away for", "cravings | left me alone for"
_EASED = late(
    r"(?:(?:that|which|had|has|have|were|was|is|are|got|went|can|may|will|usually|often|finally|then|already|all|scores?|thoughts|completely|largely)\s+)*"
    r"(?:gone|went|left(?:\s+\w+(?:\s+alone)?)?|lift(?:s|ed)?|eas(?:e|es|ed)(?:\s+off)?|clear(?:s|ed)?|fad(?:e|es|ed)|settl(?:e|es|ed)|vanish(?:es|ed)?|disappear(?:s|ed)?"
    r"|stop(?:s|ped)?|quiet(?:en(?:s|ed)?|ed)?|silent|absent|reced(?:e|es|ed)|subsid(?:e|es|ed)|drop(?:s|ped)?|fell|falls?|improv(?:e|es|ed)|better|calm(?:s|ed)?(?:\s+down)?"
    r"|let\s+(?:up|go)|(?:stay(?:s|ed)?|kept|keeps?)\s+(?:away|down|off|quiet|at\s+bay|out\s+of\s+reach)|away|at\s+bay|under\s+control|manageable|melt(?:s|ed)\s+away)"
    rf"\s+(?P<lead>within|inside|in|after|by|over|for)\s+(?>(?:(?:{HEDGE}|the|a|an|median|mean|average|of|up\s+to|more\s+than|less\s+than|at\s+least)\s+)*)\Z",
    re.IGNORECASE,
)
_BY_ITSELF = late(
    r"\b(?:on\s+(?:its|their)\s+own|by\s+(?:itself|themselves)|without\s+treatment|untreated)\b", re.IGNORECASE
)


def ending_votes(scene: Scene, mention: Mention, candidates: Iterable[Measure]) -> Iterator[Vote]:
    """The nearest thing before a time of which it is said how long it lasts speaks for the measure of that."""
    if mention.dimension != "time" or scene.kinds.keys().isdisjoint(_SUBJECTS):
        return
    subject = _subject(scene, mention)
    role = _role(scene, mention, subject) if subject else ""
    if subject and role:
        weight = WEIGHTS["ended"] * (EASED if subject.kind == "symptoms" else 1)
        for measure in (m for m in candidates if m.role == role):
            yield Vote(measure.name, "ended", subject.span, "sentence", weight)


def _role(scene: Scene, mention: Mention, subject: Hit) -> str:
    """The role of the measure for a time in which ``subject`` ends, or for which a symptom stays away."""
    between = Span(subject.span.end + 1, mention.span.start)
    if subject.kind != "symptoms":
        return _SUBJECTS[subject.kind] if _ENDED.fullmatch(scene.text, subject.span.end, between.end) else ""
    eased = _EASED.fullmatch(scene.text, *between) if between.start < between.end else None
    if eased is None or _BY_ITSELF.search(scene.text, *scene.span):
        return ""
    return _AWAY if eased["lead"].lower() == "for" else _SUBJECTS[subject.kind]


def _subject(scene: Scene, mention: Mention) -> Hit | None:
    """What is named last before a time; a share between has the time to itself."""
    before = Span(max(scene.span.start, mention.span.start - REACH), mention.span.start)
    hits = hits_inside(scene, before, *_SUBJECTS)
    if not hits:
        return None
    last = max(hits, key=lambda hit: (hit.span.end, -hit.span.start))
    between = Span(last.span.end, mention.span.start)
    if any(m.dimension in OUTCOME_DIMENSIONS and between.holds(m.span) for m in scene.mentions):
        return None
    return last
