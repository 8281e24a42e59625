"""How many fields of references are read right: `python benchmarks/references.py`.

Each set of hand-checked references is printed with what is right of what is annotated, field by field; ``--misses``
lists every difference. What each set taught or measures is told in tests/README.md.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ketclaims.document import parse
from ketclaims.lexicon import default_lexicon
from ketclaims.references import FIELD_NAMES, Reference, find_references

SETS = Path(__file__).parents[1] / "tests" / "bibliographies"
FIELDS: tuple[str, ...] = FIELD_NAMES


@dataclass(frozen=True)
class Case:
    """One reference as it stands in a list, and its fields as a reader tells them apart."""

    text: str
    fields: Mapping[str, str]


def cases(name: str) -> list[Case]:
    """The cases of a set."""
    listed = tomllib.loads((SETS / f"{name}.toml").read_text("utf-8"))["reference"]
    return [Case(case["text"], {key: case[key] for key in FIELDS if key in case}) for case in listed]


def read(text: str) -> Reference | None:
    """The one work of a list that holds nothing but it."""
    found = find_references(parse(f"A list\n\nReferences\n\n{text}\n", default_lexicon().document))
    return found[0] if len(found) == 1 else None


def differences(case: Case) -> Iterator[tuple[str, str, str]]:
    """The fields that are read otherwise than annotated: name, annotated, read."""
    reference = read(case.text)
    for name in FIELDS:
        expected = case.fields.get(name, "")
        actual = reference.get(name) if reference else ""  # type: ignore[arg-type]
        if expected != actual:
            yield name, expected, actual


def score(listed: Sequence[Case]) -> dict[str, tuple[int, int, int]]:
    """For each field how often it is right, annotated and read."""
    found: dict[str, tuple[int, int, int]] = {}
    for name in FIELDS:
        pairs = [(case.fields.get(name, ""), _value(case, name)) for case in listed]
        right = sum(expected == actual != "" for expected, actual in pairs)
        found[name] = right, sum(bool(pair[0]) for pair in pairs), sum(bool(pair[1]) for pair in pairs)
    return found


def _value(case: Case, name: str) -> str:
    reference = read(case.text)
    return reference.get(name) if reference else ""  # type: ignore[arg-type]


def table(name: str) -> Iterator[str]:
    """A set as a table in Markdown."""
    listed = cases(name)
    counts = score(listed)
    whole = sum(not list(differences(case)) for case in listed)
    right, annotated, found = (sum(count[at] for count in counts.values()) for at in range(3))
    yield f"{name}: {len(listed)} references, {whole} without a fault, {right} of {annotated} fields right"
    yield f"({right / annotated:.3f}), {found - right} read that are not so ({right / found:.3f} of those read)"
    yield ""
    yield "| field | right | annotated | read |"
    yield "| --- | --- | --- | --- |"
    yield from (f"| {key} | {r} | {a} | {f} |" for key, (r, a, f) in counts.items() if a or f)


def main() -> None:
    """Print every set."""
    for path in sorted(SETS.glob("*.toml")):
        print("\n".join(table(path.stem)), end="\n\n")
        if "--misses" in sys.argv:
            for case in cases(path.stem):
                for miss in differences(case):
                    print(f"  {case.text[:60]!r}: {miss[0]} {miss[1]!r} is read as {miss[2]!r}")


if __name__ == "__main__":
    main()
