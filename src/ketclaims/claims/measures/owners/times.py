"""Whose a length of time or a frequency is: a device's, a form's, a check-up's, what a reader does or leaves."""

from __future__ import annotations

import re

from ketclaims.claims.measures.owners.figure import BEHIND, NEAR, REACH, Figure, found_before, hits_inside, place_of
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities.hedges import HEDGE

# "| A set of | electrodes", "Most | machines", "The three | filters"
_SUBJECT = late(
    r"\W*(?:(?:and|but|so|then|also|as\s+a\s+rule|usually|on\s+average)\W+)?"
    r"(?:(?:an?|the|your|our|my|his|her|its|their|each|every|one|most|some|all|these|those|this|that|any|new|good|\d+)\s+)*"
    r"(?:(?!(?:use|wear|take|give|sit|inhale|apply|put|treat|is|are|was|were)\b)[\w’'-]+\s+){0,3}",
    re.IGNORECASE,
)
# what makes a device treat, and what is no device's
_TREATING = late(
    r"\b(?:wear|worn|wore|us(?:e|ed|es|ing)|sit|sitting|given|giv\w+|inhal\w+|infus\w+|treat\w*|appl\w+|sessions?|doses?|boosters?|drip|relief"
    r"|benefits?|mood|effects?|you|patients?|people|we|they|he|she)\b",
    re.IGNORECASE,
)
_GIVING = late(
    r"\b(?:boosters?|maintenance|infusions?|inject\w*|dos(?:es?|ing)|tablets?|sessions?|top-?ups?|sprays?|drips?|treatments?|mg)\b",
    re.IGNORECASE,
)
_GIVEN = late(r"\s+(?:for|with)\s+(?:the\s+|an?\s+)?(?:[a-z]+\s+)?", re.IGNORECASE)
_ELSE = late(
    r",\s(?:and\s+)?(?:you|we|they|he|she|it|get|go|take|use|do|sleep|walk|eat|drink|have|see|keep)\b", re.IGNORECASE
)
_EVERY = late(rf"\b(?:every|each)\s+(?:(?:{HEDGE}|other|few|or|so)\s+)*\Z", re.IGNORECASE)
# "do not | swim", "no | alcohol", "stay away from | small children", "avoid | sex"
_LEAVING = late(
    r"(?:\b(?:not|no|never|avoid\w*|without|refrain\w*|abstain\w*|skip|stop\w*|hold|pause|cannot|leave\s+out|cut\s+out|give\s+up|off|limit"
    r"|(?:stay|keep|steer)\s+(?:away|out|off|clear|well\s+away)(?:\s+(?:from|of))?)|n[’']t)\s+(?:[\w’'-]+\s+){0,5}\Z",
    re.IGNORECASE,
)
_KEPT_TO = frozenset(("sleep alone", "separate beds", "contraception", "condoms", "low-iodine diet", "diet of"))
_WAITING = late(r"\b(?=[alw])(?:wait|leave|allow)\s+(?:(?:at|least|about|for|another|a|an)\s+)*\Z", re.IGNORECASE)
_STEPS = late(
    r"\s+(?:before|between|after)\s+(?:(?:you|they|we)\s+)?(?:rais|increas|chang|switch|add|try|stopp?|decid|start|tak|giv|go|going|each|steps?|doses?|the\s+next)",
    re.IGNORECASE,
)
# "clear fluids | are fine until", "no drinks | for", and not "nothing to eat or | drink", "nothing but | water"
_STILL_DRUNK = late(
    r"[\s,:–—-]+(?:(?:only|are|is|ok|okay|fine|allowed|permitted|may|can|be|taken|drunk|stop|stops|until|till|up|to|for|within|at|least|about|the|last|no|later|than|after|from)\s+)*",
    re.IGNORECASE,
)
_WITH_FOOD = late(
    r"\b(?:(?:food|eat|eating|eaten|solids?|meals?|breakfast)\s+(?:or|and|nor)|but|except|besides)\s+(?:(?:any|sips|of|clear|plain|a\s+little|anything)\s+)*\Z",
    re.IGNORECASE,
)
_WITHOUT = late(r"\s+(?:for|without|off)\s+(?:any\s+)?", re.IGNORECASE)
_UNTIL = late(
    r"\s+(?:before|until|till|without)\s+(?>(?:you\s+|they\s+|she\s+|trying\s+to\s+|[a-z]+ing\s+)*)",
    re.IGNORECASE,
)
_STARTS = late(
    r"(?:[^.;:]{0,30}?\b(?:starts?|started|begins?|began|arrives?|comes?\s+on|came\s+on|sets?\s+in|kicks?\s+in|hits?|appears?|creeps?\s+in|shows?|follows?"
    rf"|emerges?|occurs?)|\s+(?:within|at|from|by)\b)\s+(?:(?:{HEDGE}|on|up|in|within|after|the|first|as\s+early\s+as|as\s+soon\s+as)\s+)*\Z",
    re.IGNORECASE,
)
_ENDS = late(
    r"\b(?:to\s+(?:fade|thin|lift|ease|clear|settle|pass)|fad\w+|gone|w(?:ears?|orn)\s+off|settles?|pass(?:es)?|lasts?|clears?|over|goes|eases?|lifts?|disappears?"
    r"|resolv\w+|subsid\w+|vanish\w*|go\s+away|went)\b",
    re.IGNORECASE,
)
_LASTS = late(r"\s+(?:[\w’'-]+\s+){0,3}?(?:lasts?|lasted|goes\s+on|go\s+on|run|runs)\b[^.;:,]{0,20}\Z", re.IGNORECASE)
_GONE = late(
    r"\s+(?:has|have|is|are|will\s+be|will\s+have)\s+(?:\w+ly\s+|all\s+|completely\s+)?(?:gone|left|washed\s+out|cleared|out\s+of\s+(?:the|your|his|her)\s+\w+)\b[^.;:]{0,20}\Z",
    re.IGNORECASE,
)
_TAKES = late(
    r"\s(?:(?:can|may|will|should|usually|often|typically|generally|normally|sometimes|only|now|all)\s+)*"
    r"(?:takes?|took|taken|lasts?|lasted|needs?|needed|requires?|runs?|ran|goes\s+on|went\s+on)\s+"
    rf"(?:(?:{HEDGE}|for|anything|from|between|the|a|an)\s+)*\Z",
    re.IGNORECASE,
)
# subjects that leave open what is meant, and the people who are treated
_ANYBODY = late(
    r"\b(?:it|mine|yours|ours|hers|this|that|these|those|they|he|she|we|you|i|which|who|each|one|both|all|most|some|others?|everything|everybody|people|patients?|adults?|children"
    r"|women|men|groups?|arms?|cohorts?|volunteers?|participants?|recipients?|users?|veterans?|responders?|part|rest|whole|thing|things|process|half|first|second|third|last|next)\b",
    re.IGNORECASE,
)
_HEARD = frozenset(("cue", "hint", "interventions", "conditions", "routes", "treating"))
_WORDS_OF_A_SUBJECT = 8
# "a 15-minute | safety talk"
_NOUNS = late(r"\s(?:[\w’'-]+\s){0,2}?[\w’'-]+", re.IGNORECASE)
# "Then | suck", "You should | rest", "Afterwards you | hold"
_TELLING = late(
    r"\W*(?:(?:then|please|now|next|first|afterwards|gently|slowly|just|you|should|must|can|may|have\s+to|need\s+to|and|\d+\.)\W+)*",
    re.IGNORECASE,
)
_FOR_LONG = late(
    rf"\s(?:for|of)\s+(?:(?:{HEDGE}|another|the\s+first|a\s+good)\s+)*\Z|\A\s+\Z",
    re.IGNORECASE,
)
_SHORT = ("s", "min", "h")


