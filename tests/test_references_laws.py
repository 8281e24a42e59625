"""References made from known parts: what is made well is read back and not suspect, what is made wrong is found.

The makers of DOIs below follow what publishers do, and share nothing with the file that the checks read.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ketclaims.bibliographies import default_registry
from ketclaims.document import parse
from ketclaims.lexicon import default_lexicon
from ketclaims.references import Assessment, Reference, assess, find_references

WORDS = default_lexicon().document
LATEST = 2026


@dataclass(frozen=True)
class Work:
    """What a reference says of a work: ``shorter`` is its journal's shortened name."""

    journal: str
    shorter: str
    year: int
    volume: int
    doi: str
    issue: int = 1
    first: int = 101
    last: int = 109
    title: str = "Naps at sea in winter"
    family: str = "Lind"
    initials: str = "AB"


# ------------------------------------------------------------------------------------------- what publishers give out

Maker = Callable[[random.Random], Work]

OXFORD_YEARS = dict(zip(range(2013, 2020), "tuvwxyz", strict=True)) | {2020: "aa", 2021: "ab", 2022: "ac", 2023: "ad"}
BMJ_YEARS = dict(zip(range(2016, 2024), "ijklmnop", strict=True))


def _check_digit(digits: str, weights: tuple[int, ...]) -> str:
    """The check digit modulo 11 behind digits that are weighted from the right."""
    values = [10 if digit == "X" else int(digit) for digit in reversed(digits)]
    rest = sum(weight * value for weight, value in zip(weights, values, strict=False)) % 11
    return "X" if rest == 10 else str(rest)


def _pii(issn: str, year: int, number: int) -> str:
    """The check digit of a PII: primes without 11."""
    digits = f"{issn.replace('-', '')}{year % 100:02}{number:05}"
    return _check_digit(digits, (2, 3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53))


def _brain(r: random.Random) -> Work:
    given = r.choice(sorted(OXFORD_YEARS))
    year = given + r.choice((0, 1))
    doi = f"10.1093/brain/aw{OXFORD_YEARS[given]}{r.randint(1, 400):03}"
    return Work("Brain", "Brain", year, year - 1877, doi)


def _pain_medicine(r: random.Random) -> Work:
    given = r.choice(sorted(OXFORD_YEARS)[3:])
    year = given + r.choice((0, 1))
    doi = f"10.1093/pm/pn{OXFORD_YEARS[given]}{r.randint(1, 400):03}"
    return Work("Pain Medicine", "Pain Med", year, year - 1999, doi)


def _frontiers(r: random.Random) -> Work:
    year = r.randint(2010, 2024)
    six = str(r.randint(500_000, 1_000_000)) if year < 2022 else "1234567"
    number = f"{r.randint(1, 3000):05}" if year < 2020 else six
    return Work("Frontiers in Psychiatry", "Front Psychiatry", year, year - 2009, f"10.3389/fpsyt.{year}.{number}")


def _affective(r: random.Random) -> Work:
    given = r.randint(2008, 2023)
    doi = f"10.1016/j.jad.{given}.{r.randint(1, 12):02}.{r.randint(1, 150):03}"
    year = given + r.choice((0, 1))
    return Work("Journal of Affective Disorders", "J Affect Disord", year, 12 * (year - 2005) + 80, doi)


def _lancet(r: random.Random) -> Work:
    given = r.randint(1998, 2023)
    number = r.randint(1, 99_999)
    doi = f"10.1016/S0140-6736({given % 100:02}){number:05}-{_pii('0140-6736', given, number)}"
    year = given + r.choice((0, 1))
    return Work("The Lancet", "Lancet", year, 391 + 2 * (year - 2018) + r.choice((0, 1)), doi)


def _archives(r: random.Random) -> Work:
    year, issue, first = r.randint(2000, 2012), r.randint(1, 12), r.randint(1, 1300)
    doi = f"10.1001/archpsyc.{year - 1943}.{issue}.{first}"
    volume = year - 1943
    return Work("Archives of General Psychiatry", "Arch Gen Psychiatry", year, volume, doi, issue, first, first + 9)


