"""Which files a path stands for: a file, the documents of a directory, or what a pattern matches."""

from __future__ import annotations

import glob
from pathlib import Path

from ketclaims.model import InputError
from ketclaims.sources.formats import FOREIGN, SUFFIXES

# Word writes such a file beside each document that is open.
LOCK = "~$"


def source_name(path: Path) -> str:
    """The name of a source outside the dataset: the file's stem, in characters that any table can hold."""
    return path.stem.encode("utf-8", "backslashreplace").decode("utf-8")


def find_articles(path: Path) -> list[Path]:
    """The articles that a path stands for, by name: itself, the documents of a directory, or what a pattern matches.

    A directory stands for the documents in it and not for those of its subdirectories, because a browser saves the
    parts of a page in one beside it; the pattern ``articles/**/*.html`` finds these too. Documents of a kind that
    cannot be read are among them, so that each is named as a fault and none is passed over in silence.
    """
    try:
        if path.is_dir():
            return _documents(path)
        if glob.has_magic(str(path)) and not path.exists():
            return _matches(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    return [path]


def _documents(folder: Path) -> list[Path]:
    known = (*SUFFIXES, *FOREIGN)
    found = sorted(child for child in folder.iterdir() if child.suffix.lower() in known and child.is_file())
    found = [child for child in found if not child.name.startswith(LOCK)]
    if not found:
        *some, last = SUFFIXES
        raise InputError(f"{folder}: the directory holds no article, a {', '.join(some)} or {last} file was expected.")
    return found


def _matches(pattern: Path) -> list[Path]:
    root = Path(pattern.anchor)
    try:
        found = sorted(match for match in root.glob(str(pattern.relative_to(root))) if match.is_file())
    except ValueError as error:
        raise InputError(f"{pattern}: cannot be read as a pattern ({error}).") from None
    if not found:
        raise InputError(f"{pattern}: there is no such file, and the pattern matches none.")
    return found
