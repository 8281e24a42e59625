"""Numbers that are names: labels, isotopes, formulae, parts of words, ordinals, arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.model import Reason, Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import ENDING, MONTHS
from ketclaims.quantities.points import Point

_LABELLED = re.compile(r"(?<![\w-])(?P<word>[A-Za-z]+\.?)[ \u00a0]?[(\[]?\Z")
# the earlier items of a list: 3A and | 3, 5, | (2) and | 1–
_ITEM_BEHIND = re.compile(
    r"(?<![\w.])[(\[]?[A-Z]{0,2}\d+(?:\.\d+)*[A-Za-z]?(?:\([a-z]\))?[)\]]?(?:\s[A-Z]\b)?"
    r"(?:\s?(?:,|;|[-–—])\s?(?:(?:and|or|&)\s)?|\s(?:and|or|to|&)\s)[(\[]?\Z"
)
_ITEM = re.compile(r"\d+(?:\.\d+)*[A-Za-z]?(?!\w)(?:\s?[-–]\s?\d+[A-Za-z]?(?!\w))?")
_LETTERED = late(r"\d+[A-Z]")
_WORD_ITEM = re.compile(r"[a-z]+\b", re.IGNORECASE)
_BOUND_AHEAD = late(r"\s(?:and|or)\s(?:older|over|above|up|younger|under|more|less|fewer)\b|\+|\s?[x×]\s|\stimes\b")
# rooms are | numbered 4, but complaints | numbered six
_GIVEN_NUMBERS = late(r"\b(?:is|are|was|were|be|been|being|and|[a-z]+ly)\s\Z|[(,]\s?\Z", re.IGNORECASE)
# patients | 312; treatments 2,184: how many, where a list of names would go on
_ALONE = late(
    r"(?:\d{1,3}(?:,\d{3})+|\d+|[a-z]+)(?!\w|[.,]\d|\s?(?:[-–—,;&]|and\b|or\b|to\b)\s?[A-Z]{0,2}\d)", re.IGNORECASE
)
# "took part (53 | on one drug": what is in brackets goes on, where a name would end
_CLOSING = frozenset((")", "]", ",", ";", "-", "–", ""))
_ITEM_ENDS = (",", ";", "-", "–", "—", "&", "and", "or", "to")
_LIST_LIMIT = 12  # items of a list of labels that are looked back over
_NUMBER_BEHIND = late(r"(?P<word>[\w.]+)[-\s]+\Z")

_ISOTOPE = re.compile(r"(?P<mass>\d{1,3})m?(?P<element>[A-Z][a-z]?)(?![a-z])[\w/]*")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_RUNS_ON = re.compile(r"[^\W\d_]\w*")
_CAPITALS = re.compile(r"(?<![\w.-])(?P<word>[A-Z]{2,}[\w-]*|[A-Z][a-z][\w-]+|[a-z][A-Z]\w+)(?P<gap>[ \u00a0])\Z")
_SENTENCE_BEGINS = late(r"(?:\A|[.!?:•|\n\"“(–—]\s*|\n\s*)\Z")
_HYPHENATED = late(r"(?<![\w-])(?:[A-Za-zα-ωΑ-Ω]{2,}|\w*\d[A-Za-z]|[A-Z]\w+[-–]\d+)[-‐‑–]\Z")
_HYPHENS = frozenset("-‐‑–")
_GAPS = frozenset(" \u00a0")
_HYPHEN_COUNTS = frozenset(
    ("mid", "pre", "post", "sub", "under", "over", "age", "day", "week", "month", "year", "top", "n", "p")
)
# "one allograft"; but "one another", "one of them", "the smaller one is"
_COUNTED_ONE = re.compile(
    r"[-\s](?!(?:of|or|another|more|would|can|could|may|might|must|should|is|was|has|had|and|but|in|on|at|to|for|with|who|that|which|where|whose|where)\b)[A-Za-z]{2}",
    re.IGNORECASE,
)
# three on tablets and | one on placebo; two on day 1, | one on day 8: a number as those before it, and none of them
_ONE_AS_WELL = late(r"(?:\b(?:and|but|versus|vs\.?|against|then|usually|than)|[,;:])\s\Z", re.IGNORECASE)
_ONE_AND_ALL = late(
    r"[.,;:)]|\s*\Z|\s(?:of\s(?:whom|them|which)\b|(?!(?:of|or|another|by|day|thing|to|for\severy|more|that|which)\b)[a-z]{2})",
    re.IGNORECASE,
)
_ARGUMENT = re.compile(r"[^\W_]\((?:[-−]?[\w.]+,\s?)*[-−]?\Z")
_CODED = re.compile(r"\s?=\s?[^\W\d]")
_INTEGER = re.compile(r"\d+\Z")


class _Labels(NamedTuple):
    """The nouns of labels in the singular and the plural, each with its kind; and the last letters of all.

    A label names always, or alone only.
    """

    kinds: Mapping[str, str]
    endings: frozenset[str]


@lru_cache(maxsize=8)
def _labels(lexicon: Lexicon) -> _Labels:
    table = lexicon.exclusions["labels"]
    kinds = {
        form: kind
        for kind in ("alone", "always")
        for word in table[kind]
        for form in (word, f"{word.removesuffix('.')}s")
    }
    return _Labels(kinds, frozenset(form.rstrip(".")[-ENDING:] for form in kinds))


def read_label(point: Point) -> Mention | None:
    """``Figure 3``, ``samples 1 and 2``, ``Eq. (29)``: a number that is the name of a thing."""
    label, first = _label_of(point)
    if not label:
        return None
    text, digit = point.text, point.text[point.start].isdigit()
    item = (_ITEM if digit else _WORD_ITEM).match(text, point.start)
    if item is None:
        return None
    if label == "alone" and point.before(1) in ("(", "[") and text[item.end() : item.end() + 1] not in _CLOSING:
        return None
    if label == "always" and first:
        return Mention(Span(point.start, item.end()), "noise", reason="title_or_name")
    if label == "always" and _LETTERED.fullmatch(item.group()):
        return Mention(Span(point.start, item.end()), "noise", reason="title_or_name")
    amount = point.number and (_amounts(point, point.number) or _BOUND_AHEAD.match(text, point.number.end()))
    if "." in item.group() or amount:
        return None
    return Mention(Span(point.start, item.end()), "noise", reason="title_or_name")


def _label_of(point: Point) -> tuple[str, bool]:
    """Which kind of label stands before the number or before the list that it ends; whether it is the list's first."""
    labels, at = _labels(point.lexicon), point.start
    # the ends of words and lists tell most of them from labels, and cost less than a search back
    labelled = point.ending in labels.endings
    for step in range(_LIST_LIMIT):
        found = _LABELLED.search(point.text, max(0, at - 18), at) if labelled else None
        kind = labels.kinds.get(found["word"].lower()) if found else None
        if found and kind:
            counted = _counts_before(point, found, at) if kind == "alone" else _is_counting(point, found)
            return ("" if counted else kind), step == 0
        listed = point.text[max(0, at - 8) : at].rstrip("([").rstrip().endswith(_ITEM_ENDS)
        item = _ITEM_BEHIND.search(point.text, max(0, at - 18), at) if listed else None
        if item is None:
            break
        at, labelled = item.start(), True
    return "", False


