"""The treatment of a claim, from its sentence up to the topic of its document, and the route by which it is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ketclaims.claims.arms import arm_of
from ketclaims.claims.doses import belongs_to_other
from ketclaims.claims.scene import ADDED, OUTCOME_DIMENSIONS, STATISTICS, Frame, Scene, anchor_of, by_kind
from ketclaims.claims.terms import Named, named
from ketclaims.lexicon import UNNAMED, Lexicon, Measure, wider
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

# "failed two antidepressants"; "treatment-resistant depression who were given fluoxetine" have failed on something else
_FAILED = re.compile(
    r"(?:(?:\bnot|n['’]t|never|without)\s+(?:[\w-]+\s+){0,2}respond\w*|resistan\w+|failed|failure|refractory|tried|failing)"
    r"\s+(?:to\s+)?(?:(?!(?:who|given|received|receiving|treated|on|with)\s)[\w-]+\s+){0,4}\Z",
    re.IGNORECASE,
)
# "two or more antidepressants failed", "four medicines without success"
_FAILED_BEHIND = re.compile(
    r"\s+(?:(?:have|has|had|that|which|trials?|courses?)\s+)*"
    r"(?:failed|without (?:success|adequate|benefit|relief|effect))\b",
    re.IGNORECASE,
)
# "paired with psychotherapy"
_PAIRED = re.compile(
    r"\b(?:(?:paired|combined|together|along) with|in (?:combination|addition) (?:with|to))\s+(?:[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_REACH = 120
"""How many characters before a treatment can say that it is passed over: a long sentence is not read again for each."""

# "88 days with placebo", "39 of 86 (45%) on the sham"
_BOUND = re.compile(
    r"[)\]]?\s+(?:with|on|for|in|of|after|given|to)\s+(?:(?:the|those|people|patients|given|on|taking|who|had)\s+){0,3}",
    re.IGNORECASE,
)
# "Placebo (N = 222)"
_COUNT = re.compile(r"\s*[(,]\s*n\s?=\s?", re.IGNORECASE)
# "mean (SD) age was 46.3"
_MEAN = re.compile(r"\b(?:mean|average|median|averaged)\b[^.;]{0,40}\Z", re.IGNORECASE)
_TWO, _COUNTED = 2, ("{person}", "{study}")
_STEM = 6  # letters that the forms of one name share

# "there was no placebo group"
_ABSENT = re.compile(r"\b(?:no|without|lacked)\s+(?:an?\s+)?\Z", re.IGNORECASE)
# "without an antacid 9% felt sick": what is not given
_WITHOUT = re.compile(r"\bwithout\s+(?:an?\s+|any\s+|the\s+)?\Z", re.IGNORECASE)
# "a mean difference of", "the gap between A and B was"
_DIFFERENCE = re.compile(
    r"\b(?:differences?|diff\.?|gap|advantage|separation|edge|beat|beats|beaten|outperform(?:s|ed)|surpass(?:es|ed)|outdid)(?!\w)[^.;()]{0,60}\Z",
    re.IGNORECASE,
)
# "He has slept 7 hours": a time in somebody's life
_SOMEBODY = re.compile(r"\b(?:he|she|his|her|hers|i|my|me)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:rather than|instead of|versus|vs\.?|not)\s+\Z", re.IGNORECASE)
# "snorted", "taken orally": how something is taken, not which product it is
_MANNER = re.compile(r"(?:ed|ing|ly)\Z", re.IGNORECASE)
_OR_OTHERWISE = re.compile(r"\s+or\s+(?:sessions?|treatments?|doses?)\b", re.IGNORECASE)


def known_of(hits: Iterable[Hit], text: str, lexicon: Lexicon) -> dict[str, int]:
    """The treatments of ``hits`` and how often a text names each, the most frequent first.

    Those without a term of their own count where one of them prevails.
    """
    named_so = Counter((hit.term, hit.span.of(text).lower()[:_STEM]) for hit in hits)
    counts: Counter[str] = Counter()
    for (term, _), count in named_so.items():
        counts[term] += count
    order = list(lexicon.interventions)
    return {term: counts[term] for term in sorted(counts, key=lambda term: (-counts[term], order.index(term)))}


def topic_of(title: Iterable[Hit], known: Mapping[str, int], lexicon: Lexicon) -> str | None:
    """The treatment that a document is about: the only one in its title, else the one that it names most, at least
    half of the time: a text about several has none.

    A usual comparator (placebo, the standard drugs) is the topic only where the title names it; beside a treatment with
    a term of its own, a placebo or an unlisted drug in the title is its control.
    """
    in_title = {hit.term for hit in title if hit.kind == "interventions"}
    controls = {term for term in in_title if term == UNNAMED or lexicon.interventions[term].inert}
    in_title = in_title - controls or in_title
    if in_title:
        return in_title.pop() if len(in_title) == 1 else None
    rivals = {term: count for term, count in known.items() if not lexicon.interventions[term].comparator}
    first = next(iter(rivals), None)
    if first is None:
        return None
    nested = {first, *wider(first, lexicon.interventions)}
    others = (count for term, count in rivals.items() if nested.isdisjoint((term, *wider(term, lexicon.interventions))))
    return first if rivals[first] >= sum(others) else None


def intervention_of(scene: Scene, mention: Mention, measure: Measure, topic: str | None, lexicon: Lexicon) -> Named:
    """The treatment of a claim; none for claims about no treatment."""
    if measure.treatment == "none":
        return Named()
    if measure.treatment == "limit":
        return _of_limit(scene, mention, topic, lexicon)
    if measure.unit in _COUNTED and _are_several(scene, lexicon):
        return Named((), "aside")
    if _is_difference(scene, mention):
        return _first_named(scene, mention, topic, lexicon)
    passed_over = [h for h in scene.hits_of("interventions") if _passed_over(scene, h, mention, measure, lexicon)]
    arm = arm_of(scene, anchor_of(scene, mention), passed_over)
    if arm:
        return Named((arm,), "sentence" if scene.hits_of("interventions") else "before")
    other = _other_side(scene, mention, topic, passed_over)
    if other:
        return Named((other.term,), "sentence")
    naming = _naming_itself(scene, topic)
    found = named(naming, anchor_of(scene, mention), "interventions", lexicon.interventions, passed_over)
    if measure.treatment == "named":
        return found if found.origin == "sentence" else Named()
    if found.origin != "sentence" and _is_aside(scene, mention, measure):
        return Named((), "aside")
    found = found if found.terms or topic is None else Named((topic,), "topic")
    found = found if found.terms else _unsaid(scene, mention, lexicon)
    return _by_route(scene, anchor_of(scene, mention), found, lexicon)


def _unsaid(scene: Scene, mention: Mention, lexicon: Lexicon) -> Named:
    """The treatment of a text about several whose sentence names none: what is injected, or, of a statistic, the first
    of the arms that were compared last."""
    found = _injected(scene, lexicon)
    if found.terms or mention.dimension not in STATISTICS or scene.hits_of("interventions"):
        return found
    return Named(tuple(term for term in scene.arms if not lexicon.interventions[term].inert)[:1], "before")


def _are_several(scene: Scene, lexicon: Lexicon) -> bool:
    """Whether a sentence names three treatments or more: those who took part are of none of them."""
    terms = {hit.term for hit in scene.hits_of("interventions")} - {UNNAMED}
    return len([term for term in terms if not lexicon.interventions[term].inert]) > _TWO


def _is_difference(scene: Scene, mention: Mention) -> bool:
    """Whether a figure is the difference between two arms, or a statistic of such a difference."""
    figure = anchor_of(scene, mention) if mention.dimension in STATISTICS else mention
    head = scene.before(figure.span)
    return figure.dimension in OUTCOME_DIMENSIONS and _DIFFERENCE.search(head) is not None


def _first_named(scene: Scene, mention: Mention, topic: str | None, lexicon: Lexicon) -> Named:
    """The treatment whose advantage a difference is: the first that the sentence names, else that of what is above."""
    hits = sorted(scene.hits_of("interventions"), key=lambda hit: hit.span)
    first = next((hit.term for hit in hits if not lexicon.interventions[hit.term].inert), None)
    if first:
        return Named((first,), "sentence")
    above = named(scene, mention, "interventions", lexicon.interventions, hits)
    compared = any(lexicon.interventions[term].comparator for term in above.terms)
    return above if above.terms and not compared else Named((topic,) if topic else (), "topic")


def _is_aside(scene: Scene, mention: Mention, measure: Measure) -> bool:
    """Whether a figure is about the business of a clinic or about a time in somebody's life, not about a treatment."""
    if measure.name == UNNAMED and mention.dimension == "time" and _SOMEBODY.search(scene.span.of(scene.text)):
        return True
    if scene.hits_of("routes"):
        return False
    headings = [{hit.kind for hit in frame.hits} for frame in scene.frames if frame.kind == "heading"]
    if headings and "business" in headings[0] and "interventions" not in headings[0]:
        return True
    of_section = len(headings) > 1 and "interventions" in headings[0]
    return bool(scene.hits_of("business")) and not of_section


