"""Numbers that state nothing about the subject, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from re import Pattern
from typing import cast

from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.model import Reason, Span
from ketclaims.phrases import words_of
from ketclaims.quantities import Mention

Exclusion = tuple[Reason, Span]
"""Why, and the characters that the ledger lists."""

_COUNTS = frozenset(("count", "rate", "{person}", "{point}", "{study}"))
_PHRASED = frozenset(("bare", "noise", "ordinal"))
_ALL = 100  # percent
_OPENING_QUOTE = "‘'“\"(["
_TITLE_CASE = late(r"\s[A-Z]")
# Sleep Weekly   THE DAILY NAP
_MASTHEAD = late(
    r"(?:(?:the|a)\s)?(?:[A-Z][\w’'&-]*\s){1,3}(?:weekly|daily|monthly|quarterly)(?:\s#?\d+)?"
    r"|(?:the\s)?(?:weekly|daily|monthly)(?:\s[A-Z][\w’'&-]*){1,3}",
    re.IGNORECASE,
)
# Brand 5 mg | film-coated tablets (generic name) and no verb
_PRODUCT_NAME = late(r"(?:[A-Z][\w®™-]+\s+){1,3}")
_PRODUCT_FORM = late(
    r"\s+(?:[a-z]+(?:-[a-z]+)*\s+){0,3}?(?:tablets?|capsules?|injection|solution|suspension|spray|patch(?:es)?|cream|drops|lozenges?)"
    r"(?:\s+for\s+\w+)?(?:\s+\([^()]*\))?\s*\Z",
    re.IGNORECASE,
)
_ALL_THERE_IS = late(
    r"(?:\b(?:just|only|but|precisely|exactly|there\s+(?:is|was|has\s+been|exists)|amounts?\s+to|rests?\s+on|rel(?:y|ies)\s+on|comes?\s+down\s+to|boils?\s+down\s+to|only\s+evidence\s+is)\s+(?:the\s+)?|:\s+)\Z",
    re.IGNORECASE,
)
_AND_NO_MORE = late(r"\s+(?:only|alone|so\s+far|to\s+date)\b", re.IGNORECASE)
# "two RCTs, | one chart review | , some archaeology"
_BESIDE_OTHERS = late(r",\s+(?:and\s+|plus\s+)?|\s+(?:and|plus)\s+", re.IGNORECASE)
_ONE = late(r"one\s", re.IGNORECASE)
# what stands under these words leads elsewhere
_ELSEWHERE = late(
    r"\W*(?:more\s+from|more\s+in|read(?:ers)?\s+(?:also|next)|(?:coming\s+)?up\s+next|next\s+up|you\s+(?:may|might)\s+also|related\s+(?:stories|articles|posts|reading)|most\s+read|trending)\b[^.?!]{0,24}",
    re.IGNORECASE,
)
# "Next issue: three trials in ...", "Cited by 14 articles"
_ANNOUNCED = late(
    r"\W*(?:up\s+next\s*:|(?:next|coming|in\s+the\s+next)\s+(?:issue|week|time|month|up|soon|episode)\s*[:,–—]|(?:cited\s+by|cite\s+as|figures:|tables:|reviewed\s+by|printed\s+on)\b)",
    re.IGNORECASE,
)
_CLOSED_THREADS = late(
    r"\W*(?:posts?|comments?|threads?|topics?|replies|voting)\s+(?:older\s+than|closes?|closed|(?:are|is)\s+(?:closed|locked|archived))\b",
    re.IGNORECASE,
)
# "Machine transcript, corrected by a human. 31 min", "Study time: 25 minutes": how long it takes to read or to hear
_READ_OR_HEARD = late(
    r"\b(?:transcripts?|podcast|episode|run(?:ning)?\s?time|(?:study|reading|listening|viewing)\s+time|recording|quiz)\b",
    re.IGNORECASE,
)
_LENGTH_ENDS = late(
    r"[-\s]?(?:[.|)\]]|\Z|\s*\n|\d+\s?s\b|\s+(?:quiz|listen|watch|video|transcript)\b)|\s+\d+\s?s(?:ec)?\b"
)
# mireille_v, 2 days ago — It helped.   Post #14, 3 days ago: same here
_POSTED = late(r"\s+ago\W*\s[—–-]\s|\s+ago\)?:\s")
# "Sources: (1) ..., (2) ...": a bibliography in one paragraph
_SOURCES = late(r"\W*(?:sources?|references?|citations?)\s*:\s*[\[(]?1(?:[\])]|\.?\s)", re.IGNORECASE)
_NEAR = 400
_ITEM = late(r"\s*(?:[-*+•]|\d+[.)])\s")
_SHORT_LINE = 160
_DENIED = late(r"\b(?:rather than|instead of|not)\s+\Z", re.IGNORECASE)


def exclusions_of(scene: Scene, mentions: Iterable[Mention], lexicon: Lexicon) -> Mapping[Mention, Exclusion]:
    """Those of ``mentions`` that state nothing, and why."""
    phrases, around = _phrases_of(scene, lexicon), _around_an_article(scene)
    found = ((mention, _exclusion_of(scene, mention, phrases, around, lexicon)) for mention in mentions)
    return {mention: exclusion for mention, exclusion in found if exclusion}


def _phrases_of(scene: Scene, lexicon: Lexicon) -> Mapping[Span, Reason]:
    """The phrases of the scene in which a number word states nothing: "one of", "type 2"."""
    hits = lexicon.excluding.scan(scene.words, scene.span)
    return {hit.span: cast(Reason, hit.term) for hit in hits}


def _around_an_article(scene: Scene) -> Reason | None:
    """What a scene is that stands around an article: what comes next or elsewhere, its sources."""
    if _ANNOUNCED.match(scene.text, *scene.span) or _CLOSED_THREADS.match(scene.text, *scene.span):
        return "navigation"
    if scene.block.headings and _ELSEWHERE.match(scene.block.headings[-1].of(scene.text)):
        return "navigation"
    if scene.block.kind == "item" and _ELSEWHERE.fullmatch(_above_the_list(scene)):
        return "navigation"
    return "reference" if _SOURCES.match(scene.text, *scene.block.span) else None


def _above_the_list(scene: Scene) -> str:
    """The line above the list that an item is of, if it is near."""
    start = scene.block.marker.start if scene.block.marker else scene.block.span.start
    above = scene.text[max(0, start - _NEAR) : start].splitlines()[1:]
    return next((line for line in reversed(above) if line and not _ITEM.match(line)), "")


def _exclusion_of(
    scene: Scene, mention: Mention, phrases: Mapping[Span, Reason], around: Reason | None, lexicon: Lexicon
) -> Exclusion | None:
    """Why a mention states nothing, and which of its characters do not; nothing where it states something."""
    if phrase := _phrase_around(scene, mention, phrases, lexicon):
        return phrase
    if mention.kind == "noise":
        return mention.reason or "not_quantitative", mention.span
    if mention.dimension == "time" and _is_length_of_a_text(scene, mention):
        return "publication_metadata", mention.span
    if mention.dimension == "time" and _POSTED.match(scene.text, mention.span.end, scene.span.end):
        return "publication_metadata", mention.span
    if around:
        return around, mention.span
    if _is_strength_of_product(scene, mention) or _is_of_a_masthead(scene, mention):
        return "title_or_name", mention.span
    if _counts_in_a_title(scene, mention):
        return "title_or_name", _number_of(scene, mention)
    return ("not_quantitative", mention.span) if _is_idle(scene, mention, lexicon) else None


def _is_idle(scene: Scene, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a number is only a manner of speaking: "one study found", "daily life"."""
    written = mention.span.of(scene.text).lower()
    if mention.kind == "bare" and written in lexicon.exclusions["words"]["not_quantitative"]:
        return True
    one_study = mention.dimension == "{study}" and written.startswith("one ") and not _is_the_only_one(scene, mention)
    return one_study or _is_way_of_life(scene, mention, lexicon)


