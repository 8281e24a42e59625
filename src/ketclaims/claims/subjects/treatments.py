"""The treatment of a claim, from its sentence up to the topic of its document."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ketclaims.claims.scenes.arms import arm_of, both_of, control_of, row_around
from ketclaims.claims.scenes.contrasts import other_side
from ketclaims.claims.scenes.hits import by_kind
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, STATISTICS, Scene, anchor_of
from ketclaims.claims.subjects.bystanders import REACH, is_bystander
from ketclaims.claims.subjects.products import by_route, injected
from ketclaims.claims.subjects.spoken import spoken_of
from ketclaims.claims.subjects.terms import Named, named
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

# "mean (SD) age was 46.3"
_MEAN = late(r"\b(?:mean|average|median|averaged)\b[^.;]{0,40}\Z", re.IGNORECASE)
_AGAINST = late(r"\b(?:than|versus|vs\.?|against|compared (?:to|with))\s+(?:[\w-]+\s+){0,2}\Z", re.IGNORECASE)
# "compared A with B in 180 people", "randomised 120 to A or B": who took part is of both
_ALLOTTED = late(
    r"\b(?:compar(?:ed|es|ing)\s+(?!with\b|to\b)|(?:was|were|been|be)\s+compared\s+(?:with|to|against)"
    r"|head[- ]to[- ]head"
    r"|(?:randomi[sz]ed|assigned|allocated|allotted)\b(?=[^.;]*\bor\b)|pit(?:s|ted|ting)\s)",
    re.IGNORECASE,
)
# "of women who got one dose", "10.6, 16.2 and 22.7% of the three arms"
_RECEIVED = late(
    r"\b(?:(?:who|that)\s+(?:got|received|took|were\s+given|drew)|(?:two|three|four|both)\s+arms|(?:group|arm))\b",
    re.IGNORECASE,
)
# "superior to lithium (risk ratio 1.7)", "nothing set it apart from midazolam (p = 0.6)"
_SURPASSED = late(
    r"\b(?:(?:superior|inferior|non-?inferior|equal|equivalent|comparable|similar|preferable|preferred)\s+to|apart\s+from|different\s+from"
    r"|differ(?:s|ed)?\s+from|(?:not|nor)\s+to|over|against|than|versus|vs\.?|compared\s+(?:to|with)|beat|outperform(?:s|ed)|as\s+well\s+as)"
    r"\s+(?:[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_TWO, _COUNTED = 2, ("{person}", "{study}")
# "a mean difference of", "the gap between A and B was"
_DIFFERENCE = late(
    r"\b(?=[dgasebo])"
    r"(?:differences?|diff\.?|gap|advantage|separation|separate[sd]?|edge|beat|beats|beaten|outperform(?:s|ed)|surpass(?:es|ed)|outdid)(?!\w)(?:\s*:\s*|[^.;:()]{0,80}\(?)\Z",
    re.IGNORECASE,
)
# "9 points over placebo"
_BEYOND = late(
    r"\s+(?:over|above|beyond|ahead of|clear of|below|behind|(?:lower|better|higher|more|less) than)\s+(?:the\s+)?"
    r"(?!\d|the\b|a\b|an\b|\w+\s+(?:weeks?|months?|days?|years?))",
    re.IGNORECASE,
)
# "first assessment | $350", "evaluation (60 min): | $350"
_ITEM = late(r"(?:\s*\([^()]*\))?[\s:.…–—-]*(?:(?:is|costs|at|from)\s)?", re.IGNORECASE)
# "untreated it makes a stroke likelier"
_UNTREATED = late(
    r"\b(?=[ilnuw])(?:(?<!the )untreated|(?:never|not) treated|left alone|left to (?:itself|themselves)"
    r"|(?:without|no) (?:any )?(?:treatment|medication)(?! after)|if nothing is done)\b"
    r"(?!\s+(?:patients|controls?|group|arm|people))",
    re.IGNORECASE,
)
# "women are twice as likely to have it", "three times as often as men": who has a condition, treated or not
_LIKELIER = late(
    r"\b(?:likely|likelier|common(?:er)?|often|frequent)\b[^.;]{0,40}?"
    r"\b(?:to\s+(?:have|develop|suffer|be\s+diagnosed|inherit)|(?:as|than|in|among)\s+(?:men|women|boys|girls))\b",
    re.IGNORECASE,
)
# "He has slept 7 hours": a time in somebody's life
_SOMEBODY = late(r"\b(?:he|she|his|her|hers|i|my|me)\b", re.IGNORECASE)


def intervention_of(scene: Scene, mention: Mention, measure: Measure, topic: str | None, lexicon: Lexicon) -> Named:
    """The treatment of a claim; none for claims about no treatment."""
    if measure.treatment == "none" and not _is_outcome(scene, mention):
        return Named()
    if measure.treatment == "limit":
        return _of_limit(scene, mention, topic, lexicon)
    passed_over = _passed_over(scene, mention, measure, lexicon)
    return (
        _of_all(scene, mention, measure, topic, lexicon)
        or _of_arm(scene, mention, topic, lexicon, passed_over)
        or _of_passage(scene, mention, measure, topic, lexicon, passed_over)
    )


def _is_outcome(scene: Scene, mention: Mention) -> bool:
    """Whether a share of people with a condition is that of an arm: "of women who got X, 10% had depression"."""
    told = bool(scene.hits_of("interventions") or scene.arms) and mention.dimension == "share"
    return told and _RECEIVED.search(scene.text, *scene.span) is not None


def _passed_over(scene: Scene, mention: Mention, measure: Measure, lexicon: Lexicon) -> list[Hit]:
    """The treatments of a sentence that are none of a figure: bystanders, controls, what is surpassed."""
    hits = scene.hits_of("interventions")
    passed_over = [hit for hit in hits if is_bystander(scene, hit, mention, measure, lexicon)]
    passed_over += _controls(scene, mention, lexicon)
    if mention.dimension in STATISTICS and anchor_of(scene, mention) is mention:
        passed_over += [hit for hit in hits if _SURPASSED.search(scene.before(hit.span, REACH))]
    return passed_over


def _of_all(scene: Scene, mention: Mention, measure: Measure, topic: str | None, lexicon: Lexicon) -> Named | None:
    """The treatment of a figure that is one for all arms: who took part, and what sets them apart."""
    if measure.unit in _COUNTED and _are_several(scene, lexicon):
        return Named((), "aside")
    if (_is_alone(scene, mention) and is_allotted(scene)) or is_difference(scene, mention):
        return _first_named(scene, mention, topic, lexicon)
    return None


def _of_arm(
    scene: Scene, mention: Mention, topic: str | None, lexicon: Lexicon, passed_over: Collection[Hit]
) -> Named | None:
    """The treatment of a figure by its place in a row, its column, or on the far side of a contrast; that of both arms
    where they share it."""
    arm = arm_of(scene, anchor_of(scene, mention), passed_over)
    if arm:
        above = "column" if scene.block.cells else "before"
        return Named((arm,), "sentence" if scene.hits_of("interventions") else above)
    control = control_of(scene, lexicon) if scene.block.cells else None
    if control is not None:
        return Named((control,), "column") if control else Named((), "aside")
    other = other_side(scene, mention, topic, passed_over)
    both = (other.term,) if other else both_of(scene, mention)
    return Named(both, "sentence") if both else None


def _of_passage(
    scene: Scene,
    mention: Mention,
    measure: Measure,
    topic: str | None,
    lexicon: Lexicon,
    passed_over: Collection[Hit],
) -> Named:
    """The treatment that the sentence names nearest, else what stands above it."""
    naming, anchor = _naming_itself(scene, topic), anchor_of(scene, mention)
    found = named(naming, anchor, "interventions", lexicon.interventions, passed_over)
    if len(found.terms) > 1 and found.origin == "sentence" and mention.dimension in (*_COUNTED, "{trial}", *STATISTICS):
        return Named((_foremost(scene, found, lexicon),), "sentence")
    if measure.treatment == "named":
        return found if found.origin == "sentence" else _of_compared(scene, mention, found, topic)
    if found.origin != "sentence":
        if _is_aside(scene, mention, measure, unlisted=topic == UNNAMED):
            return Named((), "aside")
        found = spoken_of(scene, found, topic, lexicon)
    found = found if found.terms or topic is None else Named((topic,), "topic")
    found = found if found.terms else _unsaid(scene, mention, lexicon)
    return by_route(scene, anchor, found, lexicon)


def _foremost(scene: Scene, found: Named, lexicon: Lexicon) -> str:
    """The first of several treatments in the text that is no usual comparator, else the first."""
    hits = [hit for hit in scene.hits_of("interventions") if hit.term in found.terms]
    return min(hits, key=lambda hit: (lexicon.interventions[hit.term].comparator, hit.span)).term


def _controls(scene: Scene, mention: Mention, lexicon: Lexicon) -> list[Hit]:
    """The only treatments of a sentence, if they are placebos named before a pair of which the figure is the first: "no
    better than salt water (2.1 points versus 1.8)"."""
    hits = scene.hits_of("interventions")
    if not hits or not all(lexicon.interventions[hit.term].inert for hit in hits):
        return []
    row = row_around(scene, mention)
    first = len(row) == _TWO and row[0].span == mention.span
    compared = all(_AGAINST.search(scene.before(hit.span, REACH)) for hit in hits)
    return list(hits) if first and compared and all(hit.span.end <= mention.span.start for hit in hits) else []


