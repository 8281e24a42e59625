"""The entries of a lexicon: units, terms and measures, each read from a table of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Table = Mapping[str, Any]

UNNAMED = "other"
"""The word of every vocabulary that names nothing: two claims that both have it need not be about one thing."""


def is_money(dimension: str) -> bool:
    """Whether a dimension is one of money: each currency has its own, and so has its rate."""
    return dimension.startswith("money")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its UCUM code, the dimension it belongs to and its size in that dimension's base unit.

    ``vague`` is the interval (low, high, code of the unit) that the plural word stands for without a number.
    ``groups``, ``doubtful``, ``least``, ``shared`` and ``lands`` are of money: how its sums are written, which signs
    mean it only from a sum on, and which signs of another currency mean it where a text names its land.
    """

    code: str
    dimension: str
    factor: Decimal
    symbols: tuple[str, ...]
    words: tuple[str, ...]
    before: tuple[str, ...]
    vague: tuple[Decimal, Decimal, str] | None
    examples: tuple[str, ...]
    groups: str = ""
    doubtful: tuple[str, ...] = ()
    least: Decimal = Decimal(0)
    shared: tuple[str, ...] = ()
    lands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a closed vocabulary: a condition, an intervention or a route."""

    name: str
    meaning: str
    names: tuple[str, ...]
    exact: tuple[str, ...]
    exceptions: tuple[str, ...]
    generic: tuple[str, ...]
    controlled: tuple[str, ...]
    headed: tuple[str, ...]
    labels: tuple[str, ...]
    broader: str | None
    route: str | None
    brands: tuple[str, ...]
    comparator: bool
    inert: bool
    procedure: bool
    injected: bool
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
    the figure is a ``limit``, or ``none``. ``role`` is one of ``keys.ROLES``, or empty. ``priced`` says that it is an
    amount of money.
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
    priced: bool


def read_unit(code: str, entry: Table) -> Unit:
    """A unit from its table."""
    vague = entry.get("vague")
    return Unit(
        code=code,
        dimension=entry["dimension"],
        factor=Decimal(str(entry["factor"])),
        symbols=_texts(entry, "symbols"),
        words=_texts(entry, "words"),
        before=_texts(entry, "before"),
        vague=(Decimal(vague["low"]), Decimal(vague["high"]), vague["unit"]) if vague else None,
        examples=_texts(entry, "examples"),
        groups=entry.get("groups", ""),
        doubtful=_texts(entry, "doubtful"),
        least=Decimal(str(entry.get("least", 0))),
        shared=_texts(entry, "shared"),
        lands=_texts(entry, "lands"),
    )


def read_units(table: Table, prefixes: Table) -> dict[str, Unit]:
    """The units as written down, and those that their prefixes make; a code or sign that is written down wins."""
    units = {code: read_unit(code, entry) for code, entry in table.items()}
    taken = {sign for unit in units.values() for sign in (*unit.symbols, *unit.words)}
    for code, entry in table.items():
        for prefix in entry.get("prefixes", ()):
            if prefix + code not in units:
                units[prefix + code] = _prefixed(units[code], entry, prefix, prefixes[prefix], taken)
    return units


def _prefixed(unit: Unit, entry: Table, code: str, prefix: Table, taken: set[str]) -> Unit:
    """A unit behind a prefix: ``m`` and ``k`` make ``km``, "kilometre" and "kilometer"."""
    signs = [*unit.symbols, *entry.get("stems", ())]
    symbols = [f"{before}{sign}" for before in prefix["symbols"] for sign in signs]
    words = [f"{prefix['word']}{word}" for word in unit.words]
    return Unit(
        code=code + unit.code,
        dimension=unit.dimension,
        factor=unit.factor * Decimal(str(prefix["factor"])),
        symbols=tuple(sign for sign in symbols if sign not in taken),
        words=tuple(word for word in words if word not in taken),
        before=(),
        vague=None,
        examples=(),
    )


def read_measure(name: str, entry: Table) -> Measure:
    """A measure from its table."""
    return Measure(
        name=name,
        meaning=entry["meaning"],
        unit=entry["unit"],
        dimensions=_texts(entry, "dimensions"),
        low=_limit(entry, "low"),
        high=_limit(entry, "high"),
        usual=_texts(entry, "usual"),
        needs=_texts(entry, "needs"),
        varies=entry.get("varies", False),
        default=entry.get("default", False),
        qualified=_texts(entry, "qualified"),
        failure=entry.get("failure", False),
        treatment=entry.get("treatment", "topic"),
        role=entry.get("role", ""),
        names=_texts(entry, "names"),
        cues=_texts(entry, "cues"),
        hints=_texts(entry, "hints"),
        against=_texts(entry, "against"),
        examples=_texts(entry, "examples"),
        counterexamples=_texts(entry, "not"),
        priced=any(map(is_money, _texts(entry, "dimensions"))),
    )


def read_term(name: str, entry: Table) -> Term:
    """A condition, an intervention or a route from its table."""
    return Term(
        name=name,
        meaning=entry["meaning"],
        names=_texts(entry, "names"),
        exact=_texts(entry, "exact"),
        exceptions=_texts(entry, "except"),
        generic=_texts(entry, "generic"),
        controlled=_texts(entry, "controlled"),
        headed=_texts(entry, "headed"),
        labels=_texts(entry, "labels"),
        broader=entry.get("broader"),
        route=entry.get("route"),
        brands=_texts(entry, "brands"),
        comparator=entry.get("comparator", False),
        inert=entry.get("inert", False),
        procedure=entry.get("procedure", False),
        injected=entry.get("injected", False),
        codes={key: entry[key] for key in ("mesh", "rxnorm", "atc") if key in entry},
        examples=_texts(entry, "examples"),
        counterexamples=_texts(entry, "not"),
    )


def _texts(entry: Table, key: str) -> tuple[str, ...]:
    return tuple(entry.get(key, ()))


def _limit(entry: Table, side: str) -> Decimal | None:
    return Decimal(str(entry[side])) if side in entry else None
