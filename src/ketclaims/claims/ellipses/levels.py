"""Levels: what somebody's score on a rating scale is, or was: "PHQ-9 at intake: 19", "I left at 5"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.claims.ellipses.completion import last_figure, stated, with_unit
from ketclaims.claims.ellipses.labels import LEVEL
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.ellipses.scores import without_noun
from ketclaims.claims.scenes.scales import SCALED, SCALES
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_REACH = 200
_HIGHEST = 180
_NEAR = 48
# what may stand right before a level, behind its word: "at about | 19", "was a | 4"
_ABOUT = (
    r"(?:now\s+|still\s+)?(?:(?:about|around|roughly|nearly|maybe)\s+)?(?:an?\s+)?"
    rf"(?:(?:mean|average|median)\s+(?:of\s+)?)?{HEDGED}"
)
# "pain went from", "her score on the day is a", "rated her pain an"
_FALLING = late(
    rf"\b(?:{SCALED}|{SCALES})\b[^.;]{{0,40}}?\b(?:went|fell|dropped|came|moved|rose|climbed|slid|goes|falls|drops|decreased|declined|improved|increased|reduced)"
    rf"(?:\s+down)?\s+from\s+(?:an?\s+)?\Z"
    rf"|\b(?:{SCALED}|{SCALES})\b[^.;]{{0,24}}?\b(?:is|was|are|were)\s+(?:now\s+)?(?:down|up)\s+from\s+(?:an?\s+)?\Z"
    r"|\b(?:scores?|ratings?)\b[^.;,]{0,40}?\b(?:is|was|stood at|stands at)\s+(?:now\s+)?(?:an?\s+)?\Z"
    r"|\bscale\b[^.;]{0,60}?\b(?:is|was)\s+(?:an?\s+)?\Z"
    rf"|\b(?:scale|points|{SCALES})\b[^.;]{{0,60}}?\bscored\s+(?:about\s+|an?\s+)?\Z",
    re.IGNORECASE,
)
# "MADRS, baseline", "a baseline HAM-D score of"
_BASELINE = late(
    rf"\b(?:{SCALES},?\s+(?:scores?\s+)?(?:at\s+)?baseline|baseline\s+(?:mean\s+)?{SCALES})(?:\s+(?:scores?|total|mean))?"
    r"[,:]?\s+(?:(?:was|of|is)\s+)?\Z",
    re.IGNORECASE,
)
# "PHQ-9 at intake: | 19", "a mean MADRS of | 31", "my PCL-5 was | 61"; what falls, or lets people in, is no level
_OF_SCALE = late(
    rf"\b(?:(?-i:{SCALES}|PHQ9|GAD7|Beck|Hamilton)|(?:pain|depression|anxiety|mood|symptom|sleep|total|mean|average)\s+(?:scores?|ratings?))\b"
    r"(?!\s+(?:change|response|remission))"
    r"(?:(?!\b(?:by|fell|fall|falls|drop\w*|chang\w+|reduc\w+|decreas\w+|improv\w+|differ\w*|gap|advantage|margin|edge|lower\w*|cut-?offs?|above|below|under|over|least|threshold"
    r"|required|eligib\w+|points?|least)\b)[^.;,\d]){0,40}?"
    rf"(?:\b(?:of|was|is|were|averaged|stood\s+at|stands\s+at|came\s+to)|[:=])\s+{_ABOUT}\Z",
    re.IGNORECASE,
)
# "I scored | 22", "our patients start at | 19", "I got to | 7", with a scale named before
_STANDS = late(
    r"\b(?:(?:scor|rat)(?:ed?|es|ing)(?:\s+(?:it|myself|himself|herself|my\s+\w+|his\s+\w+|her\s+\w+|their\s+\w+)(?:\s+(?:at|as))?)?"
    r"|(?:start|beg[aiu]n|finish|end|left|leave|enter|arriv|c[ao]me\s+in|were|was|am|are|is|sat|stood|hover|averag)(?:s|ed|ing)?"
    r"(?:\s+(?:out|off|up))?(?:\s+the\s+(?:series|course|trial|study|programme|program))?\s+(?:at|on|with|near|around)"
    r"|(?:got|get|gets|fell|fallen|dropped|down|up|rose|came|went|gone|risen|climbed|slid)(?:\s+back)?\s+to"
    r"|(?:(?:I|he|she|they|mine|hers|his|it)\s+(?:was|am|is|were)|I['’]m))"
    rf"\s+(?:an?\s+average\s+score\s+of\s+|an?\s+score\s+of\s+)?{_ABOUT}\Z",
    re.IGNORECASE,
)
# "started at | thirty-three | on the MADRS"
_ON_SCALE = late(
    rf"\s+(?:out\s+of\s+\d+\s+)?on\s+(?:the|an?|my|his|her|their|our|this|that)\s+(?:(?-i:{SCALES})|(?:[\w-]+\s+){{0,3}}?(?:scale|questionnaire|inventory|checklist|test|index))\b",
    re.IGNORECASE,
)
_START = late(r"\bstart(?:s|ed|ing)?\s+(?:out\s+|off\s+)?at\s+\Z", re.IGNORECASE)
_WENT_FROM = late(
    rf"\b(?:went|gone|fell|dropped|came\s+down|improved|rose|climbed|moved|down|up"
    rf"|(?:took|brought|cut|lowered|reduced|dropped)\s+(?:my|his|her|their|the)\s+(?:{SCALED}|{SCALES})(?:\s+scores?)?(?:\s+down)?)"
    rf"\s+from\s+(?:an?\s+)?(?:{SCALES}\s+of\s+)?{_ABOUT}\Z",
    re.IGNORECASE,
)
_NAMES_SCALE = late(
    rf"(?-i:\b(?:{SCALES}|PHQ9|GAD7|Beck|Hamilton)\b)|\b(?:questionnaire|scores?|scored|scale|inventory|checklist|points?\s+(?:drop|fall|change|gain))\b",
    re.IGNORECASE,
)
_TO = late(r"\s+(?:down\s+|up\s+)?to\s+(?:an?\s+)?|\s*(?:->|=>|→|➔)\s*", re.IGNORECASE)
# "PHQ-9 went | 22 | -> 17", "PHQ-9: | 22 | before, 9 after"
_NAMED = late(rf"\b(?:{SCALED}|{SCALES}|PHQ9|GAD7)\b[^.;\d]{{0,20}}\Z", re.IGNORECASE)
_ARROW = late(
    r"\s*(?:->|=>|→|➔)\s*\d|\s+(?:before(?:hand)?|at\s+the\s+(?:start|beginning)),\s+(?:and\s+)?\d", re.IGNORECASE
)
_BEFORE_IT = late(r"\s+(?:before(?:hand)?|at\s+the\s+(?:start|beginning)),\s+(?:and\s+)?", re.IGNORECASE)
_SPREAD = late(r"\s*\([^()]*\)|\s*(?:±|\+/-)\s?\d+(?:\.\d+)?")
_TO_LATER = late(r"\s+(?:at|on|in|before)[^.;,]{1,40}\sto\s+", re.IGNORECASE)
# "33 in one arm and | 32 in the other", "22 at first, | 11 after the third", "24, after the third infusion | 11"
_NEXT = late(
    r"\s+(?:in|with|for|on|among|at|after|before|by)\s[^.;,]{1,48}?,?\s(?:and|then|versus|vs\.?|against|but|to)\s+"
    r"(?:then\s+|from\s+)?"
    r"(?:(?:was|to|had\s+(?:fallen|dropped)\s+to)\s+)?"
    r"|(?:\s+at\s[^.;,]{1,24})?,?\s+(?:and|but|then|while|against)\s+(?:the\s)?[\w -]{1,32}?"
    r"(?:group|arm|patients|controls?|placebo)(?:\s+(?:scored|at|was|had))?\s+"
    r"|(?:\s+(?:at|before|on)\s[^.;,]{1,24})?,\s+(?:and\s+)?(?:after|at|on|by|before|a|one|two)\s[^.;,]{2,40}\s"
    r"|(?:\s+and\s+then|,\s+then|\s+then|,|,?\s+and)\s+",
    re.IGNORECASE,
)
_TO_A_LEVEL = late(
    r"(?:\s*\([^()]{1,24}\)|\s*±\s?[\d.]+)?(?:\s+(?:at|before)\s[^.;,]{1,24})?\s+(?:down\s+|up\s+)?to\s+(?:an?\s+)?\d",
    re.IGNORECASE,
)
_GOES_ON = late(
    r"\s*(?:[±;:!?—–]|\+/-|-\s|->|→)|\s+(?:over|before|to|but|then|out\s+of|within|when|which|while|one|two|three|that|now|today"
    r"|were|was|a\s+(?:day|week|month|year)|during|because|against|compared)\b",
    re.IGNORECASE,
)
_SCORING = late(
    rf"\b(?:{SCALES}|scores?|scored|rating|rated|questionnaire|checklist|inventory)\b",
    re.IGNORECASE,
)
_DEFINING = late(
    r"\b(?:if|criteri\w+|eligib\w+|requir\w+|cut-?offs?|thresholds?|must|means|unless|mild|severe|normal|maximum|minimum|items?|questions?"
    r"|defined|definition|runs?\s+from|considered|counts?\s+as|at\s+least|suppose|suggests?|indicates?|qualif\w+|included|documented)\b",
)
_NO_LEVEL = late(
    r"(?:\b(?:out\s+of|aged?|p|n|week|day|month|version|top|over|under|above|below|than|least|most|every|first|last|next|page|step|grade|type|phase|between"
    r"|in|on|items|number|zero\s+to|SD|SE|SEM|CI|IQR|study|trial|arm|group|cohort),?"
    r"|HAM-?D|HAMD|HDRS|HRSD|IDS|QIDS(?:-SR)?|\d(?:,|,?\s+and|,?\s+or)|[=#$£€/<>≥≤]|\d:)\s*\Z",
    re.IGNORECASE,
)
# "(out of | 27)", "PHQ | 9", "18.7 ( | 9.2)"
_OUT_OF = late(r"\bout\s+of\s+(?:a\s+(?:possible|total)\s+)?\Z|[A-Za-z]-?\Z|\d\s?[(\[]\Z", re.IGNORECASE)
_TOLD = late(r"[A-Za-z]")
# "allocated in blocks of | 6": of something that is no score
_OF_ANOTHER = late(
    rf"\b(?!(?:scales?|scores?|ratings?|means?|average|median|total|baseline|(?-i:{SCALES}))\s)[\w-]+\s+of\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "fell by 62%, from | 21 | to 8"
_BEHIND_A_SHARE = late(r"(?:%|\bper\s?cent|\bhalf|\bthird)[^.;%]{0,16},?\s+from\s+(?:[\d.]+\s+to\s+)?\Z", re.IGNORECASE)
# "gives | 0 | (no symptoms) to 80", "allocated | 1 |:1"
_IN_A_SPAN = late(r"\s*:\s?\d|\s*\([^()]*\)\s+to\s+\d+\s+points", re.IGNORECASE)
_BY = late(
    rf"\b(?:fell|fallen|dropped|drops?|declined|decreased|improved|eased|shrank|gained|lost|lower|down|up|rose|climbed|by)\s+(?:by\s+)?{HEDGED}\Z"
    rf"|\b(?:gap|difference|advantage|margin|edge|change|drop|fall|reduction|improvement)s?\b[^.;\d]{{0,24}}?\s{HEDGED}\Z",
    re.IGNORECASE,
)
_UNREAL = late(
    r"\b(?:if|criteri\w+|eligib\w+|requir\w+|cut-?offs?|threshold|must|means|unless|top|highest|lowest|maximum|best|worst|perfect|questions|items)\b",
    re.IGNORECASE,
)


def level_of_score(reading: Reading) -> Mention | None:
    """ "the pain went from 8 to 3", "her score is a 4", "they came in at 34 and left at 12": a level on a scale."""
    scene, _, before, mention, _ = reading
    if not _could_be_level(scene, mention):
        return None
    head = scene.before(mention.span, _REACH)
    if not _follows_level(scene, before, mention) and not _is_first(scene, mention, head):
        return None
    level = with_unit(mention, "{point}", LEVEL)
    if not _starts(scene, mention):
        return level
    quantity = stated(level)
    return replace(level, quantity=replace(quantity, high=quantity.low, relation="="))


def of_a_scale(reading: Reading) -> Mention | None:
    """A plain number in a passage that names a scale is a level on it, if nothing else is made of it: "a MADRS of 31,
    then 20"; behind a verb of change it is what the score changed by: "eased | 9 at week 2"."""
    scene, _, _, mention, _ = reading
    quantity = stated(mention)
    if quantity.low is None or quantity.low != quantity.high or quantity.relation not in ("=", "~"):
        return None
    if quantity.low > _HIGHEST or not _SCORING.search(scene.text, *scene.span) or _DEFINING.search(scene.said):
        return None
    head = scene.before(mention.span, _NEAR)
    if not _could_be_level(scene, mention) or not _TOLD.search(head):
        return None
    if _NO_LEVEL.search(head) or _OF_ANOTHER.search(head):
        return None
    if _BEHIND_A_SHARE.search(head) or _IN_A_SPAN.match(scene.text, mention.span.end, scene.span.end):
        return None
    changed = _BY.search(head)
    return with_unit(mention, "{point}", "points" if changed else LEVEL)


