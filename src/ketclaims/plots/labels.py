"""What a claim says in words short enough to stand beside a chart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from ketclaims.comparison.wording import period_parts

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Row = Mapping[Any, Any]
LONGEST = 32
SIGNS = {"=": "", "~": "≈ ", "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ "}
SIGNED = re.compile(r"^[~≈<>≤≥]+\s*|(?<=\d)\s*\+|(?<=%)\s*\+")


def said(row: Row, name: str) -> str:
    """What a row says in a column, as text; nothing where the cell is missing or the row lacks the column."""
    value = row.get(name)
    return "" if value is None or value is pd.NA or value != value else str(value)


def value_words(row: Row) -> str:
    """The value as written, after the sign of its relation.

    >>> value_words({"relation": ">=", "value_text": "75%+"})
    '≥ 75%'
    """
    return SIGNS[said(row, "relation")] + shortened(SIGNED.sub("", said(row, "value_text")), 40)


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text of at most that many characters, with an ellipsis where something is cut off."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"


def term_words(name: str, lexicon: Lexicon) -> str:
    """A word of a vocabulary as people write it: an abbreviation in capitals, no underscores."""
    terms = {**lexicon.conditions, **lexicon.interventions, **lexicon.routes}
    known = terms.get(name)
    short = name in lexicon.routes and len(name) == 2
    return name.upper() if short or (known and name.upper() in known.exact) else name.replace("_", " ")


def subject_order(row: Row, lexicon: Lexicon) -> tuple[int, ...]:
    """Where a subject stands among others: the conditions in the order of the lexicon, then the treatments."""
    parts = ((said(row, "condition"), lexicon.conditions), (said(row, "intervention"), lexicon.interventions))
    return tuple(1 + list(words).index(name) if name in words else 0 for name, words in parts)


def subject_words(row: Row, lexicon: Lexicon) -> str:
    """The condition and the treatment of a claim, as far as it names them."""
    named = [term_words(said(row, name), lexicon) for name in ("condition", "intervention") if said(row, name)]
    return " · ".join(named) or "no condition named"


def context_words(row: Row, lexicon: Lexicon) -> str:
    """The route, doses, time point, group and comparator of a claim, as far as it says them."""
    return ", ".join(part for part in _context(row, lexicon) if part)


def _context(row: Row, lexicon: Lexicon) -> Iterator[str]:
    yield term_words(said(row, "route"), lexicon)
    yield doses_words(said(row, "doses_low"), said(row, "doses_high"))
    yield period_words(said(row, "timepoint"))
    yield shortened(said(row, "population"))
    yield f"vs {term_words(said(row, 'comparator'), lexicon)}" if said(row, "comparator") else ""


def doses_words(low: str, high: str) -> str:
    """A number of doses.

    >>> doses_words("1", "1"), doses_words("2", ""), doses_words("6", "8"), doses_words("", "3")
    ('1 dose', '2+ doses', '6–8 doses', 'up to 3 doses')
    """
    if not low and not high:
        return ""
    number = low if low == high else f"{low}–{high}" if low and high else f"{low}+" if low else f"up to {high}"
    return f"{number} dose{'s' * (number != '1')}"


def period_words(duration: str) -> str:
    """An ISO 8601 duration as the time at which something was measured.

    >>> period_words("P1D"), period_words("PT24H"), period_words("P1M2W")
    ('at 1 day', 'at 24 hours', 'at 1 month 2 weeks')
    """
    named = " ".join(period_parts(duration))
    return f"at {named}" if named else ""
