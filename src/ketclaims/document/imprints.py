"""What tells a work that is cited: where it appeared, and who wrote it."""

from __future__ import annotations

import re

from ketclaims.late import late

# Where and when a work appeared: 2019; 12   2019 Mar; 12   2019:45   doi:10.5555/x   PMID 123   vol. 12   18(2): 114
PRINTED = late(
    r"""
    \b(?:19|20)\d\d[a-z]?(?:\s(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*
      (?:-[a-z]+)?(?:\s\d{1,2})?)?\s?[;:]\s?\d+(?![\d,.]*(?:\s?%|\s(?:per\s?cent|patients|people|participants|adults|of|had|were|said|reported)\b))
  | \b\d{1,4}\s?\(\d{1,3}\)\s?:\s?[a-z]?\d | \bdoi\b | \bPMID\b | \bISBN\b | \bvol\.\s?\d
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Who wrote it, and what else a list of works has: et al.   pp. 12   (2019).   https://   Hale J.   Hale, J. and
WROTE = late(
    r"""
    \bet\sal\b | \bpp?\.\s?\d | \bno\.\s?\d+,\s | \((?:19|20)\d\d[a-z]?\)\. | https?://
  | ^\W*(?:\d+\W+)?[^\W\d_a-z][\w’'-]+,?\s(?:[A-Z]\.?\s?){1,3}(?:[,.&]|and\b)
    """,
    re.VERBOSE,
)


def is_printed(line: str) -> bool:
    """Whether a line says where a work appeared: "Hale J. Mirror images. Pract Pharmacol 2018; 7: 41-9."."""
    return PRINTED.search(line) is not None


def is_work(line: str) -> bool:
    """Whether a line looks like a work cited, with or without the place where it appeared: "Hale J. Mirror images."."""
    return is_printed(line) or WROTE.search(line) is not None
