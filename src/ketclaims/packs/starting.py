"""A new pack: a small one that works, with comments that say what each key is for."""

from __future__ import annotations

from pathlib import Path

from ketclaims.tables.writing import OutputError, write_all


def start_pack(folder: Path) -> tuple[str, ...]:
    """Write the starter pack into a new or empty folder and give the names of its files.

    ``OutputError`` where the folder has anything in it or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder}: a new or an empty folder was expected, there is something already.")
    files = {file.name: file.read_bytes() for file in (Path(__file__).parent / "starter").glob("*.toml")}
    write_all(folder, dict(sorted(files.items())))
    return tuple(sorted(files))