def _of_limit(scene: Scene, mention: Mention, topic: str | None, lexicon: Lexicon) -> Named:
    """An age limit and a mean age are those of the treatment, an age in a table that of its row or column; others are
    in a story."""
    if scene.block.cells:
        found = named(scene, mention, "interventions", lexicon.interventions)
        return found if found.origin in ("label", "column") else Named()
    quantity = mention.quantity
    one = quantity is None or (quantity.relation == "=" and quantity.low == quantity.high)
    if one and not _MEAN.search(scene.before(mention.span, _REACH)):
        return Named((), "topic")
    found = named(scene, mention, "interventions", lexicon.interventions, scene.hits_of("interventions"))
    return found if found.terms else Named((topic,) if topic else (), "topic")


def _injected(scene: Scene, lexicon: Lexicon) -> Named:
    """What "the injection" stands for, where a heading names several treatments and one of them is injected."""
    if not scene.hits_of("injection"):
        return Named()
    for frame in scene.frames:
        routes = [hit for hit in frame.hits_of("routes") if lexicon.routes[hit.term].injected]
        term = _beside(scene, frame, routes[0].span) if routes else None
        if term:
            return Named((term,), frame.kind)
    return Named()


def _by_route(scene: Scene, mention: Mention, found: Named, lexicon: Lexicon) -> Named:
    """The treatment that the route of the sentence stands for, where no nearer word names one: "the spray group".

    A treatment that is always given by one route is not what another route gives, and a procedure has none.
    """
    if len(found.terms) > 1 or (found.terms and not _leaves_open(scene, mention, found, lexicon)):
        return found
    besides = [hit for hit in scene.hits_of("routes") if ADDED.search(scene.before(hit.span, _REACH))]
    routes = named(scene, mention, "routes", lexicon.routes, besides)
    if len(routes.terms) != 1:
        return found
    if routes.origin != "sentence":
        return _not_by(scene, found, routes, lexicon)
    if not found.terms or lexicon.interventions[found.terms[0]].procedure:
        return _given_by(scene, routes.terms[0], lexicon) or found
    own = lexicon.interventions[found.terms[0]].route
    implied = [term for term in scene.known if lexicon.interventions[term].route == routes.terms[0]]
    if implied and own is None:
        product = any(not _MANNER.search(hit.span.of(scene.text)) for hit in scene.hits_of("routes"))
        return Named((implied[0],), "sentence") if product else found
    if own is None or own == routes.terms[0]:
        return found
    free = [term for term in scene.known if not _fixed(term, lexicon)]
    return Named((free[0],), "sentence") if free else found


