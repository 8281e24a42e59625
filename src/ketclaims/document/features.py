"""What a single line looks like, before anybody asks what is around it: a heading, a title, a cell, an underline."""

from __future__ import annotations

from ketclaims.document.lines import Line
from ketclaims.document.sentences import sentences
from ketclaims.document.speech import TURN
from ketclaims.document.words import DocumentWords
from ketclaims.late import late
from ketclaims.model import Span

# Lengths in characters; what is longer is a sentence, or a paragraph that was not broken.
LONGEST_LINE = 160
LONGEST_HEADING = 120
LONGEST_QUESTION = 80
LONGEST_TITLE = 300
LONGEST_CELL = 80
# A cell that asks is a header: "Covered?"; a longer question is one of an interview.
LONGEST_ASKED = 20
# Up to this length a word in capitals may be an acronym, which says nothing of how headings are written.
LONGEST_ACRONYM = 5
# A heading of more words than this is a sentence.
MOST_SPACES = 20

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
LABELLED = late(
    r"(?:\*\*|__)?[^\W\d_][\w -]{0,30}(?::\*\*|:__|(?:\*\*|__)?:)\s+(?:[^\W\d_A-Z]|\d+(?!\s[A-Z])|[$€£~<>≤≥±])"
)
# Dose: how much?
ASKED = late(r"[^\W\d_][\w -]{0,30}:\s+[^\d:]*\?")
# **Doses**   __2. Doses__
BOLD_LINE = late(r"(\*\*|__)(?:(?P<number>\d{1,2})[.)]\s+)?(?P<words>\S[^*_]*\S)\1")
# — Doses —   *** Doses ***   == Doses ==   [Doses]   <h3>Doses</h3>
FRAMED = late(
    r"(?:<(?:h[1-6]|b|strong|u)>|(?:[—–*=~\[┌│·-]{1,4}|\.{3}|…)\s?)(?P<words>[^\W\d_][^<>=~\[\]—–│]*[^\W_])"
    r"(?:</(?:h[1-6]|b|strong|u)>|\s?(?:[—–*=~\]┐│·-]{1,4}|\.{3}|…))"
)
# 🟢 Doses   → Doses   ★ Doses   § 2 Doses   #Doses
SIGNED = late(r"(?:(?:[←-⇿■-➿⬀-⯿\U0001f000-\U0001faff]\ufe0f?){1,3}\s+|§\s?\d{0,2}\s?|#(?=[A-Z]))(?P<words>[^\W_].*)")
# Results: depression
PART = late(r"(?P<section>[A-Z][a-z]+(?:\s[a-z]+)?):\s+[^\W\d_].*")
# PRICES (per visit)   Still well (of 100)   Drug (n = 61)
BRACKETED = late(r"\([^()]*\)")
# Ketamine in Fairhaven | Example Clinic
SITE = late(r"[^|]*[\w?!)] \| \w[^|]*")
# 71%   4 in 10   Two in three   9,600+: a figure that stands in large type above what it tells, and breaks no line
LARGE = late(
    r"[^\w\s]{0,4}\s?\d(?:[^\n.?!:]|[.:]\d){0,16}"
    r"|(?i:(?:(?:about|around|nearly|almost|over|up to)\s)?(?:half|a third|a quarter"
    r"|(?:one|two|three|four|five|six|seven|eight|nine)\s(?:in|out of)\s(?:every\s)?"
    r"(?:two|three|four|five|ten|twenty)))"
)
UNDERLINE = late(r"={3,}|-{3,}")


def is_bare(text: str, line: Line, words: DocumentWords, *, colon: bool = False) -> bool:
    """Whether a line has the form of a heading: short, begun like one, and not closed like a sentence.

    "Who can have it" and "Is it safe?" have it; "Dose: half a tablet" has not. With ``colon``, the name of a section
    at the end of an article may have one: "References:".
    """
    if line.end - line.body > LONGEST_HEADING:
        return False
    line = _unwrapped(text, line)
    body = line.of(text)
    if body.rstrip(CLOSING)[-1:] in STOPS:
        return colon and body[-1] == ":" and words.opens_back_matter(heading_words(body))
    if not _is_worded(body, words):
        return False
    return ". " not in body or len(sentences(text, Span(line.body, line.end), words)) == 1


def _is_worded(body: str, words: DocumentWords) -> bool:
    """Whether the words of a line are those of a heading: begun like one, few, and neither a label nor a cry."""
    if (
        not HEAD.match(body)
        or (FOREIGN.search(body) and not HEADLINE.fullmatch(body))
        or not WORD.search(body)
        or body.count(" ") >= MOST_SPACES
    ):
        return False
    labelled = LABELLED.match(body) and not ASKED.fullmatch(body)
    if ":" in body and (labelled or TURN.match(body)) and not _is_part(body, words):
        return False
    return not (body[-1] == "?" and len(body) > LONGEST_QUESTION) and "! " not in body


def _is_part(body: str, words: DocumentWords) -> bool:
    """Whether a line names a section and the part of the subject it is about: "Results: depression"."""
    part = PART.fullmatch(body)
    return part is not None and heading_words(part["section"]) in words.sections


def _unwrapped(text: str, line: Line) -> Line:
    """The line without the signs of bold type around it and the number behind them ("**2. Doses**" is "Doses"), or
    without what frames it or points to it: "— Doses —", "→ Doses"."""
    if text[line.body].isalnum():
        return line
    bold = BOLD_LINE.fullmatch(text, line.body, line.end) if text[line.body] in "*_" else None
    wrapped = FRAMED.fullmatch(text, line.body, line.end) or bold or SIGNED.fullmatch(text, line.body, line.end)
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
    return body[-1:] not in ".;,:" and not (foreign or TURN.match(body)) and WORD.search(body) is not None


def is_underline(text: str, below: Line) -> bool:
    """Whether a line is a rule of = or - that makes a heading of the line right above it."""
    return below.form == "rule" and not below.gap and UNDERLINE.fullmatch(text, below.start, below.end) is not None


def in_capitals(words: str) -> bool:
    """Whether words are in capitals, but for those in brackets ("BY VEIN (for mood)"), and more than an acronym."""
    bare = BRACKETED.sub("", words).strip()
    return bare.isupper() and len(bare) > LONGEST_ACRONYM


def heading_words(heading: str) -> str:
    """A heading as the lists of words have it: "REFERENCES:" is "references"."""
    return heading.strip(" \t\xa0:.*_#").casefold()
