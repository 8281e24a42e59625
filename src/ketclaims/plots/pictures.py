"""Charts as still pictures, drawn without a browser and without a network."""

from __future__ import annotations

import json
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import altair as alt
import vl_convert

RENDERER = "ketclaims"
SIGNATURE = 8
"""A PNG begins with so many bytes; then come its chunks."""


def draw_svg(chart: alt.TopLevelMixin) -> str:
    """A chart as SVG."""
    return _svg(chart.to_dict())


def draw_png(chart: alt.TopLevelMixin, scale: float = 2) -> bytes:
    """A chart as PNG, ``scale`` times as large as the drawing."""
    return _png(chart.to_dict(), scale)


def _svg(spec: dict[str, Any]) -> str:
    return str(vl_convert.vegalite_to_svg(json.dumps(spec)))


def _png(spec: dict[str, Any], scale: float = 1) -> bytes:
    return _packed(bytes(vl_convert.vegalite_to_png(json.dumps(spec), scale=scale)))


def _packed(png: bytes) -> bytes:
    """The same picture in a third of the bytes: they are drawn in haste and kept in a notebook for long."""
    chunks = list(_chunks(png))
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    head, tail = ([each for each in chunks if each[0] == kind] for kind in (b"IHDR", b"IEND"))
    return png[:SIGNATURE] + b"".join(_chunk(*each) for each in (*head, (b"IDAT", zlib.compress(pixels, 9)), *tail))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG: the kind of each and its data."""
    at = SIGNATURE
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        yield kind, png[at + 8 : at + 8 + size]
        at += size + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def show_pictures() -> None:
    """From now on a notebook keeps every chart as SVG and PNG, which are read without JavaScript and without a network.

    ``altair.renderers.enable("default")`` brings back charts that answer to the pointer.
    """
    alt.renderers.register(RENDERER, _bundle)
    alt.renderers.enable(RENDERER)


def _bundle(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    # A reader that does not trust a notebook shows its PNG and hides its SVG; one that prints it takes the SVG.
    return {
        "image/svg+xml": _fitting(_svg(spec)),
        "image/png": b64encode(_png(spec)).decode("ascii"),
        "text/plain": _words(spec),
    }


def _fitting(svg: str) -> str:
    """The same picture, no wider than the page that it stands on."""
    return svg.replace("<svg ", '<svg style="max-width: 100%; height: auto" ', 1)


def _words(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    return f"Chart: {title.get('text', '') if isinstance(title, dict) else title}"
