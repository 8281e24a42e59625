"""The treatment that a route stands for: "the spray group", "the injection"."""

from __future__ import annotations

import re

from ketclaims.claims.scenes.scene import ADDED, Scene
from ketclaims.claims.subjects.bystanders import REACH
from ketclaims.claims.subjects.routes import beside
from ketclaims.claims.subjects.terms import Named, named
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.quantities import Mention

# "snorted", "taken orally": how something is taken, not which product it is
_TWO = 2
_HEADS = ("heading", "column", "lead")
_MANNER = late(r"(?:ed|ing|ly)\Z", re.IGNORECASE)
# "nasal", "sublingual": how, as an adjective
_QUALITY = late(r"(?:ed|ing|ly|al)\Z", re.IGNORECASE)


def injected(scene: Scene, lexicon: Lexicon) -> Named:
    """What "the injection" stands for, where a heading names several treatments and one of them is injected."""
    if not scene.hits_of("injection"):
        return Named()
    for frame in scene.frames:
        routes = [hit for hit in frame.hits_of("routes") if lexicon.routes[hit.term].injected]
        term = beside(scene, frame, routes[0].span) if routes else None
        if term:
            return Named((term,), frame.kind)
    return Named()


def by_route(scene: Scene, mention: Mention, found: Named, lexicon: Lexicon) -> Named:
    """The treatment that the route of the sentence stands for, where no nearer word names one: "the spray group".

    A treatment that is always given by one route is not what another route gives, and a procedure has none.
    """
    if len(found.terms) > 1 or (found.terms and not _leaves_open(scene, mention, found, lexicon)):
        return found
    besides = [hit for hit in scene.hits_of("routes") if ADDED.search(scene.before(hit.span, REACH))]
    routes = named(scene, mention, "routes", lexicon.routes, besides)
    if len(routes.terms) != 1:
        return found
    if routes.origin != "sentence":
        spoken = found.origin == "spoken"
        return (None if spoken else _headed_by(scene, lexicon)) or _not_by(scene, found, routes, lexicon)
    if not found.terms or lexicon.interventions[found.terms[0]].procedure:
        return _given_by(scene, routes.terms[0], lexicon) or found
    own = lexicon.interventions[found.terms[0]].route
    implied = [term for term in scene.known if lexicon.interventions[term].route == routes.terms[0]]
    if implied and own is None:
        listed = len({hit.term for hit in scene.hits_of("routes")}) > _TWO
        product = not listed and any(not _MANNER.search(hit.span.of(scene.text)) for hit in scene.hits_of("routes"))
        return Named((implied[0],), "sentence") if product else found
    if own is None or own == routes.terms[0]:
        return found
    free = [term for term in scene.known if not _fixed(term, lexicon)]
    return Named((free[0],), "sentence") if free else found


def _headed_by(scene: Scene, lexicon: Lexicon) -> Named | None:
    """The treatment that the route of the nearest heading or column stands for, which names none: "Spray"."""
    frame = next((f for f in scene.frames if f.hits_of("interventions") or f.hits_of("routes")), None)
    if frame is None or frame.kind not in _HEADS or frame.hits_of("interventions"):
        return None
    routes = {hit.term for hit in frame.hits_of("routes") if not _QUALITY.search(hit.span.of(scene.text))}
    implied = [term for term in scene.known if lexicon.interventions[term].route in routes]
    return Named((implied[0],), frame.kind) if implied and len(routes) == 1 else None


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
