"""A text as a stage for its scenes: its blocks, its numbers, and the treatment that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ketclaims.claims.scenes.aliases import aliases
from ketclaims.claims.scenes.groups import grouped
from ketclaims.claims.scenes.scene import SILENT
from ketclaims.claims.scenes.stage import BEGINNING, Stage
from ketclaims.claims.scenes.titles import set_titles
from ketclaims.document import parse
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, wider
from ketclaims.model import Span
from ketclaims.phrases import Hit, words_of
from ketclaims.quantities import mentions_of

_FAR = 3
"""So many times as often is far more often."""

STEM = 6
"""How many letters the forms of one name share."""


# Home > Treatments, Home / Treatments
_STEP = late(r"\s[>›»/→]\s")


def set_stage(text: str, lexicon: Lexicon) -> tuple[Stage, str | None]:
    """The stage of ``text``, and the treatment that it is about, from its title or from its beginning."""
    stage = Stage(parse(text, lexicon.document), mentions_of(text, lexicon), lexicon)
    counts = _set_treatments(stage)
    set_titles(stage)
    return stage, _topic_of(stage, counts)


def _set_treatments(stage: Stage) -> Mapping[str, int]:
    """Tell a stage which treatments its text names, and count how often."""
    text, lexicon = stage.document.text, stage.lexicon
    named = _named_treatments(stage)
    stage.aliases = aliases(named, text, lexicon.interventions)
    hits = stage.renamed(named)
    stage.call(grouped(text, hits))
    counts = known_of(hits, text, lexicon)
    stage.known = tuple(counts)
    stage.unbranded = _unbranded(hits, text, lexicon)
    return counts


def _topic_of(stage: Stage, counts: Mapping[str, int]) -> str | None:
    """The treatment that a text is about, by its title and by how often it names each."""
    lexicon = stage.lexicon
    named = stage.hits(stage.subject) if stage.subject else ()
    called = _called_by_route(named, stage)
    if called and stage.subject:
        stage.entries = {**stage.entries, stage.subject: called}
        return called.term
    topic = topic_of(named, counts, lexicon)
    if topic is None and all(hit.kind != "interventions" for hit in named):
        topic = topic_of(named, _with_products(stage, counts), lexicon)
    return UNNAMED if topic is None and _is_of_another(stage, counts) else topic


def _called_by_route(title: Sequence[Hit], stage: Stage) -> Hit | None:
    """The treatment that a title names by its route only, as a hit at that, beside what it is compared with: "Nose
    spray beats lithium"."""
    vocabulary = stage.lexicon.interventions
    terms = {hit.term for hit in title if hit.kind == "interventions"}
    if not terms or not all(term == UNNAMED or vocabulary[term].comparator for term in terms):
        return None
    implied = {vocabulary[term].route: term for term in reversed(stage.known) if term not in terms}
    routes = (hit for hit in title if hit.kind == "routes" and hit.term in implied)
    return next((Hit(hit.span, "interventions", implied[hit.term], hit.size) for hit in routes), None)


def _is_of_another(stage: Stage, known: Iterable[str]) -> bool:
    """Whether a text is about a treatment that it calls by no known name: "Having an injection in your eye"."""
    vocabulary, remedies = stage.lexicon.interventions, stage.lexicon.context["remedies"]["words"]
    if stage.subject is None or UNNAMED not in vocabulary or not all(vocabulary[term].inert for term in known):
        return False
    return any(word.lower() in remedies for word in words_of(stage.document.text, stage.subject).written)


def _with_products(stage: Stage, counts: Mapping[str, int]) -> Mapping[str, int]:
    """How often a text names each treatment, also by the route that it is always given by: "the spray"."""
    routes = Counter(hit.term for span in _beginning(stage) for hit in stage.hits(span) if hit.kind == "routes")
    vocabulary = stage.lexicon.interventions
    return {term: count + routes.get(vocabulary[term].route or "", 0) for term, count in counts.items()}


def _unbranded(hits: Iterable[Hit], text: str, lexicon: Lexicon) -> frozenset[str]:
    """The treatments that imply their route under a brand only, which the text never names."""
    named_so = {(hit.term, hit.span.of(text).lower()) for hit in hits if lexicon.interventions[hit.term].brands}
    terms = {term for term, _ in named_so}
    return frozenset(t for t in terms if not any((t, brand) in named_so for brand in lexicon.interventions[t].brands))


def known_of(hits: Iterable[Hit], text: str, lexicon: Lexicon) -> dict[str, int]:
    """The treatments of ``hits`` and how often a text names each, the most frequent first.

    Those without a term of their own are no one treatment beside those that have one, and count as the most frequent of
    them, unless all together are named far more often than any that has.
    """
    named_so = Counter((hit.term, hit.span.of(text).lower()[:STEM]) for hit in hits)
    counts: Counter[str] = Counter()
    for (term, _), count in named_so.items():
        counts[term] += count
    listed = [count for term, count in counts.items() if term != UNNAMED and not lexicon.interventions[term].comparator]
    if listed and counts[UNNAMED] < _FAR * max(listed):
        counts[UNNAMED] = max((count for (term, _), count in named_so.items() if term == UNNAMED), default=0)
    order = list(lexicon.interventions)
    counts = +counts
    return {term: counts[term] for term in sorted(counts, key=lambda term: (-counts[term], order.index(term)))}


def topic_of(title: Iterable[Hit], known: Mapping[str, int], lexicon: Lexicon) -> str | None:
    """The treatment that a document is about: the only one in its title, else the one that it names most, at least
    half of the time: a text about several has none.

    A usual comparator (placebo, the standard drugs) is the topic only where the title names it, or a standard
    drug where the text names each of the others once, and that more often than all of them; beside a treatment with
    a term of its own, a placebo or an unlisted drug in the title is its control.
    """
    in_title = {hit.term for hit in title if hit.kind == "interventions"}
    controls = {term for term in in_title if term == UNNAMED or lexicon.interventions[term].inert}
    in_title = in_title - controls or in_title
    if in_title:
        return in_title.pop() if len(in_title) == 1 else None
    rivals = {term: count for term, count in known.items() if not lexicon.interventions[term].comparator}
    usual = next((term for term in known if term not in rivals and not lexicon.interventions[term].inert), None)
    if usual is not None and len(rivals) > 1 and known[usual] > sum(rivals.values()) == len(rivals):
        return usual
    first = max(rivals, key=lambda term: rivals[term], default=None)
    if first is None:
        return None
    nested = {first, *wider(first, lexicon.interventions)}
    others = (count for term, count in rivals.items() if nested.isdisjoint((term, *wider(term, lexicon.interventions))))
    return first if rivals[first] >= sum(others) else None


def _named_treatments(stage: Stage) -> Sequence[Hit]:
    """The treatments that the beginning of the document names; where it names none, those of the path to it."""
    return stage.treatments(_beginning(stage)) or stage.treatments(_paths(stage))


def _paths(stage: Stage) -> list[Span]:
    """The lines that say where a page stands: "Home > Treatments > Massage"."""
    text = stage.document.text
    links = (b.span for b in stage.document.blocks if b.kind == "navigation" and b.span.end <= BEGINNING)
    return [span for span in links if _STEP.search(text, *span)]


def _beginning(stage: Stage) -> list[Span]:
    """The blocks of the beginning of the document that can claim something."""
    return [b.span for b in stage.document.blocks if b.kind not in SILENT and b.span.end <= BEGINNING]
