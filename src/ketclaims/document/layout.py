"""What a document does throughout: whether it marks its headings, how large its gaps are, where its lines break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from ketclaims.document.lines import Line
from ketclaims.document.sentences import sentences
from ketclaims.document.words import DocumentWords
from ketclaims.late import late
from ketclaims.model import Span

LONGEST_CELL = 80
LONGEST_ASKED = 20
LONGEST_ACRONYM = 5
LONGEST_HEADING = 120
LONGEST_QUESTION = 80
LONGEST_TITLE = 300
LONGEST_WRAPPED = 200
MOST_SPACES = 20
FEWEST_BREAKS = 3

# What a heading begins with: Doses   "Doses   5 Doses   mTOR   ¿Dosis   » Doses   ＋ Doses
HEAD = late(r"(?:[»›＋+▾❯]\s?)?[\"'“‘«(\[¿¡*_]*(?:\d+\s[^\W\d_a-z]|[a-z][A-Z]|(?![a-z])[^\W\d_])")
# What may stand behind the last sign of a sentence, and the signs that no heading ends with
CLOSING = "\"'”’»)]*_"
STOPS = frozenset(".;,:!…—–-؟۔،。！？、：；।॥")
# What no heading holds: an address, a cell, a percentage unless it is a headline: Naps help 71% of nurses, trial finds
FOREIGN = late(r"[%@|]|https?://|www\.")
HEADLINE = late(r"(?:[^\s%|@:]+\s){2,}[^\s|@:]*\d%(?:\s[^\s%|@:]+){2,}")
WORD = late(r"[^\W\d_]{2}")
# Dose: half a tablet   Dose: 20 mg   Price: $5
LABELLED = late(r"[^\W\d_][\w -]{0,30}:\s+(?:[^\W\d_A-Z]|\d+(?!\s[A-Z])|[$€£~<>≤≥±])")
# Q: How long?   A: Two days   Q1: How long?   A. Two days
TURN = late(r"(?:[QA]|Question|Answer)(?:\s?\d{1,2})?:\s+(?=\S)|[QA]\.\s+(?=(?-i:[A-Z])[a-z]*\s[a-z])")
# HOST: Welcome   DR. LIND: Thank you
SPEAKER = late(r"([A-Z][A-Z.’'-]*+(?: [A-Z.’'-]++){0,3}+):\s+(?=\S)")
# What a line of speech ends with
SPOKEN = frozenset('.?!…"”’')
# **Doses**   __2. Doses__
BOLD_LINE = late(r"(\*\*|__)(?:(?P<number>\d{1,2})[.)]\s+)?(?P<words>\S[^*_]*\S)\1")
# Results: depression
PART = late(r"(?P<section>[A-Z][a-z]+(?:\s[a-z]+)?):\s+[^\W\d_].*")
# PRICES (per visit)
BRACKETED = late(r"\([^()]*\)")
# Ketamine in Fairhaven | Example Clinic
SITE = late(r"[^|]*\w \| \w[^|]*")
# 71%   4 in 10   Two in three   9,600+: a figure that stands in large type above what it tells, and breaks no line
LARGE = late(
    r"[^\w\s]{0,4}\s?\d(?:[^\n.?!:]|[.:]\d){0,16}"
    r"|(?i:(?:(?:about|around|nearly|almost|over|up to)\s)?(?:half|a third|a quarter"
    r"|(?:one|two|three|four|five|six|seven|eight|nine)\s(?:in|out of)\s(?:every\s)?"
    r"(?:two|three|four|five|ten|twenty)))"
)
# Response   64%   Response,64%   "Response";"64%": what may part the cells of a row
COLUMNED = late(r"  [^\s]|[,;](?=[\w\"$~<>])(?<!\d,)")
# 71%   **6**   40–60 min, but not "3 Doses" or "2.1"
ALONE = late(r"[^\w\s]{0,4}\s?\d(?:(?!\s[A-Z]|\.\s)(?:[^\n.?!:]|[.:]\d)){0,16}")
UNDERLINE = late(r"={3,}|-{3,}")


class Layout(NamedTuple):
    """What the lines of a document have in common.

    ``marked``: its headings are marked as in Markdown. ``piped``: it has pipes. ``tabbed``: it has tabs. ``columned``:
    it has wide gaps, or commas without a space, between words. ``tight``: most lines have no blank line above.
    ``usual``: the blank lines between blocks. ``width``: where its lines break, or 0 if each paragraph is one line.
    ``runs``: for each line, how many lines in the form of a heading stand together there, without a blank one;
    ``stacks``: how many in the form of a table's cell. ``speakers``: who speaks more than once.
    """

    marked: bool
    piped: bool
    tabbed: bool
    columned: bool
    tight: bool
    usual: int
    width: int
    runs: Sequence[int]
    stacks: Sequence[int]
    speakers: frozenset[str]


def layout(text: str, found: Sequence[Line], words: DocumentWords) -> Layout:
    """What the lines ``found`` in a text have in common."""
    gaps = Counter([line.gap for line in found[1:]])
    large = [(-count, gap) for gap, count in gaps.items() if gap]
    sections = words.bibliography | words.notes | words.end_matter
    speakers = _speakers(text, found)
    bare = [
        line.form == "plain" and is_bare(text, line, words, sections) and not _speaks(text, line, speakers)
        for line in found
    ]
    return Layout(
        marked=any(line.form == "hash" for line in found) or _underlines(text, found, bare),
        piped="|" in text,
        tabbed="\t" in text,
        columned=COLUMNED.search(text) is not None,
        tight=gaps[0] * 2 > len(found),
        usual=min(large)[1] if large else 1,
        width=_width(text, found),
        runs=_runs(found, bare),
        stacks=_runs(found, [is_cell(text, line) for line in found]),
        speakers=speakers,
    )


def is_bare(text: str, line: Line, words: DocumentWords, sections: Set[str] = frozenset()) -> bool:
    """Whether a line has the form of a heading: short, begun like one, and not closed like a sentence.

    "Who can have it" and "Is it safe?" have it; "Dose: half a tablet" has not. One of ``sections`` may have a colon.
    """
    if line.end - line.body > LONGEST_HEADING:
        return False
    line = _unwrapped(text, line)
    body = line.of(text)
    if body.rstrip(CLOSING)[-1:] in STOPS:
        return body[-1] == ":" and heading_words(body) in sections
    if (
        not HEAD.match(body)
        or (FOREIGN.search(body) and not HEADLINE.fullmatch(body))
        or not WORD.search(body)
        or body.count(" ") >= MOST_SPACES
    ):
        return False
    if ":" in body and (LABELLED.match(body) or TURN.match(body)) and not _is_part(body, words):
        return False
    if body[-1] == "?" and len(body) > LONGEST_QUESTION:
        return False
    if "! " in body:
        return False
    return ". " not in body or len(sentences(text, Span(line.body, line.end), words)) == 1


def _is_part(body: str, words: DocumentWords) -> bool:
    """Whether a line names a section and the part of the subject it is about: "Results: depression"."""
    part = PART.fullmatch(body)
    return part is not None and heading_words(part["section"]) in words.sections


def _unwrapped(text: str, line: Line) -> Line:
    """The line without the signs of bold type around it and the number behind them: "**2. Doses**" is "Doses"."""
    wrapped = BOLD_LINE.fullmatch(text, line.body, line.end) if text[line.body] in "*_" else None
    return line._replace(body=wrapped.start("words"), end=wrapped.end("words")) if wrapped else line


def is_cell(text: str, line: Line) -> bool:
    """Whether a line has the form of a cell that stands on a line of its own: plain, short and not closed.

    A header may ask: "Covered?".
    """
    closed = ".!:;," if line.end - line.start <= LONGEST_ASKED else ".!?:;,"
    return line.end - line.start <= LONGEST_CELL and line.form == "plain" and text[line.end - 1] not in closed


def is_title(text: str, line: Line, *, signed: bool = False) -> bool:
    """Whether the first line of a text may be its title: not closed, no turn of speech, without a percentage.

    One that is ``signed`` below, as in a journal, may end with a full stop.
    """
    if line.end - line.body > LONGEST_TITLE:
        return False
    body = line.of(text).removesuffix(".") if signed else line.of(text)
    foreign = FOREIGN.search(body.replace("|", "", 1) if SITE.fullmatch(body) else body)
    return body[-1] not in ".;,:" and not (foreign or TURN.match(body)) and WORD.search(body) is not None


def in_capitals(words: str) -> bool:
    """Whether words are in capitals, but for those in brackets ("BY VEIN (for mood)"), and more than an acronym."""
    bare = BRACKETED.sub("", words).strip()
    return bare.isupper() and len(bare) > LONGEST_ACRONYM


def heading_words(heading: str) -> str:
    """A heading as the lists of words have it: "REFERENCES:" is "references"."""
    return heading.strip(" \t\xa0:.*_#").casefold()


def is_underline(text: str, below: Line) -> bool:
    """Whether a line is a rule of = or - that makes a heading of the line right above it."""
    return below.form == "rule" and not below.gap and UNDERLINE.fullmatch(text, below.start, below.end) is not None


def _underlines(text: str, found: Sequence[Line], bare: Sequence[bool]) -> bool:
    """Whether any heading is underlined."""
    return any(headed and is_underline(text, below) for headed, below in zip(bare, found[1:], strict=False))


def _runs(found: Sequence[Line], alike: Sequence[bool]) -> list[int]:
    """For each line the length of the run of alike lines without a gap that it is part of; 0 if it is none of them."""
    runs = [0] * len(found)
    start = 0
    for at, (line, fits) in enumerate(zip(found, alike, strict=True)):
        if line.gap or not fits:
            runs[start:at] = [at - start] * (at - start)
            start = at if fits else at + 1
    runs[start:] = [len(found) - start] * (len(found) - start)
    return runs


def _width(text: str, found: Sequence[Line]) -> int:
    """The width at which a document breaks its lines, or 0: it breaks them where many go on in lower case."""
    joined = [at for at, line in enumerate(found) if at and not line.gap and line.form == "plain"]
    joined = [at for at in joined if not LARGE.fullmatch(text, found[at - 1].start, found[at - 1].end)]
    broken = [found[at - 1] for at in joined if text[found[at].start].islower()]
    if len(broken) < FEWEST_BREAKS or len(broken) * 4 < len(joined):
        return 0
    widths = [line.indent + line.end - line.start for line in broken]
    return max((width for width in widths if width <= LONGEST_WRAPPED), default=0)


def _speaks(text: str, line: Line, speakers: Set[str]) -> bool:
    """Whether a line begins with the name of one of the speakers: "HOST: And then?"."""
    label = SPEAKER.match(text, line.body, line.end) if speakers else None
    return label is not None and label[1] in speakers


def _speakers(text: str, found: Sequence[Line]) -> frozenset[str]:
    """The names in capitals with a colon that more than one line begins with, one of them a sentence: "IM: 93%", "IM: 4
    min" are facts of one name."""
    labels = [(SPEAKER.match(text, line.body, line.end), line) for line in found if line.form == "plain"]
    counts = Counter(label[1] for label, _ in labels if label)
    spoken = {label[1] for label, line in labels if label and text[line.end - 1] in SPOKEN}
    return frozenset(name for name, count in counts.items() if count > 1 and name in spoken)
