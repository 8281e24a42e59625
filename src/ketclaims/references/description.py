"""What a work is called and where it appeared: the title, and the journal, book or site behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ketclaims.references.draft import EDGES, Draft, Stretch

_QUOTED = re.compile(
    r"(?:(?<=[\s.,:)])|\A)\"(?P<title>[^\"\0]{8,500})[\"]|(?:(?<=[\s,:)])|\A)'(?P<single>[^\0]{12,400}?)'(?=[,.]?\s)"
)
_LINKED = re.compile(r"\[(?P<title>[^\[\]\0]{8,400})\]\s?\(?")
_STOP = re.compile(r"(?<=[.?!])[\"')\]]?\s(?=\S)")
_SHORTENED = re.compile(r"(?:The\s)?[A-Z][A-Za-z]{0,11}\.|(?:[A-Z]\.){2,5}|(?:[A-Z][A-Za-z-]{0,9}\.\s?){2,5}")
_IN = re.compile(r"(?:In|in):?\s(?=[A-Z])")
_CHAPTER = re.compile(r"(?<=[.?!])\s(?=In:\s[A-Z])")
# Title (2nd ed.)   Title, 2nd ed.   Title [Internet]
_EDITION = re.compile(
    r"\s?\((?:\d{1,2}(?:st|nd|rd|th)|[Rr]ev(?:ised|\.)?)\s[Ee]d(?:n|ition)?\.?\)|,\s\d{1,2}(?:st|nd|rd|th)\s[Ee]d(?:n|ition)?\.?\Z"
)
# A theory of naps, J.   before the rest of a shortened name
_SHORT_START = re.compile(r",\s(?=(?:[A-Z][A-Za-z]{0,7}\.\s?){1,4}\Z)")
_MEDIUM = re.compile(r"\s?[\[(](?:Internet|Online|online|Web|Preprint|preprint|Electronic Resource)[\])]?\Z")
# What a stretch before a bare year is called if it is a journal and no publisher
_JOURNAL = re.compile(
    r"\b(?:J|Journal|Annals?|Ann|Archives?|Arch|Reviews?|Rev|Bulletin|Bull|Proceedings|Proc|Letters|Lett|Frontiers|Front"
    r"|Transactions|Trans|Acta|Advances|Adv|Reports|Rep|Quarterly|Nature|Science|Lancet|Cell|PLoS|PLOS|BMJ|BMC|JAMA|Psychiatry"
    r"|Medicine|Psychology|Neuroscience|Pharmacology|Psychopharmacology|Neuropsychopharmacology|Anesthesiology|Brain|Pain)\b",
)
_PUBLISHED = re.compile(
    r"\b(?:Press|Publishing|Publishers?|Books|Verlag|Elsevier|Springer|Wiley|Routledge|Penguin|Associates|Sons|Company|Inc|Ltd|University)\b"
)


def read_quoted_title(draft: Draft, at: int, end: int) -> int | None:
    """Note a title in quotation marks or in the brackets of a link near ``at``; where it ends."""
    for pattern in (_QUOTED, _LINKED):
        found = pattern.search(draft.line, max(at - 1, draft.head), min(end, at + 40) + 500)
        group = next((name for name, said in found.groupdict().items() if said), None) if found else None
        if found and group and found.start() <= at + 3 and found.start() < end:
            draft.note("title", *found.span(group), edges=" ,.;:")
            return found.end()
    return None


def read_container(draft: Draft, start: int, end: int) -> None:
    """Note as journal what stands between a title and the volume, or the year: a journal, a book, a site."""
    opened = _IN.match(draft.line, start + _blank(draft.line, start, end))
    start = opened.end() if opened else start
    while start < end and draft.line[start] in EDGES:
        start += 1
    comma = draft.line.find(", ", start, end)
    named = draft.line[start:end]
    # A site or a journal may be followed by its publisher, a section, an edition: Site, Publisher
    stop = comma if comma > 0 and not _JOURNAL.search(named[comma - start :]) else end
    _note_journal(draft, start, stop)


def _blank(line: str, start: int, end: int) -> int:
    return len(line[start:end]) - len(line[start:end].lstrip(EDGES))


def _note_journal(draft: Draft, start: int, end: int) -> None:
    medium = _MEDIUM.search(draft.line[start:end].rstrip(" ."))
    end = start + medium.start() if medium else end
    before = end
    draft.note("journal", start, end)
    journal = draft.found.get("journal")
    # The full stop of a shortened name is part of it: Arch. Gen. Psychiatr.
    if journal and journal[1] < before and draft.line[journal[1]] == "." and "." in draft.line[slice(*journal)]:
        draft.found["journal"] = (journal[0], journal[1] + 1)


def read_title_and_journal(draft: Draft, start: int, end: int, *, located: bool) -> None:
    """Tell title and journal apart, which stand from ``start`` to ``end``: the last sentence is the journal."""
    chapter = _CHAPTER.search(draft.line, start, end)
    if chapter:
        _note_title(draft, start, chapter.start())
        book = next(_pieces(draft.line, chapter.end() + len("In: "), end))
        _note_journal(draft, *book)
        return
    pieces = list(_pieces(draft.line, start, end))
    if len(pieces) == 1:
        _single(draft, pieces[0], located=located)
    elif pieces:
        _several(draft, pieces, end, located=located)


def _several(draft: Draft, pieces: list[Stretch], end: int, *, located: bool) -> None:
    """Note the last of several sentences as the journal, unless it is a publisher, and those before as the title."""
    start = pieces[0][0]
    cut = len(pieces) - 1
    while cut > 1 and _SHORTENED.fullmatch(draft.line[slice(*pieces[cut - 1])].rstrip()):
        cut -= 1
    last = draft.line[pieces[cut][0] : end]
    if _is_publisher(last, located=located) or (not located and _EDITION.search(draft.line, *pieces[0])):
        _note_title(draft, start, pieces[0][1])
        return
    shortened = _SHORT_START.search(draft.line[: pieces[cut - 1][1]], pieces[cut - 1][0])
    _note_title(draft, start, shortened.start() if shortened else pieces[cut - 1][1])
    opened = _IN.match(draft.line, pieces[cut][0])
    _note_journal(draft, shortened.end() if shortened else opened.end() if opened else pieces[cut][0], end)


def _is_publisher(last: str, *, located: bool) -> bool:
    """Whether the last sentence of a description that has no volume names who printed a book: "Oxford: Press"."""
    if located:
        return False
    placed = re.search(r"[A-Za-z]:\s[A-Z]", last)
    return bool(placed or (_PUBLISHED.search(last) and not _JOURNAL.search(last)))


def _note_title(draft: Draft, start: int, end: int) -> None:
    bare = draft.line[start:end].rstrip(" .,;:")
    beside = [match.start() for form in (_MEDIUM, _EDITION) for match in form.finditer(bare)]
    draft.note("title", start, min([start + len(bare), *(start + at for at in beside)]), edges=" .,;:\"'")


def _single(draft: Draft, piece: Stretch, *, located: bool) -> None:
    """Note one sentence as the journal or the title: a short one with a volume behind it is the journal."""
    start, end = piece
    words = draft.line[start:end].split()
    comma = draft.line.rfind(", ", start, end)
    if located and len(words) <= 8 and (_JOURNAL.search(draft.line, start, end) or len(words) <= 4):
        _note_journal(draft, start, end)
    elif comma > 0 and _JOURNAL.search(draft.line, comma, end):
        _note_title(draft, start, comma)
        _note_journal(draft, comma + 2, end)
    else:
        _note_title(draft, start, end)


def _pieces(line: str, start: int, end: int) -> Iterator[Stretch]:
    """The parts of a stretch from one stop to the next; those of a shortened name are put together again later."""
    at = start
    for stop in _STOP.finditer(line, start, end):
        yield at, stop.start()
        at = stop.end()
    if line[at:end].strip(EDGES):
        yield at, end