def _is_length_of_a_text(scene: Scene, mention: Mention) -> bool:
    """Whether minutes are those of a transcript, or of a lesson: they end a line that names it, near the head."""
    if mention.unit not in ("min", "s") or scene.block.cells:
        return False
    ends = _LENGTH_ENDS.match(scene.text, mention.span.end) or mention.unit == "s"
    block = scene.block.span
    return (
        bool(ends)
        and _READ_OR_HEARD.search(scene.text, block.start, min(block.end, mention.span.end + 8)) is not None
        and (block.end - block.start < _SHORT_LINE)
    )


def _is_the_only_one(scene: Scene, mention: Mention) -> bool:
    """Whether one is said to be all there is: "just the one trial", "one trial only", or is beside other studies."""
    if _ALL_THERE_IS.search(scene.before(mention.span, 24)) or _AND_NO_MORE.match(scene.text, mention.span.end):
        return True
    others = (m for m in scene.mentions if m.dimension == "{study}" and m.span.end < mention.span.start)
    return any(_BESIDE_OTHERS.fullmatch(scene.between(other.span, mention.span)) for other in others)


def _phrase_around(
    scene: Scene, mention: Mention, phrases: Mapping[Span, Reason], lexicon: Lexicon
) -> Exclusion | None:
    """The phrase that a number word is part of; a figure with a unit is more than a phrase, a name is not."""
    for span, reason in phrases.items():
        if not span.meets(mention.span):
            continue
        if mention.kind == "bare" and reason == "not_quantitative" and span.start > mention.span.start:
            continue  # "forty-one of" is not "one of"
        # "five phase 3 trials" are counted by the number before the name
        counted = mention.kind == "figure" and mention.span.start < span.start
        named = reason == "title_or_name" and not counted and not _outlasts_a_name(mention)
        if named or mention.kind in _PHRASED or mention.span == span or _is_of_phrase(scene, mention, span):
            inside = Span(max(span.start, mention.span.start), min(span.end, mention.span.end))
            return reason, mention.span if _counts_beyond(scene, mention, inside, lexicon) else inside
    return None


