"""The chart of claims beside the studies behind them: every claim with its verdict, every arm with its interval."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import ketclaims as kc
from ketclaims.plots import draw_svg

TRACED = kc.trace(kc.load_claims())


def test_every_claim_stands_above_its_studies() -> None:
    """The claims of a subject come first, then the studies, each control arm right below its own."""
    frame = _arms("remission_rate", "suicidal_ideation")
    kinds = "".join(kind[1] for kind in frame["kind"])
    assert re.fullmatch(r"(l+(to?)+)+", kinds), kinds
    assert list(frame.loc[frame["kind"] == "control", "value"].str[:6]) == ["31.6 %", "56.3 %"]


def test_interval_lies_around_its_figure() -> None:
    """No interval leaves its figure out, and nothing is drawn beyond the axis."""
    frame = _arms("response_rate", None)
    inside = frame[["start", "end"]].isna() | (frame[["start", "end"]].ge(frame["from"], axis=0))
    assert inside.all(axis=None)
    assert (frame["from"].ge(0) & frame["to"].le(100)).all()


def test_verdict_by_row() -> None:
    """Each claim has its verdict beside it, a study none."""
    frame = _arms("abstinence_rate", None)
    assert frame[["kind", "verdict"]].values.tolist() == [["claim", "different outcome"], ["study", ""]]


def test_study_of_another_outcome_says_of_what() -> None:
    """A figure of another outcome stands there with the outcome."""
    frame = _arms("abstinence_rate", None)
    assert "percentage of days" in frame["context"].iloc[1]


def test_no_claim_to_draw_beside_evidence() -> None:
    """A measure of which nobody claims anything cannot be drawn."""
    with pytest.raises(LookupError, match="There is no claim of 'relapse_rate'"):
        TRACED.plot("relapse_rate")


def test_chart_of_claims_and_evidence_is_drawn() -> None:
    """The chart is drawn on this machine."""
    assert draw_svg(TRACED.plot("prevalence")).count(">out of context<") == 1


def _arms(measure: str, condition: str | None) -> pd.DataFrame:
    """The rows of the chart of a measure."""
    spec = TRACED.plot(measure, condition).to_dict()
    (rows,) = spec["datasets"].values()
    return pd.DataFrame(rows)
