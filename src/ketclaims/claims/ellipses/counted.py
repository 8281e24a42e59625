"""Things that are counted without their noun: people who finished, studies that enrolled somebody."""

from __future__ import annotations

import re
from dataclasses import replace

from ketclaims.claims.ellipses.completion import is_whole, opens_passage, stated, with_unit, with_unit_of
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED
from ketclaims.quantities.numbers import as_listed, value_of
from ketclaims.quantities.patterns import CODED_PERIODS, patterns_of

_GIVEN = late(
    r"\b(?:came|come|comes|coming|went\s+back|returned|visit(?:ed|s)?|attend(?:ed|s)?|given|gets?|got|had|has|having|inject(?:ed|ions?)|infus(?:ed|ions?)"
    r"|dripped|treat(?:ed|ments?)|dosed|administered|repeated|took|take|taken)\b[^.;]*\Z",
    re.IGNORECASE,
)
_OFTEN_ENDS = late(
    r"\s*(?:[.;,)]|\Z)|\s+(?:in\s+(?:all|total|\d|two|three|four|six|a\s+row)|over|during|altogether|within|across|for|before)\b"
)
_WHOLE = r"(?P<whole>10|100|1,?000|10,?000|ten|(?:a|one)\s+hundred|(?:a|one)\s+thousand)"
# "for every 100 people who take it, about | 4"; the whole stands first, and nothing but words and such numbers between
_EVERY = late(
    rf"\b(?:of|for|in|among|out\s+of)\s+(?:every|each)\s+{_WHOLE}\b[^.;%$£€]*(?:,|\band|\bor|:)\s+(?:[a-z]+\s+){{0,4}}\Z",
    re.IGNORECASE,
)
_EVERY_ABOVE = late(
    rf"\b(?:of|for|in|among|out\s+of|from)\s+(?:(?:every|each)\s+)?{_WHOLE}\b[^.;%]*[:,]\s*\Z", re.IGNORECASE
)
_IF_SO_MANY = late(
    rf"\b(?:if|imagine|picture|take|suppose|say|when)\s+{_WHOLE}\s+(?:[a-z]+\s+)?"
    r"(?:people|patients|adults|women|men|children)\b[^.;%]*\Z",
    re.IGNORECASE,
)
_HEDGE = late(
    rf"[\W_]*(?:(?:{HEDGE}|another|between)\s+)*",
    re.IGNORECASE,
)
# "Serious events: | 3 | in the ketamine arm"
_OF_EVENTS = late(
    r"(?:\A|[.;(]\s)\W*(?:[a-z]+\s)?(?:events|deaths|falls|fits|seizures|suicides|admissions)\s*:\s*\Z", re.IGNORECASE
)
# "of the | 11 insurers | we deal with, | two | have paid"
_FIRST_NAMED = late(r"\bof\s+(?:(?:the|these|those|our|all|some)\s+)*\Z", re.IGNORECASE)
_BRACKETED = late(r"\s*\([^()]*\)")
_CLAUSE_ENDS = late(rf"[^.;,]{{0,60}},\s+{HEDGED}")
_VERB = late(
    r"\s+(?:have|had|has|were|are|was|will|would|do|did|could|gave|came|took|beat|got|found|[a-z]+ed)\b", re.IGNORECASE
)
_OF_WHICH = late(r"\s+of\s+(?:them|these|which)\b", re.IGNORECASE)
_LIST = late(r"\s*[,(]\s*(?:and\s+)?", re.IGNORECASE)
# 488 | · | deaths
_MARK = late(r"\s*[·•:|–—]\s+")
# 24 | — hours | until relief; 65 | (percent | who respond)
_UNIT_TOLD = late(
    r"\s*(?:[·•:|–—]\s+|(?P<bracket>\())(?:the\s+)?(?P<word>per\s?cent|minutes|hours|days|weeks|months|years)\s+"
    r"(?:until|till|before|to|for|of|it|that|who|which|after|between|per|in|on)\b",
    re.IGNORECASE,
)
_A_DAY = late(rf"[^.;]{{0,40}}?\s(?:per|an?|each|every)\s+(?P<period>{'|'.join(CODED_PERIODS)})\b", re.IGNORECASE)
_BY_WHAT_A_DAY = late(
    rf"\s+(?:by|from|due\s+to|because\s+of)\s(?:[\w-]+\s){{1,4}}(?:per|an?|each|every)\s+(?P<period>{'|'.join(CODED_PERIODS)})\b",
    re.IGNORECASE,
)


def events(reading: Reading) -> Mention | None:
    """ "Serious events: 3 in the ketamine arm": a number behind the name of what happened."""
    scene, _, _, mention, _ = reading
    told = is_whole(mention) and _OF_EVENTS.search(scene.before(mention.span, 32))
    return with_unit(mention, "{event}", "{event}") if told else None


