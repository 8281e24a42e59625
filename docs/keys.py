"""Print the tables of docs/packs.md: every key of an entry, and every role of a measure, as the code knows them.

usage: python docs/keys.py keys|roles
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ketclaims.lexicon.keys import FORMS, KEYS, ROLES, Key


def key_rows() -> Iterator[str]:
    """A row for each key, with the files in whose entries it means that."""
    files: dict[Key, list[str]] = {}
    for file, keys in KEYS.items():
        for key in keys:
            files.setdefault(key, []).append(file)
    yield "| key | in the entries of | value | meaning |"
    yield "| --- | --- | --- | --- |"
    for key, names in files.items():
        yield f"| `{key.name}` | {', '.join(names)} | {_value(key)} | {_cell(key.meaning)} |"


def _value(key: Key) -> str:
    said = f"{'one of' if key.form == 'word' else 'some of'} {', '.join(f'`{word}`' for word in key.words)}"
    form = said if key.words and key.name != "role" else FORMS[key.form]
    return f"{form}; required" if key.required else form


def role_rows() -> Iterator[str]:
    """A row for each role of a measure."""
    yield "| role | what it is, and what follows |"
    yield "| --- | --- |"
    yield from (f"| `{role}` | {_cell(meaning)} |" for role, meaning in ROLES.items())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


TABLES = {"keys": key_rows, "roles": role_rows}

if __name__ == "__main__":
    print("\n".join(TABLES[sys.argv[1]]()))
