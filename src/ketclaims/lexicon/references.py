"""What a pack's entries refer to: units, dimensions, routes, wider entries; and words that two of them claim."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from ketclaims.lexicon.entries import Table, Unit, read_units
from ketclaims.lexicon.files import Fault, Pack
from ketclaims.lexicon.shapes import shown

PERIODS = ("min", "h", "d", "wk", "mo", "a")
PLAIN_UNITS = ("1", "{year}")
"""Units that no file lists: a pure number and a calendar year."""

PLAIN_DIMENSIONS = ("{p}", "{ratio}", "{year}", "age", "count", "frequency", "event_frequency", "share_rate")
RATES = ("money_rate", "mass_rate", "rate")
"""Dimensions that no unit has: they are made of what is read around a number."""

Tables = Mapping[str, Table]
Names = Collection[str]
Said = Iterator[tuple[str, str, str]]
"""What is wrong, the entry and the key."""


def reference_faults(pack: Pack, own: Tables, named: Mapping[str, Names], core: Tables) -> Iterator[Fault]:
    """What the entries of a pack refer to and nothing has.

    ``own`` are its entries of the right shape, ``named`` the names of all its entries in each file that can
    be read, ``core`` the core's tables.
    """
    checks = {
        "measures": _measures(own["measures"], _Stated(own, core)),
        "conditions": _broader(own["conditions"], named.get("conditions", ())),
        "interventions": _broader(own["interventions"], named.get("interventions", ())),
        "units": _signs(own["units"], read_units(core["units"], core["prefixes"])),
        "counts": _nouns(own["counts"], core["counts"]),
    }
    yield from (pack.fault(file, *said) for file, found in checks.items() for said in found)
    if "routes" in named:
        yield from (pack.fault("interventions", *said) for said in _routes(own["interventions"], named["routes"]))


class _Stated:
    """The units in which a quantity can be read, and their dimensions."""

    def __init__(self, own: Tables, core: Tables) -> None:
        self.units = read_units({**core["units"], **own["units"]}, core["prefixes"])
        self.counted = {*core["counts"], *own["counts"]}
        listed = (unit.dimension for unit in self.units.values())
        self.dimensions = {*listed, *self.counted, *PLAIN_DIMENSIONS, *RATES}

    def has(self, code: str) -> bool:
        """Whether a unit is one of a file, a counted thing, or one of these per time."""
        count, stroke, period = code.rpartition("/")
        rate = stroke and period in PERIODS and (not count or count in self.units or count in self.counted)
        return bool(rate) or code in self.units or code in self.counted or code in PLAIN_UNITS


def _measures(measures: Table, stated: _Stated) -> Said:
    for name, entry in measures.items():
        for key, code in (("unit", entry["unit"]), *(("usual", code) for code in entry.get("usual", ()))):
            if not stated.has(code):
                yield f"a unit or a counted thing was expected, {shown(code)} was found.", name, key
        for dimension in entry["dimensions"]:
            if dimension not in stated.dimensions:
                yield f"a dimension of a unit was expected, {shown(dimension)} was found.", name, "dimensions"
        yield from _within(name, entry, stated)


def _within(name: str, entry: Table, stated: _Stated) -> Said:
    """Whether a unit is of the measure's dimensions, and its limits are in order."""
    unit = stated.units.get(entry["unit"])
    # An age is in years, and yet no length of time.
    if unit and not {unit.dimension, "age"} & {*entry["dimensions"]}:
        says = f"a unit of one of the `dimensions` was expected, {shown(entry['unit'])} is one of {unit.dimension}."
        yield says, name, "unit"
    if "low" in entry and "high" in entry and entry["low"] >= entry["high"]:
        yield f"a number below `high`, {entry['high']}, was expected, {entry['low']} was found.", name, "low"


def _broader(terms: Table, named: Names) -> Said:
    for name, term in terms.items():
        above = [name]
        while broader := terms.get(above[-1], {}).get("broader"):
            above.append(broader)
            if broader in above[:-1]:
                break
        # Each circle is said at the entries that are in it, each dead end where it is.
        if len(above) > 1 and above[-1] == name:
            yield (
                f"an entry that does not include itself was expected, {' in '.join(above)} was found.",
                name,
                "broader",
            )
        elif "broader" in term and term["broader"] not in named:
            yield f"an entry of this file was expected, {shown(term['broader'])} was found.", name, "broader"


def _routes(interventions: Table, named: Names) -> Said:
    for name, term in interventions.items():
        if term.get("route", "") not in ("", *named):
            yield f"an entry of routes.toml was expected, {shown(term['route'])} was found.", name, "route"


def _signs(own: Table, core: Mapping[str, Unit]) -> Said:
    taken = {sign: code for code, unit in core.items() for sign in (*unit.symbols, *unit.words, *unit.before)}
    for code, unit in own.items():
        if code in core:
            yield "a unit that no pack has yet was expected, this one is of the core.", code, ""
        for key in ("symbols", "words", "before"):
            for sign in unit.get(key, ()):
                if taken.setdefault(sign, code) != code:
                    yield f"a sign of no other unit was expected, {shown(sign)} is one of {taken[sign]}.", code, key


def _nouns(own: Table, core: Table) -> Said:
    taken = {noun: code for code, entry in core.items() for noun in entry["nouns"]}
    for code, entry in own.items():
        for noun in entry["nouns"]:
            if noun in taken:
                yield f"a noun that counts nothing yet was expected, {shown(noun)} counts {taken[noun]}.", code, "nouns"
            taken[noun] = code
