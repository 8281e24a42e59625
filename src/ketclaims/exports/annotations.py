"""Claims as W3C Web Annotations in JSON-LD: what is claimed, on the passage in which it stands.

https://www.w3.org/TR/annotation-model/: the target of each annotation is the quote, selected by its words and by its
place, each refined to the value inside it. A source is named by the digest of its text (RFC 6920), to which the places
belong; they count Unicode code points, as the model asks.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from ketclaims.exports.dataset import Dataset
from ketclaims.tables.columns import CLAIMS, SOURCES
from ketclaims.tables.rows import Row

ANNO = "http://www.w3.org/ns/anno.jsonld"
PREFIX = "kc"
NAMESPACE = "urn:ketclaims:"
AROUND = 32
"""So many characters before and after a passage tell it from another one with the same words."""
ELSEWHERE = ("claim_id", "source", "quote", "quote_start", "quote_end", "value_text", "value_start", "value_end")
"""Columns that the annotation says in its own terms."""

Json = dict[str, Any]


def write_annotations(dataset: Dataset, stream: BinaryIO) -> Sequence[str]:
    """Write the claims of a dataset as one collection of annotations, a line for each."""
    sources = {str(row["source"]): _source(row) for row in dataset.rows(SOURCES)}
    rows = dataset.rows(CLAIMS)
    head = json.dumps(_collection(dataset, len(rows)), ensure_ascii=False)
    page = {"id": f"{NAMESPACE}{dataset.name}:claims:page", "type": "AnnotationPage", "startIndex": 0, "items": []}
    opening = json.dumps(page, ensure_ascii=False)
    # The list stays open, so that no more than one claim is in memory.
    stream.write(f'{head[:-1]}, "first": {opening[:-2]}'.encode())
    for place, row in enumerate(rows):
        line = json.dumps(annotation(row, dataset, sources), ensure_ascii=False, allow_nan=False)
        stream.write((("," if place else "") + "\n" + line).encode("utf-8"))
    stream.write(b"\n]}}\n")
    return ()


def _collection(dataset: Dataset, total: int) -> Json:
    licences = [licence["path"] for licence in dataset.described.get("licenses", ())]
    described = {
        "@context": [ANNO, {PREFIX: NAMESPACE}],
        "id": f"{NAMESPACE}{dataset.name}:claims",
        "type": "AnnotationCollection",
        "label": " ".join(filter(None, (dataset.described.get("title"), dataset.version))),
        "generator": {"id": f"{NAMESPACE}software", "type": "Software", "name": f"ketclaims {dataset.software}"},
        "rights": licences[0] if len(licences) == 1 else licences,
        "total": total,
    }
    return {key: value for key, value in described.items() if value or key == "total"}


def _source(row: Row) -> Json:
    digest = urlsafe_b64encode(bytes.fromhex(str(row["sha256"]))).decode("ascii").rstrip("=")
    about = {f"{PREFIX}:{name}": row[name] for name in SOURCES.names if row[name] is not None}
    return {"id": f"ni:///sha-256;{digest}", "type": "Text", "format": "text/plain", **about}


def annotation(row: Row, dataset: Dataset, sources: Mapping[str, Json]) -> Json:
    """One claim as an annotation; ``sources`` are the sources as resources, by name."""
    said = {f"{PREFIX}:{name}": row[name] for name in CLAIMS.names if name not in ELSEWHERE and row[name] is not None}
    text = f"{row['measure']}: {row['value_text']}"
    return {
        "id": f"{NAMESPACE}{dataset.name}:claim:{row['claim_id']}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": text},
            {"type": f"{PREFIX}:Claim", **said},
        ],
        "target": {
            "source": sources[str(row["source"])],
            "selector": list(_selectors(row, dataset.texts[str(row["source"])])),
        },
    }


def _selectors(row: Row, text: str) -> Iterator[Json]:
    start, end, first, last = (int(row[name] or 0) for name in ("quote_start", "quote_end", "value_start", "value_end"))
    quote = text[start:end]
    inside = first - start, last - start
    yield _words(text, start, end) | {"refinedBy": _words(quote, *inside)}
    yield _place(start, end) | {"refinedBy": _place(*inside)}


def _words(text: str, start: int, end: int) -> Json:
    around = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    return {"type": "TextQuoteSelector", "exact": text[start:end], **{k: v for k, v in around.items() if v}}


def _place(start: int, end: int) -> Json:
    return {"type": "TextPositionSelector", "start": start, "end": end}
