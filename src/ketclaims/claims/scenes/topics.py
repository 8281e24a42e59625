"""A text as a stage for its scenes: its blocks, its numbers, and the treatment that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from ketclaims.claims.scenes.aliases import aliases
from ketclaims.claims.scenes.stage import BEGINNING, Stage
from ketclaims.document import parse
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, wider
from ketclaims.model import Block, Reason, Span
from ketclaims.phrases import Hit, words_of
from ketclaims.quantities import find_mentions

SILENT: dict[str, Reason] = {"reference": "reference", "navigation": "navigation", "metadata": "publication_metadata"}
"""The kinds of block that claim nothing, and the reason by which their numbers are excluded."""

_TITLE_WORDS = 6
_SUBTITLE_WORDS = 4
# "Q. Is mine true gout?": the first of many
_ASKED = late(r"Q(?:uestion)?\s?\d{0,2}[.:]\s")
_SHORT = 160
"""The longest line around a title, in characters."""

_TWO = 2
_FAR = 3
"""So many times as often is far more often."""

STEM = 6
"""How many letters the forms of one name share."""


def set_stage(text: str, lexicon: Lexicon) -> tuple[Stage, str | None]:
    """The stage of ``text``, and the treatment that it is about, from its title or from its beginning."""
    stage = Stage(parse(text, lexicon.document), find_mentions(text, lexicon), lexicon)
    hits = _named_treatments(stage)
    stage.aliases = aliases(hits, text, lexicon.interventions)
    hits = stage.renamed(hits)
    counts = known_of(hits, text, lexicon)
    stage.known = tuple(counts)
    stage.unbranded = _unbranded(hits, text, lexicon)
    stage.entries = _entries(stage)
    title = _title_of(stage)
    stage.subject = _subject_of(stage, title)
    stage.masthead = title if title != stage.subject else None
    stage.subtitle = _subtitle_of(stage)
    named = stage.hits(stage.subject) if stage.subject else ()
    topic = topic_of(named, counts, lexicon)
    if topic is None and all(hit.kind != "interventions" for hit in named):
        topic = topic_of(named, _with_products(stage, counts), lexicon)
    if topic is None and _is_of_another(stage, counts):
        topic = UNNAMED
    return stage, topic


def _is_of_another(stage: Stage, known: Iterable[str]) -> bool:
    """Whether a text is about a treatment that it calls by no known name: "Having an injection in your eye"."""
    vocabulary, remedies = stage.lexicon.interventions, stage.lexicon.context["remedies"]["words"]
    if stage.subject is None or UNNAMED not in vocabulary or not all(vocabulary[term].inert for term in known):
        return False
    return any(word.lower() in remedies for word in words_of(stage.document.text, stage.subject).written)


def _with_products(stage: Stage, counts: Mapping[str, int]) -> Mapping[str, int]:
    """How often a text names each treatment, also by the route that it is always given by: "the spray"."""
    beginning = (b for b in stage.document.blocks if b.kind not in SILENT and b.span.end <= BEGINNING)
    routes = Counter(hit.term for block in beginning for hit in stage.hits(block.span) if hit.kind == "routes")
    vocabulary = stage.lexicon.interventions
    return {term: count + routes.get(vocabulary[term].route or "", 0) for term, count in counts.items()}


def _unbranded(hits: Iterable[Hit], text: str, lexicon: Lexicon) -> frozenset[str]:
    """The treatments that imply their route under a brand only, which the text never names."""
    named_so = {(hit.term, hit.span.of(text).lower()) for hit in hits}
    terms = {term for term, _ in named_so if lexicon.interventions[term].brands}
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


def _entries(stage: Stage) -> frozenset[Span]:
    """The headings of a numbered list of treatments that name none that is known: "1. CBT", "2. Walking", "3. TMS"."""
    numbered = [block.span for block in stage.document.blocks if block.kind == "heading" and block.marker]
    named = {span: [hit for hit in stage.hits(span) if hit.kind == "interventions"] for span in numbered}
    others = [span for span, hits in named.items() if not hits]
    terms = {hits[0].span.of(stage.document.text).lower() for hits in named.values() if hits}
    return frozenset(others) if len(terms) > max(_TWO, len(others)) else frozenset()


def _title_of(stage: Stage) -> Span | None:
    """What stands in the place of a title."""
    return next((block.span for block in stage.document.blocks if block.kind == "title"), None)


def _subject_of(stage: Stage, title: Span | None) -> Span | None:
    """The title; where it says nothing of the subject, as the name of a hospital, the heading or the line below it that
    does ("Medicines for gout: a guide").

    A first line with a row of links below it is the name of a site. Of the headings before the body the last heads its
    first section, unless it stands in the line below the title or has as many words as one.
    """
    if title is None:
        first = takewhile(_is_front, stage.document.blocks)
        return next((b.span for b in first if b.kind == "heading" or _is_entitling(stage, b)), None)
    front = list(takewhile(_is_front, (block for block in stage.document.blocks if block.span > title)))
    masthead = bool(front) and _leads_elsewhere(stage, front[0])
    named = _tells(stage, title) and not masthead
    if named and _names(stage, title):
        return title
    own = [] if _is_apart(front) else _section(stage, title, [b.span for b in front if b.kind == "heading"])
    entitling = [b.span for b in front if b.span not in own and _is_entitling(stage, b)]
    # "Late surgery on air" may be a name as well, which a title with a name of the lexicon below it tells
    others = [span for span in entitling if not named or (_is_full(stage, span) and _names(stage, span))]
    # a route alone is that of a ward as well: "Infusion suite"
    return next((span for span in others if _names(stage, span)), next(iter(others), title))


def _subtitle_of(stage: Stage) -> Span | None:
    """The line right below the subject of a text that names the condition which that does not name: "Oral ketamine" and
    "A leaflet for people with gout"."""
    if stage.subject is None or _conditions(stage, stage.subject):
        return None
    below = [block for block in stage.document.blocks if block.span > stage.subject and block.kind != "metadata"]
    first, second = (*below, None, None)[:2]
    if first is None or second is None or not (_is_front(first) and _is_entitling(stage, first)):
        return None
    # what heads a text of its own is a section
    apart = first.kind != "heading" or second.kind == "heading"
    words = first.span.of(stage.document.text).split()
    return first.span if apart and len(words) > _SUBTITLE_WORDS and _conditions(stage, first.span) else None


def _conditions(stage: Stage, span: Span) -> bool:
    """Whether words name a condition."""
    return any(hit.kind in ("conditions", "headed") for hit in stage.hits(span))


def _leads_elsewhere(stage: Stage, block: Block) -> bool:
    """Whether a block is a link to another page, and no button of this one."""
    words = block.span.of(stage.document.text).strip(": ").casefold()
    return block.kind == "navigation" and words not in stage.lexicon.document.buttons


def _is_apart(front: Sequence[Block]) -> bool:
    """Whether the last heading is a title: what stands below the first line, or below that heading, says who wrote it
    or leads elsewhere."""
    first = next((at for at, block in enumerate(front) if block.kind not in SILENT), 0)
    last = max((at for at, block in enumerate(front) if block.kind == "heading"), default=len(front))
    signed = any(block.kind == "metadata" for block in front[last + 1 :])
    return signed or (first > 0 and front[first].kind == "heading")


def _is_full(stage: Stage, heading: Span) -> bool:
    """Whether a heading has as many words as a title."""
    return heading.of(stage.document.text).count(" ") >= _TITLE_WORDS


def _names(stage: Stage, span: Span) -> bool:
    """Whether words name a condition or treatment that the lexicon has a word for."""
    return any(hit.kind in ("conditions", "interventions") and hit.term != UNNAMED for hit in stage.hits(span))


def _section(stage: Stage, title: Span, headings: list[Span]) -> list[Span]:
    """Which of the headings before the body head its first section: the last, unless it is as long as a title, and one
    of two lines whole."""
    text = stage.document.text
    own: list[Span] = []
    while headings and not (own and text.count("\n", headings[-1].end, own[-1].start) > 1):
        own.append(headings.pop())
    full = any(_is_full(stage, heading) for heading in own)
    return own if own and not full and text.count("\n", title.end, own[-1].start) > 1 else []


def _is_entitling(stage: Stage, block: Block) -> bool:
    """Whether a block around the title is a title itself: a heading, or a line that no stop closes, and tells.

    What stands behind a colon tells only behind more than a word: "Gout: a guide" and "Hold still: questions about TMS"
    are titles, "Diagnosis: gout" is an entry, unless its label is that of a title: "Subject: gout".
    """
    text = stage.document.text
    if block.kind == "heading":
        return not _ASKED.match(text, block.span.start) and _tells(stage, block.span)
    colon = text.find(":", *block.span)
    label = text[block.span.start : max(colon, block.span.start)]
    entry = colon >= 0 and " " not in label and label.casefold() not in stage.lexicon.document.titles
    spoken = Span(block.span.start, colon) if entry else block.span
    return block.kind == "paragraph" and text[block.span.end - 1] not in ".!" and _tells(stage, spoken)


def _is_front(block: Block) -> bool:
    """Whether a block stands around the title: a heading, a line that claims nothing, or one short line."""
    short = block.kind == "paragraph" and len(block.sentences) == 1 and block.span.end - block.span.start <= _SHORT
    return block.kind == "heading" or block.kind in SILENT or short


def _tells(stage: Stage, span: Span) -> bool:
    """Whether words name a condition, a treatment or a route."""
    return any(hit.kind in ("conditions", "headed", "interventions", "routes") for hit in stage.hits(span))


def _named_treatments(stage: Stage) -> Sequence[Hit]:
    """The treatments that the beginning of the document names."""
    beginning = (b for b in stage.document.blocks if b.kind not in SILENT and b.span.end <= BEGINNING)
    return stage.treatments([block.span for block in beginning])
