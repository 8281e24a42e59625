"""Words as data: every vocabulary, cue and number word, read once into one frozen value.

``lexicons/core`` serves any English text; a domain pack (``lexicons/ketamine`` unless another is given) brings
measures, conditions, interventions and routes. This is the one place where the core reads files: its own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, SupportsIndex, TypeVar

from ketclaims.document import DocumentWords, document_words
from ketclaims.lexicon.entries import UNNAMED, Measure, Table, Term, Unit, read_measure, read_term, read_units
from ketclaims.lexicon.files import CORE, CORE_FILES, PACK_FILES, Fault, Pack, parsed, read_pack, root
from ketclaims.lexicon.leanings import Leanings, leanings_of
from ketclaims.lexicon.stances import Stances, core_stances, core_units
from ketclaims.model import InputError
from ketclaims.phrases import PhraseIndex, Phrases

__all__ = ["CORE_FILES", "PACK_FILES", "UNNAMED", "Lexicon", "Measure", "Term", "Unit", "default_lexicon", "wider"]

Entry = TypeVar("Entry")

VOCABULARIES = PACK_FILES[1:]
_WITHIN, _INSIDE = " within", " inside"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every word that the parsers know. Compared by identity, so that what is made from it can be cached.

    A lexicon that is unpickled where it, or an equal one, has been read already is that very value.
    """

    pack: Pack
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
    treatments: PhraseIndex
    excluding: PhraseIndex
    number_words: frozenset[str]
    leanings: Leanings
    stances: Stances
    likely: Mapping[str, str]

    def in_role(self, role: str) -> tuple[Measure, ...]:
        """The measures that have one of ``keys.ROLES``, in their order."""
        return _in_role(self, role)

    def is_word(self, word: str) -> bool:
        """Whether a word, in small letters, opens a phrase of the lexicon."""
        return self.phrases.opens(word)

    @classmethod
    def load(cls, path: Path | str | None = None) -> Lexicon:
        """Read the core and a domain pack: a folder, or the name of a pack that comes with the package.

        Without ``path`` it is the ketamine pack; a folder wins over a name. ``InputError`` has one sentence on the
        first thing that is wrong in the pack; ``ketclaims lexicon check`` lists all.
        """
        return _loaded(read_pack(path))

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        """A lexicon as it was read goes by its files; one that somebody has changed goes as it is."""
        if _loaded(self.pack) is self:
            return _loaded, (self.pack,)
        return object.__reduce_ex__(self, protocol)


@lru_cache(maxsize=256)
def _in_role(lexicon: Lexicon, role: str) -> tuple[Measure, ...]:
    return tuple(measure for measure in lexicon.measures.values() if measure.role == role)


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The lexicon that comes with the package, read once."""
    return Lexicon.load()


@lru_cache(maxsize=16)
def _loaded(pack: Pack) -> Lexicon:
    # What comes with the package is checked by its tests; the checks are not loaded for it.
    faults = () if pack.ours else find_faults(pack)
    if faults:
        more = f" `ketclaims lexicon check` lists {len(faults) - 1} more." if len(faults) > 1 else ""
        raise InputError(f"{faults[0]}{more}")
    tables, _ = pack.tables()
    return lexicon_of(pack, tables)


def find_faults(pack: Pack) -> tuple[Fault, ...]:
    """Every fault of a pack that shows without reading a sentence."""
    from ketclaims.lexicon.faults import pack_faults

    return pack_faults(pack, _core())


def lexicon_of(pack: Pack, own: Mapping[str, Table]) -> Lexicon:
    """The lexicon of the core and a pack's tables, whose entries have to be of the right shape."""
    core = _core()
    numbers = {name: _decimals(table) for name, table in core["numbers"].items() if name != "vague"}
    number_words = frozenset(word for table in numbers.values() for word in table)
    measures = _entries({**own["measures"], UNNAMED: core["context"]["unnamed"]}, read_measure)
    terms = {kind: _entries(own[kind], read_term) for kind in VOCABULARIES}
    phrases = [*_cues(measures), *_names(terms), *_unlisted(core["context"], terms), *_qualifiers(core["context"])]
    return Lexicon(
        pack=pack,
        numbers=numbers,
        vague=tuple(core["numbers"]["vague"]["words"]),
        units=read_units({**core["units"], **own.get("units", {})}, core["prefixes"]),
        counts=_counts(core["counts"], own.get("counts", {})),
        relations=core["relations"],
        exclusions=core["exclusions"],
        context=core["context"],
        document=document_words(core["document"])._replace(subjects=_subjects(terms)),
        measures=measures,
        conditions=terms["conditions"],
        interventions=terms["interventions"],
        routes=terms["routes"],
        phrases=PhraseIndex(tuple(phrases)),
        treatments=PhraseIndex(tuple(some for some in phrases if some.kind == "interventions")),
        excluding=PhraseIndex(tuple(_exclusions(core["exclusions"])), number_words),
        number_words=number_words,
        leanings=leanings_of(pack, measures),
        stances=core_stances(),
        likely=core_units(),
    )


