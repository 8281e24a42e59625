"""Owners: whose a figure is, where it is no treatment's: a device's, a form's, a check-up's, that of an accident.

A phrase near a figure says what such figures are mostly of; but "a mask lasts six months" tells nothing of a benefit,
and "wash the tube once a week" gives no dose. Each rule asks for a word of one of the classes in ``[owners]`` and for
the form of words in which it owns the figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ketclaims.claims.measures.forms import changed
from ketclaims.claims.measures.votes import WEIGHTS, Vote
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

_CLAUSE = late(r"\n|\s[–—-]\s|[;:!?]\s|,\s(?:and|but|while|whereas|so|which|who)\b|\.\s")
_PARTED = late(
    r"[;:!?.(]|,\s|\b(?:and|but|while|whereas|which|who|that|than|they|he|she|it|as|if|when|after|because|since|once|by)\b",
    re.IGNORECASE,
)
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
_ELSE = late(
    r",\s(?:and\s+)?(?:you|we|they|he|she|it|get|go|take|use|do|sleep|walk|eat|drink|have|see|keep)\b", re.IGNORECASE
)
_EVERY = late(r"\b(?:every|each)\s+(?:(?:about|other|few|or|so|roughly|around)\s+)*\Z", re.IGNORECASE)
# "do not | swim", "no | alcohol", "stay away from | small children", "avoid | sex"
_LEAVING = late(
    r"(?:\b(?:not|no|never|avoid\w*|without|refrain\w*|abstain\w*|skip|stop\w*|hold|pause|cannot|leave\s+out|cut\s+out|give\s+up|off|limit"
    r"|(?:stay|keep|steer)\s+(?:away|out|off|clear|well\s+away)(?:\s+(?:from|of))?)|n[’']t)\s+(?:[\w’'-]+\s+){0,5}\Z",
    re.IGNORECASE,
)
_KEPT_TO = frozenset(("sleep alone", "separate beds", "contraception", "condoms", "low-iodine diet", "diet of"))
_WAITING = late(r"\b(?:wait|leave|allow)\s+(?:(?:at|least|about|for|another|a|an)\s+)*\Z", re.IGNORECASE)
_STEPS = late(
    r"\s+(?:before|between|after)\s+(?:(?:you|they|we)\s+)?(?:rais|increas|chang|switch|add|try|stopp?|decid|start|tak|giv|go|going|each|steps?|doses?|the\s+next)",
    re.IGNORECASE,
)
_UNTIL = late(
    r"\s+(?:before|until|till|without)\s+(?:you\s+|they\s+|she\s+|trying\s+to\s+|getting\s+|becoming\s+|going\s+|[a-z]+ing\s+)*",
    re.IGNORECASE,
)
_STARTS = late(
    r"(?:[^.;:]{0,30}?\b(?:starts?|started|begins?|began|arrives?|comes?\s+on|came\s+on|sets?\s+in|kicks?\s+in|hits?|appears?|creeps?\s+in|shows?"
    r"|emerges?|occurs?)|\s+within)\s+(?:(?:on|up|in|within|after|about|around|the|first|as\s+early\s+as|as\s+soon\s+as|only)\s+)*\Z",
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
_SCORED = late(r"\b(?:scores?|severity|intensity|ratings?|symptoms?|pain|mood|anxiety|depression)\b", re.IGNORECASE)
# What can fall or improve as a symptom or a score does, and what leaves open what did: "it fell by 40%"
_FELT = late(
    r"\b(?:scor\w+|symptom\w*|severity|intensity|frequency|ratings?|totals?|scales?|points|baseline|pain\w*|mood|depress\w+|anxi\w+|distress|ideation"
    r"|thoughts?|thinking|crav\w+|urges?|worr\w+|panic\w*|obsessions?|compulsions?|fears?|anger|irritab\w+|hopeless\w+|sadness|grief|stress|burden|disability|impairment"
    r"|insomnia|sleep\w*|awake\w*|fatigue|tired\w*|energy|migraines?|headaches?|seizures?|fits|spasms?|tics?|tremors?|itch\w*|wheez\w+|cough\w*|breathless\w*|flashbacks?"
    r"|nightmares?|flush\w*|flash\w*|stiffness|swelling|tinnitus|vertigo|dizz\w+|nausea|drinking|drinks?|drank|quality\s+of\s+life|well-?being|function(?:ing)?|attacks?|days?|episodes?"
    r"|inventory|questionnaire|index|PHQ\S*|GAD\S*|BDI\S*|MADRS|HAM-?\S+|HDRS|CAPS\S*|PCL\S*|Y-?BOCS|improvement|relief|response|effects?|benefits?|outcomes?|weights?|measures?"
    r"|it|they|them|this|that|these|those|he|she|i|we|you|who|mine|his|her|their|both|all|people|patients?|adults?|children|veterans?|women|men|participants?|volunteers?|clients?|members?|users?"
    r"|group|arm|cohort|figures?|average|mean|median|result\w*|change\w*|drop|fall|reduction|decrease|decline)\b",
    re.IGNORECASE,
)
_BE = late(
    r"\b(?:be|been|being|is|are|was|were|gets?|got)\s+(?:(?:\w+ly|ever|never|not|also|already|only|just|first|then|yet)\s+)*\Z",
    re.IGNORECASE,
)
_AND_DOES = late(
    r"(?:\s+of\s+(?:(?!(?:and|but|who|that)\b)[\w’'-]+\s+){1,5}?|\s+(?:(?!(?:and|but|who|that|of)\b)[\w’'-]+\s+){0,3}?)"
    r"(?:with\s+[\w’'-]+\s+(?:[\w’'-]+\s+)?)?(?:(?:also|now|still|already|only|never|ever|usually|simply|just|regularly|would|will)\s+)*",
    re.IGNORECASE,
)
# "10% | comes off", "20% | off."
_OFF = late(
    r"\s+(?:comes\s+|is\s+taken\s+|taken\s+)?off(?=\s*(?:[.,;:)(!]|\Z)|\s+(?:if|for|when|both|each|every|all|with)\b)",
    re.IGNORECASE,
)
_TAKES = late(
    r"\s(?:(?:can|may|will|should|usually|often|typically|generally|normally|sometimes|only|now|all)\s+)*"
    r"(?:takes?|took|taken|lasts?|lasted|needs?|needed|requires?|runs?|ran|goes\s+on|went\s+on)\s+"
    r"(?:(?:for|about|around|up\s+to|roughly|some|only|just|at\s+least|over|under|nearly|almost|anything|from|between|more\s+than|less\s+than|the|a|an)\s+)*\Z",
    re.IGNORECASE,
)
# subjects that leave open what is meant, and the people who are treated
_ANYBODY = late(
    r"\b(?:it|mine|yours|ours|hers|glow|afterglow|calm|lift|this|that|these|those|they|he|she|we|you|i|which|who|each|one|both|all|most|some|others?|everything|everybody|people|patients?|adults?|children|women|men"
    r"|part|rest|whole|thing|things|process|half|first|second|third|last|next|session|sessions|infusions?|drips?|visits?|appointments?|treatments?|therap\w+|procedures?|operations?|surgery"
    r"|injections?|sprays?|doses?|dosing|courses?|series|programmes?|programs?|induction|phases?|blocks?|cycles?|class|classes|exercise\w*|walks?|stimulation|protocols?|plans?|monitoring"
    r"|observation|effects?|benefits?|relief|respon\w+|improve\w*|results?|mood|pain|symptoms?|recover\w*|onset|healing|medicines?|medication\w*|drugs?|tablets?|pills?|antidepressants?"
    r"|trips?|experiences?|journeys?|high|feelings?|sensations?|dissociation|nausea|sleepiness|drowsiness|dizziness|hangover|headaches?|wound|bones?|body|brain|liver|kidneys?|peak|sittings?|unconscious\w*|an(?:a)?esth\w+|sedation|numb\w*|slots?|stays?|spells?)\b",
    re.IGNORECASE,
)
_HEARD = frozenset(("cue", "hint", "interventions", "conditions", "routes"))
_WORDS_OF_A_SUBJECT = 8
# "a 15-minute | safety talk"
_NOUNS = late(r"\s(?:[\w’'-]+\s){0,2}?[\w’'-]+", re.IGNORECASE)
# "15% | of the beds", "one in five | blood samples"
_OF_SOME = late(
    r"[*_]{0,2}(?:\s+of)?(?:\s+(?!(?:in|on|by|to|with|who|that|and|had|have|has|were|was|are|is|at)\b)[\w’'-]+){1,3}",
    re.IGNORECASE,
)
# "Then | suck", "You should | rest", "Afterwards you | hold"
_TELLING = late(
    r"\W*(?:(?:then|please|now|next|first|afterwards|gently|slowly|just|you|should|must|can|may|have\s+to|need\s+to|and|\d+\.)\W+)*",
    re.IGNORECASE,
)
_FOR_LONG = late(
    r"\s(?:for|of)\s+(?:(?:about|around|at\s+least|up\s+to|another|the\s+first|a\s+good|some)\s+)*\Z|\A\s+\Z",
    re.IGNORECASE,
)
_SHORT = ("s", "min", "h")
_BEHIND = 40
_WORDS_OF_A_CLAUSE = 4
# "save | $300", "a discount of | £50"; "$50 | off", "£40 | cheaper"
_SAVED = late(
    r"\b(?:sav(?:e|es|ed|ing|ings)|discount|rebate)\b(?:\s+(?:you|of|up\s+to|another|an\s+extra))*\s*\Z", re.IGNORECASE
)
_LESS = late(r"\s+(?:off|cheaper|less\s+than|discount|rebate|savings?)\b(?!\s+the\s+top)", re.IGNORECASE)
# "accepts | one applicant in five"
_PASSED_ON = late(
    r"\b(?:accept|reject|refuse|turn|decline|approve|fund|refer|recruit|employ|insure)\w*\s+(?:(?:away|down|on|off|only|about|just|around|roughly|nearly|over|some)\s+)*\Z",
    re.IGNORECASE,
)
# "3.9 million people | are on dialysis", "People on | lithium"
_ON = late(
    r"(?:\s+(?:people|patients|adults|children|women|men|americans|britons))?\s+(?:are|were|is|was)\s+(?:now\s+|currently\s+)?on\s+(?:[a-z]+\s+){0,2}",
    re.IGNORECASE,
)
_THOSE_ON = late(r"\W*(?:people|patients|adults|children|those|users)\s+(?:on|taking|using)\s+", re.IGNORECASE)
_NEAR = 60
_REACH = 140

_ALWAYS: frozenset[str] = frozenset()


class _Figure(NamedTuple):
    """A figure in its passage, and its clause as far as it stands before it."""

    scene: Scene
    mention: Mention
    clause: Span


Rule = Callable[[_Figure], Span | None]
"""The place of a figure's owner, if there is one."""


