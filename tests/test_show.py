"""A claim is shown where it stands, with its value marked and nothing of the source taken for markup."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import ketclaims
from ketclaims.model import Span
from ketclaims.passages import WIDTH, passage, show

HOSTILE = 'Before. <script>alert(1)</script> & 71%<img onerror=x> of "all" respond.\nAfter.'
QUOTE = HOSTILE[8 : HOSTILE.index("\n")]
START = HOSTILE.index("71%")


def row(**fields: Any) -> dict[str, Any]:
    """A row of the claims table about the hostile text; what is not given is missing."""
    stated = {
        "claim_id": "0123456789ab",
        "source": "a<b",
        "section": "Title > Head",
        "quote": QUOTE,
        "quote_start": 8,
        "quote_end": 8 + len(QUOTE),
        "value_text": "71%",
        "value_start": START,
        "value_end": START + 3,
        "measure": "response_rate",
        "relation": "=",
        "low": 71.0,
        "high": pd.NA,
        "unit": "%",
    }
    return (
        dict.fromkeys(("precision", "condition", "intervention", "route", "doses_low", "doses_high"))
        | dict.fromkeys(("timepoint", "population", "comparator", "outcome", "attribution", "method"), float("nan"))
        | stated
        | fields
    )


def test_value_is_marked_in_text() -> None:
    """In text the value stands in square brackets, in the paragraph around the quote."""
    assert '& [71%]<img onerror=x> of "all" respond.' in str(passage(row(), HOSTILE))


def test_paragraph_without_its_neighbours() -> None:
    """The passage is the paragraph in which the quote stands, and no other."""
    assert passage(row(), HOSTILE).text == HOSTILE[: HOSTILE.index("\n")]


def test_quote_alone() -> None:
    """Without the article the passage is the quote."""
    shown = passage(row())
    assert (shown.text, shown.value.of(shown.text)) == (QUOTE, "71%")


def test_another_text_than_quoted() -> None:
    """A text in which the quote does not stand at its place is not shown."""
    assert passage(row(), HOSTILE[1:]).text == QUOTE


def test_long_paragraph() -> None:
    """Of a paragraph without end only the surroundings of the quote are shown."""
    far = "x" * 10_000
    moved = {name: value + 10_000 for name, value in row().items() if name.endswith(("_start", "_end"))}
    shown = passage(row(**moved), far + HOSTILE.replace("\n", " ") + far)
    assert (len(shown.text), shown.value.of(shown.text)) == (2 * WIDTH + len(QUOTE), "71%")


def test_fields_that_are_stated() -> None:
    """What the source does not say is not shown, and numbers are in their shortest form."""
    assert passage(row()).fields == {"measure": "response_rate", "relation": "=", "low": "71", "unit": "%"}


def test_heading_path_and_source() -> None:
    """The passage begins with its source and headings."""
    assert str(passage(row())).splitlines()[0] == "a<b · Title > Head"


def test_nothing_of_the_source_is_markup() -> None:
    """In HTML every character of the source is escaped, also around the mark."""
    expected = (
        "Before. <q>&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>71%</mark>"
        "&lt;img onerror=x&gt; of &quot;all&quot; respond.</q>"
    )
    assert expected in passage(row(), HOSTILE)._repr_html_()


FIELDS = ("source", "section", "claim_id", "outcome", "population", "unit")


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_is_markup(name: str) -> None:
    """In HTML every field is escaped."""
    html = passage(row(**{name: "<script>"}))._repr_html_()
    assert ("<script>" in html, "&lt;script&gt;" in html) == (False, True)


def test_claim_of_a_frame() -> None:
    """A claim is found in a frame by its identifier."""
    shown = show("0123456789ab", pd.DataFrame([row()]), {"a<b": HOSTILE})
    assert (shown.quote, shown.value) == (Span(8, 8 + len(QUOTE)), Span(START, START + 3))


def test_unknown_claim() -> None:
    """An identifier that the frame does not have is named."""
    with pytest.raises(LookupError, match="There is no claim 'ffffffffffff'"):
        show("ffffffffffff", pd.DataFrame([row()]))


def test_every_curated_claim() -> None:
    """Every curated claim is shown in its article, with the value marked."""
    claims = ketclaims.load_claims()
    marked = [f"[{value}]" in str(ketclaims.show(name)) for name, value in _values(claims)]
    assert marked == [True] * len(claims)


def _values(claims: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(claims["claim_id"], claims["value_text"], strict=True))
