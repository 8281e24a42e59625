"""Articles from anywhere: each is read and its rows are given, one article at a time; a fault becomes a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ketclaims.claims import extract
from ketclaims.model import InputError
from ketclaims.sources import find_articles, read_text, source_name
from ketclaims.tables.rows import Row, claim_rows, error_row, ledger_rows

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Article = tuple[str, Path | InputError]


def list_articles(paths: Iterable[Path]) -> list[Article]:
    """The articles that paths stand for, by source name, each once; a path that stands for none comes with its fault.

    A source is named after its file, so of two files with one stem only the first is read.
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


def article_rows(articles: Iterable[Article], lexicon: Lexicon, *, ledger: bool = False) -> Iterator[Row]:
    """The rows of articles as they are read: claims, with ``ledger`` every number, and one row for each fault."""
    for name, article in articles:
        try:
            yield from _rows(name, article, lexicon, ledger)
        except InputError as fault:
            yield error_row(name, str(fault))


def _rows(name: str, article: Path | InputError, lexicon: Lexicon, ledger: bool) -> list[Row]:
    if isinstance(article, InputError):
        raise article
    rows = ledger_rows if ledger else claim_rows
    return rows(extract(read_text(article), name, lexicon), lexicon)