def subject(figure: Figure) -> Span | None:
    """ "A mask lasts 6 months", "the forms take an hour": what the clause of a figure is about."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    for hit in hits_inside(scene, clause, "things", "errands", "episodes"):
        if not _SUBJECT.fullmatch(scene.text, clause.start, hit.span.start):
            return None
        between = scene.between(hit.span, mention.span)
        if hit.kind == "episodes":
            return hit.span if _LASTS.match(between) else None
        told = "," not in between and between.strip() and not _TREATING.search(between)
        return hit.span if told and not _is_given(figure) else None
    return None


def tended(figure: Figure) -> Span | None:
    """ "Wash the tubing once a week", "the filter is changed every month", "press on the wound for five minutes"."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    done = hits_inside(scene, clause, "tended", "handled")
    for hit in done:
        if hit.kind == "tended" or hits_inside(scene, clause, "things", "worn"):
            return None if _GIVING.search(scene.between(hit.span, mention.span)) else hit.span
    return None


def checked(figure: Figure) -> Span | None:
    """ "Your blood is tested every three months", "visits: weekly, then monthly" under "Follow-up"."""
    scene, mention = figure.scene, figure.mention
    often = mention.dimension != "time" or scene.text.endswith("ly", mention.span.start, mention.span.end)
    if not often and not _EVERY.search(scene.before(mention.span, NEAR)):
        return None
    sentence = Span(max(scene.span.start, mention.span.start - REACH), mention.span.start)
    hits = hits_inside(scene, sentence, "checks")
    if hits:
        between = scene.between(hits[-1].span, mention.span)
        return None if _GIVING.search(between) or _ELSE.search(between) or _is_given(figure) else hits[-1].span
    above = next((f for f in scene.frames if f.kind in ("column", "label", "lead", "question", "heading")), None)
    if _GIVING.search(scene.text, *scene.span) or scene.hits_of("conditions"):
        return None
    if scene.hits_of("interventions") and (above is None or above.kind != "question"):
        return None
    found = above.hits_of("checks") if above else ()
    return found[0].span if above and found and not _GIVING.search(scene.text, *above.span) else None


