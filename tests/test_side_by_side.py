"""Two claims are shown beside each other with the reason of their verdict, and nothing of a source is markup."""

from __future__ import annotations

import pytest

import ketclaims
from ketclaims.passages import side_by_side
from ketclaims.results import Result

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def result() -> Result:
    """The comparison of the curated claims."""
    return ketclaims.compare(ketclaims.load_claims())


def test_both_values_are_marked_in_text(result: Result) -> None:
    """In text both values stand in square brackets, below the reason."""
    row = result.pairs[result.pairs["verdict"] == "conflict"].iloc[0]
    values = result.claims.set_index("claim_id")["value_text"]
    shown = str(result.show(row["claim_id_a"], row["claim_id_b"]))
    assert shown.splitlines()[0] == row["reason"]
    assert all(f"[{values[row[name]]}]" in shown for name in ("claim_id_a", "claim_id_b"))


def test_both_values_are_marked_in_html(result: Result) -> None:
    """In HTML both values are marked, in two cells of one row."""
    row = result.pairs.iloc[0]
    html = result.show(row["claim_id_a"], row["claim_id_b"])._repr_html_()
    assert (html.count("<mark>"), html.count("<td"), html.count("<tr>")) == (2, 2, 1)


def test_order_of_the_claims_does_not_matter(result: Result) -> None:
    """A pair is found whichever of its claims is named first."""
    row = result.pairs.iloc[0]
    a, b = row["claim_id_a"], row["claim_id_b"]
    assert result.show(a, b) == result.show(b, a)


def test_claims_that_are_no_pair(result: Result) -> None:
    """Two identifiers that make no pair are named."""
    with pytest.raises(LookupError, match="'0' and '1' are no pair"):
        result.show("0", "1")


def test_claim_that_the_frame_lacks(result: Result) -> None:
    """A pair whose claim is not in the frame is refused with its identifier."""
    with pytest.raises(LookupError, match="There is no claim"):
        side_by_side(result.pairs.head(1), result.claims.head(0))


def test_quotes_alone(result: Result) -> None:
    """Without context the passages are the quotes."""
    pairs = result.pairs.head(3)
    quotes = result.claims.set_index("claim_id")["quote"]
    shown = result.side_by_side(pairs, context=False)
    assert [first.text for _, first, _ in shown.pairs] == [quotes[name] for name in pairs["claim_id_a"]]


def test_nothing_of_a_source_is_markup(result: Result) -> None:
    """In HTML the reason and every text of a source are escaped."""
    pairs = result.pairs.head(1).assign(reason=HOSTILE)
    hostile = result.claims.assign(section=HOSTILE, source=HOSTILE, quote=HOSTILE + result.claims["quote"])
    assert "<script>" not in side_by_side(pairs, hostile, texts={})._repr_html_()


def test_a_terminal_shows_the_text(result: Result) -> None:
    """Where there is no HTML the text is shown."""
    shown = result.side_by_side(result.pairs.head(2))
    assert repr(shown) == str(shown)