def _of_compared(scene: Scene, mention: Mention, found: Named, topic: str | None) -> Named:
    """The treatment above a figure that its sentence compares with that of another one: "1.3% a year, versus 1.7% with
    warfarin"."""
    if not any(scene.contrasted(hit.span, mention.span) for hit in scene.hits_of("interventions")):
        return Named()
    return found if found.terms or topic is None else Named((topic,), "topic")


def _unsaid(scene: Scene, mention: Mention, lexicon: Lexicon) -> Named:
    """The treatment of a text about several whose sentence names none: what is injected, or, of a statistic, the first
    of the arms that were compared last."""
    found = injected(scene, lexicon)
    if found.terms or mention.dimension not in STATISTICS or scene.hits_of("interventions"):
        return found
    return Named(tuple(term for term in scene.arms if not lexicon.interventions[term].inert)[:1], "before")


def _are_several(scene: Scene, lexicon: Lexicon) -> bool:
    """Whether a sentence names three treatments or more: those who took part are of none of them."""
    terms = {hit.term for hit in scene.hits_of("interventions")} - {UNNAMED}
    return len([term for term in terms if not lexicon.interventions[term].inert]) > _TWO


def is_allotted(scene: Scene) -> bool:
    """Whether a sentence says that people were to have one treatment or another."""
    return _ALLOTTED.search(scene.text, *scene.span) is not None