def _could_be_level(scene: Scene, mention: Mention) -> bool:
    """Whether a number is one of a scale: a plain one, not a bound, and no noun behind it is counted."""
    quantity = stated(mention)
    low, plain = quantity.low, quantity.relation in ("=", "~")
    if low is None or not 0 <= low <= _HIGHEST or not (plain or _starts(scene, mention)):
        return False
    if _OUT_OF.search(scene.before(mention.span, 12)):
        return False
    end = mention.span.end
    on = _GOES_ON.match(scene.text, end, scene.span.end) or _TO_A_LEVEL.match(scene.text, end, scene.span.end)
    return on is not None or without_noun(scene, mention)


def _starts(scene: Scene, mention: Mention) -> bool:
    """Whether a number is where somebody starts, and no lower bound: "they start at | 19"."""
    return stated(mention).relation == ">=" and _START.search(scene.before(mention.span, 24)) is not None


def _follows_level(scene: Scene, before: Sequence[Mention], mention: Mention) -> bool:
    """Whether a number goes on from a level before it: "from 8 | to 3", "33 in one arm and | 32 in the other"."""
    last = last_figure(before, LEVEL)
    if last is None:
        return False
    between = _SPREAD.sub("", scene.between(last.span, mention.span))
    return any(to.fullmatch(between) for to in (_TO, _TO_LATER, _BEFORE_IT, _NEXT))