def _american(r: random.Random) -> Work:
    given = r.randint(2008, 2018)
    doi = f"10.1176/appi.ajp.{given}.{given % 100:02}{r.randint(1, 12):02}{r.randint(1, 2000):04}"
    year = given + r.choice((0, 1))
    return Work("American Journal of Psychiatry", "Am J Psychiatry", year, year - 1843, doi)


def _new_england(r: random.Random) -> Work:
    year = r.randint(2005, 2024)
    doi = f"10.1056/NEJMoa{(year - r.choice((0, 1))) % 100:02}{r.randint(1, 36_000):05}"
    volume = 388 + 2 * (year - 2023) + r.choice((0, 1))
    return Work("New England Journal of Medicine", "N Engl J Med", year, volume, doi)


def _bmj(r: random.Random) -> Work:
    year = r.choice(sorted(BMJ_YEARS))
    doi = f"10.1136/bmj.{BMJ_YEARS[year]}{r.randint(1, 5000)}"
    return Work("BMJ", "BMJ", year, 372 + 4 * (year - 2021) + r.randint(0, 3), doi)


def _plos(r: random.Random) -> Work:
    year = r.randint(2006, 2024)
    return Work("PLOS ONE", "PLoS One", year, year - 2005, f"10.1371/journal.pone.{r.randint(1, 300_000):07}")


def _mdpi(r: random.Random) -> Work:
    year, issue = r.randint(2012, 2024), r.randint(1, 24)
    doi = f"10.3390/jcm{year - 2011}{issue:02}{r.randint(1, 9000):04}"
    return Work("Journal of Clinical Medicine", "J Clin Med", year, year - 2011, doi, issue)


def _springer(r: random.Random) -> Work:
    given = r.randint(2016, 2023)
    year = given + r.choice((0, 1))
    doi = f"10.1007/s00213-0{given % 100}-{r.randint(1, 9999):05}-{r.choice('0123456789xyz')}"
    return Work("Psychopharmacology", "Psychopharmacology (Berl)", year, 233 + year - 2016, doi)


def _molecular(r: random.Random) -> Work:
    given = r.randint(2010, 2017)
    year = given + r.choice((0, 1))
    return Work("Molecular Psychiatry", "Mol Psychiatry", year, year - 1995, f"10.1038/mp.{given}.{r.randint(1, 300)}")


def _acta(r: random.Random) -> Work:
    given = r.randint(2002, 2012)
    doi = f"10.1111/j.1600-0447.{given}.{r.randint(1, 1999):05}.x"
    year = given + r.choice((0, 1))
    volume = 137 + 2 * (year - 2018) + r.choice((0, 1))
    return Work("Acta Psychiatrica Scandinavica", "Acta Psychiatr Scand", year, volume, doi)


def _wiley(r: random.Random) -> Work:
    year = r.randint(2012, 2020)
    doi = f"10.1002/da.{r.randint(20_000, 23_200)}"
    return Work("Depression and Anxiety", "Depress Anxiety", year, year - 1983, doi)


def _taylor(r: random.Random) -> Work:
    given = r.randint(2011, 2022)
    year = given + r.choice((0, 1))
    doi = f"10.1080/02791072.{given}.{r.randint(500_000, 2_200_000)}"
    return Work("Journal of Psychoactive Drugs", "J Psychoactive Drugs", year, year - 1968, doi)


def _sage(r: random.Random) -> Work:
    given = r.randint(2008, 2022)
    year = given + r.choice((0, 1))
    doi = f"10.1177/02698811{given % 100:02}{r.randint(1, 999_999):06}"
    return Work("Journal of Psychopharmacology", "J Psychopharmacol", year, year - 1986, doi)


def _cambridge(r: random.Random) -> Work:
    given = r.randint(2000, 2021)
    number = r.randint(1, 9999)
    doi = f"10.1017/S00332917{given % 100:02}{number:05}{_pii('0033-2917', given, number)}"
    year = given + r.choice((0, 1))
    return Work("Psychological Medicine", "Psychol Med", year, year - 1970, doi)


