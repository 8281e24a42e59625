"""A folder of texts: listed once, and asked by the names of sources, which never become a path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from ketclaims.model import InputError
from ketclaims.sources.documents import read_text
from ketclaims.sources.finding import source_name

SUFFIX = ".txt"


class TextFolder(Mapping[str, str]):
    """The texts of a folder, ``SOURCE.txt`` each, by their source; a text is read whenever it is asked for.

    ``InputError`` where there is no such folder or no text in it, and where a text that is asked for cannot be read or
    is one of two of its name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = _listed(folder)

    def __getitem__(self, source: str) -> str:
        first, *others = self.files[source]
        if others:
            raise InputError(f"{first}: {others[0].name} is named like it, so nobody knows which is meant; rename one.")
        return read_text(first)

    def __contains__(self, source: object) -> bool:
        return source in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def _listed(folder: Path) -> dict[str, list[Path]]:
    files: defaultdict[str, list[Path]] = defaultdict(list)
    try:
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() == SUFFIX and path.is_file():
                files[source_name(path)].append(path)
    except OSError as error:
        raise InputError(f"{folder}: cannot be read as a folder of texts ({error.strerror}).") from None
    if not files:
        raise InputError(f"{folder}: the folder holds no text, {SUFFIX} files named after their sources were expected.")
    return dict(files)
