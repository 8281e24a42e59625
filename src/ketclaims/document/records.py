"""The head of a record, as databases, journals and archives print it: its title, and the lines around it that say where
the work appeared, who wrote it and where they work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ketclaims.document.features import LONGEST_LINE, is_title
from ketclaims.document.imprints import is_printed
from ketclaims.document.lines import Line
from ketclaims.document.matter import Matter
from ketclaims.late import late

# How far down the title of a record stands, how many words it has, and how long the lines around it are.
HEAD_LINES = 40
FEWEST_WORDS = 4
# The names of authors are read in so many characters of their line.
LONGEST_NAMES = 2000
PROSE = 80
# How many lines below the names of the authors may tell that they are authors.
NEAR = 4
FEWEST_AUTHORS = 2
# Over so many lines their names may be broken.
MOST_NAMED = 3
# How many lines of another kind may stand among those below the authors.
MOST_PASSED = 2

# What parts the names of authors, and what parts them from other things on their line
BETWEEN_NAMES = late(r",\d{1,2}(?:,\d{1,2})*\s+(?=\w)|\s*[,;](?!\d)\s*(?:and\s|&\s)?|\s+(?:and|&)\s+")
CELLS = late(r"\s{2,}|\t")
# What stands behind a name: Lind 1, 2   Lind a   Lind*†   Lind (1)   Lind (2021)
MARKS = late(r"(?:[\s,]*(?:\d{1,2}|(?<=\s)[a-h]|[*†‡§¶#✉]|\((?:\d{1,2}|\d{4})\)|[⁰¹²³⁴-⁹])(?![\w.]))+$")
PARTICLE = r"(?:van|von|der|den|ter|ten|de|da|di|du|do|dos|del|la|le|el|al|bin|ibn)"
CAPITAL = r"[^\W\d_a-z]"
NAME = late(rf"(?:{PARTICLE}\s)*{CAPITAL}[\w.’'-]*(?:\s{PARTICLE})*(?:\s{CAPITAL}[\w.’'-]*){{1,4}}")
ONE_NAME = late(rf"(?:{PARTICLE}\s)*{CAPITAL}[\w’'-]*[a-z][\w’'-]*")
# J.   K.-A.   and behind a name without them: MD   PhD
INITIALS = late(r"[A-Z]\.(?:[\s-]?[A-Z]\.?){0,3}")
DEGREE = late(r"[A-Z][A-Za-z]?\.?[A-Z][A-Za-z.]{0,6}")
# et al.   on behalf of the NAP-2 investigators   Sleep Study Group
GROUP = late(
    r"et\sal\.?|(?:(?:for|on\sbehalf\sof)\s)?(?:the\s)?[\w\s-]{2,60}\s(?:[Ii]nvestigators|[Gg]roup|[Cc]ollaborators|[Cc]onsortium"
    r"|[Nn]etwork|[Tt]eam)"
)
# A title does not go on behind a full stop, as prose does.
STOPPED = late(r"[a-z]{3}\.\s+[A-Z]")
# Lund M   Ana Q Belmonte   J. Castel   Ana Belmonte PhD
INITIALED = late(r"(?:^|\s)[A-Z](?:\.|[A-Z]?(?=\s|$))")
# 1 Department of   a School of   (2) Unit   *Hospital   but no words in bold or italic: **Aims** To find
AFFILIATED = late(r"(?:\(?(?:\d{1,2}|[a-h])\)?|(?!\*+[^*]+\*)[*†‡§¶⁰¹²³⁴-⁹]+)\s?(?=[A-Z])")


class Record(NamedTuple):
    """The head of a record: the number of the first line of its title, the title as one line, the number of the line
    below it, and the numbers of the lines around it that are no text."""

    title: int
    head: Line
    below: int
    around: frozenset[int]


NOTHING = Record(-1, Line(0, 0, 0, 0, 0, "plain"), -1, frozenset())


def record(text: str, lines: Sequence[Line], matter: Matter) -> Record:
    """The head of the record that a text begins as, if the names of its authors stand below its title."""
    bodies = [line.of(text)[:LONGEST_NAMES] for line in lines[:HEAD_LINES]]
    for at in range(1, len(bodies)):
        if _is_prose(bodies[at - 1]) and not _may_entitle(text, lines[at - 1]):
            return NOTHING
        last = _last_of_authors(lines, bodies, at, matter)
        if last < at:
            continue
        title = next((above for above in range(at - 1, -1, -1) if not matter.kind(bodies[above])), -1)
        if title >= 0 and _may_entitle(text, lines[title]) and (title < 1 or _is_full(bodies[title])):
            below, title = title + 1, _first_of(text, lines, title, lines[title].end)
            around = (*range(title), *range(below, last + 1), *_below(text, lines, last, matter))
            return Record(title, lines[title]._replace(end=lines[below - 1].end), below, frozenset(around))
    return NOTHING


def _last_of_authors(lines: Sequence[Line], bodies: Sequence[str], at: int, matter: Matter) -> int:
    """The number of the last line of the names of authors that begin at a line, or -1 where none do."""
    last = at
    while last < len(bodies) and last - at < MOST_NAMED:
        if names_authors(" ".join(bodies[at : last + 1]), bodies[last + 1 : last + 1 + NEAR], matter):
            return last
        last += 1
        if last >= len(bodies) or lines[last].gap or len(bodies[last - 1]) <= PROSE // 2:
            break
    return -1


def names_authors(body: str, below: Sequence[str], matter: Matter) -> bool:
    """Whether a line is the names of a work's authors: two at least, with the marks, initials or degrees that authors
    have, or with a line below that says where the work appeared or where they work."""
    if "%" in body or ":" in body:
        return False
    parts = [part for part in BETWEEN_NAMES.split(CELLS.split(body, maxsplit=1)[0].strip()) if part]
    bare = [MARKS.sub("", part).strip() for part in parts]
    named = sum(NAME.fullmatch(part) is not None for part in bare)
    halves = sum(ONE_NAME.fullmatch(part) is not None and not DEGREE.fullmatch(part) for part in bare)
    initials = sum(INITIALS.fullmatch(part) is not None for part in bare)
    if named + initials < FEWEST_AUTHORS or halves > initials or not all(map(_is_of_author, bare)):
        return False
    marked = bare != parts or any(INITIALED.search(part) or DEGREE.fullmatch(part) for part in bare)
    return marked or any(is_printed(line) or matter.is_aside(line) for line in below)


def _is_of_author(part: str) -> bool:
    """Whether a part of a line is the name of an author, or a part of one, or what stands beside it."""
    return not part or any(form.fullmatch(part) for form in (NAME, INITIALS, ONE_NAME, DEGREE, GROUP))


def _may_entitle(text: str, line: Line) -> bool:
    """Whether a line may be the title of a record."""
    return line.form in ("plain", "hash") and is_title(text, line, signed=True) and not STOPPED.search(line.of(text))


def _first_of(text: str, lines: Sequence[Line], title: int, end: int) -> int:
    """The number of the first of the lines of a title that ends at a place, with a subtitle below it without a gap."""
    above = title - 1
    if above < 0 or lines[title].gap or not _is_full(lines[above].of(text)):
        return title
    whole = lines[above]._replace(end=end)
    return _first_of(text, lines, above, end) if _may_entitle(text, whole) else title


def _is_full(body: str) -> bool:
    """Whether a line has as many words as the title of a work."""
    return body.count(" ") >= FEWEST_WORDS - 1


def _is_prose(body: str) -> bool:
    """Whether a line is a sentence or a figure of a text, so that no title of a record stands below."""
    return "%" in body or len(body) > LONGEST_LINE or (len(body) > PROSE and body[-1] in ".!?" and not is_printed(body))


def _below(text: str, lines: Sequence[Line], at: int, matter: Matter) -> list[int]:
    """The numbers of the lines below the authors that still say who and where; one or two others may stand between."""
    found: list[int] = []
    passed: list[int] = []
    for number in range(at + 1, min(len(lines), at + HEAD_LINES)):
        line, body = lines[number], lines[number].of(text)
        next_below = number - 1 in (at, *found)
        if _tells_of_work(text, line, matter) or (next_below and _tells_of_author(text, line, matter)):
            found += (*passed, number)
            passed = []
        elif len(passed) < MOST_PASSED and _may_be_passed(body, matter):
            passed.append(number)
        else:
            break
    return found


def _tells_of_author(text: str, line: Line, matter: Matter) -> bool:
    """Whether a line right below the authors says where they work: behind a mark, or as no sentence does."""
    body = line.of(text)
    named = len(body) <= LONGEST_LINE and body[-1:] not in ".!?:" and "," in body and matter.is_institute(body)
    return named or AFFILIATED.match(text, line.start, line.end) is not None


def _may_be_passed(body: str, matter: Matter) -> bool:
    """Whether a line is short, closed by no stop, and opens no part of the text."""
    return len(body) <= PROSE and body[-1:] not in ".!?%" and not matter.stands_above(body)


def _tells_of_work(text: str, line: Line, matter: Matter) -> bool:
    """Whether a line says where a work appeared, when, or where one of its authors works."""
    body = line.of(text)
    if AFFILIATED.match(text, line.start, line.end) and matter.is_institute(body):
        return True
    return len(body) <= LONGEST_LINE and bool(matter.kind(body) or is_printed(body) or matter.is_aside(body))
