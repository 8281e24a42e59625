"""The story of a claimed figure in words whose figures are taken from the evidence, so that none is typed."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ketclaims.tables.rows import cell, number

NAMED = re.compile(r"\[(\S+?)(?: (\w+))?\]")
"""``[evidence_id]`` stands for a figure with its unit, ``[evidence_id n]`` for a cell of its row."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is behind a figure that some sources claim: HTML in a notebook, text when printed."""

    sources: str
    value: str
    verdict: str
    text: str

    def __repr__(self) -> str:
        return f"{self.value} ({self.sources}), {self.verdict}. {self.text}"

    def _repr_html_(self) -> str:
        value, sources, verdict, text = (
            html.escape(part) for part in (self.value, self.sources, self.verdict, self.text)
        )
        return f"<p><b>{value}</b> ({sources}), <i>{verdict}</i>. {text}</p>"


def story(traces: pd.DataFrame, evidence: pd.DataFrame, claim_ids: list[str], value: str, text: str) -> Story:
    """The story of claims of one verdict; ``LookupError`` where there are none, or a row of evidence is not there."""
    about = traces[traces["claim_id"].isin(claim_ids)]
    verdicts = sorted(set(about["verdict"].astype(str)))
    if len(verdicts) != 1:
        raise LookupError(f"The claims of {value!r} come to {' and '.join(verdicts) or 'nothing'}, not to one verdict.")
    rows = {str(row["evidence_id"]): row for row in evidence.to_dict("records")}
    told = NAMED.sub(lambda found: _words(rows, found[1], found[2]), text)
    return Story(", ".join(dict.fromkeys(about["source"])), value, verdicts[0].replace("_", " "), told)


def _words(rows: Mapping[str, Mapping[Any, Any]], name: str, column: str | None) -> str:
    if name not in rows or (column and column not in rows[name]):
        raise LookupError(f"The evidence has no {column or 'row'} of {name!r}.")
    if column:
        return _cell(rows[name][column])
    low, high = (_cell(rows[name][end]) for end in ("low", "high"))
    return f"{low if low == high else f'{low}–{high}'} {rows[name]['unit']}"


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else cell(number(float(value)))