def _is_given(figure: Figure) -> bool:
    """ "in the annex it is every two weeks | for the drip": a treatment right behind the figure."""
    scene, mention = figure.scene, figure.mention
    told = _GIVEN.match(scene.text, mention.span.end, scene.span.end)
    return told is not None and _GIVING.match(scene.text, told.end(), scene.span.end) is not None


def abstained(figure: Figure) -> Span | None:
    """ "Do not swim for two weeks", "wait six weeks before getting pregnant": what people leave for a time."""
    scene, mention = figure.scene, figure.mention
    label = scene.frame_of("label") if scene.block.cells else None
    if label:
        return next((h.span for h in label.hits_of("abstained") if _is_left(scene, h, label.span)), None)
    left = scene.hits_of("abstained")
    if not left:
        return None
    clause = figure.clause
    for hit in hits_inside(scene, clause, "abstained"):
        if _is_left(scene, hit, clause):
            return hit.span
    if _WAITING.search(scene.text, clause.start, mention.span.start):
        behind = (h for h in left if h.span.start > mention.span.end)
        return next((h.span for h in behind if _UNTIL.fullmatch(scene.between(mention.span, h.span))), None)
    return None


def _is_left(scene: Scene, hit: Hit, inside: Span) -> bool:
    if hit.span.of(scene.text).lower() in _KEPT_TO:
        return True
    return _LEAVING.search(scene.text, max(inside.start, hit.span.start - NEAR), hit.span.start) is not None


def drunk(figure: Figure) -> Span | None:
    """ "Clear fluids until two hours before", "six hours for food, two for water": how long nothing is drunk."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    for hit in reversed(hits_inside(scene, clause, "fluids")):
        if _STILL_DRUNK.fullmatch(scene.between(hit.span, mention.span)):
            return None if _WITH_FOOD.search(scene.text, clause.start, hit.span.start) else hit.span
    behind = _WITHOUT.match(scene.text, mention.span.end, scene.span.end)
    return next((h.span for h in scene.hits_of("fluids") if h.span.start == behind.end()), None) if behind else None


def acted(figure: Figure) -> Span | None:
    """ "Suck the lozenge for 15 minutes": what a reader is told to do, which is no session."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    hits = hits_inside(scene, clause, "acts")
    if not hits or mention.quantity is None or mention.quantity.unit not in _SHORT:
        return None
    told = _TELLING.fullmatch(scene.text, clause.start, hits[0].span.start)
    return hits[0].span if told and _FOR_LONG.search(scene.text, hits[0].span.end, mention.span.start) else None


def waited(figure: Figure) -> Span | None:
    """ "wait two weeks before raising it": how far apart two steps are."""
    scene, mention = figure.scene, figure.mention
    steps = _STEPS.match(scene.text, mention.span.end, scene.span.end)
    return place_of(found_before(figure, _WAITING)) if steps else None


def attribute(figure: Figure) -> Span | None:
    """ "a 45-minute film": what a length is said of with a hyphen."""
    scene, mention = figure.scene, figure.mention
    if "-" not in scene.text[mention.span.start : mention.span.end + 1]:
        return None
    found = _NOUNS.match(scene.text, mention.span.end, scene.span.end)
    hits = hits_inside(scene, Span(*found.span()), "lengthy") if found else []
    return hits[0].span if hits else None


def sensed(figure: Figure) -> Span | None:
    """ "The floaty feeling starts within ten minutes": a beginning that is no benefit's."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    hits = hits_inside(scene, clause, "sensations")
    if not hits:
        return None
    between = scene.between(hits[0].span, mention.span)
    return hits[0].span if _STARTS.fullmatch(between) and not _ENDS.search(between) else None


def left(figure: Figure) -> Span | None:
    """ "Apixaban has gone after two days": how long a drug stays in the body."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    drugs = hits_inside(scene, clause, "interventions")
    return drugs[-1].span if drugs and _GONE.match(scene.between(drugs[-1].span, mention.span)) else None


def unheard(figure: Figure) -> Span | None:
    """ "The parking permit takes two days": a subject of which no word says anything of a treatment."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    told = _TAKES.search(scene.text, clause.start, clause.end)
    if told is None:
        return None
    subject = Span(clause.start, told.start())
    words = subject.of(scene.text)
    long = words.count(" ") > _WORDS_OF_A_SUBJECT
    if long or not any(map(str.isalpha, words)) or _ANYBODY.search(words):
        return None
    behind = Span(clause.start, min(scene.span.end, mention.span.end + BEHIND))
    return None if any(_is_heard(hit, subject, behind) for hit in scene.hits) else subject


def _is_heard(hit: Hit, subject: Span, behind: Span) -> bool:
    """Whether a phrase tells of a subject, or names a measure of what is said of it ("takes weeks | to heal")."""
    if hit.kind == "name" and hit.term != UNNAMED and behind.meets(hit.span):
        return True
    return hit.kind in _HEARD and subject.meets(hit.span)
