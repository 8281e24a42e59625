"""Draw docs/claims.svg, the picture of the claims table in the README.

usage: python docs/picture.py [-o FILE]   (- is standard output)
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from rich.text import Text

import ketclaims

SHOWN = ("source", "value_text", "relation", "low", "high", "unit", "measure", "condition", "route")
ROWS = 14
_PLAIN = """<svg viewBox="0 0 {terminal_width} {terminal_height}" xmlns="http://www.w3.org/2000/svg" role="img"
  aria-label="Some rows of the claims table">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
  <rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
<rect width="100%" height="100%" fill="#ffffff"/>
<g clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
"""rich's own frame loads a font from the network; this one needs none."""


def picture() -> str:
    """The first claims that state a condition, as an SVG without any outside resource."""
    claims = ketclaims.load_claims()
    table = Table(*SHOWN, header_style="bold", border_style="bright_black")
    shown = claims.loc[claims["condition"].notna(), list(SHOWN)].head(ROWS).astype(object)
    for row in shown.where(shown.notna(), None).itertuples(index=False):
        table.add_row(*(_cell(name, value) for name, value in zip(SHOWN, row, strict=True)))
    console = Console(record=True, width=132, file=io.StringIO(), legacy_windows=False)
    console.print(table)
    return console.export_svg(
        title="claims", theme=DEFAULT_TERMINAL_THEME, code_format=_PLAIN, unique_id="claims", font_aspect_ratio=0.61
    )


def _cell(name: str, value: object) -> Text:
    written = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return Text(written, style="bold" if name == "value_text" else "")


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", default=str(Path(__file__).with_name("claims.svg")))
    output = parser.parse_args().output
    if output == "-":
        sys.stdout.buffer.write(picture().encode("utf-8"))
    else:
        Path(output).write_bytes(picture().encode("utf-8"))


if __name__ == "__main__":
    main()
