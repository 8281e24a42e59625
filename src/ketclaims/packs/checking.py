"""A pack checked: everything that is wrong in it, each thing in one sentence with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ketclaims.lexicon import find_faults, lexicon_of
from ketclaims.lexicon.faults import Tables, whole_entries
from ketclaims.lexicon.files import OPTIONAL_FILES, PACK_FILES, Fault, Pack, read_pack
from ketclaims.packs.cases import pack_cases
from ketclaims.packs.shadows import shadows


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: the faults in the order of files and lines, and how much was looked at."""

    faults: tuple[Fault, ...]
    entries: int
    cases: int


def check_pack(path: Path | str | None = None) -> Report:
    """Everything that is wrong in the pack of a folder or of a name, without one in the ketamine pack.

    Its sentences are read as articles are. ``InputError`` where there is no such pack, or a file cannot be read.
    """
    pack = read_pack(path)
    static = find_faults(pack)
    whole = whole_entries(pack)
    faults = (*static, *_strays(pack, path), *_unexampled(pack, whole), *_shadowed(pack, whole), *_misread(pack, whole))
    order = [pack.name_of(file) for file in (*PACK_FILES, *OPTIONAL_FILES)]
    placed = sorted(faults, key=lambda f: (order.index(f.file) if f.file in order else len(order), f.line or 0))
    return Report(tuple(placed), sum(map(len, whole.values())), len(list(pack_cases(whole))))


def _strays(pack: Pack, path: Path | str | None) -> Iterator[Fault]:
    """Files of the folder that no pack has, whose words nobody would read."""
    known = {*PACK_FILES, *OPTIONAL_FILES}
    for file in () if pack.ours or path is None else sorted(Path(path).glob("*.toml")):
        if file.stem not in known:
            says = f"this file is not one of a pack's, which are {', '.join(f'{name}.toml' for name in sorted(known))}."
            yield Fault(pack.name_of(file.stem), says)


def _unexampled(pack: Pack, tables: Tables) -> Iterator[Fault]:
    for file, table in tables.items():
        for name, entry in table.items():
            if not entry.get("examples") and not entry.get("not"):
                yield pack.fault(file, "an example or a text that is none was expected, it has neither.", name)


def _shadowed(pack: Pack, tables: Tables) -> Iterator[Fault]:
    return (pack.fault(file, *said) for file, *said in shadows(tables))


def _misread(pack: Pack, tables: Tables) -> Iterator[Fault]:
    """The cases that do not do what they say, read with the entries of the pack that are whole."""
    lexicon = lexicon_of(pack, tables)
    for case in pack_cases(tables):
        if says := case.fault(lexicon):
            yield pack.fault(case.file, says, case.entry, case.key)