def owner_votes(scene: Scene, mention: Mention, candidates: Sequence[Measure]) -> Iterator[Vote]:
    """Who else than a treatment owns a figure says that no measure fits it, unless a pack has one for the owner."""
    rules = _RULES.get(mention.dimension.partition("_")[0], ())
    figure = _Figure(scene, mention, _clause(scene, mention) if rules else mention.span)
    for rule, classes in rules:
        if classes and classes.isdisjoint(scene.kinds):
            continue
        owner = rule(figure)
        if owner and not _is_measured(scene, mention, owner, candidates):
            yield Vote(UNNAMED, "owner", owner, "sentence", WEIGHTS["owner"])
            return


def _is_measured(scene: Scene, mention: Mention, owner: Span, candidates: Sequence[Measure]) -> bool:
    """Whether a measure is named by the owner itself ("the risk of a stroke"), or a share stands between it and a time:
    "nausea began in 12% within an hour" tells when it was seen."""
    if mention.dimension == "time":
        return any(m.dimension in OUTCOME_DIMENSIONS and owner < m.span < mention.span for m in scene.mentions)
    if mention.dimension != "share":
        return False
    names = {measure.name for measure in candidates if measure.role == "change"}
    named = (hit.span for hit in scene.hits if hit.term in names and hit.kind in ("name", "cue"))
    return any(owner.holds(span) for span in named)