def events_per_time(reading: Reading) -> Mention | None:
    """ "132 deaths by suicide per day": events per time, across the words that say which."""
    scene, _, _, mention, _ = reading
    rate = _BY_WHAT_A_DAY.match(scene.text, mention.span.end, scene.span.end)
    return with_unit(mention, f"/{CODED_PERIODS[rate['period'].lower()]}", "event_frequency") if rate else None


def unit_behind_mark(reading: Reading) -> Mention | None:
    """ "24 — hours until relief", "65 (percent who respond)": a number, a mark, and its unit."""
    scene, _, _, mention, _ = reading
    timed = _UNIT_TOLD.match(scene.text, mention.span.end, scene.span.end)
    if timed is None or not (timed["bracket"] or opens_passage(scene, mention)):
        return None
    word = timed["word"].lower()
    unit, dimension = ("%", "share") if word.startswith("per") else (CODED_PERIODS[word.removesuffix("s")], "time")
    return replace(with_unit(mention, unit, dimension), noun="told")


def thing_behind_mark(reading: Reading) -> Mention | None:
    """ "488 · deaths a day", "2: visits before the dose": a number, a mark, and what it counts."""
    scene, _, _, mention, lexicon = reading
    mark = _MARK.match(scene.text, mention.span.end, scene.span.end) if opens_passage(scene, mention) else None
    if mark is None:
        return None
    patterns, behind = patterns_of(lexicon), scene.text[mark.end() - 1 : scene.span.end]
    found = patterns.things.counted(behind, 0)
    if found is None:
        return None
    code = patterns.nouns[as_listed(found.written)]
    rate = _A_DAY.match(behind, found.end) if code == "{event}" else None
    if rate:
        return with_unit(mention, f"/{CODED_PERIODS[rate['period'].lower()]}", "event_frequency")
    return with_unit(mention, code, code)


def of_every(reading: Reading) -> Mention | None:
    """ "For every 100 people who take it, about 4 get a rash": so many of a round whole are a share."""
    scene, _, _, mention, lexicon = reading
    quantity = mention.quantity
    if quantity is None or quantity.unit != "1" or mention.span.of(scene.text).lower() == "one":
        return None
    found = _EVERY.search(scene.before(mention.span)) or _whole_above(scene, mention)
    whole = value_of(found["whole"], lexicon) if found else None
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if not whole or not ends or any(end != int(end) or not 0 <= end < whole for end in ends):
        return None
    low, high = (None if end is None else (end * 100 / whole) for end in (quantity.low, quantity.high))
    shared = replace(quantity, low=low, high=high, unit="%")
    return replace(mention, kind="figure", quantity=shared, dimension="share", noun="in every")


def _whole_above(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The round whole that the words above a list name, where the number opens its item: "Of every 100 users:"."""
    if not _HEDGE.fullmatch(scene.before(mention.span)):
        return None
    leads = (f for f in scene.frames if f.kind == "lead" or (f.kind == "heading" and f.span == scene.block.lead))
    above = next((f.span.of(scene.text) for f in leads), "")
    return _EVERY_ABOVE.search(above) or _IF_SO_MANY.search(above)


def times_in_all(reading: Reading) -> Mention | None:
    """ "They came to the clinic eight times in all": how often something was given, where nothing is compared."""
    scene, _, _, mention, _ = reading
    count = stated(mention).low
    if (
        mention.noun != "times"
        or count is None
        or count != int(count)
        or not _OFTEN_ENDS.match(scene.text, mention.span.end)
    ):
        return None
    given = _GIVEN.search(scene.before(mention.span))
    return with_unit(mention, "{dose}", "{dose}") if given else None


def of_those_named(reading: Reading) -> Mention | None:
    """ "of the 11 insurers we asked, two pay", "64 studies, 21 of them blinded": so many of the things just counted."""
    scene, _, _, mention, _ = reading
    value = stated(mention).low
    earlier = (m for m in reversed(scene.mentions) if m.span.end <= mention.span.start)
    last = next((m for m in earlier if not scene.inside_brackets(m.span)), None)
    if last is None or value is None or last.dimension not in ("count", "{study}") or stated(last).low is None:
        return None
    between = _BRACKETED.sub("", scene.between(last.span, mention.span))
    first = bool(_FIRST_NAMED.search(scene.before(last.span, 12)) and _CLAUSE_ENDS.fullmatch(between))
    first = first or (between == " " and scene.before(last.span, 12).lower() == "of ")
    behind = _OF_WHICH.match(scene.text, mention.span.end, scene.span.end)
    told = _VERB.match(scene.text, mention.span.end, scene.span.end) if first else behind and _LIST.fullmatch(between)
    fewer = 1 < value < (stated(last).low or 0) and value == int(value)
    return with_unit_of(last, mention) if told and fewer else None
