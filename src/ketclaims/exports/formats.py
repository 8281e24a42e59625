"""The formats: each gives the files that a dataset is written as; the order is that of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from ketclaims.exports.annotations import write_annotations
from ketclaims.exports.dataset import README, Dataset
from ketclaims.exports.sheets import write_workbook
from ketclaims.releases import CHANGES
from ketclaims.tables.columns import CLAIMS, TABLES, Table
from ketclaims.tables.files import about_table, parquet_bytes


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package; ``write`` says in sentences what the format could not hold. A ``table`` is CSV."""

    name: str
    mediatype: str
    description: str
    write: Callable[[BinaryIO], Sequence[str]]
    table: Table | None = None


def csv_files(dataset: Dataset) -> Iterator[File]:
    """Every table as CSV, byte for byte as it was built."""
    for table in TABLES:
        yield File(f"{table.name}.csv", "text/csv", table.description, _bytes(dataset.table_bytes(table)), table)


def parquet_files(dataset: Dataset) -> Iterator[File]:
    """Every table as Parquet, with the meaning and the unit of each column."""
    for table in TABLES:
        yield File(
            f"{table.name}.parquet",
            "application/vnd.apache.parquet",
            f"The table {table.name}, with the meaning and the unit of each column.",
            _parquet(dataset, table),
        )


def workbook_files(dataset: Dataset) -> Iterator[File]:
    """All tables and the dictionary as one workbook."""
    yield File(
        f"{dataset.name}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "All tables as sheets of one workbook, and the dictionary.",
        lambda stream: write_workbook(dataset, stream),
    )


def annotation_files(dataset: Dataset) -> Iterator[File]:
    """The claims as Web Annotations."""
    yield File(
        f"{CLAIMS.name}.jsonld",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "Every claim as a W3C Web Annotation of the passage in which it stands.",
        lambda stream: write_annotations(dataset, stream),
    )


def page_files(dataset: Dataset) -> Iterator[File]:
    """What there is to read: the dictionary, and what each version changed."""
    for name, description in ((README, "What each column means."), (CHANGES, "What each version changed.")):
        yield File(name, "text/markdown", description, _bytes(dataset.files[name]))


FORMATS = (csv_files, parquet_files, workbook_files, annotation_files, page_files)


def _bytes(data: bytes) -> Callable[[BinaryIO], Sequence[str]]:
    def write(stream: BinaryIO) -> Sequence[str]:
        stream.write(data)
        return ()

    return write


def _parquet(dataset: Dataset, table: Table) -> Callable[[BinaryIO], Sequence[str]]:
    def write(stream: BinaryIO) -> Sequence[str]:
        more = about_table(dataset.table_bytes(table), str(dataset.described.get("title", "")), dataset.version)
        stream.write(parquet_bytes(dataset.frames[table.name], table, dataset.software, more))
        return ()

    return write
