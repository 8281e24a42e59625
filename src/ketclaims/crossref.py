"""What Crossref has on record for a DOI, and what of a reference differs from it. Nothing else here asks the network.

Asked is one host, over HTTPS, for a DOI and never for an address that a text gives: the REST API at
https://www.crossref.org/documentation/retrieve-metadata/rest-api/. Its answers are facts without rights of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from ketclaims.model import OnlineVerdict
from ketclaims.references import Reference
from ketclaims.references.identifiers import is_doi
from ketclaims.references.titles import same_journal, same_title, words_of
from ketclaims.tables.rows import Row

WORKS = "https://api.crossref.org/works/"
SECONDS = 20
LARGEST = 4_000_000
PATIENCE = 3
"""So many questions in a row without an answer, and no more are asked."""
ALIKE = 0.8
"""Titles of which so much is the same are one title: editors change words, and pages cut them."""

_FIRST_PAGE = re.compile(r"[A-Za-z]*0*(\d+)")
_DATES = ("issued", "published", "published-print", "published-online")


class NoAnswerError(Exception):
    """Crossref could not be asked, or its answer was none; the message says why."""


Fetch = Callable[[str], bytes | None]
"""The bytes at an address of Crossref's, nothing where it has no such record; ``NoAnswerError`` where none came."""


class Online(NamedTuple):
    """What came of asking: the verdict, and what differs or why there is no answer."""

    verdict: OnlineVerdict
    reason: str


class _NoRedirect(HTTPRedirectHandler):
    """Goes nowhere else, whatever the answer says."""

    def redirect_request(self, *_: object) -> None:
        """No request."""


def address(doi: str, mailto: str = "") -> str:
    """The address of Crossref's record of a DOI; with ``mailto`` it is asked as Crossref likes to be asked.

    >>> address("10.1016/S0140-6736(17)32802-7")
    'https://api.crossref.org/works/10.1016%2FS0140-6736%2817%2932802-7'
    """
    asked = f"?{urlencode({'mailto': mailto})}" if mailto else ""
    return f"{WORKS}{quote(doi, safe='')}{asked}"


def fetch(url: str) -> bytes | None:
    """The answer of Crossref, no more than four megabytes of it, and none that stays silent for twenty seconds."""
    if not url.startswith(WORKS):
        raise NoAnswerError(f"{url} is no address of Crossref's.")
    request = Request(url, headers={"Accept": "application/json", "User-Agent": "ketclaims"})
    try:
        with build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            data: bytes = answer.read(LARGEST + 1)
    except HTTPError as error:
        if error.code == 404:
            return None
        raise NoAnswerError(f"Crossref answered {error.code}.") from None
    except (URLError, HTTPException, OSError) as error:
        raise NoAnswerError(f"Crossref could not be reached ({getattr(error, 'reason', error)}).") from None
    if len(data) > LARGEST:
        raise NoAnswerError("Crossref's answer was too large.")
    return data


@dataclass
class Crossref:
    """Asks Crossref for records, each DOI once, and no more when it has failed to answer a few times in a row."""

    mailto: str = ""
    get: Fetch = fetch
    known: dict[str, Mapping[str, Any] | Online] = field(default_factory=dict)
    failed: int = 0

    def ask(self, reference: Reference) -> Row:
        """What comes of asking about a reference, as the columns ``online`` and ``online_reason``."""
        doi = reference.doi.lower()
        if not is_doi(doi):
            return {}
        if doi not in self.known:
            self.known[doi] = self._record(doi)
        found = self.known[doi]
        online = found if isinstance(found, Online) else compared(reference, found)
        return {"online": online.verdict, "online_reason": online.reason}

    def _record(self, doi: str) -> Mapping[str, Any] | Online:
        if self.failed >= PATIENCE:
            return Online("not_answered", "Crossref did not answer before and was not asked again.")
        try:
            data = self.get(address(doi, self.mailto))
        except NoAnswerError as error:
            self.failed += 1
            return Online("not_answered", str(error))
        self.failed = 0
        if data is None:
            return Online("not_found", f"Crossref has no record of {doi}; another agency may have registered it.")
        return _message(data)


def _message(data: bytes) -> Mapping[str, Any] | Online:
    """The record of an answer."""
    try:
        message = json.loads(data)["message"]
        if isinstance(message, dict):
            return message
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return Online("not_answered", "Crossref's answer was no record of a work.")


def compared(reference: Reference, record: Mapping[str, Any]) -> Online:
    """A reference held against Crossref's record of its DOI: title, journal, year, volume, pages."""
    differences = list(_differences(reference, record))
    if differences:
        return Online("differs", f"Crossref has {'; '.join(differences)}.")
    return Online("agrees", "What the entry says agrees with Crossref's record.")


def _differences(reference: Reference, record: Mapping[str, Any]) -> Iterator[str]:
    for name, stated, recorded, same in (
        ("title", reference.get("title"), _texts(record, "title"), _same_title),
        ("journal", reference.get("journal"), _journals(record), same_journal),
        ("year", reference.get("year"), _years(record), _same),
        ("volume", reference.get("volume"), _texts(record, "volume"), _same),
        ("pages", reference.get("pages"), _texts(record, "page") + _texts(record, "article-number"), _same_page),
    ):
        said = " ".join(stated.replace("*", "").split())
        if said and recorded and not same(said, recorded):
            yield f"the {name} {recorded[0]!r}, the entry {said!r}"


def _texts(record: Mapping[str, Any], name: str) -> list[str]:
    value = record.get(name)
    listed = value if isinstance(value, list) else [value]
    return [" ".join(item.split()) for item in listed if isinstance(item, str) and item.strip()]


def _journals(record: Mapping[str, Any]) -> list[str]:
    return _texts(record, "container-title") + _texts(record, "short-container-title")


def _years(record: Mapping[str, Any]) -> list[str]:
    dates = (record.get(name) for name in _DATES)
    parts = (date.get("date-parts") for date in dates if isinstance(date, dict))
    found = (part[0][0] for part in parts if isinstance(part, list) and part and isinstance(part[0], list) and part[0])
    return list(dict.fromkeys(str(year) for year in found if isinstance(year, int)))


def _same(stated: str, recorded: Sequence[str]) -> bool:
    return stated.casefold() in (value.casefold() for value in recorded)


def _same_title(stated: str, recorded: Sequence[str]) -> bool:
    return any(same_title(stated, title) or _alike(stated, title) for title in recorded)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, words_of(one), words_of(other), autojunk=False).ratio() >= ALIKE


def _same_page(stated: str, recorded: Sequence[str]) -> bool:
    first = _FIRST_PAGE.match(stated)
    pages = (_FIRST_PAGE.match(page) for page in recorded)
    return first is None or any(page is None or page[1] == first[1] for page in pages)
