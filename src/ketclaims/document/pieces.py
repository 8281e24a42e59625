"""Lines to pieces: what each stretch of a document is, before anybody asks what stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ketclaims.document.layout import (
    ALONE,
    BOLD_LINE,
    LABELLED,
    LARGE,
    LONGEST_HEADING,
    SPEAKER,
    STOPS,
    TURN,
    Layout,
    heading_words,
    in_capitals,
    is_bare,
    is_title,
    is_underline,
)
from ketclaims.document.lines import NOT_BLANK, Form, Line, value
from ketclaims.document.matter import AUTHORS, LONGEST_LINE, matter
from ketclaims.document.records import record
from ketclaims.document.tables import FEWEST_ROWS, FIGURE_FIRST, Row, columned, piped, stacked, tabbed
from ketclaims.document.words import DocumentWords
from ketclaims.model import BlockKind, Span

SHORTEST_BROKEN = 40
# The most lines of a card that offers something for a price.
MOST_ON_CARD = 6
# The longest table that is looked for where each cell stands apart.
MOST_CELLS = 240
# How far below the title the names and dates of an article stand.
FRONT_LINES = 12

# **Doses**   __Doses__
BOLD = re.compile(r"(\*\*|__)(?=\S)[^*_]+\1")
EMPHASES = ("**", "__", "*", "_")
# [00:14]   12:03:10
TIMESTAMP = re.compile(r"\[?\d{1,2}:\d\d(?::\d\d)?\]?(?=\s+\S)")
# What is said of a subject in figures: "Dose: 20 mg", "a third: $40"
FIGURED = re.compile(r":\s+[$€£~<>≤≥±]?\d|[%@|$€£]")
# What no number of a heading has: 71%   $450
SHARE = re.compile(r"[%$€£]")
# $2,640   **$0–$75**   £90/mo
PRICED = re.compile(
    r"[*_]{0,2}(?:from\s)?[$£€]\s?\d[\d,.]*(?:\s?[–-]\s?[$£€]?\d[\d,.]*)?(?:\s?/\s?\w+|\s(?:each|per\s\w+))?[*_]{0,2}"
)
# Small words that a line does not end with unless it was broken there
JOINING = re.compile(r"\s(?:a|an|the|of|to|for|with|and|or|in|on|at|by|from|that|is|are)\Z")


class Piece(NamedTuple):
    """A block on its way: what it is and where, and what its line says about its level.

    ``opens`` is where the first sentence begins, if that is not at the start of ``span``; ``ruled`` says that a rule
    stands above, ``kicker`` that a heading has its headline right below.
    """

    kind: BlockKind
    span: Span
    marker: Span | None = None
    gap: int = 0
    indent: int = 0
    form: Form = "plain"
    level: int = 0
    number: int = 0
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    opens: int = 0
    ruled: bool = False
    kicker: bool = False


Found = tuple[list[Piece], int]


class Reader:
    """Reads the lines of one text from top to bottom; each method is given the number of a line.

    A ``Found`` is the pieces that begin at the line, and the number of the line after them; where a method finds
    nothing of its kind, that is the line itself.
    """

    def __init__(self, text: str, lines: Sequence[Line], layout: Layout, words: DocumentWords) -> None:
        self.text = text
        self.lines = lines
        self.layout = layout
        self.words = words
        self.matter = matter(words)
        self.record = record(text, lines, self.matter)
        self.sections = words.bibliography | words.notes | words.end_matter
        self.series: dict[tuple[Form, int], tuple[int, bool]] = {}
        self.title = -1
        self.front = True

    def pieces(self) -> list[Piece]:
        """The pieces of the text in order."""
        found: list[Piece] = []
        at = 0
        while at < len(self.lines):
            here, end = self._read(at)
            if self.front and here:
                here = self._fronted(here, at, end)
            if here and at and self.lines[at - 1].form == "rule":
                here[0] = here[0]._replace(ruled=True)
            found += here
            at = end
        return found

    def _fronted(self, here: list[Piece], at: int, end: int) -> list[Piece]:
        """The pieces of the lines before the body, where the first heading is the title; a long paragraph ends them."""
        piece = here[0]
        if piece.kind == "heading" and self.title < 0:
            self.title = at
            return [piece._replace(kind="title"), *here[1:]]
        if piece.kind == "paragraph":
            short = end - at == 1 and piece.span.end - piece.span.start <= LONGEST_LINE
            self.front = short and (self.title >= 0 or self.layout.marked)
        elif piece.kind == "heading":
            self.front = not piece.gap
        else:
            self.front = piece.kind in ("metadata", "navigation")
        self.front = self.front and at <= max(self.title, 0) + FRONT_LINES
        return here

    def _read(self, at: int) -> Found:
        """What begins at any line."""
        line = self.lines[at]
        if at in self.record.around:
            return [self._piece("metadata", line, line.end)], at + 1
        if at == self.record.title:
            return [self._heading(line)], at + 1
        if line.form in ("plain", "hash") and self._is_tile(at):
            return self._tile(at)
        table = piped(self.text, self.lines, at) if self.layout.piped else None
        table = table or (tabbed(self.text, self.lines, at) if self.layout.tabbed else None)
        if not table and self.layout.columned and line.form == "plain":
            table = columned(self.text, self.lines, at)
        if table:
            return self._rows(line, table.rows), table.end
        if line.form == "plain":
            return self._plain(at)
        if line.form == "rule":
            return [], at + 1
        return ([self._heading(line)], at + 1) if line.form == "hash" else self._marked(at)

    # ------------------------------------------------------------------------------------------------ marked lines

    def _marked(self, at: int) -> Found:
        """A numbered heading, a link in a list of them, or an item with the lines that go on with it."""
        line = self.lines[at]
        if line.form != "bullet" and self._heads(at):
            return [self._heading(line)], at + 1
        if self._unfolds(at):
            return [self._heading(line._replace(form="plain", mark=None))], at + 1
        if self.matter.is_link(line.of(self.text)):
            return [self._piece("navigation", line, line.end)], at + 1
        end = at + 1
        while end < len(self.lines) and self._goes_on(end, line):
            end += 1
        return [self._piece("item", line, self.lines[end - 1].end)], end

    def _unfolds(self, at: int) -> bool:
        """Whether a marked line is a question of a list that unfolds, with its answer in the plain line below."""
        line = self.lines[at]
        asked = self.text[line.end - 1] == "?" and line.end - line.body <= LONGEST_HEADING
        if not asked or line.form not in ("bullet", "number") or at + 1 >= len(self.lines):
            return False
        below = self.lines[at + 1]
        return below.form == "plain" and below.indent <= line.indent and self.text[below.start].isupper()

    def _goes_on(self, at: int, first: Line) -> bool:
        """Whether a line goes on with the item that ``first`` began: it stands further in, or the item was broken."""
        line = self.lines[at]
        if line.gap or line.form != "plain":
            return False
        return line.indent > first.indent or self._breaks_above(at)

    def _heads(self, at: int) -> bool:
        """Whether a numbered line is a heading: it looks like one, and no next number stands right below the first."""
        line = self.lines[at]
        number = value(self.text, line)
        last, headed = self.series.get((line.form, line.indent), (0, False))
        if not last or number != last + 1:
            headed = self._stands(at, number)
        headed = headed and line.form != "note" and is_bare(self.text, line, self.words)
        self.series[line.form, line.indent] = number, headed
        return headed

    def _stands(self, at: int, number: int) -> bool:
        """Whether what is below a numbered line is neither its next number, nor the rest of its item, nor nothing."""
        line = self.lines[at]
        if at + 1 >= len(self.lines):
            return False
        below = self.lines[at + 1]
        if (below.form, below.indent) == (line.form, line.indent) and value(self.text, below) == number + 1:
            return False
        return bool(below.gap) or (below.indent <= line.indent and not self.text[below.start].islower())

    # ------------------------------------------------------------------------------------------------- plain lines

    def _plain(self, at: int) -> Found:
        """What begins at a line without a mark."""
        line = self.lines[at]
        if line.end - line.start <= LONGEST_LINE:
            for reader in (self._around, self._underlined, self._stack):
                found, end = reader(at)
                if end > at:
                    return found, end
        if self._is_heading(at):
            return [self._counted(line)._replace(kicker=self._is_headline(at + 1))], at + 1
        return self._paragraph(at)

    def _underlined(self, at: int) -> Found:
        """A heading with a line of = or - below it."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if not below or not self.layout.runs[at] or not is_underline(self.text, below):
            return [], at
        level = 1 if self.text[below.start] == "=" else 2
        return [self._heading(self.lines[at]._replace(form="hash", level=level))], at + 2

    def _around(self, at: int) -> Found:
        """Navigation, or a fact about the document with the value that stands below its label."""
        line = self.lines[at]
        body = line.of(self.text)
        if (self.front or body[-1] == ":") and self.matter.is_label(body):
            end = self._valued(at)
            if end > at:
                return [self._piece("metadata", line, self.lines[end - 1].end)], end
        kind = self.matter.kind(body)
        if not kind and self.front:
            kind = "navigation" if self.matter.is_menu(body) else "metadata" if self._fronts(body) else None
        return ([self._piece(kind, line, line.end)], at + 1) if kind else ([], at)

    def _fronts(self, body: str) -> bool:
        """Whether a line stands around the title: below it who wrote it, above it of what kind it is."""
        return self.matter.is_front(body) if self.title >= 0 else self.matter.stands_above(body)

    def _valued(self, at: int) -> int:
        """The number of the line after the value that stands below a label; a number takes its unit along."""
        if at + 1 >= len(self.lines):
            return at
        below = self.lines[at + 1]
        if below.form != "plain" or below.end - below.start > LONGEST_HEADING:
            return at
        end = at + 2
        number = below.of(self.text).isdecimal()
        return end + (number and end < len(self.lines) and self.text[self.lines[end].start].islower())

    def _stack(self, at: int) -> Found:
        """A table with one cell a line."""
        size = self.layout.stacks[at]
        if at and self.layout.stacks[at - 1] and not self.lines[at].gap:
            return [], at
        if size == 1 and self.title >= 0:
            return self._scattered(at)
        if size < 2 * FEWEST_ROWS:
            return self._spaced(at, size)
        rows = stacked(self.text, self.lines[at : at + size])
        if rows:
            return self._rows(self.lines[at], rows), at + size
        # A line in capitals may head the table: "SIDE EFFECTS", and below it the first row
        headed = self.layout.runs[at] and in_capitals(self.lines[at].of(self.text))
        rows = stacked(self.text, self.lines[at + 1 : at + size]) if headed else ()
        found = [self._heading(self.lines[at]), *self._rows(self.lines[at + 1], rows)] if rows else []
        return found, at + size if found else at

    def _spaced(self, at: int, size: int) -> Found:
        """A table with one cell a line and a gap between its rows, which have so many cells each."""
        if size < FEWEST_ROWS:
            return [], at
        end = at + size
        while end < len(self.lines) and self.layout.stacks[end] == size:
            end += size
        rows = stacked(self.text, self.lines[at:end])
        return (self._rows(self.lines[at], rows), end) if rows and len(rows[0].cells) == size else ([], at)

    def _scattered(self, at: int) -> Found:
        """A table with one cell a line and a gap between any two of them; a heading may stand below its last row."""
        end = at
        while end < min(len(self.lines), at + MOST_CELLS) and self._is_lone(end) and self.lines[end].gap:
            end += 1
        for last in range(end, max(at + 2 * FEWEST_ROWS, end - 2) - 1, -1):
            rows = stacked(self.text, self.lines[at:last])
            behind = (row.cells[1:] for row in rows if not row.header)
            if rows and all(any(FIGURE_FIRST.match(self.text, *cell) for cell in cells) for cells in behind):
                return self._rows(self.lines[at], rows), last
        return [], at

    def _is_lone(self, at: int) -> bool:
        """Whether a line may be the cell of a table and has a gap on both sides."""
        return self.layout.stacks[at] == 1 and not (at + 1 < len(self.lines) and not self.lines[at + 1].gap)

    # --------------------------------------------------------------------------------------------------------- tiles

    def _tile(self, at: int) -> Found:
        """A figure in large type with what it tells below it, as one paragraph."""
        end = at + 2
        while end < len(self.lines) and self._breaks_above(end):
            end += 1
        return [self._piece("paragraph", self.lines[at]._replace(form="plain"), self.lines[end - 1].end)], end

    def _is_tile(self, at: int) -> bool:
        """Whether a line is a figure in large type, with what it tells in the line below though there is a gap or the
        figure has the mark of a heading: "71%", and below it "Response rate".

        Without the mark it takes two of them, and no label that stands as near above the first.
        """
        if not self._is_figure(at) or not self._is_told(at + 1):
            return False
        hashed = self.lines[at].form == "hash"
        if hashed and SHARE.search(self.text, self.lines[at].body, self.lines[at].end):
            return True
        if not hashed and not (self.lines[at + 1].gap and self.lines[at].gap):
            return False
        first = last = at
        while first > 1 and self._is_figure(first - 2) and self._is_told(first - 1):
            first -= 2
        while self._is_figure(last + 2) and self._is_told(last + 3):
            last += 2
        return last > first and (hashed or not self._is_called(first))

    def _is_figure(self, at: int) -> bool:
        """Whether a line is a figure alone: "71%", "**6**", "40–60 min"."""
        if not 0 <= at < len(self.lines) or self.lines[at].form not in ("plain", "hash"):
            return False
        return ALONE.fullmatch(self.text, self.lines[at].body, self.lines[at].end) is not None

    def _is_told(self, at: int) -> bool:
        """Whether a line may tell what the figure above it is: short, without a mark, no figure itself."""
        if at >= len(self.lines) or self.lines[at].form != "plain" or self.lines[at].gap > 1:
            return False
        line = self.lines[at]
        short = line.end - line.start <= LONGEST_HEADING and self.text[line.end - 1] != ":"
        return short and not LARGE.match(self.text, line.body, line.end)

    def _is_called(self, at: int) -> bool:
        """Whether the line above a figure is its label rather than the line below: as near, as short, and no heading
        that is marked; what begins small below a figure always goes on with it."""
        above, below = self.lines[at - 1], self.lines[at + 1]
        if self.text[below.start].islower() or above.form != "plain" or at - 1 == self.title:
            return False
        return self.lines[at].gap <= below.gap and bool(self.layout.runs[at - 1])

    # --------------------------------------------------------------------------------------- headings and paragraphs

    def _is_heading(self, at: int) -> bool:
        """Whether a plain line is a heading, by its form and by what stands above and below it."""
        line = self.lines[at]
        untitled = self.front and self.title < 0
        if at + 1 >= len(self.lines):
            return False
        if not (self.layout.runs[at] or untitled):
            return not self.layout.marked and (self._is_headline(at) or self._is_asked(at))
        if self.layout.marked:
            return bool(self.layout.runs[at] and BOLD.fullmatch(self.text, line.body, line.end))
        if untitled:
            return is_title(self.text, line, signed=self._is_signed(at)) and not self._breaks_below(at)
        if heading_words(line.of(self.text)) in self.sections:
            return True
        if self._is_capital(at):
            return not self._repeated(at)
        if self._is_headline(at) or self._is_headline(at + 1):
            return True
        alone = self._apart(at) and self._opens(at) and not self._repeated(at)
        return alone and not self._breaks_below(at) and not self._listed(at)

    def _is_signed(self, at: int) -> bool:
        """Whether the names of authors stand below a line, each with its first name or initials."""
        below = self.lines[at + 1].of(self.text)
        return len(below) <= LONGEST_LINE and "," in below and AUTHORS.fullmatch(below) is not None

    def _is_capital(self, at: int) -> bool:
        """Whether a line in capitals stands above lines that are not: "IV KETAMINE (mood)" heads its prices."""
        line, below = self.lines[at], self.lines[at + 1]
        opened = bool(line.gap) and below.form == "plain"
        body, next_body = line.of(self.text), below.of(self.text)
        # "ECT" heads "Response: 41%" right below it, as "KETAMINE" does.
        capital = in_capitals(body) or (body.isupper() and not below.gap and LABELLED.match(next_body))
        return opened and bool(capital) and not in_capitals(next_body)

    def _is_headline(self, at: int) -> bool:
        """Whether a line is the second of a heading of two, below its subject in capitals and above a paragraph:

        "SLEEP | Night shifts: the long view", as each piece of a newsletter has it.
        """
        if at + 1 >= len(self.lines) or at <= self.title + 1 or self.lines[at].gap or self.layout.stacks[at + 1]:
            return False
        above, line, below = self.lines[at - 1 : at + 2]
        body, subject = line.of(self.text), above.of(self.text)
        return (
            bool(above.gap and below.gap)
            and {above.form, line.form, below.form} == {"plain"}
            and subject.isupper()
            and not body.isupper()
            and all(len(words) <= LONGEST_HEADING and words[-1] not in STOPS for words in (body, subject))
            and not FIGURED.search(body)
        )

    def _is_asked(self, at: int) -> bool:
        """Whether a line is a question of a list of them, with its answer in the lines below: "Q: Does it hurt?"."""
        line, below = self.lines[at], self.lines[at + 1]
        body = line.of(self.text)
        asked = body.startswith("Q:") and body[-1] == "?" and len(body) <= LONGEST_HEADING and line.gap
        return bool(asked) and not TURN.match(self.text, below.body, below.end)

    def _apart(self, at: int) -> bool:
        """Whether a line stands for itself and is not one of several short ones, such as an address."""
        line, run = self.lines[at], self.layout.runs[at]
        if self.front and at == self.title + 1 and not line.gap:
            return True
        if self.layout.tight:
            return run < 3
        return run == 1 and bool(line.gap or self.lines[at - 1].form != "plain")

    def _opens(self, at: int) -> bool:
        """Whether a heading may stand above what is right below: no other short line that is open at its end."""
        below = self.lines[at + 1]
        noted = self.text[below.start] == "["
        return bool(below.gap or noted or not self.layout.stacks[at + 1] or self.layout.runs[at + 1])

    def _listed(self, at: int) -> bool:
        """Whether a line is one of three apart that look like headings, or of two below a colon: a list then."""
        return any(self._lists(start) for start in range(max(at - 2, self.title + 1, 0), at + 1))

    def _lists(self, start: int) -> bool:
        """Whether a list of short lines, each apart from the other, begins with the three lines from ``start``."""
        first, *others = self.lines[start : start + 3]
        runs = self.layout.runs[start : start + 3]
        opened = bool(runs[0]) or self.text[first.end - 1] == ":"
        return opened and len(others) == 2 and all(runs[1:]) and all(line.gap for line in others)

    def _repeated(self, at: int) -> bool:
        """Whether the line below or above says the same, as the text of a picture and its caption do."""
        body = self.lines[at].of(self.text)
        return body in (self.lines[at + 1].of(self.text), self.lines[at - 1].of(self.text) if at else "")

    def _paragraph(self, at: int) -> Found:
        """A paragraph with the lines that it was broken into."""
        line = self.lines[at]
        end = at + 1
        while end < len(self.lines) and self._breaks_above(end):
            end += 1
        piece = self._piece("paragraph", line, self.lines[end - 1].end)
        first = self.text[piece.span.start]
        if first == "[" or first.isdigit():
            return self._timed(piece), end
        return [self._spoken(piece, timed=False) if first.isupper() else piece], end

    def _timed(self, piece: Piece) -> list[Piece]:
        """A paragraph that may begin with the time of a speech, which is navigation."""
        time = TIMESTAMP.match(self.text, *piece.span)
        speech = NOT_BLANK.search(self.text, time.end(), piece.span.end) if time else None
        if not time or not speech:
            return [piece]
        rest = piece._replace(span=Span(speech.start(), piece.span.end), gap=0)
        return [piece._replace(kind="navigation", span=Span(*time.span())), self._spoken(rest, timed=True)]

    def _spoken(self, piece: Piece, *, timed: bool) -> Piece:
        """The piece, whose sentences begin after the name of who speaks: "HOST: Welcome." is "Welcome."."""
        label = TURN.match(self.text, *piece.span)
        if not label and (timed or self.layout.speakers):
            label = SPEAKER.match(self.text, *piece.span)
            label = label if label and (timed or label[1] in self.layout.speakers) else None
        return piece._replace(opens=label.end()) if label else piece

    def _breaks_below(self, at: int) -> bool:
        """Whether a line that looks like a heading is the beginning of a paragraph that was broken there."""
        line, below = self.lines[at], self.lines[at + 1]
        if below.gap or below.form != "plain" or self.matter.is_label(below.of(self.text)):
            return False
        if self.text[below.start].islower() or JOINING.search(self.text[max(line.start, line.end - 6) : line.end]):
            return True
        return (line.end - line.start) * 2 > (self.layout.width or LONGEST_LINE * 4)

    def _breaks_above(self, at: int) -> bool:
        """Whether a line goes on with the one above: that was broken where the next word would not have fitted, or is a
        figure in large type with what it tells below: "71% | of those treated"."""
        line, above = self.lines[at], self.lines[at - 1]
        if line.gap or line.form != "plain" or above.form == "rule":
            return False
        if (
            self._is_on_card(at)
            or self._is_large(at - 1)
            or (at > 1 and self._is_large(at - 2) and self._is_last_small(at))
        ):
            return True
        small = self.text[line.start].islower()
        if not self.layout.width:
            return small and above.end - above.start > SHORTEST_BROKEN and self.text[above.end - 1] not in ".!?:;"
        space = self.text.find(" ", line.start, line.end)
        word = (space if space >= 0 else line.end) - line.start
        return small or above.indent + above.end - above.start + 1 + word > self.layout.width

    def _is_on_card(self, at: int) -> bool:
        """Whether a line tells what a price in large type right above is for, on a card of a few lines without another
        such price: "Plus", "$2,640", "6 infusions, 2 calls", "Save $330"."""
        first = at
        while first and not self.lines[first].gap and at - first < MOST_ON_CARD:
            first -= 1
        last = at
        while last + 1 < len(self.lines) and not self.lines[last + 1].gap and last - first < MOST_ON_CARD:
            last += 1
        card = self.lines[first : last + 1]
        priced = [number for number, line in enumerate(card, first) if PRICED.fullmatch(self.text, line.body, line.end)]
        short = all(line.form in ("plain", "hash") and line.end - line.start <= LONGEST_HEADING for line in card)
        return (
            len(card) <= MOST_ON_CARD
            and len(priced) == 1
            and short
            and first <= priced[0] < at
            and priced[0] <= first + 1
        )

    def _is_large(self, at: int) -> bool:
        """Whether a line is a figure in large type with what it tells in the line below, which begins small or is the
        only one and no figure itself."""
        line, below = self.lines[at], self.lines[at + 1]
        if not LARGE.fullmatch(self.text, line.body, line.end) or below.gap or below.form != "plain":
            return False
        if self.text[below.start].islower():
            return True
        alone = at + 2 >= len(self.lines) or bool(self.lines[at + 2].gap) or self._is_last_small(at + 2)
        return alone and bool(line.gap) and not LARGE.match(self.text, below.body, below.end)

    def _is_last_small(self, at: int) -> bool:
        """Whether a line begins small, and a gap is below it."""
        small = self.text[self.lines[at].start].islower()
        return small and (at + 1 >= len(self.lines) or bool(self.lines[at + 1].gap))

    # ------------------------------------------------------------------------------------------------------ shared

    def _heading(self, line: Line) -> Piece:
        """The heading on a line."""
        span = self._bared(line.body, line.end)
        number = value(self.text, line)
        return Piece("heading", span, line.mark, line.gap, line.indent, line.form, level=line.level, number=number)

    def _counted(self, line: Line) -> Piece:
        """The heading on a line without a mark; a counting word with its number is its marker: "Step 2: Rest"."""
        bold = BOLD_LINE.fullmatch(self.text, line.body, line.end)
        if bold and bold["number"]:
            mark = Span(bold.start("number"), bold.end("number") + 1)
            line = line._replace(body=bold.start("words"), end=bold.end("words"), mark=mark, form="number")
            return self._heading(line)
        found = self.matter.ordinal.match(self.text, line.body, line.end)
        if not found:
            return self._heading(line)
        numbered = line._replace(body=found.end(), mark=Span(*found.span("mark")), form="number")
        return self._heading(numbered)._replace(number=int(found["number"]))

    def _piece(self, kind: BlockKind, line: Line, end: int) -> Piece:
        """A piece from a line's words to a place."""
        return Piece(kind, self._bared(line.body, end), line.mark, line.gap, line.indent, line.form)

    def _bared(self, start: int, end: int) -> Span:
        """The stretch without the signs of emphasis that wrap the whole of it."""
        if self.text[start] not in "*_" or self.text[end - 1] not in "*_":
            return Span(start, end)
        sign = next(sign for sign in EMPHASES if self.text.startswith(sign, start))
        inside = Span(start + len(sign), end - len(sign))
        if inside.start >= inside.end or self.text.find(sign, inside.start, end) != inside.end:
            return Span(start, end)
        loose = self.text[inside.start].isspace() or self.text[inside.end - 1].isspace()
        return Span(start, end) if loose else inside

    def _rows(self, line: Line, rows: Sequence[Row]) -> list[Piece]:
        """The rows of a table that begins at ``line``, each with the cells of the header."""
        header = rows[0].cells if rows and rows[0].header else ()
        found = [
            Piece("row", row.span, None, 0, line.indent, cells=row.cells, header=() if row.header else header)
            for row in rows
        ]
        found[:1] = [piece._replace(kind="header" if header else "row", gap=line.gap) for piece in found[:1]]
        return found
