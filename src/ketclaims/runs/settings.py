"""What decides besides the documents which rows come out of them, as one value that travels to any worker."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Set
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ketclaims.lexicon import Lexicon
from ketclaims.sources import NEEDED

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Settings:
    """The words, the options and the code of a run.

    ``words`` is the lexicon as bytes, so that a worker needs no folder of ours; ``version`` is what the tables say of
    the package, and ``code`` the digest of its code; ``ledger`` asks for every number, ``texts`` for the texts.
    ``digest`` is equal exactly where the same documents give the same tables.
    """

    words: bytes
    version: str
    code: str
    ledger: bool
    texts: bool
    digest: str

    @classmethod
    def of(cls, lexicon: Lexicon, version: str, *, ledger: bool = False, texts: bool = False) -> Settings:
        """The settings of a run of this code with a lexicon."""
        code = code_digest()
        parts = json.dumps([version, code, lexicon, ledger, texts], default=_plain)
        digest = hashlib.sha256(parts.encode("ascii")).hexdigest()
        return cls(pickle.dumps(lexicon), version, code, ledger, texts, digest)

    def lexicon(self) -> Lexicon:
        """The lexicon, unpacked once in each process."""
        return _unpacked(self.words)


@lru_cache(maxsize=2)
def _unpacked(words: bytes) -> Lexicon:
    lexicon = pickle.loads(words)
    assert isinstance(lexicon, Lexicon)
    return lexicon


def _plain(value: Any) -> Any:
    # Only what does not change from process to process: the order of a set does.
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return sorted(value) if isinstance(value, Set) else str(value)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 of the package's code and of the versions of what reads documents for it: other code, other rows."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(PACKAGE).as_posix()} {len(data)}\n".encode() + data)
    for library in sorted({library for needed in NEEDED.values() for library in needed}):
        digest.update(f"{library} {_version(library)}\n".encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
