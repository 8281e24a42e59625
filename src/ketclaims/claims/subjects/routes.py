"""The route of a claim: how its treatment is given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.scenes.scene import ADDED, Frame, Scene, anchor_of
from ketclaims.claims.scenes.topics import STEM
from ketclaims.claims.subjects.bystanders import REACH
from ketclaims.claims.subjects.sharing import belongs_to_other, is_of_next
from ketclaims.claims.subjects.terms import Named, named
from ketclaims.claims.subjects.umbrellas import telling
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, Measure, Term
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

# "CBT | and | tablets"
_JOINED = late(r"\s+(?:and|or|versus|vs\.?|against|than)\s+(?:the\s+)?", re.IGNORECASE)
_TWO = 2
_OR_OTHERWISE = late(r"\s+or\s+(?:sessions?|treatments?|doses?)\b", re.IGNORECASE)


def route_of(
    scene: Scene, mention: Mention, measure: Measure, intervention: Named, topic: str | None, lexicon: Lexicon
) -> Named:
    """The route of a claim; a route from above goes only to the treatment that stands there too, or to the topic."""
    if _is_unsaid(measure, intervention) or _is_procedure(intervention, lexicon):
        return Named()
    told = intervention.terms != (UNNAMED,) and scene.unbranded.isdisjoint(intervention.terms)
    if measure.role == "approval" and told:
        return _own(intervention, lexicon)
    mention = anchor_of(scene, mention)
    scene = telling(scene, lexicon)
    silent = [hit for hit in scene.hits_of("routes") if _says_nothing(scene, hit, mention, intervention)]
    found = named(scene, mention, "routes", lexicon.routes, silent)
    own = _own(intervention, lexicon) if intervention.origin != "spoken" else Named()
    if found.origin == "sentence":
        branded = bool(own.terms) and _is_branded(scene, intervention, lexicon)
        return own if branded else _unless_of_all(scene, mention, found, own)
    if intervention.terms == (UNNAMED,) and _is_done(scene, mention):
        return Named()
    terms = [lexicon.interventions[term] for term in intervention.terms]
    beside = _named_beside(scene, found.origin)
    if own.terms and terms[0].name not in scene.unbranded and beside not in intervention.terms:
        return Named() if measure.priced and _is_generic(scene, intervention, lexicon) else own
    unlisted = intervention.origin == "sentence" and intervention.terms == (UNNAMED,)
    if unlisted and not _goes_to_all(found, beside) and _is_another(scene, mention, found.origin):
        return Named()
    return found if _goes_to_all(found, beside) or _is_of(terms, intervention, found, beside, topic) else Named()


def _goes_to_all(found: Named, beside: str | None) -> bool:
    """Whether the place of a route makes it that of every treatment below: a label, a column, a lead without a name."""
    return found.origin in ("label", "column") or (found.origin == "lead" and not beside)


def _is_of(terms: Sequence[Term], intervention: Named, found: Named, beside: str | None, topic: str | None) -> bool:
    """Whether a route from above is that of the treatment: the one named beside it, else the topic or its like."""
    if beside:
        return beside in {name for term in terms for name in (term.name, term.broader)}
    if {term.broader or term.name for term in terms} <= {topic}:
        return True
    # A column can be that of another arm than the one whose route the row tells.
    if found.origin == "row":
        return intervention.origin != "column"
    return intervention.origin in (found.origin, "spoken")


def _is_procedure(intervention: Named, lexicon: Lexicon) -> bool:
    """Whether what is done is no drug, so that it has no route."""
    return bool(intervention.terms) and all(lexicon.interventions[term].procedure for term in intervention.terms)


def _is_unsaid(measure: Measure, intervention: Named) -> bool:
    """Whether a measure, or a figure that is of no treatment, has no route."""
    named_only = measure.treatment == "named" and measure.role != "event_rate"
    without = measure.treatment == "limit" and not intervention.terms
    return measure.treatment == "none" or named_only or without or intervention.origin == "aside"


def _unless_of_all(scene: Scene, mention: Mention, found: Named, own: Named) -> Named:
    """The route of the sentence; none for its only number of people or studies, where it names several routes."""
    several = len({hit.term for hit in scene.hits_of("routes")}) >= _TWO and not own.terms
    if not several or mention.dimension not in ("{person}", "{study}"):
        return found
    alone = sum(m.dimension == mention.dimension or m.kind == "bare" for m in scene.mentions) == 1
    return Named() if alone else found


def is_of_title(scene: Scene, routes: Named) -> bool:
    """Whether a route comes from the outermost heading; a price takes it only where it is per administration."""
    frame = scene.frame_naming(routes.origin, "routes")
    return routes.origin == "heading" and frame is scene.frames[-1]


def _is_generic(scene: Scene, intervention: Named, lexicon: Lexicon) -> bool:
    """Whether what stands above names a treatment by its common name, not by its brand: a price is of a product."""
    frame = scene.frame_naming(intervention.origin, "interventions")
    hits = frame.hits_of("interventions") if frame else ()
    brands = lexicon.interventions[intervention.terms[0]].brands
    named_so = [hit.span.of(scene.text).lower() for hit in hits if hit.term in intervention.terms]
    return bool(brands and named_so) and not set(named_so).intersection(brands)


def _is_branded(scene: Scene, intervention: Named, lexicon: Lexicon) -> bool:
    """Whether the sentence itself names the treatment by a brand only, which is given by one route."""
    brands = lexicon.interventions[intervention.terms[0]].brands if len(intervention.terms) == 1 else ()
    hits = [hit for hit in scene.hits_of("interventions") if hit.term in intervention.terms] if brands else []
    return bool(hits) and all(hit.span.of(scene.text).lower() in brands for hit in hits)


def _own(intervention: Named, lexicon: Lexicon) -> Named:
    """The route that the only treatment implies: what is approved is approved however it is given."""
    routes = [lexicon.interventions[term].route for term in intervention.terms]
    return Named((routes[0],), "intervention") if len(routes) == 1 and routes[0] else Named()


def _is_done(scene: Scene, mention: Mention) -> bool:
    """Whether the treatment nearest to a figure, in its sentence or above it, is done and not given: a therapy."""
    if any(hit.term == UNNAMED for hit in scene.hits_of("interventions")):
        return _are_done([scene.nearest("interventions", mention.span)], scene.hits_of("done"))
    frame = next((f for f in scene.frames if f.hits_of("interventions")), None)
    names = [hit for hit in frame.hits_of("interventions") if hit.term == UNNAMED] if frame else []
    return bool(names) and frame is not None and _are_done(names, frame.hits_of("done"))


def _are_done(names: Sequence[Hit], done: Sequence[Hit]) -> bool:
    """Whether each of these names is of a treatment that is done."""
    return all(any(hit.span.meets(name.span) for hit in done) for name in names)


def _is_another(scene: Scene, mention: Mention, origin: str) -> bool:
    """Whether the treatment nearest to a figure has no term of its own and is not called like that of the title."""
    frame = scene.frame_naming(origin, "routes")
    if frame is None or frame is not scene.frames[-1]:
        return False
    routes = frame.hits_of("routes")
    named_there = [hit for hit in frame.hits_of("interventions") if hit.term == UNNAMED]
    # "another pill" is called like its form only: any drug of the text may be one
    there = {_stem(scene, hit) for hit in named_there if not any(hit.span.meets(route.span) for route in routes)}
    if not there or not scene.hits_of("interventions"):
        return False
    nearest = scene.nearest("interventions", mention.span)
    return nearest.term == UNNAMED and _stem(scene, nearest) not in there


def _stem(scene: Scene, hit: Hit) -> str:
    return hit.span.of(scene.text)[:STEM].lower()


def _named_beside(scene: Scene, origin: str) -> str | None:
    """The treatment that the heading or lead-in which names a route names next to it, if it names any."""
    frame = scene.frame_naming(origin, "routes")
    if frame is None:
        return None
    return beside(scene, frame, frame.hits_of("routes")[0].span)


def beside(scene: Scene, frame: Frame, route: Span) -> str | None:
    """The treatment that a frame names nearest to a route."""
    nearest = min(frame.hits_of("interventions"), key=lambda hit: len(scene.between(hit.span, route)), default=None)
    return nearest.term if nearest else None


def _says_nothing(scene: Scene, hit: Hit, mention: Mention, intervention: Named) -> bool:
    """A route that says nothing of the figure: one of two ("infusions or sessions"), that of what is given besides, one
    behind the brackets around the figure, one of another treatment's arm."""
    bracketed = scene.inside_brackets(mention.span) and not scene.inside_brackets(hit.span)
    behind = bracketed and hit.span.start > mention.span.end
    if behind or _OR_OTHERWISE.match(scene.text, hit.span.end) or ADDED.search(scene.before(hit.span, REACH)):
        return True
    if is_of_next(scene, hit.span, mention) or _stands_for_another(scene, hit, mention, intervention):
        return True
    return _is_of_one(scene, hit, intervention) or belongs_to_other(scene, hit.span, mention.span, intervention.terms)


