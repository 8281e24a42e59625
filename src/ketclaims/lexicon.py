"""Words as data: every vocabulary, cue and number word, read once into one frozen value.

``lexicons/core`` serves any English text; a domain pack (``lexicons/ketamine`` unless another is given) brings
measures, conditions, interventions and routes. This is the one place where the core reads files: its own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from ketclaims.document import DocumentWords, document_words
from ketclaims.model import InputError
from ketclaims.phrases import Phrase, PhraseIndex

Table = Mapping[str, Any]
Entry = TypeVar("Entry")

CORE_FILES = ("numbers", "units", "relations", "counts", "exclusions", "context", "document")
PACK_FILES = ("measures", "conditions", "interventions", "routes")

UNNAMED = "other"
"""The word of every vocabulary that names nothing: two claims that both have it need not be about one thing."""

ROLES: Mapping[str, str] = {
    "response": "share of patients whom the treatment helps; who reaches a stated change is one of them",
    "nonresponse": "share of patients whom it does not help: with the response at most all of them",
    "remission": "share of patients who are well: at most the response",
    "change": "by how many percent something changes; a share of patients who reach such a change is a response",
    "dose": "size of one dose: of the doses of its sentence only a single one is its own",
    "doses_needed": "number of doses until something shows: a rank (`the third dose`) or `one dose` can state it",
    "series_doses": "number of doses of a course",
    "series_duration": "how long a course takes: its doses are those counted in the sentence",
    "dose_frequency": "doses per time: the doses of a course at their frequency take as long as the course",
    "event_rate": "events per time",
    "event_interval": "time from one event to the next: the inverse of the event rate",
    "approval": "when a regulator allowed a treatment: no other measure has the regulator as its authority",
}
"""What a measure can be to the rules, whatever it is called: each role, and what follows from it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its UCUM code, the dimension it belongs to and its size in that dimension's base unit.

    ``vague`` is the interval (low, high, code of the unit) that the plural word stands for without a number.
    """

    code: str
    dimension: str
    factor: Decimal
    symbols: tuple[str, ...]
    words: tuple[str, ...]
    before: tuple[str, ...]
    vague: tuple[Decimal, Decimal, str] | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed vocabulary: a condition, an intervention or a route."""

    name: str
    meaning: str
    names: tuple[str, ...]
    exact: tuple[str, ...]
    exceptions: tuple[str, ...]
    controlled: tuple[str, ...]
    broader: str | None
    route: str | None
    comparator: bool
    inert: bool
    codes: Mapping[str, str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure is the size of, with the cues by which it is recognised.

    ``low`` and ``high`` are the natural limits in ``unit``; ``usual`` holds the units in which it is usually stated;
    ``needs`` names the fields without which two claims cannot be compared; ``varies`` says that it differs between
    patients; ``qualified`` lists what else of its sentence it takes: a time point, doses, the words of the outcome.
    ``treatment`` says whose it is: the text's ``topic`` if no other is named, only a ``named`` one, the topic's where
    the figure is a ``limit``, or ``none``. ``role`` is one of ``ROLES``, or empty.
    """

    name: str
    meaning: str
    unit: str
    dimensions: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    usual: tuple[str, ...]
    needs: tuple[str, ...]
    varies: bool
    default: bool
    qualified: tuple[str, ...]
    failure: bool
    treatment: str
    role: str
    names: tuple[str, ...]
    cues: tuple[str, ...]
    hints: tuple[str, ...]
    against: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    @property
    def priced(self) -> bool:
        """Whether it is an amount of money."""
        return any(dimension.startswith("money") for dimension in self.dimensions)


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every word that the parsers know. Compared by identity, so that what is made from it can be cached."""

    numbers: Mapping[str, Mapping[str, Decimal]]
    vague: tuple[str, ...]
    units: Mapping[str, Unit]
    counts: Mapping[str, tuple[str, ...]]
    relations: Table
    exclusions: Table
    context: Table
    document: DocumentWords
    measures: Mapping[str, Measure]
    conditions: Mapping[str, Term]
    interventions: Mapping[str, Term]
    routes: Mapping[str, Term]
    phrases: PhraseIndex
    excluding: PhraseIndex
    number_words: frozenset[str]

    def in_role(self, role: str) -> tuple[Measure, ...]:
        """The measures that have one of ``ROLES``, in their order."""
        return tuple(measure for measure in self.measures.values() if measure.role == role)

    @classmethod
    def load(cls, path: Path | None = None) -> Lexicon:
        """Read the core and a domain pack: the folder ``path``, or the ketamine pack where none is given.

        Raises ``InputError`` with one sentence where the folder lacks a file or a file is no valid TOML.
        """
        root = resources.files("ketclaims") / "lexicons"
        core = {name: _read(root / "core" / f"{name}.toml") for name in CORE_FILES}
        pack = path if path is not None else root / "ketamine"
        own = {name: _read(pack / f"{name}.toml") for name in PACK_FILES}
        counts = pack / "counts.toml"
        return _lexicon(core, own, _read(counts) if counts.is_file() else {}, str(pack))


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The lexicon that comes with the package, read once."""
    return Lexicon.load()


def _read(file: Traversable) -> Table:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError:
        raise InputError(f"{file}: the lexicon lacks this file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: not a valid TOML file ({error})") from None


def _lexicon(core: Mapping[str, Table], pack: Mapping[str, Table], counts: Table, folder: str) -> Lexicon:
    numbers = {name: _decimals(table) for name, table in core["numbers"].items() if name != "vague"}
    number_words = frozenset(word for table in numbers.values() for word in table)
    # A figure that no measure of the pack fits has this one, whether the pack describes it or not.
    own = pack["measures"]
    listed = own if UNNAMED in own else {**own, UNNAMED: core["context"]["unnamed"]}
    measures = _entries(f"{folder}/measures.toml", listed, _measure)
    terms = {kind: _entries(f"{folder}/{kind}.toml", pack[kind], _term) for kind in PACK_FILES[1:]}
    return Lexicon(
        numbers=numbers,
        vague=tuple(core["numbers"]["vague"]["words"]),
        units=_entries("core/units.toml", core["units"], _unit),
        counts=_counts(core["counts"], counts),
        relations=core["relations"],
        exclusions=core["exclusions"],
        context=core["context"],
        document=document_words(core["document"]),
        measures=measures,
        conditions=terms["conditions"],
        interventions=terms["interventions"],
        routes=terms["routes"],
        phrases=PhraseIndex.of(
            [*_cues(measures), *_names(terms), *_unlisted(core["context"], terms), *_qualifiers(core["context"])]
        ),
        excluding=PhraseIndex.of(_exclusions(core["exclusions"])),
        number_words=number_words,
    )


def _entries(file: str, table: Table, read: Callable[[str, Table], Entry]) -> dict[str, Entry]:
    """Every entry of a file; ``InputError`` names the first that lacks something or has it in another form."""
    entries: dict[str, Entry] = {}
    for name, entry in table.items():
        try:
            entries[name] = read(name, entry)
        except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
            raise InputError(f"{file}: the entry [{name}] is not as it should be ({error!r})") from None
    return entries


def _decimals(table: Table) -> Mapping[str, Decimal]:
    return {word: Decimal(str(value)) for word, value in table.items()}


def _counts(*tables: Table) -> Mapping[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for code, entry in table.items():
            joined[code] = (*joined.get(code, ()), *entry["nouns"])
    return joined


def _unit(code: str, entry: Table) -> Unit:
    vague = entry.get("vague")
    return Unit(
        code=code,
        dimension=entry["dimension"],
        factor=Decimal(str(entry["factor"])),
        symbols=tuple(entry.get("symbols", ())),
        words=tuple(entry.get("words", ())),
        before=tuple(entry.get("before", ())),
        vague=(Decimal(vague["low"]), Decimal(vague["high"]), vague["unit"]) if vague else None,
        examples=tuple(entry.get("examples", ())),
    )


def _phrases(entry: Table, key: str) -> tuple[str, ...]:
    """The phrases under ``key``; ``ValueError`` where one has no word."""
    phrases = tuple(entry.get(key, ()))
    for phrase in phrases:
        if not any(map(str.isalnum, phrase)):
            raise ValueError(f"{key}: {phrase!r} has no word")
    return phrases


def _limit(entry: Table, side: str) -> Decimal | None:
    return Decimal(str(entry[side])) if side in entry else None


def _measure(name: str, entry: Table) -> Measure:
    return Measure(
        name=name,
        meaning=entry["meaning"],
        unit=entry["unit"],
        dimensions=tuple(entry["dimensions"]),
        low=_limit(entry, "low"),
        high=_limit(entry, "high"),
        usual=tuple(entry.get("usual", ())),
        needs=tuple(entry.get("needs", ())),
        varies=bool(entry.get("varies", False)),
        default=bool(entry.get("default", False)),
        qualified=tuple(entry.get("qualified", ())),
        failure=bool(entry.get("failure", False)),
        treatment=entry.get("treatment", "topic"),
        role=entry.get("role", ""),
        names=_phrases(entry, "names"),
        cues=_phrases(entry, "cues"),
        hints=_phrases(entry, "hints"),
        against=_phrases(entry, "against"),
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("not", ())),
    )


def _term(name: str, entry: Table) -> Term:
    return Term(
        name=name,
        meaning=entry["meaning"],
        names=_phrases(entry, "names"),
        exact=_phrases(entry, "exact"),
        exceptions=_phrases(entry, "except"),
        controlled=_phrases(entry, "controlled"),
        broader=entry.get("broader"),
        route=entry.get("route"),
        comparator=bool(entry.get("comparator", False)),
        inert=bool(entry.get("inert", False)),
        codes={key: entry[key] for key in ("mesh", "rxnorm", "atc") if key in entry},
        examples=tuple(entry.get("examples", ())),
        counterexamples=tuple(entry.get("not", ())),
    )


def _spoken(
    measures: Mapping[str, Measure], terms: Mapping[str, Mapping[str, Term]], context: Table
) -> Iterator[Phrase]:
    """Every phrase that says something of a figure."""
    yield from _cues(measures)
    yield from _names(terms)
    yield from _unlisted(context, terms)
    yield from _qualifiers(context)


def _cues(measures: Mapping[str, Measure]) -> Iterator[Phrase]:
    """The phrases of every measure, by how they speak for it."""
    for name, measure in measures.items():
        spoken = {"name": measure.names, "cue": measure.cues, "hint": measure.hints, "against": measure.against}
        for kind, sources in spoken.items():
            yield from (Phrase.parse(source, kind, name) for source in sources)


def _names(terms: Mapping[str, Mapping[str, Term]]) -> Iterator[Phrase]:
    """The names of every term; an exception is a name without a term."""
    for kind, vocabulary in terms.items():
        for term in vocabulary.values():
            yield from (Phrase.parse(source, kind, term.name) for source in term.names)
            yield from (Phrase.parse(source, kind, term.name, exact=True) for source in term.exact)
            yield from (Phrase.parse(source, kind, "") for source in term.exceptions)
            yield from (Phrase.parse(source, "comparators", term.name) for source in term.controlled)


def _unlisted(context: Table, terms: Mapping[str, Mapping[str, Term]]) -> Iterator[Phrase]:
    """Names of conditions and treatments that a pack need not list: where it has a term for others, they are that."""
    for kind, entry in context["unlisted"].items():
        if UNNAMED in terms[kind]:
            own = {name for term in terms[kind].values() for name in (*term.names, *term.exceptions)}
            yield from (Phrase.parse(source, kind, UNNAMED) for source in entry["names"] if source not in own)
            yield from (Phrase.parse(source, kind, UNNAMED, exact=True) for source in entry["exact"])
            yield from (Phrase.parse(source, kind, "") for source in entry["except"])


def _qualifiers(context: Table) -> Iterator[Phrase]:
    for table in ("attribution", "doses"):
        for term, sources in context[table].items():
            name = "" if term == "except" else term
            yield from (Phrase.parse(source, table, name) for source in sources)
    for table in ("itself", "business"):
        yield from (Phrase.parse(source, table, table) for source in context[table]["phrases"])


def _exclusions(exclusions: Table) -> Iterable[Phrase]:
    for reason, sources in exclusions["phrases"].items():
        yield from (Phrase.parse(source, "excluded", reason) for source in sources)
