"""What is wrong in a pack before any sentence is read with it, and what of it is whole."""

from __future__ import annotations

from collections.abc import Mapping

from ketclaims.lexicon.entries import Table
from ketclaims.lexicon.files import OPTIONAL_FILES, PACK_FILES, Fault, Pack
from ketclaims.lexicon.references import reference_faults
from ketclaims.lexicon.shapes import shape_faults

Tables = Mapping[str, Table]


def pack_faults(pack: Pack, core: Tables) -> tuple[Fault, ...]:
    """Every fault of a pack that shows without reading a sentence; ``core`` are the tables of the core."""
    tables, faults = pack.tables()
    named = {file: tuple(table) for file, table in tables.items()}
    return *faults, *_shapes(pack, tables), *reference_faults(pack, whole_entries(pack), named, core)


def whole_entries(pack: Pack) -> Tables:
    """The tables of a pack with its entries of the right shape alone; empty where a file is missing or no TOML."""
    tables, _ = pack.tables()
    bad = {(fault.file, fault.entry) for fault in _shapes(pack, tables)}
    return {
        file: {name: e for name, e in tables.get(file, {}).items() if (pack.name_of(file), name) not in bad}
        for file in (*PACK_FILES, *OPTIONAL_FILES)
    }


def _shapes(pack: Pack, tables: Tables) -> list[Fault]:
    return [fault for file, table in tables.items() for fault in shape_faults(pack, file, table)]