def _not_by(scene: Scene, found: Named, routes: Named, lexicon: Lexicon) -> Named:
    """The treatment; that of the text is not meant under a heading that names a route by which it is not given."""
    own = lexicon.interventions[found.terms[0]].route if found.origin == "topic" and found.terms else None
    free = [term for term in scene.known if not _fixed(term, lexicon)]
    return Named((free[0],), routes.origin) if own and (own,) != routes.terms and free else found


def _given_by(scene: Scene, route: str, lexicon: Lexicon) -> Named | None:
    """The only treatment of the text that a route can give, if it has a term of its own."""
    given = [term for term in scene.known if lexicon.interventions[term].route == route]
    if not given:
        free = [term for term in scene.known if term != UNNAMED and not _fixed(term, lexicon)]
        given = [term for term in free if lexicon.interventions[term].broader not in free]
    return Named((given[0],), "sentence") if len(given) == 1 else None


def _leaves_open(scene: Scene, mention: Mention, found: Named, lexicon: Lexicon) -> bool:
    """Whether the sentence names no treatment, or only one beside the route that it implies and another route, or a
    procedure farther from the figure than a route."""
    if found.origin != "sentence":
        return True
    routes = {hit.term for hit in scene.hits_of("routes")}
    if routes and lexicon.interventions[found.terms[0]].procedure:
        route, treatment = (scene.nearest(kind, mention.span).span for kind in ("routes", "interventions"))
        return scene.cost(route, mention.span) < scene.cost(treatment, mention.span)
    return len(routes) > 1 and lexicon.interventions[found.terms[0]].route in routes