def _is_alone(scene: Scene, mention: Mention) -> bool:
    """Whether a figure counts all people of its sentence, not those of an arm."""
    if mention.dimension != "{person}":
        return False
    people = [m for m in scene.mentions if m.dimension == "{person}" and not scene.inside_brackets(m.span)]
    return people == [mention]


def is_difference(scene: Scene, mention: Mention) -> bool:
    """Whether a figure is the difference between two arms, or a statistic of such a difference."""
    figure = anchor_of(scene, mention) if mention.dimension in STATISTICS else mention
    if figure.dimension not in OUTCOME_DIMENSIONS:
        return False
    beyond = _BEYOND.match(scene.text, figure.span.end, scene.span.end)
    return beyond is not None or _DIFFERENCE.search(scene.before(figure.span)) is not None


def _first_named(scene: Scene, mention: Mention, topic: str | None, lexicon: Lexicon) -> Named:
    """The treatment whose advantage a difference is: the first that the sentence names, else that of what is above."""
    hits = sorted(scene.hits_of("interventions"), key=lambda hit: hit.span)
    first = next((hit.term for hit in hits if not lexicon.interventions[hit.term].inert), None)
    if first:
        return Named((first,), "sentence")
    above = named(scene, mention, "interventions", lexicon.interventions, hits)
    compared = any(lexicon.interventions[term].comparator for term in above.terms)
    return above if above.terms and not compared else Named((topic,) if topic else (), "topic")


