"""The treatment of a claim, from its sentence up to the topic of its document, and the route by which it is given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ketclaims.claims.arms import arm_of
from ketclaims.claims.doses import belongs_to_other
from ketclaims.claims.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.claims.terms import Named, named
from ketclaims.lexicon import Lexicon, Measure
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

# "failed two antidepressants"; "treatment-resistant depression who were given fluoxetine" have failed on something else
_FAILED = re.compile(
    r"(?:(?:\bnot|n['’]t|never|without)\s+(?:[\w-]+\s+){0,2}respond\w*|resistan\w+|failed|failure|refractory|tried|failing)"
    r"\s+(?:to\s+)?(?:(?!(?:who|given|received|receiving|treated|on|with)\s)[\w-]+\s+){0,4}\Z",
    re.IGNORECASE,
)
# "plus a new antidepressant": what every arm gets besides
_ADDED = re.compile(r"(?:\b(?:plus|alongside|on top of|added to)|\+)\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_REACH = 120
"""How many characters before a treatment can say that it is passed over: a long sentence is not read again for each."""

# "88 days with placebo", "39 of 86 (45%) on the sham"
_BOUND = re.compile(
    r"[)\]]?\s+(?:with|on|for|in|of|after|given|to)\s+(?:(?:the|those|people|patients|given|on|taking|who|had)\s+){0,3}",
    re.IGNORECASE,
)
_STATISTICS = ("{p}", "{ratio}")
# "there was no placebo group"
_ABSENT = re.compile(r"\b(?:no|without|lacked)\s+(?:an?\s+)?\Z", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:rather than|instead of|versus|vs\.?|not)\s+\Z", re.IGNORECASE)
_OR_OTHERWISE = re.compile(r"\s+or\s+(?:sessions?|treatments?|doses?)\b", re.IGNORECASE)


def known_of(hits: Iterable[Hit], lexicon: Lexicon) -> tuple[str, ...]:
    """The treatments that a text names, the most frequent first."""
    counts = Counter(hit.term for hit in hits if hit.kind == "interventions")
    order = list(lexicon.interventions)
    return tuple(sorted(counts, key=lambda term: (-counts[term], order.index(term))))


def topic_of(title: Iterable[Hit], known: Iterable[str], lexicon: Lexicon) -> str | None:
    """The treatment that a document is about: the only one in its title, else the one that it names most.

    A usual comparator (placebo, the standard drugs) is the topic only where the title names it.
    """
    in_title = {hit.term for hit in title if hit.kind == "interventions"}
    if in_title:
        return in_title.pop() if len(in_title) == 1 else None
    return next((term for term in known if not lexicon.interventions[term].comparator), None)


def intervention_of(scene: Scene, mention: Mention, measure: Measure, topic: str | None, lexicon: Lexicon) -> Named:
    """The treatment of a claim; none for claims about no treatment."""
    if measure.treatment == "none":
        return Named()
    if measure.treatment == "limit":
        return _of_limit(scene, mention, topic, lexicon)
    other = _other_side(scene, mention, topic)
    if other:
        return Named((other.term,), "sentence")
    passed_over = [h for h in scene.hits_of("interventions") if _passed_over(scene, h, mention, measure, lexicon)]
    arm = arm_of(scene, mention, passed_over)
    if arm:
        return Named((arm,), "sentence")
    found = named(scene, _anchor(scene, mention), "interventions", lexicon.interventions, passed_over)
    if measure.treatment == "named":
        return found if found.origin == "sentence" else Named()
    if found.origin != "sentence" and scene.hits_of("business"):
        return Named()
    found = found if found.terms or topic is None else Named((topic,), "topic")
    return _by_route(scene, mention, found, lexicon)


def _of_limit(scene: Scene, mention: Mention, topic: str | None, lexicon: Lexicon) -> Named:
    """An age limit is that of the treatment, an age in a table that of its row or column; others are in a story."""
    if scene.block.cells:
        found = named(scene, mention, "interventions", lexicon.interventions)
        return found if found.origin in ("label", "column") else Named()
    quantity = mention.quantity
    limit = quantity is not None and (quantity.relation != "=" or quantity.low != quantity.high)
    return Named((topic,) if topic and limit else (), "topic")


def _by_route(scene: Scene, mention: Mention, found: Named, lexicon: Lexicon) -> Named:
    """The treatment that the route of the sentence stands for, where no nearer word names one: "the spray group".

    A treatment that is always given by one route is not what another route gives.
    """
    if len(found.terms) != 1 or not _leaves_open(scene, found, lexicon):
        return found
    routes = named(scene, mention, "routes", lexicon.routes)
    if routes.origin != "sentence" or len(routes.terms) != 1:
        return found
    own = lexicon.interventions[found.terms[0]].route
    implied = [term for term in scene.known if lexicon.interventions[term].route == routes.terms[0]]
    if implied and own is None:
        return Named((implied[0],), "sentence")
    if own is None or own == routes.terms[0]:
        return found
    free = [term for term in scene.known if not _fixed(term, lexicon)]
    return Named((free[0],), "sentence") if free else found


def _leaves_open(scene: Scene, found: Named, lexicon: Lexicon) -> bool:
    """Whether the sentence names no treatment, or only one beside the route that it implies and another route."""
    if found.origin != "sentence":
        return True
    routes = {hit.term for hit in scene.hits_of("routes")}
    return len(routes) > 1 and lexicon.interventions[found.terms[0]].route in routes


def _fixed(term: str, lexicon: Lexicon) -> bool:
    """Whether a treatment is given by one route only, or for comparison."""
    entry = lexicon.interventions[term]
    return entry.route is not None or entry.comparator


def _anchor(scene: Scene, mention: Mention) -> Mention:
    """A p value or a ratio has the treatment of the figure that it stands beside."""
    if mention.dimension not in _STATISTICS:
        return mention
    return next((m for m in scene.mentions if m.dimension in OUTCOME_DIMENSIONS), mention)


def _passed_over(scene: Scene, hit: Hit, mention: Mention, measure: Measure, lexicon: Lexicon) -> bool:
    """A treatment that failed earlier, unless its failure is the figure; one that every arm gets besides; a placebo,
    unless an outcome is the figure or is bound to it ("88 days with placebo")."""
    term = lexicon.interventions[hit.term]
    head = scene.text[max(scene.span.start, hit.span.start - _REACH) : hit.span.start]
    if term.inert and (mention.dimension in _STATISTICS or _ABSENT.search(head)):
        return True
    if term.inert and "timepoint" not in measure.qualified:
        bound = hit.span.start > mention.span.end and _BOUND.fullmatch(scene.between(hit.span, mention.span))
        return mention.dimension != "time" or not bound
    if term.comparator and not term.inert and _ADDED.search(head):
        return True
    return not measure.failure and _FAILED.search(head) is not None


def is_contrast(scene: Scene, mention: Mention) -> bool:
    """Whether a word of contrast stands directly before the figure: "hours rather than weeks"."""
    return _INSTEAD.search(scene.text[max(0, mention.span.start - 14) : mention.span.start]) is not None


def _other_side(scene: Scene, mention: Mention, topic: str | None) -> Hit | None:
    """Whose figure the far side of a contrast is: the treatment of the sentence that is not the topic."""
    if not is_contrast(scene, mention):
        return None
    others = [hit for hit in scene.hits_of("interventions") if hit.term != topic]
    return min(others, key=lambda hit: scene.cost(hit.span, mention.span), default=None)


def route_of(
    scene: Scene, mention: Mention, measure: Measure, intervention: Named, topic: str | None, lexicon: Lexicon
) -> Named:
    """The route of a claim; a route from above goes only to the treatment that stands there too, or to the topic."""
    if measure.treatment in ("named", "none") or (measure.treatment == "limit" and not intervention.terms):
        return Named()
    unsaid = [hit for hit in scene.hits_of("routes") if _says_nothing(scene, hit, mention, intervention)]
    found = named(scene, mention, "routes", lexicon.routes, unsaid)
    if found.origin == "sentence":
        return found
    terms = [lexicon.interventions[term] for term in intervention.terms]
    if len(terms) == 1 and terms[0].route:
        return Named((terms[0].route,), "intervention")
    of_topic = {term.broader or term.name for term in terms} <= {topic}
    return found if of_topic or intervention.origin == found.origin else Named()


def _says_nothing(scene: Scene, hit: Hit, mention: Mention, intervention: Named) -> bool:
    """A route that says nothing of the figure: one of two ("infusions or sessions"), one behind the brackets around
    the figure, one of another treatment's arm."""
    bracketed = scene.inside_brackets(mention.span) and not scene.inside_brackets(hit.span)
    behind = bracketed and hit.span.start > mention.span.end
    if behind or _OR_OTHERWISE.match(scene.text, hit.span.end):
        return True
    return belongs_to_other(scene, hit.span, mention.span, intervention.terms)