def _fixed(term: str, lexicon: Lexicon) -> bool:
    """Whether a treatment is given by one route only, or for comparison."""
    entry = lexicon.interventions[term]
    return entry.route is not None or entry.comparator or entry.procedure


def _naming_itself(scene: Scene, topic: str | None) -> Scene:
    """The scene in which "the drug" names the treatment of the text, where another one is named too."""
    itself = scene.hits_of("itself")
    if topic is None or not itself or not scene.hits_of("interventions"):
        return scene
    named_so = (Hit(hit.span, "interventions", topic, hit.size) for hit in itself)
    hits = tuple(sorted((*scene.hits, *named_so)))
    return replace(scene, hits=hits, kinds=by_kind(hits))


def _passed_over(scene: Scene, hit: Hit, mention: Mention, measure: Measure, lexicon: Lexicon) -> bool:
    """A treatment that failed earlier, unless its failure is the figure; one that is given besides; a placebo,
    unless an outcome is the figure or is bound to it ("88 days with placebo")."""
    term = lexicon.interventions[hit.term]
    head = scene.before(hit.span, _REACH)
    if term.inert and (mention.dimension in STATISTICS or _ABSENT.search(head)):
        return True
    if hit.term == UNNAMED and _WITHOUT.search(head):
        return True
    if term.inert and mention.dimension == "{person}" and _COUNT.fullmatch(scene.between(hit.span, mention.span)):
        return False
    if term.inert and "timepoint" not in measure.qualified:
        bound = hit.span.start > mention.span.end and _BOUND.fullmatch(scene.between(hit.span, mention.span))
        return mention.dimension != "time" or not bound
    besides = (term.comparator and not term.inert) or hit.term == UNNAMED
    if (besides and ADDED.search(head)) or _PAIRED.search(head):
        return True
    failed = _FAILED.search(head) or _FAILED_BEHIND.match(scene.text, hit.span.end, scene.span.end)
    return not measure.failure and failed is not None


def is_contrast(scene: Scene, mention: Mention) -> bool:
    """Whether a word of contrast stands directly before the figure: "hours rather than weeks"."""
    return _INSTEAD.search(scene.text[max(0, mention.span.start - 14) : mention.span.start]) is not None