def _is_counting(point: Point, label: re.Match[str]) -> bool:
    """Whether the word of a label is the verb of a count: "complaints numbered six"."""
    numbered = label["word"].lower() == "numbered"
    return numbered and not _GIVEN_NUMBERS.search(point.text, max(0, label.start() - 16), label.start())


def _counts_before(point: Point, label: re.Match[str], at: int) -> bool:
    """Whether the noun of a label is counted by the number before it, or, as a plural, by the one number behind it."""
    if _numbered(point, label.start()):
        return True
    return label["word"][-1] == "s" and at == point.start and _ALONE.match(point.text, at) is not None


def _numbered(point: Point, at: int) -> bool:
    """Whether a number stands before the noun: "4 samples 3" counts samples."""
    before = _NUMBER_BEHIND.search(point.text, max(0, at - 16), at)
    return before is not None and (before["word"][-1].isdigit() or before["word"].lower() in point.lexicon.number_words)


def _amounts(point: Point, number: re.Match[str]) -> bool:
    """Whether a unit or a counted thing stands behind the number, or behind the range that it begins."""
    second = point.second(point.patterns.to, number.end())
    return _counts(point, number.end()) or (second is not None and _counts(point, second.end()))


def _counts(point: Point, end: int) -> bool:
    return point.measured(end) or point.count(end) is not None