def _clause(scene: Scene, mention: Mention) -> Span:
    """The clause of a figure as far as it stands before it."""
    start = max(scene.span.start, mention.span.start - _REACH)
    for stop in _CLAUSE.finditer(scene.text, start, mention.span.start):
        start = stop.end()
    return Span(start, mention.span.start)


def _hits(scene: Scene, span: Span, *kinds: str) -> list[Hit]:
    """The hits of some kinds inside a span, in the order of the text."""
    return sorted(hit for kind in kinds for hit in scene.hits_of(kind) if span.holds(hit.span))


def _between(scene: Scene, a: Span, b: Span) -> str:
    return scene.text[a.end : b.start]


def _subject(figure: _Figure) -> Span | None:
    """ "A mask lasts 6 months", "the forms take an hour": what the clause of a figure is about."""
    scene, mention, clause = figure
    for hit in _hits(scene, clause, "things", "errands", "episodes"):
        if not _SUBJECT.fullmatch(scene.text, clause.start, hit.span.start):
            return None
        between = _between(scene, hit.span, mention.span)
        if hit.kind == "episodes":
            return hit.span if _LASTS.match(between) else None
        return None if "," in between or _TREATING.search(between) or not between.strip() else hit.span
    return None


def _tended(figure: _Figure) -> Span | None:
    """ "Wash the tubing once a week", "the filter is changed every month", "press on the wound for five minutes"."""
    scene, mention, clause = figure
    done = _hits(scene, clause, "tended", "handled")
    for hit in done:
        if hit.kind == "tended" or _hits(scene, clause, "things", "worn"):
            return None if _GIVING.search(_between(scene, hit.span, mention.span)) else hit.span
    return None