def _is_aside(scene: Scene, mention: Mention, measure: Measure, *, unlisted: bool) -> bool:
    """Whether a figure is about the business of a clinic or about a time in somebody's life, not about a treatment.

    In a text whose treatment is ``unlisted`` what else it tells of business or of somebody is of that treatment.
    """
    likelier = mention.dimension == "{ratio}" and _LIKELIER.search(scene.text, *scene.span)
    if likelier or _UNTREATED.search(scene.text, *scene.span):
        return True
    if unlisted:
        return False
    if measure.name == UNNAMED and mention.dimension == "time" and _SOMEBODY.search(scene.span.of(scene.text)):
        return True
    if measure.priced and _is_listed_business(scene, mention):
        return True
    cells = [frame.kinds for frame in scene.frames if frame.kind == "row"] if measure.priced else []
    if any("business" in kinds and kinds.keys().isdisjoint(("interventions", "routes")) for kinds in cells):
        return True
    if scene.hits_of("routes"):
        return False
    label = next((frame.kinds for frame in scene.frames if frame.kind == "label"), {})
    if "interventions" in label:
        return False
    headings = [frame.kinds for frame in scene.frames if frame.kind == "heading"]
    if headings and "business" in headings[0] and "interventions" not in headings[0]:
        return True
    of_section = len(headings) > 1 and "interventions" in headings[0]
    return not of_section and (bool(scene.hits_of("business")) or "business" in label)


def _is_listed_business(scene: Scene, mention: Mention) -> bool:
    """Whether a price stands right behind an item that is no treatment: "infusion $425; first assessment $350"."""
    items = (hit for hit in scene.hits_of("business") if hit.span.end <= mention.span.start)
    return any(_ITEM.fullmatch(scene.between(item.span, mention.span)) for item in items)


def _of_limit(scene: Scene, mention: Mention, topic: str | None, lexicon: Lexicon) -> Named:
    """An age limit and a mean age are those of the treatment, an age in a table that of its row or column; others are
    in a story."""
    if scene.block.cells:
        found = named(scene, mention, "interventions", lexicon.interventions)
        if found.origin in ("label", "column"):
            return found
        beside = (frame.span.of(scene.text) for frame in scene.frames if frame.kind in ("label", "column"))
        return Named((topic,), "topic") if topic and any(map(_MEAN.search, beside)) else Named()
    quantity = mention.quantity
    one = quantity is None or (quantity.relation == "=" and quantity.low == quantity.high)
    if one and not _MEAN.search(scene.before(mention.span, REACH)):
        return Named((), "topic")
    found = named(scene, mention, "interventions", lexicon.interventions, scene.hits_of("interventions"))
    if found.terms or topic:
        return found if found.terms else Named((topic or "",), "topic")
    # "The plan covers esketamine from age 18": a text about several names the treatment in the sentence.
    others = [hit for hit in scene.hits_of("interventions") if lexicon.interventions[hit.term].comparator]
    return named(scene, mention, "interventions", lexicon.interventions, others)


def _naming_itself(scene: Scene, topic: str | None) -> Scene:
    """The scene in which "the drug" names the treatment of the text, where another one is named too."""
    itself = scene.hits_of("itself")
    if topic is None or not itself or not scene.hits_of("interventions"):
        return scene
    named_so = (Hit(hit.span, "interventions", topic, hit.size) for hit in itself)
    hits = tuple(sorted((*scene.hits, *named_so)))
    return replace(scene, hits=hits, kinds=by_kind(hits))
