"""Condition, intervention and route of a claim: the nearest words that name one, from the clause up to the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from ketclaims.claims.qualifiers import belongs_to_other
from ketclaims.claims.scene import Frame, Scene
from ketclaims.lexicon import Lexicon, Term
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

# What may stand between two names of one list: "depression, anxiety disorders and chronic pain".
_LISTED = re.compile(
    r"(?:[\s,/&()]|\band\b|\bor\b|\bas well as\b|\bdisorders?\b|\bconditions?\b|\bboth\b|\b(?:severe|social|generali[sz]ed)\b|\bMDD\b|\bPTSD\b|\bTRD\b|\bOCD\b|\btreatments?\b)*",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|or|as well as)\b|[/&]")


@dataclass(frozen=True, slots=True)
class Named:
    """Terms found for one field, and from how far: ``sentence``, the kind of frame, or ``topic``."""

    terms: tuple[str, ...] = ()
    origin: str = ""
    span: Span | None = None


def named(scene: Scene, mention: Mention, kind: str, vocabulary: Mapping[str, Term]) -> Named:
    """The terms of one kind that apply to ``mention``: those of the sentence, else of the nearest frame that has any.

    Several terms where a list joins terms that exclude each other; in a frame that names such, none.
    """
    here = [hit for hit in scene.hits_of(kind) if not _apart(scene, hit, mention, kind)]
    if here:
        nearest = min(here, key=lambda hit: (_distance(scene, hit, mention), -hit.size))
        group = _list_around(scene, nearest, here)
        paired = _respectively(scene, mention, group)
        if paired:
            return Named((paired.term,), "sentence", paired.span)
        return Named(_merge(group, vocabulary, narrow=True), "sentence", nearest.span)
    for frame in scene.frames:
        terms = _frame_terms(frame, kind, vocabulary)
        if terms:
            return (
                Named(terms, frame.kind, frame.span)
                if len(terms) == 1 or frame.kind in ("label", "column")
                else Named()
            )
    return Named()


# "especially those with X": an example does not limit the claim
_EXAMPLE = re.compile(r"\b(?:especially|particularly|including|such as|e\.g\.,?)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_BINDS = re.compile(r"\s*\**\s*(?:of|on|in|with|for|to|among|after)\b")
_FAILED = re.compile(
    r"(?:respond\w*|resistan\w+|failed|failure|refractory|tried|failing)\s+(?:to\s+)?(?:[\w-]+\s+){0,4}$", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|versus|vs\.?|than|unlike|similar to|as against|against)\s+(?:the\s+|an?\s+|[\w-]+\s+)?$",
    re.IGNORECASE,
)


def _distance(scene: Scene, hit: Hit, mention: Mention) -> int:
    """How far a name is from the figure; "38% of those given X" binds the name that follows."""
    cost = scene.cost(hit.span, mention.span)
    after = hit.span.start >= mention.span.end
    return cost // 2 if after and _BINDS.match(scene.text, mention.span.end) else cost


def _apart(scene: Scene, hit: Hit, mention: Mention, kind: str) -> bool:
    """A route or treatment on the other side of "than" or "unlike" is what the figure is compared with.

    So is one that "compared with" introduces, unless the figure belongs to its clause, and a treatment that failed.
    """
    if kind == "conditions":
        return _EXAMPLE.search(scene.text[scene.span.start : hit.span.start]) is not None
    if scene.contrasted(hit.span, mention.span):
        return True
    head = scene.text[scene.span.start : hit.span.start]
    beyond = re.search(r",(?!\s(?:which|that|who))|;", scene.between(hit.span, mention.span))
    return bool(beyond and _COMPARED.search(head))


def _passed_over(scene: Scene, hit: Hit, measure: str, lexicon: Lexicon) -> bool:
    """A treatment that failed earlier, unless its failure is the figure; a placebo, unless an outcome is."""
    if lexicon.interventions[hit.term].inert and not lexicon.measures[measure].outcome:
        return True
    return not lexicon.measures[measure].failure and failed_before(scene, hit)


def failed_before(scene: Scene, hit: Hit) -> bool:
    """Whether the text says of a treatment that it failed: "who have not responded to X"."""
    return _FAILED.search(scene.text[scene.span.start : hit.span.start]) is not None


def _respectively(scene: Scene, mention: Mention, group: list[Hit]) -> Hit | None:
    """The name in the same place of its list as the figure in its own: "A and B ..., 40% and 50%, respectively"."""
    if len(group) < 2 or "respectively" not in scene.span.of(scene.text).lower():
        return None
    alike = [m for m in scene.mentions if m.kind == "figure" and m.dimension == mention.dimension]
    return group[alike.index(mention)] if mention in alike and len(alike) == len(group) else None


def _list_around(scene: Scene, nearest: Hit, hits: list[Hit]) -> list[Hit]:
    """The hits that stand in one list with ``nearest``."""
    ordered = sorted(hits, key=lambda hit: hit.span)
    group = [nearest]
    i = ordered.index(nearest)
    for step in (-1, 1):
        j = i + step
        while 0 <= j < len(ordered) and _LISTED.fullmatch(scene.between(ordered[j].span, ordered[j - step].span)):
            group.append(ordered[j])
            j += step
    group.sort(key=lambda hit: hit.span)
    gaps = [scene.between(a.span, b.span) for a, b in pairwise(group)]
    return group if any(_JOINED.search(gap) for gap in gaps) else [nearest]


def _merge(hits: list[Hit], vocabulary: Mapping[str, Term], *, narrow: bool) -> tuple[str, ...]:
    """The distinct terms of a list; of nested ones the wider stays."""
    terms = list(dict.fromkeys(hit.term for hit in hits))
    inside = {t for t in terms if any(o != t and _is_broader(o, t, vocabulary) for o in terms)}
    return tuple(sorted(t for t in terms if t not in inside))


def _is_broader(wide: str, term: str, vocabulary: Mapping[str, Term]) -> bool:
    broader = vocabulary[term].broader
    return broader is not None and (broader == wide or _is_broader(wide, broader, vocabulary))


def _frame_terms(frame: Frame, kind: str, vocabulary: Mapping[str, Term]) -> tuple[str, ...]:
    hits = [hit for hit in frame.hits if hit.kind == kind]
    return _merge(hits, vocabulary, narrow=False)


def topic_of(title: tuple[Hit, ...], hits: Iterable[Hit], lexicon: Lexicon) -> str | None:
    """The treatment that a document is about: the only one in its title, else the one that it names most.

    A usual comparator (placebo, the standard drugs) is the topic only where the title names it.
    """
    named_in_title = {hit.term for hit in title if hit.kind == "interventions"}
    if len(named_in_title) == 1:
        return named_in_title.pop()
    if len(named_in_title) > 1:
        return None
    usual = {name for name, term in lexicon.interventions.items() if term.comparator}
    counts = Counter(hit.term for hit in hits if hit.kind == "interventions" and hit.term not in usual)
    order = list(lexicon.interventions)
    return min(counts, key=lambda term: (-counts[term], order.index(term)), default=None)


def intervention_of(scene: Scene, mention: Mention, measure: str, topic: str | None, lexicon: Lexicon) -> Named:
    """The treatment of a claim, last of all the document's topic; none for claims about no treatment."""
    needs = lexicon.measures[measure].treatment
    if needs == "none":
        return Named()
    if measure == "age":
        limit = mention.quantity is not None and mention.quantity.relation != "="
        return Named((topic,) if topic and limit else (), "topic")
    passed_over = tuple(h for h in scene.hits_of("interventions") if _passed_over(scene, h, measure, lexicon))
    if mention.dimension in ("{p}", "{ratio}"):
        mention = next((m for m in scene.mentions if m.dimension in ("share", "points")), mention)
    found = named(without(scene, passed_over), mention, "interventions", lexicon.interventions)
    other = _other_side(scene, mention, topic)
    if other:
        return Named((other.term,), "sentence", other.span)
    if needs == "named":
        return found if found.origin == "sentence" else Named()
    if found.terms or topic is None:
        return found
    return Named((topic,), "topic")


