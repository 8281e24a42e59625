"""Headings without a mark: plain lines that look like one, judged by what stands above and below them."""

from __future__ import annotations

from ketclaims.document.features import (
    LABELLED,
    LONGEST_HEADING,
    LONGEST_LINE,
    STOPS,
    heading_words,
    in_capitals,
    is_title,
)
from ketclaims.document.matter import AUTHORS
from ketclaims.document.page import Page
from ketclaims.document.pieces.breaks import breaks_above, breaks_below, joined
from ketclaims.document.pieces.front import Front
from ketclaims.document.speech import TURN
from ketclaims.late import late

# **Doses**   __Doses__
BOLD = late(r"(\*\*|__)(?=\S)[^*_]+\1")
# **Doses:**   **Doses**:
BOLD_LABEL = late(r"(\*\*|__)(?=\S)[^*_]+(?::\1|\1:)")
# What is said of a subject in figures: "Dose: 20 mg", "a third: $40"
FIGURED = late(r":\s+[$€£~<>≤≥±]?\d|[%@|$€£]")
# A paragraph below a word or two with a colon is at least so long.
SHORTEST_PROSE = 80
# A title is broken over so many lines, at most.
MOST_BROKEN = 3
# So many short lines right below each other are an address or the like, and no heading among them.
FEWEST_SHORT = 3


def is_heading(page: Page, front: Front, at: int) -> bool:
    """Whether a plain line is a heading, by its form and by what stands above and below it."""
    if at + 1 >= len(page.lines):
        return False
    bare = page.layout.runs[at] > 0
    if not (bare or front.is_untitled):
        if _is_bold_label(page, at):
            return True
        return not page.layout.marked and (is_headline(page, front, at) or _is_asked(page, at) or _is_subject(page, at))
    if page.layout.titled if front.is_untitled else page.layout.marked:
        line = page.lines[at]
        return bare and BOLD.fullmatch(page.text, line.body, line.end) is not None
    if front.is_untitled:
        return is_title(page.text, page.lines[at], signed=_is_signed(page, at)) and not breaks_below(page, at)
    return _is_told(page, front, at)


def title_end(page: Page, front: Front, at: int) -> int:
    """The number of the line after a title that is broken over two lines or three, or ``at`` where none begins."""
    if not front.is_untitled or page.layout.titled or page.lines[at].form != "plain":
        return at
    end = joined(page, at)
    whole = page.lines[at]._replace(end=page.lines[end - 1].end)
    broken = 1 < end - at <= MOST_BROKEN and (end >= len(page.lines) or page.lines[end].form == "plain")
    return end if broken and page.text[whole.end - 1] not in STOPS and is_title(page.text, whole) else at


def _is_bold_label(page: Page, at: int) -> bool:
    """Whether a line in bold type ends with a colon and stands apart above a paragraph: "**How it was done:**"."""
    line, below = page.lines[at], page.lines[at + 1]
    bold = line.form == "plain" and BOLD_LABEL.fullmatch(page.text, line.body, line.end) is not None
    return bold and line.end - line.body <= LONGEST_HEADING and below.form == "plain" and not page.is_small(at + 1)


def _is_subject(page: Page, at: int) -> bool:
    """Whether a line is a word or two with a colon that stand apart above a paragraph: "Ketamine:"."""
    line, below = page.lines[at], page.lines[at + 1]
    if line.form != "plain" or not line.gap or below.form != "plain" or page.is_small(at + 1):
        return False
    words = page.of(at).strip("*_")
    named = words[-1:] == ":" and words.count(" ") < FEWEST_SHORT and words[0].isupper() and ":" not in words[:-1]
    return named and below.end - below.start > SHORTEST_PROSE and page.text[below.end - 1] in ".!?"


def _is_told(page: Page, front: Front, at: int) -> bool:
    """Whether a line in the form of a heading is one by its words, its capitals, its neighbours or where it stands."""
    if page.words.opens_back_matter(heading_words(page.of(at))):
        return True
    if _is_capital(page, at):
        return not _is_repeated(page, at)
    if is_headline(page, front, at) or is_headline(page, front, at + 1):
        return True
    alone = _is_apart(page, front, at) and _opens(page, at) and not _is_repeated(page, at)
    return alone and not breaks_below(page, at) and not _is_listed(page, front, at)