def _lippincott(r: random.Random) -> Work:
    year = r.randint(2013, 2023)
    volume = 112 + 2 * (year - 2010) + r.choice((0, 1))
    return Work("Anesthesiology", "Anesthesiology", year, volume, f"10.1097/ALN.{r.randint(1, 9999):016}")


def _unknown(r: random.Random) -> Work:
    year = r.randint(1990, 2024)
    doi = f"10.5555/{r.choice(('jps', 'a_b(c)', 'x-1'))}.{year}.{r.randint(1, 9999)}"
    return Work("Journal of Practice Sleep", "J Pract Sleep", year, year - 1980, doi)


MAKERS: tuple[Maker, ...] = (
    _brain, _pain_medicine, _frontiers, _affective, _lancet, _archives, _american, _new_england, _bmj, _plos, _mdpi,
    _springer, _molecular, _acta, _wiley, _taylor, _sage, _cambridge, _lippincott, _unknown,
)  # fmt: skip
YEARLY = tuple(maker for maker in MAKERS if maker not in (_unknown,))
"""Those whose DOI or volume tells the year."""
WITH_ISSN = (_lancet, _acta, _taylor, _sage, _cambridge)

# ----------------------------------------------------------------------------------------------- what authors write

Style = Callable[[Work, str], str]

DOI_FORMS = (
    "doi:{}",
    "doi: {}",
    "https://doi.org/{}",
    "http://dx.doi.org/{}",
    "DOI {}",
    "<https://doi.org/{}>",
    "(doi: {})",
)


def _apa(w: Work, doi: str) -> str:
    names = f"{w.family}, {'. '.join(w.initials)}., & Moss, P."
    return f"{names} ({w.year}). {w.title}. {w.journal}, {w.volume}({w.issue}), {w.first}–{w.last}. {doi}"


def _vancouver(w: Work, doi: str) -> str:
    place = f"{w.year};{w.volume}({w.issue}):{w.first}-{w.last}"
    return f"{w.family} {w.initials}, Moss P, et al. {w.title}. {w.shorter}. {place}. {doi}."


def _harvard(w: Work, doi: str) -> str:
    names = f"{w.family}, {'.'.join(w.initials)}. and Moss, P."
    return f"{names} ({w.year}) '{w.title}', {w.journal}, {w.volume}({w.issue}), pp. {w.first}–{w.last}. {doi}"


def _chicago(w: Work, doi: str) -> str:
    place = f"{w.volume}, no. {w.issue} ({w.year}): {w.first}–{w.last}"
    return f"{w.family}, Ada, and Per Moss. “{w.title}.” {w.journal} {place}. {doi}."


def _mla(w: Work, doi: str) -> str:
    place = f"vol. {w.volume}, no. {w.issue}, {w.year}, pp. {w.first}-{w.last}"
    return f"{w.family}, Ada, et al. “{w.title}.” {w.journal}, {place}. {doi}."


def _ieee(w: Work, doi: str) -> str:
    names = f"{'. '.join(w.initials)}. {w.family} and P. Moss"
    place = f"vol. {w.volume}, no. {w.issue}, pp. {w.first}–{w.last}, Mar. {w.year}"
    return f"{names}, “{w.title},” {w.shorter}, {place}, {doi}."


def _nature(w: Work, doi: str) -> str:
    names = f"{w.family}, {'. '.join(w.initials)}. et al."
    return f"{names} {w.title}. *{w.shorter}* **{w.volume}**, {w.first}–{w.last} ({w.year}). {doi}"


def _cell(w: Work, doi: str) -> str:
    names = f"{w.family}, {'.'.join(w.initials)}., and Moss, P."
    return f"{names} ({w.year}). {w.title}. {w.shorter} {w.volume}, {w.first}–{w.last}. {doi}"


def _bibtex(w: Work, _: str) -> str:
    fields = {
        "author": f"{w.family}, Ada and Moss, Per", "title": w.title, "journal": w.journal, "year": str(w.year),
        "volume": str(w.volume), "number": str(w.issue), "pages": f"{w.first}--{w.last}", "doi": w.doi,
    }  # fmt: skip
    return "@article{key,\n" + ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items()) + "\n}"


