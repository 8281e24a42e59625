"""The authors of a work at the head of its entry, in the ways that styles write names."""

from __future__ import annotations

import re

_PARTICLE = r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]ella|[Dd]i|[Dd]u|[Dd]a|[Dd]os|[Ll]a|[Ll]e|[Tt]er|[Tt]en|[Aa]l|[Ee]l|[Bb]in|[Ss]t\.?)[ -]){0,3}"
_FAMILY = rf"{_PARTICLE}(?:[dDlO]')?[^\W\d_a-z][^\W\d_]+(?:[-'][^\W\d_]+)*(?:\s(?!Jr\b|Sr\b|II)(?:[dDlO]')?[^\W\d_a-z][^\W\d_]+(?:[-'][^\W\d_]+)*){{0,2}}"
_LETTER = r"[^\W\d_a-z]"
_INITIALS = rf"{_LETTER}\.?(?:[\s-]{{0,2}}{_LETTER}\.?){{0,3}}(?!\w)"
_SUFFIX = r"(?:,?\s(?:Jr|Sr|2nd|3rd|II|III|IV)\b\.?)?"
_GIVEN = rf"[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)*(?:\s(?:{_LETTER}\.|[^\W\d_a-z][^\W\d_]+)){{0,2}}"

# Each is one author; which of them the first one is written in, the others are written in, or in what _NEXT adds.
_FORMS = {
    "reversed": re.compile(rf"{_FAMILY},\s?{_INITIALS}{_SUFFIX}"),  # Zarate, C. A., Jr.
    "bare": re.compile(rf"{_FAMILY}\s{_LETTER}{{1,4}}(?:-{_LETTER})?(?!\w){_SUFFIX}(?=\s?[.,;:(]|\s(?:and|&|et)\s|\s\(|\Z)"),  # Zarate CA Jr
    "dotted": re.compile(rf"{_FAMILY}\s{_INITIALS}{_SUFFIX}(?=\s?[,;:(]|\s(?:and|&|et)\s)"),  # Zarate C.A.,
    "initials": re.compile(rf"(?:{_LETTER}\.[\s-]?){{1,4}}{_FAMILY}{_SUFFIX}"),  # C. A. Zarate Jr.
    "full": re.compile(rf"{_FAMILY},\s{_GIVEN}\.?{_SUFFIX}(?=,?\s(?:and|&|et\sal)\b|[.,]\s|\s\(|\s\"|\Z)"),  # Zarate, Carlos A.
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

MOST = 200


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
    closing = re.compile(r"et\.?\sal\b\.?|others\b").match(line, at)
    if closing:
        return closing.end()
    for other in _NEXT[name]:
        pattern = _FORWARD if other == "forward" else _FORMS[other]
        found = pattern.match(line, at)
        if found and (_BETWEEN.match(line, found.end()) or _OTHERS.match(line, found.end()) or _ENDS.match(line, found.end()) or line[found.end() - 1] == "."):
            return found.end()
    return None


_FIRST_FAMILY = re.compile(rf"(?:{_LETTER}\.[\s-]?){{0,4}}(?P<family>{_FAMILY})")


def family_name(authors: str) -> str:
    """The family name of the first author: "Zarate" of "Zarate CA Jr, Singh JB", of "C. A. Zarate", "Zarate, Carlos".

    Of an organisation all of its name.
    """
    bare = re.compile(rf"({_FAMILY})(?:\s{_LETTER}{{1,4}}(?:-{_LETTER})?(?!\w)|,)").match(authors)
    found = bare or re.compile(rf"(?:{_LETTER}\.[\s-]?){{1,4}}({_FAMILY})").match(authors)
    return found[1] if found else authors.partition(",")[0].strip()
