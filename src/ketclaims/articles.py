"""Articles from anywhere: each is found, loaded and read by itself, and a fault in one becomes a row of its own."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ketclaims.claims import extract
from ketclaims.model import InputError
from ketclaims.sources import DEFAULT, find_articles, source_name, text_of
from ketclaims.tables.reading import read_bytes
from ketclaims.tables.rows import Row, claim_rows, error_row, ledger_rows
from ketclaims.tables.writing import OutputError, replacing

if TYPE_CHECKING:
    import pandas as pd

    from ketclaims.lexicon import Lexicon

Article = tuple[str, Path | InputError]


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one article, or the fault that kept them from being loaded; ``file`` is what people call it."""

    source: str
    file: str
    data: bytes | None
    fault: str | None = None


class Reading(NamedTuple):
    """What became of one document: its rows, and the text to which their offsets belong, if it has one."""

    rows: list[Row]
    text: str | None


def list_articles(paths: Iterable[Path]) -> list[Article]:
    """The articles that paths stand for, by source name, each once; a path that stands for none comes with its fault.

    A source is named after its file, so of two files with one stem only the first is read. No file is opened.
    """
    found: dict[Path, Article] = {}
    for path in paths:
        try:
            found |= {article: (source_name(article), article) for article in find_articles(path)}
        except InputError as fault:
            found[path] = source_name(path), fault
    # By name, so that the order of the arguments decides nothing.
    return _told_apart(sorted(found.items(), key=lambda item: (item[1][0], item[0])))


def _told_apart(listed: Sequence[tuple[Path, Article]]) -> list[Article]:
    first: dict[str, Path] = {}
    articles: list[Article] = []
    for path, (name, article) in listed:
        earlier = first.setdefault(name, path)
        if earlier != path and not isinstance(article, InputError):
            article = InputError(f"{path}: its source would be named {name!r} like that of {earlier}; rename one.")
        articles.append((name, article))
    return articles


def load_documents(articles: Iterable[Article]) -> Iterator[Document]:
    """The documents of articles, each loaded when it is asked for."""
    for name, article in articles:
        try:
            if isinstance(article, InputError):
                raise article
            yield Document(name, _storable(str(article)), read_bytes(article, DEFAULT.size + 1))
        except InputError as fault:
            yield Document(name, name, None, _storable(str(fault)))


def _storable(words: str) -> str:
    # The name of a file may hold bytes that are no text; a table holds text only.
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def read_document(document: Document, lexicon: Lexicon, *, ledger: bool = False) -> Reading:
    """The claims of a document, with ``ledger`` every number of it; whatever is wrong with it, one row that says so."""
    try:
        text = text_of_document(document)
        rows = ledger_rows if ledger else claim_rows
        return Reading(rows(extract(text, document.source, lexicon), lexicon), text)
    except InputError as fault:
        return fault_reading(document, str(fault))
    except Exception as error:
        # A fault of ours, which costs this document and must not cost the thousand others.
        words = " ".join(str(error).split()) or "no further words"
        return fault_reading(document, f"{document.file}: reading it ended in a {type(error).__name__} ({words}).")


def fault_reading(document: Document, sentence: str) -> Reading:
    """What a document leaves that could not be read: one row with the sentence, and no text."""
    return Reading([error_row(document.source, _storable(sentence))], None)


def text_of_document(document: Document) -> str:
    """The text of a document; ``InputError`` where it has none or could not be loaded."""
    if document.data is None:
        raise InputError(document.fault)
    text = text_of(document.data, document.file)
    # What UTF-8 cannot hold could be neither kept nor found again; a reader that gives it is at fault.
    text.encode("utf-8")
    return text


def article_rows(
    documents: Iterable[Document], lexicon: Lexicon, *, ledger: bool = False, texts: Path | None = None
) -> Iterator[Row]:
    """The rows of documents as each is read; its text is written to the folder ``texts``."""
    for document in documents:
        reading = read_document(document, lexicon, ledger=ledger)
        if texts and reading.text is not None:
            write_text(texts, document.source, reading.text)
        yield from reading.rows


def make_folder(path: Path) -> None:
    """Make a folder for texts where there is none; ``OutputError`` where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be made ({error.strerror or error}).") from None


def write_text(folder: Path, source: str, text: str) -> None:
    """Keep the text of a source as ``source.txt``, so that its offsets lead to its quotes; ``OutputError`` as ever."""
    with replacing(folder / f"{source}.txt") as stream:
        stream.write(text.encode("utf-8"))


def read_articles(paths: Iterable[Path], lexicon: Lexicon | None = None) -> pd.DataFrame:
    """The claims of articles as ``claims_frame`` has them, by source and place; each fault is a ``UserWarning``."""
    from ketclaims.lexicon import default_lexicon
    from ketclaims.tables.columns import CLAIMS
    from ketclaims.tables.frames import valid_frame

    known, texts, rows = lexicon or default_lexicon(), {}, []
    for document in load_documents(list_articles(paths)):
        reading = read_document(document, known)
        rows += reading.rows
        if reading.text is not None:
            texts[document.source] = reading.text
    for row in (row for row in rows if row["error"]):
        warnings.warn(str(row["error"]), stacklevel=3)
    return valid_frame((row for row in rows if not row["error"]), CLAIMS, known, texts)