def without(scene: Scene, hits: tuple[Hit, ...]) -> Scene:
    """The same scene where ``hits`` do not count."""
    return replace(scene, hits=tuple(h for h in scene.hits if h not in hits)) if hits else scene


_INSTEAD = re.compile(r"\b(?:rather than|instead of|versus|vs\.?|not)\s+$", re.IGNORECASE)


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
    scene: Scene, mention: Mention, measure: str, intervention: Named, topic: str | None, lexicon: Lexicon
) -> Named:
    """The route of a claim; a route from above goes only to the treatment that stands there too, or to the topic."""
    if lexicon.measures[measure].treatment != "topic" or (measure == "age" and not intervention.terms):
        return Named()
    unsaid = tuple(h for h in scene.hits_of("routes") if _open_route(scene, h, mention, intervention))
    found = named(without(scene, unsaid), mention, "routes", lexicon.routes)
    if found.terms and found.origin == "sentence":
        return found
    own = {lexicon.interventions[term].route for term in intervention.terms} - {None}
    if own:
        return Named(tuple(sorted(filter(None, own))), "intervention")
    broader = {lexicon.interventions[term].broader or term for term in intervention.terms}
    return found if broader <= {topic} or intervention.origin == found.origin else Named()


def _open_route(scene: Scene, hit: Hit, mention: Mention, intervention: Named) -> bool:
    """A route that says nothing of the figure: one of two ("infusions or sessions"), one that follows the brackets
    around it, one of another treatment's arm."""
    if _OR_OTHERWISE.match(scene.text, hit.span.end):
        return True
    if (
        scene.inside_brackets(mention.span)
        and not scene.inside_brackets(hit.span)
        and hit.span.start > mention.span.end
    ):
        return True
    return belongs_to_other(scene, hit.span, mention.span, intervention.terms)


_OR_OTHERWISE = re.compile(r"\s+or\s+(?:sessions?|treatments?|doses?)\b", re.IGNORECASE)
