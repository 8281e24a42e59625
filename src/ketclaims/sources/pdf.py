"""PDFs as text: what the pages draw, put together to lines."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from ketclaims.cleaning import LIGATURES
from ketclaims.model import InputError
from ketclaims.sources.flow import Line, flow
from ketclaims.sources.notes import raised
from ketclaims.sources.words import spaced

_LIGATURES = str.maketrans(dict(LIGATURES))
# Signs without a character: controls, private ones, and what stands for the unknown.
NO_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
MOST_UNREAD = 0.3
"""A share of signs without a character above which the fonts do not say what is written."""

SAME_LINE = 0.45
"""Share of the font size by which the parts of one line may stand higher or lower."""
SMALL = 0.85
"""Share of the size before it at which a sign is raised or lowered."""
NARROW = 0.5
"""Width of a character, in font sizes; no font is asked."""
GAP = 2.0
"""Font sizes between the cells of a row."""
# Where a raised sign may stand: behind a word, a sentence or a base; behind a letter it is part of a formula.
NOTED = re.compile(r"(?:[^\W\d_A-Z]{3}|[.,;:!?%)”\"]|(?<![\d.,])10|(?<![^\W\d_])[ckµn]?m)\Z")
SMALL_SIGN = re.compile(r"[\d*†‡]{1,3}(?:[,–-]\d{1,3})*")


class Part(NamedTuple):
    """Words as the page draws them in one go: where they begin (points), how large they are, whether in bold."""

    words: str
    left: float
    height: float
    size: float
    bold: bool


def pdf_text(data: bytes, name: str) -> str:
    """The text of a PDF, page after page; ``InputError`` where it is encrypted, broken or has none."""
    try:
        pages = [lines(parts(page)) for page in _reader(data, name).pages]
    except LimitReachedError as error:
        raise InputError(f"{name}: a PDF that unpacks to too much ({_said(error)}).") from None
    except (DependencyError, FileNotDecryptedError):
        raise InputError(f"{name}: the PDF is encrypted.") from None
    except PyPdfError as error:
        raise InputError(f"{name}: a PDF that is broken ({_said(error)}).") from None
    signs = "".join(line.words for page in pages for line in page)
    if not any(sign.isalnum() for sign in signs):
        raise InputError(f"{name}: the PDF has no text, perhaps it is scanned.")
    if len(NO_CHARACTER.findall(signs)) > len(signs) * MOST_UNREAD:
        raise InputError(f"{name}: the fonts of the PDF do not say which characters its signs are.")
    return flow(pages)


def _said(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


def _reader(data: bytes, name: str) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    # Many a leaflet is locked against changes only, and opens without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{name}: the PDF is encrypted.")
    return reader


def parts(page: PageObject) -> list[Part]:
    """What a page draws, in its order; a line break behind words is kept."""
    found: list[Part] = []

    def note(
        words: str, page_matrix: list[float], matrix: list[float], font: dict[str, Any] | None, size: float
    ) -> None:
        if words.strip():
            left = matrix[4] * page_matrix[0] + matrix[5] * page_matrix[2] + page_matrix[4]
            height = matrix[4] * page_matrix[1] + matrix[5] * page_matrix[3] + page_matrix[5]
            scale = abs(matrix[3] * page_matrix[3]) or 1.0
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            found.append(Part(words.translate(_LIGATURES), left, height, size * scale, bold))

    page.extract_text(visitor_text=note)
    return found


def lines(found: Iterable[Part]) -> list[Line]:
    """The lines that parts stand on."""
    rows: list[list[Part]] = []
    for part in _single(found):
        if rows and _beside(rows[-1][-1], part):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [line for line in map(_line, rows) if line.words]


def _single(found: Iterable[Part]) -> Iterable[Part]:
    """The parts, each on one line."""
    for part in found:
        pieces = part.words.splitlines(keepends=True)
        for piece in pieces:
            if piece.strip():
                yield part._replace(words=piece)


def _beside(before: Part, part: Part) -> bool:
    """Whether a part stands on the line of the one before it."""
    if before.words.endswith("\n") and part.left <= before.left:
        return False
    return abs(before.height - part.height) <= SAME_LINE * max(before.size, part.size)


def _line(row: Sequence[Part]) -> Line:
    cells = [row[0].words]
    for before, part in pairwise(row):
        width = len(before.words.strip()) * NARROW * before.size
        if part.left - before.left - width > GAP * part.size or before.words.endswith("\n"):
            cells.append(part.words)
        elif part.size < before.size * SMALL and SMALL_SIGN.fullmatch(part.words.strip()) and NOTED.search(cells[-1]):
            cells[-1] += raised(part.words.strip(), cells[-1])
        else:
            cells[-1] += part.words
    longest = max(row, key=lambda part: len(part.words))
    told = tuple(cell for cell in (spaced(cell).strip() for cell in cells) if cell)
    return Line(told or ("",), row[0].height, longest.size, all(part.bold for part in row))