def _checked(figure: _Figure) -> Span | None:
    """ "Your blood is tested every three months", "visits: weekly, then monthly" under "Follow-up"."""
    scene, mention, _ = figure
    often = mention.dimension != "time" or scene.text.endswith("ly", mention.span.start, mention.span.end)
    if not often and not _EVERY.search(scene.before(mention.span, _NEAR)):
        return None
    sentence = Span(max(scene.span.start, mention.span.start - _REACH), mention.span.start)
    hits = _hits(scene, sentence, "checks")
    if hits:
        between = _between(scene, hits[-1].span, mention.span)
        return None if _GIVING.search(between) or _ELSE.search(between) else hits[-1].span
    above = next((f for f in scene.frames if f.kind in ("column", "label", "lead", "question", "heading")), None)
    if _GIVING.search(scene.text, *scene.span) or scene.hits_of("conditions"):
        return None
    if scene.hits_of("interventions") and (above is None or above.kind != "question"):
        return None
    found = above.hits_of("checks") if above else ()
    return found[0].span if above and found and not _GIVING.search(scene.text, *above.span) else None


def _abstained(figure: _Figure) -> Span | None:
    """ "Do not swim for two weeks", "wait six weeks before getting pregnant": what people leave for a time."""
    scene, mention, clause = figure
    label = next((f for f in scene.frames if f.kind == "label"), None)
    if label and scene.block.cells:
        return next((h.span for h in label.hits_of("abstained") if _is_left(scene, h, label.span)), None)
    for hit in _hits(scene, clause, "abstained"):
        if _is_left(scene, hit, clause):
            return hit.span
    if _WAITING.search(scene.text, clause.start, mention.span.start):
        behind = (h for h in scene.hits_of("abstained") if h.span.start > mention.span.end)
        return next((h.span for h in behind if _UNTIL.fullmatch(scene.between(mention.span, h.span))), None)
    return None


def _is_left(scene: Scene, hit: Hit, inside: Span) -> bool:
    if hit.span.of(scene.text).lower() in _KEPT_TO:
        return True
    return _LEAVING.search(scene.text, max(inside.start, hit.span.start - _NEAR), hit.span.start) is not None


def _sensed(figure: _Figure) -> Span | None:
    """ "The floaty feeling starts within ten minutes": a beginning that is no benefit's."""
    scene, mention, clause = figure
    hits = _hits(scene, clause, "sensations")
    if not hits:
        return None
    between = _between(scene, hits[0].span, mention.span)
    return hits[0].span if _STARTS.fullmatch(between) and not _ENDS.search(between) else None


def _left(figure: _Figure) -> Span | None:
    """ "Apixaban has gone after two days": how long a drug stays in the body."""
    scene, mention, clause = figure
    drugs = _hits(scene, clause, "interventions")
    return drugs[-1].span if drugs and _GONE.match(_between(scene, drugs[-1].span, mention.span)) else None


