"""Claims of another extractor, held to the rules of the parser's own: each is accepted, or refused with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ketclaims.grounding.faults import RefusedError
from ketclaims.grounding.lines import Line, read_lines
from ketclaims.grounding.ruling import rule_on
from ketclaims.grounding.shapes import Entry, entries_of
from ketclaims.grounding.shelf import Shelf
from ketclaims.tables.columns import IMPORTED
from ketclaims.tables.rows import Row, Value, digest, row_identity

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

__all__ = ["Import", "import_claims"]

CONTENT = tuple(
    name for name in IMPORTED.names if name not in ("claim_id", "voice", "method", "anchoring", "agreement")
)
"""Columns by which two rows say the same."""


@dataclass(slots=True)
class Import:
    """What became of the rows of a file, so far: ``accepted`` yields them as they are read, ``refused`` lists the rest.

    ``counted`` has how many accepted rows count something else than code points, ``unknown`` how many have a column of
    that name, which is left out.
    """

    shelf: Shelf
    lexicon: Lexicon
    refused: list[Row] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    anchorings: Counter[Value] = field(default_factory=Counter)
    agreements: Counter[Value] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    _lines: dict[str, int] = field(default_factory=dict)
    _twins: Counter[Value] = field(default_factory=Counter)

    def accepted(self, lines: Iterable[Line]) -> Iterator[Row]:
        """The rows of ``lines`` that keep every rule, with the columns of ``IMPORTED``, in their order."""
        for entry in (entry for line in lines for entry in entries_of(line)):
            try:
                yield self._accept(entry)
            except RefusedError as fault:
                self.refused.append(_refused(entry, str(fault)))

    def _accept(self, entry: Entry) -> Row:
        row, counted = rule_on(entry, self.shelf, self.lexicon)
        said = digest(*(row[name] for name in CONTENT))
        if said in self._lines:
            raise RefusedError(f"it says the same as line {self._lines[said]}")
        self._lines[said] = entry.line
        self.counted.update([counted] if counted else [])
        self.anchorings[row["anchoring"]] += 1
        self.agreements[row["agreement"]] += 1
        self.unknown.update(entry.unknown)
        return row | {"claim_id": self._identity(row)}

    def _identity(self, row: Row) -> str:
        # Two claims may differ in a field that the identifier leaves out, such as the population.
        plain = row_identity(row)
        twin = self._twins[plain]
        self._twins[plain] += 1
        return row_identity(row, twin) if twin else plain


def import_claims(path: Path, texts: Path, lexicon: Lexicon) -> tuple[Iterator[Row], Import]:
    """The accepted rows of a file of JSON lines, read as they are asked for, and what became of the others.

    ``texts`` is a folder with the text of each source. ``InputError`` where the file or the folder cannot be read.
    """
    result = Import(Shelf(texts, lexicon), lexicon)
    return result.accepted(read_lines(path)), result


def _refused(entry: Entry, reason: str) -> Row:
    source = entry.fields.get("source")
    named = _storable(source) if isinstance(source, str) else None
    sentence = _storable(f"{reason[:1].upper()}{reason[1:].rstrip('.')}.")
    return {"line": entry.line, "source": named, "reason": sentence, "row": _storable(entry.original)}


def _storable(words: str) -> str:
    # JSON can hold half of a pair of surrogates; a table holds text only.
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
