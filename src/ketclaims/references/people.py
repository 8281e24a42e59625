"""The authors of a work at the head of its entry, in the ways that styles write names."""

from __future__ import annotations

import re

# van der Kolk   de Bie   Al-Hashimi
_PARTICLE = (
    r"(?:(?:aan|het|van|von|zu|de|der|den|del|della|di|du|da|dos|la|le|ter|ten|al|el|bin"
    r"|Van|Von|De|Der|Den|Del|Della|Di|Du|Da|Dos|La|Le|Ter|Ten|Al|El|Bin|[Ss]t\.?)[ -]){0,3}"
)
_CAPITAL = r"[^\W\d_a-z]"
_NAME = rf"(?:[dDlO]')?{_CAPITAL}[^\W\d_]+(?:[-'][^\W\d_]+)*"
_FAMILY = rf"{_PARTICLE}{_NAME}(?:\s(?!(?:Jr|Sr|II|III|IV)\b){_NAME}){{0,2}}"
_INITIALS = rf"(?:{_CAPITAL}\.(?:[\s-]{{0,2}}{_CAPITAL}\.){{0,3}}|{_CAPITAL}{{1,4}}(?:-{_CAPITAL})?)(?!\w)"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|2nd|3rd|II|III|IV)\b\.?)?"
_GIVEN = rf"{_CAPITAL}[^\W\d_]+(?:-[^\W\d_]+)*(?:\s(?:{_CAPITAL}\.|{_CAPITAL}[^\W\d_]+)){{0,2}}"
_JOINED = r"\s(?:and|&|et)\s"

# Each is one author; which of them the first one is written in, the others are written in, or in what _NEXT adds.
_FORMS = {
    # Zarate, C. A., Jr.
    "reversed": re.compile(rf"{_FAMILY},\s?{_INITIALS}{_SUFFIX}"),
    # Zarate CA Jr
    "bare": re.compile(rf"{_FAMILY}\s{_CAPITAL}{{1,4}}(?:-{_CAPITAL})?(?!\w){_SUFFIX}(?=\s?[.,;:(]|{_JOINED}|\s\(|\Z)"),
    # Zarate C.A.,
    "dotted": re.compile(rf"{_FAMILY}\s{_INITIALS}{_SUFFIX}(?=\s?[,;:(]|{_JOINED})"),
    # C. A. Zarate Jr.
    "initials": re.compile(rf"(?:{_CAPITAL}\.[\s-]?){{1,4}}{_FAMILY}{_SUFFIX}"),
    # Zarate, Carlos A.
    "full": re.compile(rf"{_FAMILY},\s{_GIVEN}\.?{_SUFFIX}(?=,?\s(?:and|&|et\sal)\b|[.,]\s|(?<=\.)\s|\s\(|\s\"|\Z)"),
}
_NEXT = {
    "reversed": ("reversed", "initials", "bare"),
    "bare": ("bare",),
    "dotted": ("dotted", "bare"),
    "initials": ("initials",),
    "full": ("forward", "full", "initials", "reversed"),
}
_FORWARD = re.compile(rf"{_GIVEN}\s{_FAMILY}|{_GIVEN}")  # Jaskaran B. Singh
_BETWEEN = re.compile(r"\s?[,;]?\s?(?:and|&)\s|\s?[,;]\s?(?:\.{3}|…)\s?(?:&\s)?|\s?[,;]\s")
_OTHERS = re.compile(r",?\s?(?:and\s)?(?:et\.?\sal\b\.?|others\b|colleagues\b)(?:\s?\(?[Ee]ds?\.\)?)?")
_EDITORS = re.compile(r",?\s?\((?:[Ee]ds?|[Hh]rsg)\.?\)|,\s(?:[Ee]ditors?|[Ee]ds?\.)")
# What may stand behind the last of them: . Title   , "Title"   (2006)   : Title   2006
_ENDS = re.compile(r"\s?[.,:;]|\s?\(|\s\"|\s(?=\d{4}\b)|\Z")

_LAST = re.compile(r"et\.?\sal\b\.?|others\b")

MOST = 200
"""No more authors of a work are counted through; what stands behind them is read as if it were none."""


def authors_end(line: str, start: int = 0) -> int | None:
    """Where the authors end that a line begins with, or nothing if it begins with none."""
    for name, form in _FORMS.items():
        end = _list_end(line, start, name, form)
        if end is not None:
            return end
    return None


def _list_end(line: str, start: int, name: str, form: re.Pattern[str]) -> int | None:
    found = form.match(line, start)
    if not found:
        return None
    at, others = found.end(), False
    for _ in range(MOST):
        closing = _OTHERS.match(line, at)
        if closing:
            at, others = closing.end(), True
            break
        between = _BETWEEN.match(line, at)
        following = _next(line, between.end(), name) if between else None
        if following is None:
            break
        at = following
    editors = _EDITORS.match(line, at)
    at = editors.end() if editors else at
    # A full stop belongs to an initial, to "al." or to "Jr.", and to nothing else.
    return at if others or _ENDS.match(line, at) or line[at - 1] == "." else None


def _next(line: str, at: int, name: str) -> int | None:
    """The end of another author, or of "et al.", that stands right here."""
    closing = _LAST.match(line, at)
    if closing:
        return closing.end()
    for other in _NEXT[name]:
        found = (_FORWARD if other == "forward" else _FORMS[other]).match(line, at)
        if found and _may_end(line, found.end()):
            return found.end()
    return None


def _may_end(line: str, at: int) -> bool:
    """Whether an author may end here: another one follows, or what stands behind authors."""
    return line[at - 1] == "." or any(form.match(line, at) for form in (_BETWEEN, _OTHERS, _ENDS))


_BARE_FAMILY = re.compile(rf"({_FAMILY})(?:\s{_CAPITAL}{{1,4}}(?:-{_CAPITAL})?(?!\w)|,)")
_LAST_FAMILY = re.compile(rf"(?:{_CAPITAL}\.[\s-]?){{1,4}}({_FAMILY})")


def family_name(authors: str) -> str:
    """The family name of the first author: "Zarate" of "Zarate CA Jr, Singh JB", of "C. A. Zarate", "Zarate, Carlos".

    Of an organisation all of its name.
    """
    found = _BARE_FAMILY.match(authors) or _LAST_FAMILY.match(authors)
    return found[1] if found else authors.partition(",")[0].strip()