def _is_signed(page: Page, at: int) -> bool:
    """Whether the names of authors stand below a line, each with its first name or initials."""
    below = page.of(at + 1)
    return len(below) <= LONGEST_LINE and "," in below and AUTHORS.fullmatch(below) is not None


def _is_capital(page: Page, at: int) -> bool:
    """Whether a line in capitals stands above lines that are not: "IV KETAMINE (mood)" heads its prices."""
    line, below = page.lines[at], page.lines[at + 1]
    if not line.gap or below.form != "plain":
        return False
    words, next_words = page.of(at), page.of(at + 1)
    # "ECT" heads "Response: 41%" right below it, as "KETAMINE" does.
    capital = in_capitals(words) or (words.isupper() and not below.gap and LABELLED.match(next_words))
    return bool(capital) and not in_capitals(next_words)


def is_headline(page: Page, front: Front, at: int) -> bool:
    """Whether a line is the second of a heading of two, below its subject in capitals and above a paragraph:

    "SLEEP | Night shifts: the long view", as each piece of a newsletter has it.
    """
    if at + 1 >= len(page.lines) or at <= front.title + 1 or page.lines[at].gap or page.layout.stacks[at + 1]:
        return False
    above, line, below = page.lines[at - 1 : at + 2]
    words, subject = page.of(at), page.of(at - 1)
    return (
        bool(above.gap and below.gap)
        and {above.form, line.form, below.form} == {"plain"}
        and subject.isupper()
        and not words.isupper()
        and all(len(part) <= LONGEST_HEADING and part[-1] not in STOPS for part in (words, subject))
        and not FIGURED.search(words)
    )


def _is_asked(page: Page, at: int) -> bool:
    """Whether a line is a question of a list of them, with its answer in the lines below: "Q: Does it hurt?",
    "Q. Does it hurt?"."""
    line, below = page.lines[at], page.lines[at + 1]
    words = page.of(at)
    asked = words.startswith(("Q:", "Q. ")) and words[-1] == "?" and len(words) <= LONGEST_HEADING and line.gap
    return bool(asked) and not TURN.match(page.text, below.body, below.end)


def _is_apart(page: Page, front: Front, at: int) -> bool:
    """Whether a line stands for itself and is not one of several short ones, such as an address."""
    line, run = page.lines[at], page.layout.runs[at]
    if front.open and at == front.title + 1 and not line.gap:
        return True
    if page.layout.tight:
        return run < FEWEST_SHORT
    return run == 1 and bool(line.gap or page.lines[at - 1].form != "plain")


def _opens(page: Page, at: int) -> bool:
    """Whether a heading may stand above what is right below: no other short line that is open at its end."""
    below = page.lines[at + 1]
    noted = page.text[below.start] == "["
    if below.gap or noted or not page.layout.stacks[at + 1] or page.layout.runs[at + 1]:
        return True
    return page.layout.width > 0 and at + 2 < len(page.lines) and breaks_above(page, at + 2)


def _is_listed(page: Page, front: Front, at: int) -> bool:
    """Whether a line is one of three apart that look like headings, or of two below a colon: a list then."""
    return any(_lists(page, start) for start in range(max(at - 2, front.title + 1, 0), at + 1))


def _lists(page: Page, start: int) -> bool:
    """Whether a list of short lines, each apart from the other, begins with the three lines from ``start``."""
    first, *others = page.lines[start : start + 3]
    runs = page.layout.runs[start : start + 3]
    opened = bool(runs[0]) or page.text[first.end - 1] == ":"
    return opened and len(others) == 2 and all(runs[1:]) and all(line.gap for line in others)


def _is_repeated(page: Page, at: int) -> bool:
    """Whether the line below or above says the same, as the text of a picture and its caption do."""
    return page.of(at) in (page.of(at + 1), page.of(at - 1) if at else "")
