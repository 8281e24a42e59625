"""Ranks that state something: the dose with which relief came, the week in which something begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ketclaims.claims.measures.choices import Choice, choose
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, STATISTICS, Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.model import Quantity
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED
from ketclaims.quantities.points import bounded
from ketclaims.quantities.relations import relation_of

_SURE = 4.5
"""The score from which a point in time is what a measure named in the sentence came to."""

_CLEAR = 1.0
"""The same for a length of time: "light-headed for the first hour"."""
_FIRST = "first"
_ONSET = "onset"
_FOR_THE = late(r"\bfor\s+(?:the|my|your|their|his|her|that)\s+\Z", re.IGNORECASE)

_REACH = 32
_DATING = late(
    r"\b(?:in|on|at|for|by|around|during|within|until|till|about|before|from|between)\s+"
    r"(?:(?:about|around|the|your|my|(?:end|start|middle)\s+of)\s+)*\Z",
    re.IGNORECASE,
)
_OWNER = rf"(?:(?:{HEDGE}|the|my|your|his|her|our|their|that|treatment|infusion|session|dose|visit)\s+)*"
# "mood follows in the | third week"
_BY_THEN = late(r"\bby\s+(?:the\s+|my\s+)?(?:end\s+of\s+(?:the\s+|my\s+)?)?\Z", re.IGNORECASE)
_SOMEBODY_DID = late(
    r"[^.;,]{0,40}?\s(?:I|he|she)\s+(?:was|felt|could|had|did|slept|noticed|started|stopped|caught|woke|laughed|cried|smiled|[a-z]+ed)\b"
)
# "in the | third week | I started to laugh"
_IN_IT = late(r"\b(?:in|on)\s+(?:the|my)\s+\Z", re.IGNORECASE)
_SOMEBODY_WOKE = late(
    r",?\s(?:\w+\s){0,3}?(?:I|he|she)\s+(?:suddenly\s+|finally\s+|actually\s+)?(?:felt|noticed|laughed|smiled|slept|sang|woke|caught|could|(?:started|began)\s+to)\b"
)
# "by | week two | most know whether it works"
_MOST_DO = late(
    r",?\s+(?:most|many|nearly\s+all|almost\s+everyone|everyone|you)(?:\s+(?:people|patients|members|clients|users|of\s+\w+))?\s+(?:will\s+|should\s+|can\s+|usually\s+)?(?:know|feel|notice|see|tell|have)\b",
    re.IGNORECASE,
)
# "if | drip four | comes and goes with nothing to show for it"
_SOME_TIME_AFTER = late(rf"\b(?:minute|hour|day|week|month)s?\s+after\s+{_OWNER}\Z", re.IGNORECASE)
_IF_IT = late(r"\bif\s+(?:the\s+)?\Z", re.IGNORECASE)
_NOTHING = late(r"\b(?:nothing|no\s+(?:change|benefit|relief|difference|effect)|without|in\s+vain)\b", re.IGNORECASE)
_COMES = late(
    r"\b(?:gets?\s+better|improves?|follows?|turns?\s+down|lifts?|eases?|kicks?\s+in|sets?\s+in|picks?\s+up|settles?|heals?|clears?|resolves?|benefit|relief|shows?|appears?|peaks?|fades?|(?:eas|lift|improv|settl|heal|clear|resolv|show|appear|peak|fad|follow|turn)ed|got\s+better|set\s+in|the\s+lot|(?:the\s+)?full\s+effect|as\s+(?:low|high|good|well)\s+as\s+(?:it|they)\s+(?:will\s+)?(?:gets?|goes|go)"
    r"|declares?\s+(?:itself|themselves)|at\s+(?:its|their)\s+(?:most\s+[a-z]+|best|worst|height|peak|strongest))\s+"
    rf"{HEDGED}(?:in|by|around|from|on)\s+(?:(?:the|about|around)\s+)*\Z",
    re.IGNORECASE,
)
# "analgesia was maximal in | week 3", "the effect peaked on | day 2", "benefit began in | week two"
_EFFECT_THEN = late(
    r"\b(?:effects?|benefits?|relief|improvements?|responses?|analgesia|mood|symptoms?|pain|changes?|turn|turning\s+point|lift|shift|drop|fall|rise|fatigue|sleep|energy|appetite|cravings?|anxiety|weight|LDL|cholesterol|pressure|slips?|relapses?|difference|results?|gains?|levels?|superiority|efficacy|separation|advantage|spirits"
    r"|concentrations?)\b[^.;,]{0,40}?\b(?:maximal|greatest|strongest|largest|deepest|fullest|at\s+(?:its|their)\s+(?:best|peak|height|strongest)"
    r"|peak(?:s|ed|ing)?|(?:beg[iau]ns?|starts?|started)(?:\s+to\s+[a-z]+)?|clear|apparent|obvious|sets?\s+in|emerge[sd]?|appear(?:s|ed)?|c[ao]mes?(?:\s+on)?|arrive[sd]?|seen|felt|noticed|visible"
    r"|show(?:s|ed)|evident|detectable|measurable|reached)\s+(?:only\s+|first\s+|usually\s+|already\s+)?"
    r"(?:in|within|by|around|on|at|from|during|as\s+early\s+as|not\s+until)\s+(?:(?:the|about|around)\s+)*\Z",
    re.IGNORECASE,
)
# "efficacy was sustained to | week 12", "the lift held up to | day 10"
_HELD_TO = late(
    r"\b(?:sustained|maintained|preserved|persist(?:s|ed)?|held(?:\s+up)?|holds?|lasted|lasts?|continued|endured|kept\s+up|stayed\s+up|remained\s+[a-z]+)\s+"
    rf"{HEDGED}(?:to|until|till|through(?:\s+to)?|up\s+to|out\s+to|as\s+far\s+as|beyond|past)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "nobody has shown that it does much before | week six", "no effect shows until | day 4"
_NONE_BEFORE = late(
    r"(?:\b(?:nobody|no|not|never|nothing|hardly|rarely|seldom|little|few|none|cannot)\b|n[’']t\b)[^.;]{0,60}?(?:\b(?:expect|do(?:es)?\s+much|works?|show\w*|help\w*|notic\w+"
    r"|feel|felt|effects?|benefits?|chang\w+|improv\w+|relief|better|respon\w+|happen\w*)\b)[^.;]{0,30}?\b(?:before|until|till)\s+(?:(?:the|about|around)\s+)*\Z",
    re.IGNORECASE,
)
# "it won't do much for the | first five days"
_NOT_YET = late(
    r"\b(?:won['’]t|will\s+not|does\s+not|doesn['’]t|do\s+not|don['’]t)\s+(?:do|help|work|notice|feel)\b[^.;]{0,30}\b(?:for|in)\s+the\s+\Z",
    re.IGNORECASE,
)
# "by my | third visit", "two hours after | number 3", "on the evening of the | third"
_AT_A_DOSE = late(
    rf"\b(?:after|by|until|till|around|with|since|(?:evening|day|night|morning|afternoon)\s+of)\s+{_OWNER}\Z",
    re.IGNORECASE,
)
_RANK = late(r"\d{1,2}(?:st|nd|rd|th)")
_IT_WAS = late(rf"\bit\s+(?:was|took)\s+(?:only\s+|not\s+until\s+)?{_OWNER}\Z", re.IGNORECASE)
# "from number four | on"
_FROM = late(rf"\bfrom\s+{_OWNER}\Z", re.IGNORECASE)
_ON = late(r"\s+(?:on\b(?!\s+(?:the|a|day))|onwards?\b)", re.IGNORECASE)
# "First signs: | visit two or three", "Relief: by the | fourth infusion"
_LABELLED_EFFECT = late(
    r"\W*+(?:[A-Za-z’'-]+\s+){0,3}?(?:signs?|effects?|relief|improve\w*|respon\w+|onset|results?|works?|better|changes?|difference|lift"
    r"|benefits?)(?:\s+[a-z]+){0,3}?\s*[:–—]\s+(?:(?:usually|by|around|about|after|from|at|with|the|often|typically)\s+)*",
    re.IGNORECASE,
)
_MY_STORY = late(r"\b(?:by|until|till|after)\s+(?:my|his|her)\s+\Z", re.IGNORECASE)
# "Infusion four | gave me my husband back", "the second | that cracked it"
_TURNED = late(
    r"\s+(?:one\s+)?(?:that\s+|which\s+)?(?:finally\s+|really\s+)?(?:gave|brought|cracked|changed|did\s+(?:it|the\s+trick)|lifted"
    r"|made\s+(?:a|the|all\s+the)\s+difference|worked|turned|broke|was\s+(?:the\s+one|when|where)|is\s+(?:when|where))\b",
    re.IGNORECASE,
)
_EFFECT = late(
    r"\b(?:feel\w*|felt|notic\w+|sense[sd]?|lift\w*|shift\w*|chang\w+|better|improv\w+|relief|eas(?:e|ed|es|ing)|respon[ds]\w*|tell|knows?|known|knew|happen\w*|click\w*|worked|works"
    r"|help(?:s|ed)?|benefit\w*|differen\w+|laugh\w*|smil\w*|slept|drink)\b",
    re.IGNORECASE,
)
_LASTING = late(
    r"\b(?:lasts|lasted|lasting|longer|remain\w*|still|held|holds?|wor[en]|return\w*|relaps\w*"
    r"|fad\w+|gone|scor\w+|side effects?)\b",
    re.IGNORECASE,
)
# "SPRAVATO did not fix me overnight, it took | nine sessions"
_IT_TOOK = late(
    rf"(?:\b(?:it\s+{HEDGED}took(?:\s+me|\s+her|\s+him|\s+(?:my|our)\s+\w+)?|after\s+only|all\s+it\s+took\s+was)|\A\W*took(?:\s+me|\s+her|\s+him))\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "Three infusions | and I could laugh", "Four drips | later my husband was back"
_AND_THEN = late(r",?\s+(?:and|later|in)\b,?\s+(?:and\s+)?(?:I|he|she|my|his|her|we|the)\b", re.IGNORECASE)
FROM_SCORE = late(r"\bfrom\s+\d[\d.]*\s+(?:down\s+)?to\s+\d", re.IGNORECASE)
"""A score that went from one number to another."""

_SOMEBODY = late(r"\b(?:I|me|my|her|him|his|myself)\b")
_DENIED = late(r"\b(?:no|not|nothing|never|nobody|none)\b|n['’]t\b", re.IGNORECASE)
_UNLESS = late(r"\b(?:if|unless|whether)\b", re.IGNORECASE)
# "nothing until the third"; "has not had a drink since the third"
_AT_LAST = late(rf"\b(?:until|till|since)\s+{_OWNER}\Z", re.IGNORECASE)
_ENDS = late(
    r"(?:\s+one)?\s*(?:[.,;)!?”\"]|\Z)|\s+(?:and|but|to)\s+(?:[a-z]+\s+){0,2}?\d|\s+(?:one\s+)?(?:that|whether|if|how|what|of\s+(?:the\s+)?\w+|for\s+(?:me|him|her|them|us|my|his|our|your|the)|you|we|I|he|she|they|most|nothing|my)\b",
    re.IGNORECASE,
)


_FOR_SOMEBODY = late(
    r"\W*(?:(?:and|but)\s+)?(?:for\s+(?:me|him|her|us|them|(?:my|his|her|our)\s+\w+|most(?:\s+people)?|some)[,:]?\s+)?"
    rf"(?:(?:{HEDGE}|it\s+was|that\s+was|not|usually|by|after|until|till|at|on|the|with)\s+)*",
    re.IGNORECASE,
)
_ASKED_WHEN = late(
    r"\b(?:when|how\s+(?:soon|quickly|fast|long|many))\b[^?.!]*\b(?:kick\w*|work\w*|notic\w*|feel|felt|help\w*|better|lift\w*|chang\w*|differen\w*|effects?|relief|respon\w+)\b[^?.!]*\?[^?]*\Z",
    re.IGNORECASE,
)
_ASKED_REACH = 140
# "a difference in the | first week": by its end
_IN_THE_FIRST = late(r"\b(?:in|during)\s+(?:the|your)\s+first\s+[a-z]+\Z", re.IGNORECASE)
_BEFORE = late(r"\bbefore\s+(?:(?:the|about|around)\s+)*\Z", re.IGNORECASE)
# "a few patients feel brighter in | week 2", "many notice a difference in the | first week"
_FELT = late(
    r"\b(?:feel|feels|felt|notice[sd]?|sees?|saw|reports?|reported|describe[sd]?)\s+(?:[\w’'-]+\s+){0,3}?(?:brighter|better|lighter|calmer|happier|clearer|changes?|difference"
    r"|lift|shift|improvements?|relief|benefits?|something|effects?)\s+(?:only\s+|somewhere\s+)?(?:in|by|around|on)\s+(?:(?:the|about|around)\s+)*\Z",
    re.IGNORECASE,
)
# "an adult should stay with you for the | first 24 hours", "do not drive for the | first day"
_MINDED = late(
    r"\b(?:stays?|with\s+you|rest|do\s+not|don['’]t|never|avoid|no\s+[a-z]+|keep|wear|watch\w*|monitor\w*|observ\w*)\b[^.;]{0,40}\bfor\s+(?:(?:the|at\s+least)\s+)*\Z",
    re.IGNORECASE,
)
_TOLD = (_COMES, _EFFECT_THEN, _HELD_TO, _NOT_YET, _NONE_BEFORE, _FELT, _MINDED)
"""What before a point in time says that something happens then."""


def numbered_dose(scene: Scene, said: Sequence[Mention], mention: Mention, lexicon: Lexicon) -> Mention | None:
    """ "after the fourth", "it was the second that cracked it": a rank without its noun, where doses were spoken of."""
    if mention.kind != "noise" or mention.reason != "not_quantitative":
        return None
    written = mention.span.of(scene.text).lower()
    rank = lexicon.numbers["ordinals"].get(written) or (Decimal(written[:-2]) if _RANK.fullmatch(written) else None)
    if rank is None or rank < 2 or not _ENDS.match(scene.text, mention.span.end, scene.span.end):
        return None
    head = scene.before(mention.span, _REACH)
    if not any(m.dimension == "{dose}" for m in (*scene.mentions, *said)):
        return None
    if not _AT_A_DOSE.search(head) and not _IT_WAS.search(head):
        return None
    quantity = Quantity(mention.span, rank, rank, "{dose}")
    return Mention(mention.span, "ordinal", quantity, "{dose}", "rank")


def tells_effect(scene: Scene) -> bool:
    """Whether a word of the passage is one of feeling, change or judgement."""
    return _EFFECT.search(scene.text, *scene.span) is not None


def tells_when_it_helped(scene: Scene, mention: Mention) -> bool:
    """Whether a rank is the dose with which relief came, or after which it is judged: "By my third visit I laughed"."""
    quantity = mention.quantity
    if mention.kind != "ordinal" or quantity is None or (quantity.high or 0) < 2 or scene.block.cells:
        return False
    supposed = _UNLESS.search(scene.text, *scene.span) is not None
    if scene.text[scene.span.end - 1] == "?" or _is_measured(scene, supposed=supposed):
        return False
    head = scene.before(mention.span)
    if _SOME_TIME_AFTER.search(head):
        return False
    if _LABELLED_EFFECT.fullmatch(head) or _answers_when(scene, head) or _turns(scene, mention, head):
        return True
    if not _AT_A_DOSE.search(head) or _LASTING.search(scene.text, *scene.span):
        return False
    denied = _DENIED.search(scene.text, *scene.span) and not supposed and not _AT_LAST.search(head)
    return not denied and tells_effect(scene)


def _is_measured(scene: Scene, *, supposed: bool) -> bool:
    """Whether figures of the passage tell what was given or what came of it, so that a rank only dates them."""
    if FROM_SCORE.search(scene.text, *scene.span):
        return True
    figures = {m.dimension for m in scene.mentions if m.kind == "figure"}
    return bool(figures & {"mass", "dose_by_weight", "pressure"} or (figures & OUTCOME_DIMENSIONS and not supposed))


def _turns(scene: Scene, mention: Mention, head: str) -> bool:
    """Whether the words right around a rank say that things turned then: "after my third I slept"."""
    end = mention.span.end
    if _MY_STORY.search(head) or _TURNED.match(scene.text, end, scene.span.end):
        return True
    if _FROM.search(head) and _ON.match(scene.text, end, scene.span.end):
        return True
    if _IF_IT.search(head) and _NOTHING.search(scene.text, end, scene.span.end):
        return True
    return bool(_AT_A_DOSE.search(head) and _SOMEBODY_DID.match(scene.text, end, scene.span.end))


def _answers_when(scene: Scene, head: str) -> bool:
    """Whether a rank answers when it began to help: "When does it kick in? For me, session 2." """
    begin = max(scene.block.span.start, scene.span.start - _ASKED_REACH)
    return bool(_FOR_SOMEBODY.fullmatch(head) and _ASKED_WHEN.search(scene.text, begin, scene.span.start))


def brought_relief(scene: Scene, mention: Mention) -> bool:
    """Whether a number of doses is what it took somebody: "Three infusions and I laughed again", "it took nine"."""
    if mention.kind != "figure" or mention.dimension != "{dose}" or scene.block.cells:
        return False
    if any(m.kind == "figure" and m is not mention for m in scene.mentions):
        return False
    took = _IT_TOOK.search(scene.before(mention.span))
    opens = not any(map(str.isalpha, scene.before(mention.span)))
    then = opens and _AND_THEN.match(scene.text, mention.span.end, scene.span.end)
    return bool(took or then) and _SOMEBODY.search(scene.text, *scene.span) is not None


_TIMED = ("", "onset", "benefit", "acute_effect")
"""The roles of measures that a point in time can state; the others are of doses and of shares."""


def told_times(scene: Scene, mentions: Sequence[Mention], lexicon: Lexicon) -> dict[Mention, Choice]:
    """Points in time that are what their sentence is about: "the full effect comes by week six"."""
    points = [m for m in mentions if m.kind == "timepoint"]
    if not points or any(m.kind == "figure" and m.dimension in (*OUTCOME_DIMENSIONS, *STATISTICS) for m in mentions):
        return {}
    heads = {m: scene.before(m.span, 2 * _REACH) for m in points}
    dated = [m for m, head in heads.items() if _DATING.search(head) or _HELD_TO.search(head) or _fills(scene, m)]
    choices = {m: choose(scene, m, lexicon) for m in dated}
    return {m: choice for m, choice in choices.items() if _is_told(scene, m, choice, lexicon)}


def _is_told(scene: Scene, mention: Mention, choice: Choice, lexicon: Lexicon) -> bool:
    """Whether a measure is named loudly enough for a point in time, or a verb says what comes then."""
    measure = lexicon.measures[choice.measure]
    least = _CLEAR if measure.role != _ONSET and _is_first(scene, mention) else _SURE
    named = choice.score >= least and measure.role in _TIMED and "frequency" not in measure.dimensions
    head = scene.before(mention.span, 2 * _REACH)
    end = mention.span.end
    story = _BY_THEN.search(head) and (
        _SOMEBODY_DID.match(scene.text, end, scene.span.end) or _MOST_DO.match(scene.text, end)
    )
    story = story or (_IN_IT.search(head) and _SOMEBODY_WOKE.match(scene.text, end, scene.span.end))
    cell = _fills(scene, mention) and (choice.measure != UNNAMED or _among_times(scene))
    return bool(named or cell or story or any(told.search(head) for told in _TOLD))


def _is_first(scene: Scene, mention: Mention) -> bool:
    """Whether a point in time is a length from the beginning: "for the first hour"."""
    opens = mention.span.of(scene.text)[: len(_FIRST)].lower() == _FIRST
    return opens and _FOR_THE.search(scene.before(mention.span, _REACH)) is not None


def _among_times(scene: Scene) -> bool:
    """Whether the other cells of a row give times."""
    return any(
        m.kind == "figure" and m.dimension == "time" for f in scene.frames if f.kind == "row" for m in f.mentions
    )


def _fills(scene: Scene, mention: Mention) -> bool:
    """Whether a point in time is all that a cell of a row says: what its label names happens then."""
    cells = scene.block.cells
    return bool(cells) and scene.block.kind == "row" and scene.span != cells[0] and scene.span == mention.span


def as_time(scene: Scene, mention: Mention, lexicon: Lexicon) -> Mention:
    """A point in time as the length of time until then."""
    quantity = mention.quantity
    if quantity is None:
        return mention
    relation = relation_of(scene.text, mention.span, "time", lexicon)
    head = scene.before(mention.span, 2 * _REACH)
    if (
        relation == "="
        and quantity.low == quantity.high == 1
        and _IN_THE_FIRST.search(head + mention.span.of(scene.text))
    ):
        relation = "<="
    if relation == "=" and _BEFORE.search(head) and _NONE_BEFORE.search(head):
        relation = ">="
    return replace(
        mention, kind="figure", quantity=bounded(mention.span, quantity.low, quantity.high, quantity.unit, relation)
    )