STYLES: tuple[Style, ...] = (_apa, _vancouver, _harvard, _chicago, _mla, _ieee, _nature, _cell, _bibtex)

TOPICS = ("Ketamine", "Sleep", "A trial of naps", "Glutamate", "How low mood", "Effects of esketamine", "Pain")
MIDDLES = ("changes", "and its use", "for mood")
ENDS = ("in older adults", "after six weeks: a pilot study", "at sea, on land and in the air", "during a long winter")
FAMILIES = ("Lind", "Okafor", "van der Berg", "O'Hara", "Sánchez", "Lindqvist-Moore", "Åström", "Ng")

titles = st.builds("{} {} {}".format, st.sampled_from(TOPICS), st.sampled_from(MIDDLES), st.sampled_from(ENDS))


@st.composite
def works(draw: st.DrawFn, makers: tuple[Maker, ...] = MAKERS) -> Work:
    """A work with a DOI of one of the publishers."""
    made = draw(st.sampled_from(makers))(draw(st.randoms(use_true_random=False)))
    return replace(
        made,
        title=draw(titles),
        family=draw(st.sampled_from(FAMILIES)),
        initials=draw(st.sampled_from(("A", "AB", "JKL"))),
    )


def _listed(entries: list[str], numbered: bool) -> str:
    marked = [f"{at}. {entry}" if numbered and entry[0] != "@" else entry for at, entry in enumerate(entries, 1)]
    return "Naps and mood\n\nNaps helped many of them.\n\nReferences\n\n" + "\n\n".join(marked) + "\n"


def _assessed(text: str) -> list[tuple[Reference, Assessment]]:
    references = find_references(parse(text, WORDS))
    return list(zip(references, assess(references, default_registry(), LATEST), strict=True))


# ---------------------------------------------------------------------------------------------------------- the laws


@given(
    st.lists(works(), min_size=1, max_size=6, unique_by=(lambda w: w.doi, lambda w: w.title)),
    st.sampled_from(STYLES),
    st.sampled_from(DOI_FORMS),
    st.booleans(),
)
def test_what_is_made_well_is_not_suspect(listed: list[Work], style: Style, form: str, numbered: bool) -> None:
    """A list of well-formed references, of any publishers and in any style, has as many works, none of them suspect."""
    found = _assessed(_listed([style(work, form.format(work.doi)) for work in listed], numbered))
    assert [work.doi.lower() for work in listed] == [reference.doi.lower() for reference, _ in found]
    assert [assessment.reason for _, assessment in found if assessment.verdict == "suspect"] == []


@given(works(), st.sampled_from(STYLES), st.sampled_from(DOI_FORMS), st.booleans())
def test_what_is_written_is_read_back(work: Work, style: Style, form: str, numbered: bool) -> None:
    """The fields of a reference are those that it was made of, whatever the style, and stand where they say."""
    text = _listed([style(work, form.format(work.doi))], numbered)
    ((reference, _),) = _assessed(text)
    actual = {name: reference.get(name) for name in ("title", "year", "volume", "doi")}
    expected = {"title": work.title, "year": str(work.year), "volume": str(work.volume), "doi": work.doi}
    assert actual == expected
    assert reference.get("journal") in (work.journal, work.shorter)
    assert reference.get("pages").startswith(str(work.first))
    assert reference.get("authors").endswith(("et al.", "Moss", "Moss P", "P.", "Per"))
    assert [(name, f.value) for name, f in reference.fields.items() if f.span.of(text) != f.value] == []


@given(works(YEARLY), st.sampled_from(STYLES), st.sampled_from((-10, 10)))
def test_year_that_cannot_be(work: Work, style: Style, off: int) -> None:
    """A year that is off by ten is found by the DOI or by the volume."""
    ((_, assessment),) = _assessed(_listed([style(replace(work, year=work.year + off), f"doi:{work.doi}")], False))
    assert assessment.verdict == "suspect"
    assert str(work.year + off) in assessment.reason


