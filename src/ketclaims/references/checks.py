"""What can be checked of one reference offline: identifiers, and what its DOI and its journal say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ketclaims.references.identifiers import PMCID, PMID, is_doi, is_isbn, is_issn, is_pii
from ketclaims.references.records import Reference
from ketclaims.references.registry import Decoded, Journal, Registry
from ketclaims.references.titles import ends_with_journal, same_journal, words_of

EARLIEST = 1600
"""No journal is older: the first were printed in 1665."""
EARLY = 1
"""A work may be cited by the year in which it could be read online, which is before that of its volume or its DOI."""

_NUMBER = re.compile(r"\d+")
_FIRST_PAGE = re.compile(r"\s*([A-Za-z]*)0*(\d+)")


class Remark(NamedTuple):
    """What a check says: whether it speaks against the reference, and in words without a full stop."""

    against: bool
    words: str


@dataclass(frozen=True)
class Case:
    """A reference that is checked, with what is known; ``latest`` is the year after which nothing can have appeared."""

    reference: Reference
    registry: Registry
    latest: int | None = None

    @cached_property
    def decoded(self) -> Decoded:
        """What the DOI says."""
        return self.registry.decode(self.reference.doi) if self.reference.doi else Decoded()

    @cached_property
    def stated(self) -> str:
        """The journal that the reference states, in one line."""
        return " ".join(self.reference.get("journal").replace("*", "").split())

    @cached_property
    def known(self) -> Journal | None:
        """The journal that the reference states, if it is a known one."""
        return self.registry.journal_named(self.stated) if self.stated else None

    @cached_property
    def year(self) -> int | None:
        """The year that the reference states."""
        return _whole(self.reference.get("year"))

    @cached_property
    def volume(self) -> int | None:
        """The volume that the reference states, if it is a number."""
        return _whole(self.reference.get("volume"))


def _whole(written: str) -> int | None:
    found = _NUMBER.match(written)
    return int(found.group()[:9]) if found else None


def remarks(case: Case) -> list[Remark]:
    """Everything that the checks say of a reference, those that speak against it first."""
    said = [remark for check in CHECKS for remark in check(case)]
    return sorted(said, key=lambda remark: not remark.against)


def _form(case: Case) -> Iterator[Remark]:
    """A DOI has the form of one."""
    doi = case.reference.doi
    if doi and not is_doi(doi):
        yield Remark(True, f"{doi} is no DOI, which is 10., four to nine digits, a slash and more")


def _registrant_form(case: Case) -> Iterator[Remark]:
    """A DOI has a form that its registrant gives out."""
    if case.decoded.malformed and case.decoded.registrant:
        name = case.decoded.registrant.name
        usual = case.decoded.registrant.stems[0].examples[0]["doi"]
        yield Remark(
            True, f"the DOI {case.reference.doi} is malformed: those of {name} have another form, such as {usual}"
        )


def _journal(case: Case) -> Iterator[Remark]:
    """The journal of the DOI is the one that is stated."""
    of_doi = case.decoded.journal
    if not of_doi or not case.stated:
        return
    if same_journal(case.stated, of_doi.names) or _taken_apart(case, of_doi):
        yield Remark(False, f"the DOI is one of {of_doi.name}")
    elif case.known or (_is_title(case.stated) and not case.registry.is_site(case.stated)):
        yield Remark(True, f"the DOI {case.reference.doi} is one of {of_doi.name}, the reference says {case.stated}")


def _taken_apart(case: Case, journal: Journal) -> bool:
    """Whether the name of a journal that has a full stop in it, or none before it, was read as part of the title."""
    longer = [name for name in journal.names if len(words_of(name)) > len(words_of(case.stated))]
    if ends_with_journal(f"{case.reference.get('title')}. {case.stated}", longer):
        return True
    return ". " in case.stated and ends_with_journal(case.stated, journal.names)


def _is_title(stated: str) -> bool:
    """Whether what was read as a journal can be one: it begins with a letter, is short and no address."""
    return bool(stated[0].isalpha() and len(stated) <= 120 and "http" not in stated and "@" not in stated)


def _year_of_doi(case: Case) -> Iterator[Remark]:
    """A work appears in the year that its DOI names, or soon after."""
    given, year = case.decoded.year, case.year
    if given is None or year is None:
        return
    if given - EARLY <= year <= given + case.decoded.lag:
        yield Remark(False, f"its year fits {year}")
    else:
        yield Remark(True, f"the DOI {case.reference.doi} was given out in {given}, the reference says {year}")


def _volume_of_doi(case: Case) -> Iterator[Remark]:
    """Volume, issue and first page are those that the DOI names."""
    for name in ("volume", "issue", "page"):
        of_doi = getattr(case.decoded, name)
        stated = case.reference.get("pages" if name == "page" else name)  # type: ignore[arg-type]
        if not of_doi or not (stated[:1].isdigit() and of_doi.isdigit()):
            continue
        found = _FIRST_PAGE.match(stated)
        if found and found[2] == of_doi:
            yield Remark(False, f"its {name} is {of_doi}")
        elif name != "issue" or stated.isdigit():
            yield Remark(True, f"the DOI {case.reference.doi} names {name} {of_doi}, the reference says {stated}")


def _volume_of_journal(case: Case) -> Iterator[Remark]:
    """A journal that counts its volumes by the year had this one in the year stated."""
    journal = case.known or (case.decoded.journal if not case.stated else None)
    if not journal or not journal.volumes or case.volume is None or case.year is None:
        return
    expected = journal.volumes.year_of(case.volume)
    if expected is None:
        return
    if abs(expected - case.year) <= EARLY:
        yield Remark(False, f"volume {case.volume} of {journal.name} is of {expected}")
    else:
        yield Remark(True, f"volume {case.volume} of {journal.name} is of {expected}, the reference says {case.year}")


def _first_volume(case: Case) -> Iterator[Remark]:
    """Nothing appeared in a journal before its first volume."""
    journal = case.known
    if not journal or not journal.volumes or case.year is None or journal.volumes.yearly != 1:
        return
    first = journal.volumes.year - journal.volumes.volume + 1
    # A journal that once counted otherwise may be older than its count says.
    if first >= journal.volumes.since - EARLY and case.year < first - EARLY:
        yield Remark(True, f"{journal.name} began in {first}, the reference says {case.year}")


def _possible_year(case: Case) -> Iterator[Remark]:
    """A year is not before the first journals and not after the day of the check."""
    if case.year is None:
        return
    if case.latest is not None and case.year > case.latest:
        yield Remark(True, f"the year {case.year} was not yet in {case.latest}")
    if case.year < EARLIEST:
        yield Remark(True, f"the year {case.year} is before the first journals")


def _check_digits(case: Case) -> Iterator[Remark]:
    """ISSN, ISBN and the identifiers inside a DOI have the right check digit."""
    reference, decoded = case.reference, case.decoded
    for name, stated, holds in (
        ("ISBN", reference.get("isbn"), is_isbn),
        ("ISSN", reference.get("issn"), is_issn),
        ("ISSN", decoded.issn, is_issn),
        ("PII", decoded.pii if not decoded.issn or is_issn(decoded.issn) else "", is_pii),
    ):
        if stated and not holds(stated):
            yield Remark(True, f"the check digit of the {name} {stated} is wrong")
        elif stated and name == "ISBN":
            yield Remark(False, "the check digit of its ISBN is right")


def _issn_of_journal(case: Case) -> Iterator[Remark]:
    """The ISSN is that of the journal stated."""
    stated = case.reference.get("issn").replace("-", "").upper()
    journal = case.registry.by_issn.get(stated)
    if journal and case.stated and not same_journal(case.stated, journal.names):
        yield Remark(
            True, f"the ISSN {case.reference.get('issn')} is that of {journal.name}, the reference says {case.stated}"
        )


def _pubmed(case: Case) -> Iterator[Remark]:
    """PMID and PMCID have their form."""
    pmid, pmcid = case.reference.get("pmid"), case.reference.get("pmcid")
    if pmid and not PMID.fullmatch(pmid):
        yield Remark(True, f"{pmid} is no PMID, which is a number of up to eight digits")
    if pmcid and not PMCID.fullmatch(pmcid):
        yield Remark(True, f"{pmcid} is no PMCID, which is PMC and a number")


CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    _form,
    _registrant_form,
    _journal,
    _year_of_doi,
    _volume_of_doi,
    _volume_of_journal,
    _first_volume,
    _possible_year,
    _check_digits,
    _issn_of_journal,
    _pubmed,
)