def _is_first(scene: Scene, mention: Mention, head: str) -> bool:
    """Whether a number is told to be a level without one before it; a range ("20 to 34") is a class of levels."""
    quantity = stated(mention)
    if quantity.low != quantity.high and not _starts(scene, mention):
        return False
    return _is_told(scene, mention, head) or _is_of_somebody(scene, mention, head)


def _is_told(scene: Scene, mention: Mention, head: str) -> bool:
    """Whether the words before a number say that it is a score."""
    if _ARROW.match(scene.text, mention.span.end, scene.span.end) and _NAMED.search(head):
        return True
    if _FALLING.search(head) or _BASELINE.search(head):
        return True
    return _OF_SCALE.search(head) is not None and _UNREAL.search(head) is None


def _is_of_somebody(scene: Scene, mention: Mention, head: str) -> bool:
    """Whether somebody stands there on a scale that is named before: "PHQ-9 every visit. They start at | 19"."""
    if not (_STANDS.search(head) or _WENT_FROM.search(head)) or _UNREAL.search(head):
        return False
    if _ON_SCALE.match(scene.text, mention.span.end, scene.span.end):
        return True
    begin = max(scene.block.span.start, mention.span.start - _REACH)
    return _NAMES_SCALE.search(scene.text, begin, mention.span.start) is not None