@given(works(YEARLY), works(YEARLY), st.sampled_from(STYLES))
def test_wrong_journal(work: Work, other: Work, style: Style) -> None:
    """A DOI of another journal than the one stated is found."""
    assume(work.journal != other.journal)
    wrong = replace(work, journal=other.journal, shorter=other.shorter)
    ((_, assessment),) = _assessed(_listed([style(wrong, f"doi:{work.doi}")], False))
    assert assessment.verdict == "suspect"


@given(works(WITH_ISSN), st.sampled_from(STYLES), st.data())
def test_transposed_digits_of_an_issn(work: Work, style: Style, data: st.DataObject) -> None:
    """Two neighbouring digits that are transposed in the ISSN of a DOI are found."""
    start = next(at for at, sign in enumerate(work.doi) if sign.isdigit() and at > len("10.1016/"))
    start = max(start, work.doi.index("/") + 1)
    digits = [at for at, sign in enumerate(work.doi) if at >= start and (sign.isdigit() or sign == "X")][:8]
    first, second = data.draw(st.sampled_from([(a, b) for a, b in itertools.pairwise(digits) if b == a + 1]))
    assume(work.doi[first] != work.doi[second] and "X" not in work.doi[first] + work.doi[second])
    signs = list(work.doi)
    signs[first], signs[second] = signs[second], signs[first]
    ((_, assessment),) = _assessed(_listed([style(replace(work, doi="".join(signs)), f"doi:{''.join(signs)}")], False))
    assert assessment.verdict == "suspect"


@given(works(), st.sampled_from(STYLES), st.sampled_from(STYLES))
def test_work_that_stands_twice(work: Work, style: Style, other: Style) -> None:
    """A work that stands twice is found the second time, in whatever styles."""
    entries = [style(work, f"doi:{work.doi}"), other(work, f"https://doi.org/{work.doi.upper()}")]
    (_, first), (_, second) = _assessed(_listed(entries, False))
    assert (first.verdict == "suspect", second.verdict) == (False, "suspect")


@given(works(), works(), st.sampled_from(STYLES))
def test_doi_of_two_works(work: Work, other: Work, style: Style) -> None:
    """Two works that share a DOI are both suspect."""
    assume(work.title.split()[:3] != other.title.split()[:3])
    entries = [style(each, f"doi:{work.doi}") for each in (work, replace(other, doi=work.doi))]
    assert [assessment.verdict for _, assessment in _assessed(_listed(entries, False))] == ["suspect", "suspect"]


# ------------------------------------------------------------------------------------------------------------- any text

PARTS = (
    "References", "1. ", "[2] ", "Lind A, Moss P. ", "doi:10.1093/", "https://doi.org/10.1016/S0140-6736(20)30183-5",
    "2019;7(2):1-9", "@article{", "}", "“", "”", "(((", ">>", "\n", "\n\n", "et al.", "vol. 3", "é\u0301", "١٢",
    "\u202e", "\0", "PMID: ", "10.", "//",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=20), max_size=40))
def test_laws_of_any_text(parts: list[str]) -> None:
    """No text is refused; every entry and field stands where it says, entries do not overlap, each has its verdict."""
    text = "Naps\n\nReferences\n\n" + " ".join(parts)
    found = _assessed(text)
    spans = [reference.span for reference, _ in found]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    fields = [(r.span, f) for r, _ in found for f in r.fields.values()]
    assert [f for span, f in fields if f.span.of(text) != f.value or not span.holds(f.span) or not f.value] == []
    assert [a.reason for _, a in found if not a.reason.endswith(".")] == []


REPEATED = (
    "(",
    "A. ",
    "Lind A, ",
    "vol. 1 ",
    "10.1093/",
    "doi:",
    "a",
    "“a",
    "1.",
    "@article{a,",
    "é\u0301",
    "1;1(1):1 ",
)


@pytest.mark.parametrize("sign", REPEATED)
def test_long_entry(sign: str) -> None:
    """An entry of a megabyte is read as far as a work can go, and its fields stand where they say."""
    text = f"Naps\n\nReferences\n\n1. Lind A. Naps. {sign * (1_000_000 // len(sign))}"
    found = _assessed(text)
    assert all(f.span.of(text) == f.value for reference, _ in found for f in reference.fields.values())
