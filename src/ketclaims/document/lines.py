"""A text as lines that know their place, their indent and the mark they open with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ketclaims.cleaning import INVISIBLE
from ketclaims.late import late
from ketclaims.model import Span

Form = Literal["plain", "hash", "bullet", "number", "outline", "roman", "letter", "note", "rule"]

# What `str.isspace` and `\s` call white space, and what shows nothing.
BLANK = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000" + INVISIBLE
)
NOT_BLANK = late(f"[^{re.escape(BLANK)}]")

# A line that draws something and says nothing: ---   * * *   |:--|--:|   >
RULE = late(r"[-=_*~+:|—–\s]{3,}+|[>\s]++", re.ASCII)
# Order matters: an outline number begins as a number does, and "I." and "i)" are Roman before they are letters.
MARK = late(
    r"""
    (?P<hash> \#{1,6} )(?=\s)                                        # ## Results
  | (?P<bullet> [•‣◦●○▪▫■□◆◇▶►▸➤➢✓✔✗✘·∙⁃] | [-*+–—](?=\s) )           # • half of them   - half of them
  | (?P<note> \[\^?[\w-]{1,16}\]:?(?=\s) )                           # [^2]: Hale J.    [2] Hale J.
  | (?P<outline> \d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+[^\W\d_a-z]) )    # 2.1 Doses
  | (?P<number> \(?\d{1,3}[.)](?=\s) | \d{1,2}\.(?=[A-Z][a-z]) )     # 1. Doses   1) Doses   (1) Doses   1.Doses
  | (?P<roman> \(?(?:[IVXL]{1,6}|[ivxl]{1,6})[.)](?=\s) )            # IV. Doses   (ii) Doses
  | (?P<letter> \(?[A-Za-z][.)](?=\s) )                              # B. Doses    b) Doses
    """,
    re.VERBOSE,
)
# > a quoted line   > > one within it
QUOTED = late(r">[>\s]*+(?=\S)")
# The box of a task: - [x] done
TASK = late(r"\[[ xX]\](?=\s)")

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
# The numbers of a list have no more; what has is a year, or too long to be a number at all.
MOST_DIGITS = 3
SERIES: tuple[tuple[Form, tuple[str, ...]], ...] = (("roman", ROMANS), ("letter", LETTERS))


class Line(NamedTuple):
    """A line that is not blank: ``body`` is where its words begin after its mark, ``gap`` the blank lines above.

    ``end`` is before white space and the closing signs of a heading; ``level`` is a Markdown heading's.
    """

    start: int
    end: int
    body: int
    indent: int
    gap: int
    form: Form
    mark: Span | None = None
    level: int = 0

    def of(self, text: str) -> str:
        """The words of the line, without its mark."""
        return text[self.body : self.end]


def lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    found: list[Line] = []
    at = gap = 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip(BLANK)
        if bare:
            start = at + raw.index(bare[0])
            found.append(_line(text, start, start + len(bare), start - at, gap))
            gap = 0
        else:
            gap += 1
        at += len(raw)
    return _settled(text, found)


def value(text: str, line: Line) -> int:
    """The place of a line's number in its series, from 1: 3 for "3.", "iii)" and "C."; 0 if it has none."""
    sign = text[slice(*line.mark)].strip("().").upper() if line.mark else ""
    for form, series in SERIES:
        if line.form == form:
            return series.index(sign) + 1
    return int(sign) if sign.isdecimal() and len(sign) <= MOST_DIGITS else 0


def _line(text: str, start: int, end: int, indent: int, gap: int) -> Line:
    """The line between two places, with its mark told apart."""
    first = text[start]
    # most lines begin with a word, which only "I." or "a)" is taken for a mark
    if first.isalpha() and (end - start < 2 or text[start + 1] not in ".)VIXLvixl"):
        return Line(start, end, start, indent, gap, "plain")
    if RULE.fullmatch(text, start, end):
        return Line(start, end, end, indent, gap, "rule")
    quoted = QUOTED.match(text, start, end) if first == ">" else None
    if quoted:
        start = quoted.end()
    found = MARK.match(text, start, end)
    return _marked(text, found, end, indent, gap) if found else Line(start, end, start, indent, gap, "plain")


def _marked(text: str, found: re.Match[str], end: int, indent: int, gap: int) -> Line:
    """The line that opens with the mark found; one that has nothing after its mark is plain."""
    start, stop = found.span()
    form: Form = found.lastgroup  # type: ignore[assignment]
    body = _words(text, stop, end)
    if body >= end:
        return Line(start, end, start, indent, gap, "plain")
    if form == "hash":
        return _hashed(text, Line(start, end, body, indent, gap, form, None, stop - start))
    task = TASK.match(text, body, end) if form == "bullet" else None
    if task and _words(text, task.end(), end) < end:
        stop, body = task.end(), _words(text, task.end(), end)
    return Line(start, end, body, indent, gap, form, Span(start, stop))


def _hashed(text: str, line: Line) -> Line:
    """A Markdown heading without closing signs, and with its number, if it has one, as its mark."""
    size = len(line.of(text).rstrip("#").rstrip(BLANK))
    end = line.body + size if size else line.end
    number = MARK.match(text, line.body, end)
    if not number or number.lastgroup not in ("number", "outline") or _words(text, number.end(), end) >= end:
        return line._replace(end=end)
    return line._replace(end=end, body=_words(text, number.end(), end), mark=Span(*number.span()))


def _words(text: str, start: int, end: int) -> int:
    """The first place from ``start`` that is not blank, or ``end``."""
    found = NOT_BLANK.search(text, start, end)
    return found.start() if found else end


def _settled(text: str, found: Sequence[Line]) -> list[Line]:
    """The lines, where a letter or Roman number is a mark only if its neighbour in the series is one too."""
    doubtful = ("roman", "letter")
    marks = {text[slice(*line.mark)] for line in found if line.mark and line.form in doubtful}
    return [_told(text, line, marks) if line.form in doubtful else line for line in found]


def _told(text: str, line: Line, marks: set[str]) -> Line:
    """The line as Roman, as lettered or as plain: "A. Lind wrote" is no item where no line begins with "B."."""
    mark = text[slice(*line.mark)] if line.mark else ""
    sign = mark.strip("().")
    for form, series in SERIES:
        if sign.upper() in series:
            at = series.index(sign.upper())
            beside = series[at - 1] if at else series[1]
            if mark.replace(sign, beside if sign.isupper() else beside.lower()) in marks:
                return line._replace(form=form)
    return line._replace(form="plain", body=line.start, mark=None)