def read_isotope(point: Point) -> Mention | None:
    """``13C``, ``40Ar/39Ar``: a mass number directly before its element; ``16S``: a subunit by its sedimentation."""
    found = _ISOTOPE.match(point.text, point.start)
    if found is None:
        return None
    masses = point.lexicon.exclusions["isotopes"].get(found["element"], ())
    if int(found["mass"]) in masses or found.group()[-1] == "S" == found["element"]:
        return Mention(Span(point.start, found.end()), "noise", reason="title_or_name")
    return None


def name_of(point: Point, mention: Mention) -> Mention:
    """A bare number as the noise that it is, where it is part of a name, an ordinal or an argument; else itself."""
    text, end = point.text, mention.span.end
    if _ORDINAL.match(text, point.start):
        return _noise(mention, _RUNS_ON.match(text, end), "not_quantitative")
    if mention.span.of(text).lower() == "one" and not (_COUNTED_ONE.match(text, end) or _is_one_as_well(point, end)):
        return _noise(mention, None, "not_quantitative")
    runs_on = _RUNS_ON.match(text, end)
    if runs_on and text[point.start].isdigit():
        return _noise(mention, runs_on, "title_or_name")
    return _noise(mention, None, "title_or_name") if _is_name(point, mention) else mention


def _is_one_as_well(point: Point, end: int) -> bool:
    """Whether "one" is a number beside others: ``three on tablets and one on placebo``."""
    return _ONE_AS_WELL.search(point.before(12)) is not None and _ONE_AND_ALL.match(point.text, end) is not None


def _noise(mention: Mention, runs_on: re.Match[str] | None, reason: Reason) -> Mention:
    end = runs_on.end() if runs_on else mention.span.end
    return Mention(Span(mention.span.start, end), "noise", reason=reason)


def _is_name(point: Point, mention: Mention) -> bool:
    written = mention.span.of(point.text)
    behind = point.before(40)
    if not _INTEGER.match(written):
        return _is_argument(behind)
    marked = behind[-1:] == "#"
    leading_zero = len(written) > 1 and written[0] == "0"
    coded = (_CODED.match(point.text, mention.span.end) and behind[-1:] not in ("=", " ")) or False
    return bool(marked or leading_zero or coded or _is_argument(behind) or _behind_word(behind, point))


def _is_argument(behind: str) -> bool:
    return "(" in behind and _ARGUMENT.search(behind) is not None


def _behind_word(behind: str, point: Point) -> bool:
    """Whether the word before makes a name of the number: "Voyager 2", "ISO 1183", "caspase-3"."""
    hyphened = _HYPHENATED.search(behind) if behind[-1:] in _HYPHENS else None
    if hyphened:
        return hyphened.group()[:-1].lower() not in _HYPHEN_COUNTS and not _is_number(hyphened.group()[:-1], point)
    found = _CAPITALS.search(behind) if behind[-1:] in _GAPS else None
    if found is None or found["word"] in point.lexicon.exclusions["not_names"]["words"] or found["word"] in MONTHS:
        return False
    begins = _SENTENCE_BEGINS.search(behind[: found.start()]) is not None
    return not _is_number(found["word"], point) and (found["word"].isupper() or not begins)


def _is_number(word: str, point: Point) -> bool:
    return word.lower() in point.lexicon.number_words
