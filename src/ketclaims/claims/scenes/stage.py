"""A stage: a document from which the scenes of its sentences and cells are made, each under its frames."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter

from ketclaims.claims.scenes.abbreviations import abbreviated
from ketclaims.claims.scenes.arms import headed_arms
from ketclaims.claims.scenes.boxes import subjects_above
from ketclaims.claims.scenes.entries import with_labels
from ketclaims.claims.scenes.grouped import Above, said_above
from ketclaims.claims.scenes.hits import Kinds, by_kind, longest
from ketclaims.claims.scenes.memory import COMPARED, Memory
from ketclaims.claims.scenes.ruler import Ruler
from ketclaims.claims.scenes.scene import Frame, Scene
from ketclaims.claims.scenes.standins import KIND, Antecedents, with_standins
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.model import Block, Document, Span
from ketclaims.phrases import Hit, Words, words_of
from ketclaims.quantities import Mention

BEGINNING = 50_000
"""A text names its subject in its first pages, which are so many characters."""

LONGEST = 2000
"""The longest passage that is read as one, in characters: no sentence that a person wrote is longer."""

MOST = 40
"""The most numbers that are read as one passage; everything that is asked about each asks about the others too."""

_LABEL_WORDS = 3
_MARKS = 4  # letters that the marks behind a label and its stop take
# **5.6 Increases in blood pressure.** | *Is it safe?*
_SET_OFF = late(r"(?:[☐☑☒□■✓✔✗►▸▶»→>-]\s*)?(?P<label>(?P<mark>\*{1,3}|_{1,2})[^*_\n]{2,80}(?P=mark))[.:?]?")
# Migraine — hard to treat. | Knee pain: give it time.
# By injection into the muscle: 0.5 mg/kg.
_RUN_IN = late(
    r"(?P<label>[A-Z][^\s\d().:;!?,—–]*(?: [^\s\d().:;!?,—–]+){0,3}"
    r"|(?:By|Through|Via|Given|Taken|Into|Under)(?: [^\s\d().:;!?,—–]+){1,6})(?: \([^()\d\n]{2,30}\))?(?: [—–-] |: )"
)
_HEARD = 20
"""So many sentences before a passage can still name its treatment; a paragraph without end is read in linear time."""
_CELLS = ("label", "column", "row")
_NAMING = frozenset(("conditions", "interventions", "routes"))


@dataclass(slots=True)
class Stage:
    """A document with its mentions, from which the scenes are made; headings are read once each.

    ``subject`` is the heading that says what the whole text is about, the title as a rule; where another one does,
    ``masthead`` is what stands in the title's place, the name of a house.
    """

    document: Document
    mentions: tuple[Mention, ...]
    lexicon: Lexicon
    known: tuple[str, ...] = ()
    unbranded: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[Span, Hit] = field(default_factory=dict)
    subject: Span | None = None
    masthead: Span | None = None
    subtitle: Span | None = None
    _beginning: Words | None = None
    _hits: dict[Span, tuple[Hit, ...]] = field(default_factory=dict)
    _frames: dict[tuple[str, Span], Frame] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _abbreviations: tuple[Hit, ...] = ()
    _rows: Mapping[Span, Above] = field(default_factory=dict)
    _boxed: Mapping[Span, tuple[Span, ...]] | None = None
    _memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        """Index the mentions by where they start; find what rows say for those below, and what the text abbreviates."""
        self._memory = Memory(self.lexicon.interventions)
        self._rows = said_above(self.document.blocks)
        self._starts = [mention.span.start for mention in self.mentions]
        self._abbreviations = abbreviated(self.document.text, lambda span: longest(self._named(span)))

    def inside(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin inside ``span``."""
        return self.mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def hits(self, span: Span) -> tuple[Hit, ...]:
        """Every phrase of the lexicon inside ``span``."""
        if span not in self._hits:
            hits = longest([*self._named(span), *self._abbreviated(span)])
            self._hits[span] = self.renamed(hits)
        return self._hits[span]

    def renamed(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """The same hits, but for the treatments that the text gives for others."""
        if not self.aliases:
            return tuple(hits)
        text = self.document.text
        names = ((hit, self.aliases.get(hit.span.of(text).lower())) for hit in hits)
        return tuple(hit._replace(term=name) if name and hit.kind == "interventions" else hit for hit, name in names)

    def _named(self, span: Span) -> list[Hit]:
        """What the lexicon finds inside ``span``, also what others cover."""
        hits = self.lexicon.phrases.scan(self.words(span), span)
        generic = [hit for hit in hits if hit.kind == "generic"]
        if not generic:
            return hits
        told = [hit._replace(kind="interventions") for hit in generic if self._is_told(hit.term)]
        return [*(hit for hit in hits if hit.kind != "generic"), *told]

    def _is_told(self, term: str) -> bool:
        """Whether the text names a treatment, or one that includes it, so that a generic name stands for it."""
        return term in self.known or self.lexicon.interventions[term].broader in self.known

    def call(self, names: Iterable[Hit]) -> None:
        """Take names that the text makes for itself for what it says that they stand for."""
        self._abbreviations = tuple(sorted((*self._abbreviations, *names)))

    def _abbreviated(self, span: Span) -> Sequence[Hit]:
        """The abbreviations inside ``span``."""
        if not self._abbreviations:
            return ()
        at = bisect_left(self._abbreviations, span.start, key=lambda hit: hit.span.start)
        return self._abbreviations[at : bisect_left(self._abbreviations, span.end, key=lambda hit: hit.span.start)]

    def treatments(self, spans: Sequence[Span]) -> tuple[Hit, ...]:
        """The treatments named inside ``spans``, which stand in order in the beginning; cheaper than every phrase."""
        words = self.words(Span(0, 0))
        starts = [span.start for span in spans]
        named: list[Hit] = []
        for hit in self.lexicon.treatments.scan(words, Span(0, len(words.text))):
            at = bisect_right(starts, hit.span.start) - 1
            if at >= 0 and spans[at].holds(hit.span):
                named.append(hit)
        return longest(named)

    def words(self, span: Span) -> Words:
        """The words of a stretch that holds ``span``: of the beginning of the document, or of ``span`` itself."""
        if span.end > BEGINNING:
            return words_of(self.document.text, span)
        if self._beginning is None:
            self._beginning = words_of(self.document.text, Span(0, BEGINNING))
        return self._beginning

    def frame(self, kind: str, span: Span) -> Frame:
        """The words and numbers of ``span`` as a frame."""
        if (kind, span) not in self._frames:
            hits = self.hits(span)
            if span in self.entries:
                hits = (*hits, self.entries[span])
            kinds = by_kind(hits)
            if kind in _CELLS:
                kinds = self._labelled(span, kinds)
            if kind == "heading" and "headed" in kinds and "conditions" not in kinds:
                kinds = {**kinds, "conditions": self._headed(span, kinds["headed"])}
            self._frames[kind, span] = Frame(kind, span, hits, self.inside(span), kinds)
        return self._frames[kind, span]

    def _labelled(self, span: Span, kinds: Kinds) -> Kinds:
        """The kinds of a frame in which a label that stands alone names its route: the cell "Muscle"."""
        if "labels" not in kinds or "routes" in kinds:
            return kinds
        label = kinds["labels"][0]
        whole = span.of(self.document.text).strip("*_: ") == label.span.of(self.document.text)
        return {**kinds, "routes": [label._replace(kind="routes")]} if whole else kinds

    def _headed(self, heading: Span, hits: Sequence[Hit]) -> Sequence[Hit]:
        """The condition that a heading names with a phrase, or with its first word if that stands alone: "Alcohol"."""
        longer = [hit._replace(kind="conditions") for hit in hits if hit.size > 1]
        if longer:
            return longer
        text = self.document.text
        first = hits[0]
        alone = first.span.end == heading.end or text[first.span.end] in ",:(.?!–—"
        opens = not any(map(str.isalpha, text[heading.start : first.span.start]))
        return [first._replace(kind="conditions")] if alone and opens else []

    def scenes(self, block: Block) -> Iterator[Scene]:
        """The scenes of a block: its sentences, or the cells of a table row."""
        if not self.inside(block.span):
            return
        above = tuple(self.frame("heading", span) for span in reversed(block.headings) if span != self.masthead)
        if self.subject and self.subject not in block.headings and self.subject.end <= block.span.start:
            above = (*above, self.frame("heading", self.subject))
        if self.subtitle and self.subtitle not in block.headings and self.subtitle.end <= block.span.start:
            above = (*above, self.frame("heading", self.subtitle))
        if block.lead and block.lead not in block.headings:
            above = (self.frame(self._lead_kind(block, block.lead), block.lead), *above)
        above = (*(self.frame("lead", span) for span in self._subjects(block)), *above)
        if block.cells:
            said = self._rows.get(block.span, Above())
            group = (self.frame("lead", said.group),) if said.group else ()
            before = (self._prelude(said.before),) if said.before else ()
            yield from self._cells(block, (*group, *before, *above), said.label)
            return
        label = self._label(block)
        asked: Span | None = None
        for sentence in block.sentences or (block.span,):
            frames = (self.frame("lead", label), *above) if label and label != sentence else above
            frames = (self.frame("question", asked), *frames) if asked and asked != label else frames
            asked = sentence if self.document.text[sentence.end - 1] == "?" else None
            for passage in self._passages(sentence):
                if mentions := self.inside(passage):
                    yield self._scene(block, passage, mentions, frames)
                elif COMPARED.search(self.document.text, *passage):
                    # It has no figure of its own, but names the arms of those that follow.
                    self._scene(block, passage, mentions, frames)

    def _subjects(self, block: Block) -> tuple[Span, ...]:
        """The lines of the box of facts in which a block stands that say what it is about."""
        if self._boxed is None:
            labels = frozenset(self.lexicon.context["boxed"]["words"])
            self._boxed = subjects_above(self.document.text, self.document.blocks, labels, self._is_naming)
        return self._boxed.get(block.span, ())

    def _is_naming(self, span: Span) -> bool:
        """Whether a line names what a claim can be about, and gives no figure."""
        named = not _NAMING.isdisjoint(hit.kind for hit in self.hits(span))
        return named and all(mention.kind == "noise" for mention in self.inside(span))

    def _prelude(self, sentence: Span) -> Frame:
        """The sentence right before a table, of which no more counts than what it says is measured."""
        return Frame("prelude", sentence, self.hits(sentence), (), {})

    def _lead_kind(self, block: Block, lead: Span) -> str:
        """Whether a lead introduces with a colon or without a stop, is the caption of a table, asks what is answered
        here, or only opens a list."""
        last = self.document.text[lead.end - 1]
        if block.cells and last != ":":
            return "caption"
        if last == "?":
            return "question"
        return "opening" if last in ".!" else "lead"

    def _label(self, block: Block) -> Span | None:
        """What heads the sentences of a block: a first one of a word or two ("Low sodium. One in fifty ..."), one set
        off by its marks ("**Raised blood pressure.** One in ten ..."), or the subject that it opens with ("Migraine:
        hard to treat. One in ten ...")."""
        first = block.sentences[0] if len(block.sentences) > 1 else None
        if first is None:
            return None
        written = first.of(self.document.text)
        short = written.count(" ") < _LABEL_WORDS and not self.inside(first)
        set_off = _SET_OFF.match(written)
        if short or (set_off and set_off.end() == len(written)):
            return first
        closed = set_off and any(stop in set_off.group()[-_MARKS:] for stop in ".:?")
        opening = set_off if closed else _RUN_IN.match(written)
        label = Span(first.start, first.start + opening.end("label")) if opening else None
        return label if label and _NAMING.intersection(hit.kind for hit in self.hits(label)) else None

    def _passages(self, sentence: Span) -> Iterator[Span]:
        """The sentence itself; pieces of it where it has no end for thousands of characters or dozens of numbers."""
        start = sentence.start
        while (end := self._end(start, sentence.end)) < sentence.end:
            yield Span(start, end)
            start = end
        yield Span(start, sentence.end)

    def _end(self, start: int, end: int) -> int:
        """Where the passage ends that begins at ``start``: at a space, or before the first number that is too many."""
        if end - start > LONGEST:
            space = self.document.text.rfind(" ", start + 1, start + LONGEST)
            end = self._outside(space if space > start else start + LONGEST, start)
        last = bisect_left(self._starts, start) + MOST
        return min(end, self._starts[last]) if last < len(self._starts) else end

    def _outside(self, place: int, start: int) -> int:
        """A place near ``place``, behind ``start``, that is inside no number."""
        last = bisect_left(self._starts, place) - 1
        span = self.mentions[last].span if last >= 0 else Span(0, 0)
        if span.end <= place:
            return place
        return span.start if span.start > start else span.end

    def _cells(self, block: Block, above: tuple[Frame, ...], named: Span | None) -> Iterator[Scene]:
        label = self.frame("label", named if named and block.cells[0].start == block.cells[0].end else block.cells[0])
        headers = [self.frame("column", span) for span in block.header]
        headed = [hit for header in headers[1:] for hit in header.hits_of("interventions")]
        row = [self.frame("row", cell) for cell in block.cells[1:]]
        for i, cell in enumerate(block.cells):
            mentions = self.inside(cell)
            if not mentions:
                continue
            frames: list[Frame] = [label] if i else []
            frames += headers[i : i + 1]
            if i and block.header:
                frames.append(self.frame("corner", block.header[0]))
            frames += [other for other in row if other.span != cell]
            columns = tuple(header for j, header in enumerate(headers[1:], 1) if j != i)
            self._memory.head(block, headed)
            yield self._scene(block, cell, mentions, (*frames, *above), columns)

    def _scene(
        self,
        block: Block,
        span: Span,
        mentions: tuple[Mention, ...],
        frames: tuple[Frame, ...],
        columns: tuple[Frame, ...] = (),
    ) -> Scene:
        """The scene of a sentence, or of a cell, of which the whole row is quoted."""
        text = self.document.text
        ruler = Ruler(text, span, (m.span for m in mentions if m.kind == "figure"))
        # Where every number is a name, no word is asked what it says of a figure.
        spoken = any(m.kind != "noise" for m in mentions) or COMPARED.search(text, *span)
        arms = self._memory.compared(block, self.hits)
        hits = self._resolved(block, span, arms, frames) if spoken else ()
        scene = Scene(
            text=text,
            block=block,
            span=span,
            said=span.of(text).lower(),
            quote=block.span if block.cells else span,
            hits=hits,
            mentions=mentions,
            frames=frames,
            ruler=ruler,
            kinds=with_labels(text, span, by_kind(hits), mentions),
            words=self.words(span),
            known=self.known,
            unbranded=self.unbranded,
            arms=arms,
            columns=columns,
            earlier=partial(self._earlier, block, span),
        )
        self._memory.remember(block, scene)
        return scene

    def _resolved(self, block: Block, span: Span, arms: tuple[str, ...], frames: tuple[Frame, ...]) -> tuple[Hit, ...]:
        """Every phrase inside ``span``, and what stands for a treatment that was named before."""
        hits = self.hits(span)
        if KIND not in {hit.kind for hit in hits}:
            return hits
        text = self.document.text
        arms = arms or headed_arms(frames, text) or self._memory.arms
        earlier = partial(self._earlier, block, span)
        return with_standins(hits, Antecedents(text, arms, self.known, earlier, self.lexicon.interventions))

    def _earlier(self, block: Block, passage: Span) -> Iterator[Sequence[Hit]]:
        """The treatments that each sentence of a block before ``passage`` names, the last sentence first."""
        last = bisect_right(block.sentences, passage.start, key=attrgetter("end"))
        for sentence in reversed(block.sentences[max(0, last - _HEARD) : last]):
            yield [hit for hit in self.hits(sentence) if hit.kind == "interventions"]