def _other_side(scene: Scene, mention: Mention, topic: str | None, passed_over: Collection[Hit]) -> Hit | None:
    """Whose figure the far side of a contrast is: the treatment of the sentence that is not the topic."""
    if not is_contrast(scene, mention):
        return None
    others = [hit for hit in scene.hits_of("interventions") if hit.term != topic and hit not in passed_over]
    return min(others, key=lambda hit: scene.cost(hit.span, mention.span), default=None)


def route_of(
    scene: Scene, mention: Mention, measure: Measure, intervention: Named, topic: str | None, lexicon: Lexicon
) -> Named:
    """The route of a claim; a route from above goes only to the treatment that stands there too, or to the topic."""
    unsaid = measure.treatment in ("named", "none") or (measure.treatment == "limit" and not intervention.terms)
    if unsaid or intervention.origin == "aside":
        return Named()
    if intervention.terms and all(lexicon.interventions[term].procedure for term in intervention.terms):
        return Named()
    mention = anchor_of(scene, mention)
    silent = [hit for hit in scene.hits_of("routes") if _says_nothing(scene, hit, mention, intervention)]
    found = named(scene, mention, "routes", lexicon.routes, silent)
    if found.origin == "sentence":
        return found
    terms = [lexicon.interventions[term] for term in intervention.terms]
    beside = _named_beside(scene, found.origin)
    if len(terms) == 1 and terms[0].route and beside not in intervention.terms:
        return Named((terms[0].route,), "intervention")
    if found.origin in ("label", "column"):
        return found
    if intervention.origin == "sentence" and intervention.terms == (UNNAMED,) and _is_another(scene, found.origin):
        return Named()
    if beside:
        return found if beside in {name for term in terms for name in (term.name, term.broader)} else Named()
    of_topic = {term.broader or term.name for term in terms} <= {topic}
    return found if of_topic or intervention.origin == found.origin else Named()


def _is_another(scene: Scene, origin: str) -> bool:
    """Whether the treatments without a term of their own that a sentence and the title name are called otherwise."""
    frame = next((f for f in scene.frames if f.kind == origin and f.hits_of("routes")), None)
    if frame is None or frame is not scene.frames[-1]:
        return False
    here, there = (
        {hit.span.of(scene.text)[:_STEM].lower() for hit in hits if hit.term == UNNAMED}
        for hits in (scene.hits_of("interventions"), frame.hits_of("interventions"))
    )
    return bool(here and there) and here.isdisjoint(there)


def _named_beside(scene: Scene, origin: str) -> str | None:
    """The treatment that the heading or lead-in which names a route names next to it, if it names any."""
    frame = next((f for f in scene.frames if f.kind == origin and f.hits_of("routes")), None)
    if frame is None:
        return None
    return _beside(scene, frame, frame.hits_of("routes")[0].span)


def _beside(scene: Scene, frame: Frame, route: Span) -> str | None:
    """The treatment that a frame names nearest to a route."""
    nearest = min(frame.hits_of("interventions"), key=lambda hit: len(scene.between(hit.span, route)), default=None)
    return nearest.term if nearest else None


def _says_nothing(scene: Scene, hit: Hit, mention: Mention, intervention: Named) -> bool:
    """A route that says nothing of the figure: one of two ("infusions or sessions"), that of what is given besides, one
    behind the brackets around the figure, one of another treatment's arm."""
    bracketed = scene.inside_brackets(mention.span) and not scene.inside_brackets(hit.span)
    behind = bracketed and hit.span.start > mention.span.end
    if behind or _OR_OTHERWISE.match(scene.text, hit.span.end) or ADDED.search(scene.before(hit.span, _REACH)):
        return True
    return belongs_to_other(scene, hit.span, mention.span, intervention.terms)