def _unheard(figure: _Figure) -> Span | None:
    """ "The parking permit takes two days": a subject of which no word says anything of a treatment."""
    scene, mention, clause = figure
    told = _TAKES.search(scene.text, clause.start, clause.end)
    if told is None:
        return None
    subject = Span(clause.start, told.start())
    words = subject.of(scene.text)
    long = words.count(" ") > _WORDS_OF_A_SUBJECT
    if long or not any(map(str.isalpha, words)) or _ANYBODY.search(words):
        return None
    behind = Span(clause.start, min(scene.span.end, mention.span.end + _BEHIND))
    return None if any(_is_heard(hit, subject, behind) for hit in scene.hits) else subject


def _is_heard(hit: Hit, subject: Span, behind: Span) -> bool:
    """Whether a phrase tells of a subject, or names a measure of what is said of it ("takes weeks | to heal")."""
    if hit.kind == "name" and hit.term != UNNAMED and behind.meets(hit.span):
        return True
    return hit.kind in _HEARD and subject.meets(hit.span)


def _incident(figure: _Figure) -> Span | None:
    """ "Accidents were cut by 70%", "a 30% fall in admissions": the change of what is no symptom."""
    scene, mention, clause = figure
    change = changed(scene, mention)
    if change is None:
        return None
    start = clause.start if change.start() < mention.span.start else mention.span.end
    end = mention.span.start if change.start() < mention.span.start else min(scene.span.end, mention.span.end + _NEAR)
    hits = _hits(scene, Span(start, end), "counted")
    if not hits:
        return _unfelt(scene, Span(start, end), change)
    return (
        None if _SCORED.search(scene.text, min(hits[0].span.start, change.start()), mention.span.end) else hits[0].span
    )


def _unfelt(scene: Scene, clause: Span, change: re.Match[str]) -> Span | None:
    """ "The bill fell by 18%": the change of something that nobody feels; a clause with few words leaves that open."""
    said = scene.text[clause.start : change.start()] + change.group()
    if scene.block.cells or len(said.split()) < _WORDS_OF_A_CLAUSE or _FELT.search(scene.text, *clause):
        return None
    inside = (h for kind in ("conditions", "attribution") for h in scene.hits_of(kind))
    if any(clause.holds(hit.span) for hit in inside):
        return None
    return Span(clause.start, change.start()) if clause.start < change.start() else Span(*change.span())


def _undergone(figure: _Figure) -> Span | None:
    """ "85% of them have never been told", "one in six lives alone": what people are, do or get, not how they fare."""
    scene, mention, _ = figure
    stop = _PARTED.search(scene.text, mention.span.end, scene.span.end)
    predicate = Span(mention.span.end, stop.start() if stop else scene.span.end)
    for hit in _hits(scene, predicate, "undergone"):
        if _BE.search(scene.text, mention.span.end, hit.span.start):
            return hit.span
    for hit in _hits(scene, predicate, "doings"):
        if _AND_DOES.fullmatch(scene.text, mention.span.end, hit.span.start):
            return hit.span
    return None


def _of_things(figure: _Figure) -> Span | None:
    """ "15% of the beds are empty", "one in five samples": a share of what is no patient."""
    scene, mention, _ = figure
    found = _OF_SOME.match(scene.text, mention.span.end, scene.span.end)
    return next((h.span for h in _hits(scene, Span(*found.span()), "shared")), None) if found else None


def _taken_off(figure: _Figure) -> Span | None:
    """ "Pay up front and 10% comes off": what a price is lower by."""
    scene, mention, _ = figure
    found = _OFF.match(scene.text, mention.span.end, scene.span.end)
    return Span(*found.span()) if found else None


def _passed_on(figure: _Figure) -> Span | None:
    """ "The panel accepts one applicant in five": what is done with people before they are treated."""
    scene, mention, _ = figure
    found = _PASSED_ON.search(scene.text, max(scene.span.start, mention.span.start - _NEAR), mention.span.start)
    return Span(*found.span()) if found else None