def _outlasts_a_name(mention: Mention) -> bool:
    """Whether a figure states something even inside a name: a share, points, how often, how long, a price."""
    return mention.dimension in (*OUTCOME_DIMENSIONS, "frequency", "mass", "time") or mention.priced


def _is_of_phrase(scene: Scene, mention: Mention, phrase: Span) -> bool:
    """Whether a count is no more than its phrase: any count of things, the one it begins with, "100% sure"."""
    if mention.dimension == "count" or _is_all(mention):
        return True
    one = mention.dimension in ("{person}", "{point}") and phrase.start <= mention.span.start
    return one and _ONE.match(scene.text, mention.span.start) is not None


def _is_all(mention: Mention) -> bool:
    """Whether a share is all there is, or more, as in "100% sure", "gave it 110%"."""
    low = mention.quantity.low if mention.quantity else None
    return mention.dimension == "share" and low is not None and low >= _ALL


def _counts_beyond(scene: Scene, mention: Mention, inside: Span, lexicon: Lexicon) -> bool:
    """Whether a mention has numbers outside the phrase, which the ledger must list too: "24/7 or 8"."""
    words = words_of(scene.text, mention.span)
    places = zip(map(str.lower, words.written), words.starts, words.ends, strict=True)
    beyond = (word for word, start, end in places if not inside.holds(Span(start, end)))
    return any(any(map(str.isdigit, word)) or word in lexicon.number_words for word in beyond)


def _counts_in_a_title(scene: Scene, mention: Mention) -> bool:
    """Whether a number counts in a heading, or at the beginning of a title in quotation marks: "7 Ways to Sleep"."""
    labelled = mention.dimension == "{person}" and scene.before(mention.span, 2) == ": "
    if scene.block.kind in ("title", "heading") and mention.noun != "n" and not labelled:
        return mention.kind == "bare" or mention.dimension in _COUNTS
    if mention.kind != "bare" and mention.dimension != "count":
        return False
    quoted = scene.text[mention.span.start - 1 : mention.span.start] in tuple(_OPENING_QUOTE)
    return quoted and _TITLE_CASE.match(scene.text, _number_of(scene, mention).end) is not None


def _is_of_a_masthead(scene: Scene, mention: Mention) -> bool:
    """Whether a text's head says how often a paper appears, in its name: "Sleep Weekly", "The Daily Nap"."""
    if scene.block.kind != "title" or mention.dimension != "frequency" or len(scene.mentions) > 1:
        return False
    return _MASTHEAD.fullmatch(scene.text, *scene.span) is not None


def _is_strength_of_product(scene: Scene, mention: Mention) -> bool:
    """Whether a dose is part of the name of a product, in a heading or on its own line: "Brand 5 mg coated tablets"."""
    if mention.dimension not in ("mass", "concentration_mass", "volume") or scene.block.cells:
        return False
    form = _PRODUCT_FORM.match(scene.text, mention.span.end, scene.span.end)
    return form is not None and _PRODUCT_NAME.fullmatch(scene.before(mention.span)) is not None


def _number_of(scene: Scene, mention: Mention) -> Span:
    """The number without the thing that it counts: the 7 of "7 Ways"."""
    if mention.kind == "bare" or not mention.noun:
        return mention.span
    noun = re.escape(mention.noun).replace(r"\ ", r"\s+")
    found = re.match(rf"(.*){noun}", mention.span.of(scene.text), re.IGNORECASE | re.DOTALL)
    number = found[1].rstrip(" -\u00a0\t") if found else ""
    return Span(mention.span.start, mention.span.start + len(number)) if number else mention.span


def _is_way_of_life(scene: Scene, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a word tells how life goes, or is denied, and not how often something is given: "daily life"."""
    if mention.noun not in ("adverb", "every"):
        return False
    life = _of_a_life(lexicon).match(scene.text, mention.span.end)
    denied = _DENIED.search(scene.text, max(0, mention.span.start - 16), mention.span.start)
    return bool(life or denied)


@lru_cache(maxsize=8)
def _of_a_life(lexicon: Lexicon) -> Pattern[str]:
    """What stands behind "daily" where it tells how life goes."""
    nouns = "|".join(lexicon.exclusions["adjectives"]["nouns"])
    return re.compile(rf"\s+(?:\w+\s+)?(?:{nouns})\b", re.IGNORECASE)