def _stands_for_another(scene: Scene, hit: Hit, mention: Mention, intervention: Named) -> bool:
    """Whether a route stands for the treatment of a part of the sentence that names no other and has a figure of the
    kind, and the figure's own part names its own: "20% relapsed on the spray; among those moved to placebo, 40%"."""
    if hit.span.start > mention.span.start or not scene.parted(hit.span, mention.span):
        return False
    if any(not scene.parted(hit.span, other.span) for other in scene.hits_of("interventions")):
        return False
    own = any(
        other.term in intervention.terms and not scene.parted(other.span, mention.span)
        for other in scene.hits_of("interventions")
    )
    return own and any(
        m.kind == "figure" and m.dimension == mention.dimension and not scene.parted(m.span, hit.span)
        for m in scene.mentions
    )


def _is_of_one(scene: Scene, hit: Hit, intervention: Named) -> bool:
    """Whether a route is that of one of several treatments, or stands for another one: "CBT and antidepressant
    tablets", "CBT and tablets"."""
    treatments = scene.hits_of("interventions")
    if len(intervention.terms) > 1 and any(hit.span.meets(other.span) for other in treatments):
        return True
    before = next((other for other in reversed(treatments) if other.span.end <= hit.span.start), None)
    return before is not None and _JOINED.fullmatch(scene.between(before.span, hit.span)) is not None