def _saved(figure: _Figure) -> Span | None:
    """ "Save $300": what a price is lower by."""
    scene, mention, _ = figure
    found = _SAVED.search(scene.text, max(scene.span.start, mention.span.start - _NEAR), mention.span.start)
    found = found or _LESS.match(scene.text, mention.span.end, scene.span.end)
    return Span(*found.span()) if found else None


def _summed(figure: _Figure) -> Span | None:
    """ "The firm raised $30 million", "a grant of £1.2 million": a sum of money that is no price."""
    scene, mention, clause = figure
    near = Span(clause.start, min(scene.span.end, mention.span.end + _BEHIND))
    hits = _hits(scene, near, "sums")
    hit = min(hits, key=lambda h: scene.cost(h.span, mention.span), default=None)
    return hit.span if hit and scene.cost(hit.span, mention.span) < _NEAR else None


def _attribute(figure: _Figure) -> Span | None:
    """ "a 45-minute film": what a length is said of with a hyphen."""
    scene, mention, _ = figure
    if not scene.text.startswith("-", mention.span.start + len(mention.span.of(scene.text).partition("-")[0])):
        return None
    found = _NOUNS.match(scene.text, mention.span.end, scene.span.end)
    hit = next((h for h in _hits(scene, Span(*found.span()), "lengthy")), None) if found else None
    return hit.span if hit else None


def _treated(figure: _Figure) -> Span | None:
    """ "30,900 people are on dialysis": how many take something; a single person is no sample."""
    scene, mention, _ = figure
    quantity = mention.quantity
    if quantity is not None and quantity.high == quantity.low == 1:
        return mention.span
    label = next((f for f in scene.frames if f.kind == "label"), None) if scene.block.cells else None
    if label:
        found = _THOSE_ON.match(scene.text, *label.span)
        return label.span if found and label.hits_of("interventions") else None
    hit = next((h for h in scene.hits_of("interventions") if h.span.start >= mention.span.end), None)
    return hit.span if hit and _ON.fullmatch(scene.text, mention.span.end, hit.span.start) else None


def _acted(figure: _Figure) -> Span | None:
    """ "Suck the lozenge for 15 minutes": what a reader is told to do, which is no session."""
    scene, mention, clause = figure
    hits = _hits(scene, clause, "acts")
    if not hits or mention.quantity is None or mention.quantity.unit not in _SHORT:
        return None
    told = _TELLING.fullmatch(scene.text, clause.start, hits[0].span.start)
    return hits[0].span if told and _FOR_LONG.search(scene.text, hits[0].span.end, mention.span.start) else None


def _waited(figure: _Figure) -> Span | None:
    """ "wait two weeks before raising it": how far apart two steps are."""
    scene, mention, _ = figure
    start = max(scene.span.start, mention.span.start - _NEAR)
    found = _WAITING.search(scene.text, start, mention.span.start)
    return Span(*found.span()) if found and _STEPS.match(scene.text, mention.span.end, scene.span.end) else None


_RULES: Mapping[str, tuple[tuple[Rule, frozenset[str]], ...]] = {
    "time": (
        (_tended, frozenset(("tended", "handled"))),
        (_subject, frozenset(("things", "errands", "episodes"))),
        (_checked, _ALWAYS),
        (_abstained, _ALWAYS),
        (_waited, _ALWAYS),
        (_acted, frozenset(("acts",))),
        (_sensed, frozenset(("sensations",))),
        (_left, frozenset(("interventions",))),
        (_attribute, frozenset(("lengthy",))),
        (_unheard, _ALWAYS),
    ),
    "frequency": (
        (_tended, frozenset(("tended", "handled"))),
        (_subject, frozenset(("things", "errands", "episodes"))),
        (_checked, _ALWAYS),
    ),
    "share": (
        (_taken_off, _ALWAYS),
        (_of_things, frozenset(("shared",))),
        (_incident, _ALWAYS),
        (_passed_on, _ALWAYS),
        (_undergone, frozenset(("undergone", "doings"))),
    ),
    "{person}": ((_treated, _ALWAYS),),
    "count": ((_treated, _ALWAYS),),
    "money": ((_saved, _ALWAYS), (_summed, frozenset(("sums",)))),
}
"""The rules for the figures of a dimension, each with the classes of words of which it needs one in the passage."""