@lru_cache(maxsize=1)
def _core() -> Mapping[str, Table]:
    return {name: parsed((root() / CORE / f"{name}.toml").read_bytes()) for name in CORE_FILES}


def _entries(table: Table, read: Callable[[str, Table], Entry]) -> dict[str, Entry]:
    return {name: read(name, entry) for name, entry in table.items()}


def _decimals(table: Table) -> Mapping[str, Decimal]:
    return {word: Decimal(str(value)) for word, value in table.items()}


def _counts(*tables: Table) -> Mapping[str, tuple[str, ...]]:
    joined: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for code, entry in table.items():
            joined[code] = (*joined.get(code, ()), *entry["nouns"])
    return joined


def _cues(measures: Mapping[str, Measure]) -> Iterator[Phrases]:
    """The phrases of every measure, by how they speak for it."""
    for name, measure in measures.items():
        spoken = {"name": measure.names, "cue": measure.cues, "hint": measure.hints, "against": measure.against}
        yield from (Phrases(_either_way(sources), kind, name) for kind, sources in spoken.items())


def _either_way(sources: Sequence[str]) -> Sequence[str]:
    """Phrases that end with "within", and besides the same with "inside": "wears off inside two hours"."""
    if not any(source.endswith(_WITHIN) for source in sources):
        return sources
    inside = (source.removesuffix(_WITHIN) + _INSIDE for source in sources if source.endswith(_WITHIN))
    return tuple(dict.fromkeys((*sources, *inside)))


def _names(terms: Mapping[str, Mapping[str, Term]]) -> Iterator[Phrases]:
    """The names of every term; an exception is a name without a term."""
    for kind, vocabulary in terms.items():
        for term in vocabulary.values():
            yield Phrases(term.names, kind, term.name)
            yield Phrases(term.exact, kind, term.name, exact=True)
            yield Phrases(term.exceptions, kind, "")
            yield Phrases(term.generic, "generic", term.name)
            yield Phrases(term.controlled, "comparators", term.name)
            yield Phrases(term.headed, "headed", term.name)
            yield Phrases(term.labels, "labels", term.name)


def _subjects(terms: Mapping[str, Mapping[str, Term]]) -> frozenset[str]:
    """The names of one word, in small letters, of every term."""
    named = (name for vocabulary in terms.values() for term in vocabulary.values() for name in term.names + term.exact)
    return frozenset(name.lower() for name in named if name.isalpha())


def _unlisted(context: Table, terms: Mapping[str, Mapping[str, Term]]) -> Iterator[Phrases]:
    """Names of conditions and treatments that a pack need not list: where it has a term for others, they are that."""
    for kind, entry in context["unlisted"].items():
        if UNNAMED in terms[kind]:
            own = {name for term in terms[kind].values() for name in (*term.names, *term.exceptions)}
            yield Phrases([source for source in entry["names"] if source not in own], kind, UNNAMED)
            yield Phrases(entry["exact"], kind, UNNAMED, exact=True)
            yield Phrases(entry["except"], kind, "")


def _qualifiers(context: Table) -> Iterator[Phrases]:
    for table in ("attribution", "doses", "standins"):
        for term, sources in context[table].items():
            yield Phrases(sources, table, "" if term == "except" else term)
    for table in ("itself", "done", "business", "injection", "panels", "interests"):
        yield Phrases(context[table]["phrases"], table, table)
    for kind, sources in context["owners"].items():
        yield Phrases(sources, kind, kind)


def _exclusions(exclusions: Table) -> Iterator[Phrases]:
    for reason, sources in exclusions["phrases"].items():
        yield Phrases(sources, "excluded", reason)


def wider(name: str, vocabulary: Mapping[str, Term]) -> Iterator[str]:
    """The terms that include a term, the nearest first; where they include each other, each once."""
    seen = {name}
    term = vocabulary.get(name)
    while term and term.broader and term.broader not in seen:
        yield term.broader
        seen.add(term.broader)
        term = vocabulary.get(term.broader)
