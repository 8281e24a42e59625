"""One entry of a bibliography as a record: its identifiers, then where it stands, then its authors, title, journal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ketclaims.model import Span
from ketclaims.references.flat import MASK, Flat, flat
from ketclaims.references.identifiers import find_identifiers
from ketclaims.references.locators import MONTH, YEAR, Locator, find_locator, years
from ketclaims.references.people import authors_end
from ketclaims.references.records import Field, FieldName, Reference

Stretch = tuple[int, int]

# The mark that an entry opens with: [12]   12.   (12)   [^3]:   •
_MARK = re.compile(r"(?:\[\^?(?P<noted>[\w-]{1,16})\]:?|\(?(?P<counted>\d{1,4})[.)]|[-•·–*])\s?(?=\S)")
# What follows the description of a work: where it was found, when it was read.
_TAIL = re.compile(
    r"(?:\b(?:Available\s(?:at|from|online|here)|Retrieved\s|Accessed\b|Last\saccessed|Viewed\s\d|Epub\b"
    r"|Google\sScholar)|\[(?:PubMed|CrossRef|Google\sScholar)\]|\[(?:cited|accessed)\s)",
    re.IGNORECASE,
)
# When a page appeared, which is no part of its title: Updated July 2023.
_DATED = re.compile(
    rf"(?:(?<=[.;]\s)|\A)(?:Last\s)?(?:Published|Updated|Reviewed|Revised|Modified|Posted)(?:\s(?:on|online))?:?\s"
    rf"(?=(?:[\w,.]{{1,12}}\s){{0,3}}{YEAR}\b)",
    re.IGNORECASE,
)
# A year behind the authors: (2006).   (2006, August 3)   2006.   , 2006.
_YEAR_BEHIND = re.compile(
    rf"[\s.,]{{0,3}}(?:\((?P<bracketed>{YEAR})[a-z]?(?:[,\s][^()\0]{{1,24}})?\)|(?P<bare>{YEAR})[a-z]?(?=[.,:;]))[\s.,:;]{{0,3}}"
)
_UNDATED = re.compile(r"[\s.,]{0,3}\((?:n\.\s?d\.|in\spress|forthcoming)\)[\s.,:;]{0,3}", re.IGNORECASE)
_GROUP = re.compile(
    rf"(?P<group>[^\0\"?!:]{{2,160}}?)[\s.,]{{1,2}}\((?P<year>{YEAR})[a-z]?(?:,\s?[^()\0]{{1,24}})?\)[.,:]?\s"
)
# Organisations and whoever else is named by words with capitals: World Health Organization.
_NAMED = re.compile(
    r"(?=[^.\0]{3,90}\.\s)(?:[A-Z][\w&'/-]*|[a-z]{2,3}|&)(?:,?\s(?:[A-Z][\w&'/()-]*|of|for|and|the|on|in|to|de|&)){0,12}\.\s"
)
_QUOTED = re.compile(
    r"(?:(?<=[\s.,:)])|\A)\"(?P<title>[^\"\0]{8,500})[\"]|(?:(?<=[\s,:)])|\A)'(?P<single>[^\0]{12,400}?)'(?=[,.]?\s)"
)
_LINKED = re.compile(r"\[(?P<title>[^\[\]\0]{8,400})\]\s?\(?")
_STOP = re.compile(r"(?<=[.?!])[\"')\]]?\s(?=\S)")
_SHORTENED = re.compile(r"(?:The\s)?[A-Z][A-Za-z]{0,11}\.|(?:[A-Z]\.){2,5}|(?:[A-Z][A-Za-z-]{0,9}\.\s?){2,5}")
_IN = re.compile(r"(?:In|in):?\s(?=[A-Z])")
_CHAPTER = re.compile(r"(?<=[.?!])\s(?=In:\s[A-Z])")
# Amos Lind and Per K. Moss, "   Sarah Holm, "
_WHOLE_NAME = r"[^\W\d_a-z][\w'-]+(?:\s[^\W\d_a-z][\w'.-]{0,30}){1,3}"
_FORWARD = re.compile(rf"{_WHOLE_NAME}(?:(?:,\sand\s|\sand\s|\s&\s|,\s){_WHOLE_NAME}){{0,8}}(?=,\s\")")
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
_EDGES = " .,;:\"'-" + MASK


@dataclass(slots=True)
class Draft:
    """An entry while it is read: its line without identifiers, and the stretches of the fields found so far."""

    line: str
    head: int
    end: int
    found: dict[FieldName, Stretch] = field(default_factory=dict)

    def note(self, name: FieldName, start: int, end: int, edges: str = _EDGES) -> None:
        """Keep a field without the signs around it; a stretch of nothing is no field."""
        while start < end and self.line[start] in edges:
            start += 1
        while end > start and self.line[end - 1] in edges:
            end -= 1
        if start < end:
            self.found[name] = (start, end)


def read_entry(text: str, span: Span, number: int) -> Reference:
    """The record of the entry that stands in the text at ``span``; ``number`` is for one that has none itself."""
    line = flat(text, span)
    found = find_identifiers(line)
    mark = _MARK.match(line.line)
    masked = line.masked([(item.opens, item.end) for item in found])
    draft = Draft(masked.line, mark.end() if mark else 0, len(line.line))
    _describe(draft)
    for item in found:
        if item.value:
            draft.found[item.name] = (item.start, item.end)
    doi = next((item.value for item in found if item.name == "doi"), "")
    label = mark.group().strip() if mark else ""
    return Reference(_number(mark, number), span, label, _fields(text, line, draft), doi)


def _number(mark: re.Match[str] | None, number: int) -> int:
    sign = (mark["counted"] or mark["noted"] or "") if mark else ""
    return int(sign) if sign.isdecimal() and len(sign) < 6 else number


def _fields(text: str, line: Flat, draft: Draft) -> dict[FieldName, Field]:
    spans = {name: line.span(*stretch) for name, stretch in draft.found.items()}
    return {name: Field(span.of(text), span) for name, span in spans.items()}


def _describe(draft: Draft) -> None:
    """Find what a style writes before the identifiers: authors, year, title, journal, volume, issue, pages."""
    tail = _TAIL.search(draft.line, draft.head + 12)
    draft.end = tail.start() if tail else draft.end
    identifier = draft.line.find(MASK, draft.head, draft.end)
    body_end = identifier if identifier >= 0 else draft.end
    at = _authors(draft, body_end)
    quoted = _quoted(draft, at, body_end)
    locator = _locator(draft, quoted or at)
    _year(draft, quoted or at, body_end, locator)
    stop = _description_end(draft, quoted or at, body_end, locator)
    if quoted:
        _container(draft, quoted, stop)
    else:
        _title_and_journal(draft, at, stop, located=locator is not None)


def _locator(draft: Draft, start: int) -> Locator | None:
    located = find_locator(draft.line, start, draft.end)
    for name, stretch in located.parts.items() if located else ():
        draft.found[name] = stretch  # type: ignore[index]
    return located


def _authors(draft: Draft, end: int) -> int:
    """Note the authors and a year right behind them; where the title begins."""
    at = draft.head
    stop = authors_end(draft.line, at)
    if stop is None or stop > end:
        return _organisation(draft, end)
    group = _GROUP.match(draft.line, stop) if draft.line[stop : stop + 1] in (",", ";") else None
    if group and ". " not in group["group"]:
        # The last of the authors is an organisation: Moher D, Altman DG, The PRISMA Group (2009)
        stop = group.end("group")
    draft.note("authors", at, stop, edges=" ,;:")
    return _behind(draft, stop)


def _behind(draft: Draft, at: int) -> int:
    """Note a year that stands right here; what comes behind it or, without one, behind the stop."""
    year = _YEAR_BEHIND.match(draft.line, at)
    if year:
        draft.found["year"] = year.span("bracketed" if year["bracketed"] else "bare")
        return year.end()
    undated = _UNDATED.match(draft.line, at)
    if undated:
        return undated.end()
    while at < draft.end and draft.line[at] in " .,:;":
        at += 1
    return at


def _organisation(draft: Draft, end: int) -> int:
    """Note whoever is named otherwise: before a quoted title, before a year in brackets, in a sentence of capitals."""
    forward = _FORWARD.match(draft.line, draft.head, end)
    if forward:
        draft.note("authors", *forward.span())
        return _behind(draft, forward.end())
    group = _GROUP.match(draft.line, draft.head)
    counted = group is not None and draft.line[group.start("year") - 2].isdigit()
    if group and not counted and group.end("year") <= end and ". " not in group["group"]:
        draft.note("authors", *group.span("group"))
        draft.found["year"] = group.span("year")
        return group.end()
    named = _NAMED.match(draft.line, draft.head)
    # Behind the name and the title something else has to stand: "Depression. World Health Organization. 2023."
    if named and named.end() < end and draft.line.find(". ", named.end(), end) >= 0:
        draft.note("authors", *named.span())
        return _behind(draft, named.end())
    return draft.head


def _quoted(draft: Draft, at: int, end: int) -> int | None:
    """Note a title in quotation marks or in the brackets of a link near ``at``; where it ends."""
    for pattern in (_QUOTED, _LINKED):
        found = pattern.search(draft.line, max(at - 1, draft.head), min(end, at + 40) + 500)
        group = next((name for name, said in found.groupdict().items() if said), None) if found else None
        if found and group and found.start() <= at + 3 and found.start() < end:
            draft.note("title", *found.span(group), edges=" ,.;:")
            return found.end()
    return None


def _year(draft: Draft, start: int, end: int, locator: Locator | None) -> None:
    """Note the last year behind the title that is part of nothing else, if none was found yet."""
    if "year" in draft.found:
        return
    taken = range(locator.start, locator.end) if locator else range(0)
    free = [stretch for stretch in years(draft.line, start, draft.end) if stretch[0] not in taken]
    behind = [stretch for stretch in free if locator is None or stretch[0] >= locator.start]
    inside = [stretch for stretch in behind or free if stretch[0] < end]
    if inside:
        draft.found["year"] = inside[-1] if locator is None else (inside[0] if behind else inside[-1])


def _description_end(draft: Draft, start: int, end: int, locator: Locator | None) -> int:
    """Where title and journal end: before volume and pages, before a year that follows them, before the identifiers."""
    dated = _DATED.search(draft.line, start, end)
    stops = [dated.start() if dated else end]
    if locator:
        stops.append(locator.start)
    year = draft.found.get("year")
    if year and year[0] > start:
        date = re.compile(rf"[\s,(]{{1,3}}(?:\d{{1,2}}\s)?(?:{MONTH}(?:\s\d{{1,2}},?)?\s)?\Z").search(
            draft.line, start, year[0]
        )
        stops.append(date.start() if date else year[0])
    return max(start, min(stops))


def _container(draft: Draft, start: int, end: int) -> None:
    """Note as journal what stands between a title and the volume, or the year: a journal, a book, a site."""
    opened = _IN.match(draft.line, start + _blank(draft.line, start, end))
    start = opened.end() if opened else start
    while start < end and draft.line[start] in _EDGES:
        start += 1
    comma = draft.line.find(", ", start, end)
    named = draft.line[start:end]
    # A site or a journal may be followed by its publisher, a section, an edition: Site, Publisher
    stop = comma if comma > 0 and not _JOURNAL.search(named[comma - start :]) else end
    _note_journal(draft, start, stop)


def _blank(line: str, start: int, end: int) -> int:
    return len(line[start:end]) - len(line[start:end].lstrip(_EDGES))


def _note_journal(draft: Draft, start: int, end: int) -> None:
    medium = _MEDIUM.search(draft.line[start:end].rstrip(" ."))
    end = start + medium.start() if medium else end
    before = end
    draft.note("journal", start, end)
    journal = draft.found.get("journal")
    # The full stop of a shortened name is part of it: Arch. Gen. Psychiatr.
    if journal and journal[1] < before and draft.line[journal[1]] == "." and "." in draft.line[slice(*journal)]:
        draft.found["journal"] = (journal[0], journal[1] + 1)


def _title_and_journal(draft: Draft, start: int, end: int, *, located: bool) -> None:
    """Tell title and journal apart, which stand from ``start`` to ``end``: the last sentence is the journal."""
    chapter = _CHAPTER.search(draft.line, start, end)
    if chapter:
        _note_title(draft, start, chapter.start())
        book = next(_pieces(draft.line, chapter.end() + len("In: "), end))
        _note_journal(draft, *book)
        return
    pieces = list(_pieces(draft.line, start, end))
    if not pieces:
        return
    if len(pieces) == 1:
        _single(draft, pieces[0], located=located)
        return
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
    """The sentences of a stretch; a stop behind a single capital or inside brackets ends none."""
    at = start
    for stop in _STOP.finditer(line, start, end):
        yield at, stop.start()
        at = stop.end()
    if line[at:end].strip(_EDGES):
        yield at, end
