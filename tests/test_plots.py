"""Charts say what the table says: every claim, open side, hedge and verdict, and nothing in colour alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
from PIL import Image

import ketclaims
from ketclaims.lexicon import default_lexicon
from ketclaims.plots import draw_png, draw_svg, plot_matrix, plot_measure, plot_voices, show_pictures
from ketclaims.plots.axes import axis_for
from ketclaims.plots.cells import cells as cells_of
from ketclaims.plots.cells import verdicts_by_claim
from ketclaims.plots.figures import drawing_frame, figures
from ketclaims.plots.labels import context_words, period_words, subject_words, value_words
from ketclaims.plots.palette import VERDICT_LOOKS, voice_looks
from ketclaims.results import Result

CLAIMS = ketclaims.load_claims()
LEXICON = default_lexicon()
MEASURES = sorted(CLAIMS["measure"].unique())
HOSTILE = '</text><script>alert(1)</script><image href="http://example.org/x.png"/>'


@pytest.fixture(scope="module")
def result() -> Result:
    """The comparison of the curated claims."""
    return ketclaims.compare(CLAIMS)


def drawn(measure: str = "response_rate", **fields: Any) -> dict[str, Any]:
    """The first row of the drawing of one curated claim of a measure, with these cells instead of its own."""
    row = CLAIMS[CLAIMS["measure"] == measure].head(1).astype(object).assign(**fields)
    found = figures(row.to_dict("records"), LEXICON)
    axis = axis_for([50.0, 70.0], "%", (0.0, 100.0), LEXICON)
    return {str(name): value for name, value in drawing_frame(found, axis).iloc[0].items()}


# ------------------------------------------------------------------------------------------------------------ measures


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_a_chart(measure: str) -> None:
    """Each measure of the curated claims has a chart in which every one of its quotes stands."""
    spec = json.dumps(plot_measure(CLAIMS, measure).to_dict(), ensure_ascii=False)
    quotes = CLAIMS.loc[CLAIMS["measure"] == measure, "quote"]
    assert [quote for quote in quotes if json.dumps(quote, ensure_ascii=False)[1:-1] not in spec] == []


def test_unknown_measure() -> None:
    """A measure of which there is no claim is named."""
    with pytest.raises(LookupError, match="no claim of 'happiness'"):
        plot_measure(CLAIMS, "happiness")


OPEN = [
    pytest.param(60.0, pd.NA, "right", 100.0, id="at least"),
    pytest.param(pd.NA, 60.0, "left", 0.0, id="at most"),
]


@pytest.mark.parametrize(("low", "high", "side", "tip"), OPEN)
def test_bound_is_an_arrow(low: Any, high: Any, side: str, tip: float) -> None:
    """A one-sided bound has one stated end, and an arrow that points to the end of the axis."""
    row = drawn(low_std=low, high_std=high)
    stated = [end for end in (row["start"], row["end"]) if not pd.isna(end)]
    assert (row["open"], row["tip"], stated) == (side, tip, [60.0])


def test_range_has_no_arrow() -> None:
    """A range has both its ends and no arrow."""
    row = drawn(low_std=50.0, high_std=70.0)
    assert (row["start"], row["end"], row["open"], row["tip"]) == (50.0, 70.0, "", None)


def test_vague_duration_has_no_stated_end() -> None:
    """Words that stand for an interval are drawn as a bar without stated ends."""
    row = drawn(low_std=50.0, high_std=70.0, precision="vague")
    assert (row["from"], row["to"], row["start"], row["end"]) == (50.0, 70.0, None, None)


@pytest.mark.parametrize(("relation", "hedged"), [("~", True), ("=", False)])
def test_hedge_is_marked(relation: str, hedged: bool) -> None:
    """What the source says "about" is marked, and only that."""
    assert bool(drawn(relation=relation)["hedged"]) is hedged


def test_what_is_said_twice_is_one_row() -> None:
    """A source that says the same twice has one row that says so and keeps both quotes."""
    row = CLAIMS[CLAIMS["measure"] == "approval_year"].head(1)
    found = figures(pd.concat([row, row.assign(quote="Another sentence.")]).to_dict("records"), LEXICON)
    assert [(figure.value, len(figure.quotes)) for figure in found] == [("1970  (×2)", 2)]


AXES = [
    pytest.param([1.0, 24.0, 720.0], "h", False, True, id="hours to a month"),
    pytest.param([40.0, 60.0], "min", False, False, id="times of one length"),
    pytest.param([1.0, 99.0], "%", True, False, id="shares"),
    pytest.param([1962.0, 2019.0], "{year}", False, False, id="years"),
]


@pytest.mark.parametrize(("values", "unit", "limited", "log"), AXES)
def test_axis(values: list[float], unit: str, limited: bool, log: bool) -> None:
    """Times of different length are on a logarithmic axis, all else on a straight one, and nothing lies outside."""
    axis = axis_for(values, unit, (0.0, 100.0) if limited else (None, None), LEXICON)
    assert (axis.log, axis.low <= min(values), axis.high >= max(values)) == (log, True, True)


def test_ticks_of_a_logarithmic_axis() -> None:
    """The ticks of a time axis are times that people name, at their place in the unit of the axis."""
    ticks = {words: at for at, words in axis_for([1.0, 720.0], "h", (0.0, None), LEXICON).ticks}
    assert (ticks["1 h"], ticks["1 day"], ticks["1 week"]) == (1.0, 24.0, 168.0)


def test_units_that_do_not_convert() -> None:
    """Figures in units that do not convert into each other stand on axes of their own."""
    spec = plot_measure(CLAIMS, "dose").to_dict()
    assert len(spec["vconcat"]) == CLAIMS.loc[CLAIMS["measure"] == "dose", "unit_std"].nunique() == 2


# -------------------------------------------------------------------------------------------------------------- labels

VALUES = [("=", "60-70%", "60-70%"), ("~", "~20%", "≈ 20%"), (">=", "75%+", "≥ 75%"), (">", ">50%", "> 50%")]


@pytest.mark.parametrize(("relation", "text", "expected"), VALUES)
def test_value_with_its_sign(relation: str, text: str, expected: str) -> None:
    """A value stands behind the sign of its relation, which it then has once."""
    assert value_words({"relation": relation, "value_text": text}) == expected


def test_context_in_words() -> None:
    """Route, doses, time point and comparator stand beside the figure."""
    row = {"route": "iv", "doses_low": 1, "doses_high": 1, "timepoint": "P3D", "comparator": "placebo"}
    assert context_words(row, LEXICON) == "IV, 1 dose, at 3 days, vs placebo"


def test_subject_in_words() -> None:
    """An abbreviation is in capitals, and what is missing is said to be missing."""
    assert subject_words({"condition": "trd", "intervention": "ketamine"}, LEXICON) == "TRD · ketamine"
    assert subject_words({"condition": None}, LEXICON) == "no condition named"


def test_no_time_point() -> None:
    """A claim without a time point says nothing of it."""
    assert period_words("") == ""


# ------------------------------------------------------------------------------------------------------------- palette


def test_voices_differ_twice() -> None:
    """Seven voices differ in colour and in shape, and more than seven still in one of the two."""
    looks = [(look.colour, look.sign) for look in voice_looks(map(str, range(40))).values()]
    assert (len(set(looks)), len({c for c, _ in looks[:7]}), len({s for _, s in looks[:7]})) == (40, 7, 7)


def test_verdicts_have_letters() -> None:
    """Each verdict has a letter of its own, so that it is read without its colour."""
    signs = [look.sign for look in VERDICT_LOOKS.values()]
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize("verdict", VERDICT_LOOKS)
def test_letters_stand_out(verdict: str) -> None:
    """The letter of a verdict has a contrast of 4.5 to its colour, as WCAG asks."""
    look = VERDICT_LOOKS[verdict]
    light, dark = sorted((_luminance(look.colour), _luminance(look.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_conflict_is_seen_in_grey() -> None:
    """Printed in grey, a conflict is far darker than every other verdict."""
    grey = {verdict: _luminance(look.colour) for verdict, look in VERDICT_LOOKS.items()}
    conflict = grey.pop("conflict")
    assert min(grey.values()) / conflict > 3


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# -------------------------------------------------------------------------------------------------- matrix and voices


def cells(result: Result) -> dict[tuple[str, str, str], str]:
    """The verdict of every cell by measure, subject and source."""
    verdicts = verdicts_by_claim(result.pairs.to_dict("records"))
    found = cells_of(result.claims.to_dict("records"), verdicts, LEXICON)
    return {(cell.measure, cell.subject, cell.source): cell.verdict for cell in found}


CELLS = [
    ("response_rate", "anxiety · ketamine", "innerwell", "conflict"),
    ("response_rate", "anxiety · ketamine", "transformative_power", "conflict"),
    ("approval_year", "ketamine", "newy", "agree"),
    ("bioavailability", "ketamine · oral", "innerbloom", "agree"),
    ("bioavailability", "ketamine · no route named", "innerbloom", "undetermined"),
    ("remission_rate", "suicidal ideation · ketamine", "newy", "repeated"),
    ("half_life", "ketamine", "innerbloom", "alone"),
]


@pytest.mark.parametrize(("measure", "subject", "source", "verdict"), CELLS)
def test_cell(result: Result, measure: str, subject: str, source: str, verdict: str) -> None:
    """A cell has the verdict that weighs most; what one voice repeats is no agreement."""
    assert cells(result)[measure, subject, source] == verdict


def test_every_conflict_is_in_the_matrix(result: Result) -> None:
    """Each claim of a conflict between sources stands in a cell that is marked as one."""
    conflicts = result.pairs[(result.pairs["verdict"] == "conflict") & ~result.pairs["same_source"]]
    named = {*conflicts["claim_id_a"], *conflicts["claim_id_b"]}
    claims = CLAIMS[CLAIMS["claim_id"].isin(named)].to_dict("records")
    verdicts = verdicts_by_claim(result.pairs.to_dict("records"))
    marked = {cell.verdict for cell in cells_of(claims, verdicts, LEXICON)}
    assert marked == {"conflict"}


def test_one_brick_a_voice(result: Result) -> None:
    """The strip of a subject has as many bricks as the group has voices."""
    shared = result.groups[result.groups["sources"] > 1]
    spec = plot_voices(result.claims, result.groups).to_dict()
    (bricks,) = spec["datasets"].values()
    counted = pd.Series([brick["row"] for brick in bricks]).value_counts().sort_index()
    assert counted.tolist() == shared["voices"].tolist()


def test_sources_of_one_voice_share_a_brick(result: Result) -> None:
    """Two sources of one voice are one brick that says so."""
    group = result.groups[result.groups["verdict"] == "repeated"]
    (bricks,) = plot_voices(result.claims, group).to_dict()["datasets"].values()
    assert {brick["name"].removesuffix(", outside") for brick in bricks} == {"innerbloom ×2"}


@pytest.mark.parametrize("draw", ["plot_matrix", "plot_voices"])
def test_nothing_to_compare(result: Result, draw: str) -> None:
    """Where no subject is left to draw, that is said."""
    with pytest.raises(LookupError, match="There is no subject"):
        getattr(result, draw)(["half_life"])


# ------------------------------------------------------------------------------------------------------------ pictures


def charts(result: Result) -> list[alt.TopLevelMixin]:
    """One chart of each kind."""
    return [
        result.plot("onset_time"),
        plot_matrix(result.claims, result.pairs, ["response_rate"]),
        plot_voices(result.claims, result.groups, ["response_rate"]),
    ]


def test_pictures_are_the_same_twice(result: Result) -> None:
    """The same claims give the same picture, to the byte."""
    first, second = ([draw_svg(chart) for chart in charts(result)] for _ in range(2))
    assert first == second


def test_png_has_the_size_of_the_drawing(result: Result) -> None:
    """A PNG is the drawing at the scale that was asked for, and a picture that others can read."""
    chart = result.plot("bioavailability")
    width = float(ElementTree.fromstring(draw_svg(chart)).attrib["width"])
    with Image.open(io.BytesIO(draw_png(chart, scale=2))) as picture:
        picture.load()
        assert (picture.format, abs(picture.width - 2 * width) <= 2) == ("PNG", True)


@pytest.mark.parametrize("field", ["quote", "source", "value_text", "population", "voice"])
def test_nothing_of_a_source_is_markup(field: str) -> None:
    """Whatever a source says, the picture stays well-formed and has no element that is not ours."""
    hostile = CLAIMS[CLAIMS["measure"] == "bioavailability"].astype(object).assign(**{field: HOSTILE})
    elements = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(_svg(hostile)).iter()}
    assert elements <= {"svg", "g", "path", "rect", "text", "line", "defs", "clipPath", "title", "tspan"}


def _svg(claims: pd.DataFrame) -> str:
    return draw_svg(plot_measure(claims, "bioavailability"))


def test_quote_is_in_the_tooltip(result: Result) -> None:
    """Who holds the pointer over a mark reads the quote."""
    layers = result.plot("response_rate").to_dict()["layer"]
    tips = [{tip["field"] for tip in layer["encoding"].get("tooltip", ())} for layer in layers]
    assert all("quote" in fields for fields in tips)


def test_notebook_keeps_pictures(result: Result) -> None:
    """After ``show_pictures`` a chart is SVG, PNG and its title in words, and nothing that needs a script."""
    before = alt.renderers.active
    try:
        show_pictures()
        bundle = result.plot("bioavailability")._repr_mimebundle_()
    finally:
        alt.renderers.enable(before)
    assert bundle is not None
    assert set(bundle) == {"image/svg+xml", "image/png", "text/plain"}


def test_drawing_loads_when_it_is_needed() -> None:
    """A comparison neither loads nor needs what draws."""
    code = "import ketclaims, sys; ketclaims.compare(ketclaims.load_claims()); print('altair' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


HOSTILE = "</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("where", ["source", "quote"])
@pytest.mark.parametrize("kind", ["measure", "matrix", "voices", "evidence"])
def test_no_word_of_a_source_ends_the_script_of_a_page(where: str, kind: str) -> None:
    """A page into which Altair writes a chart keeps the words of a source as words, whoever shows or saves it."""
    source, words = (HOSTILE, "") if where == "source" else ("a", HOSTILE)
    texts = {
        source: f"71% of patients {words} with depression responded after a single infusion of ketamine.",
        "b": "40% of patients with depression responded to ketamine.",
    }
    claims = ketclaims.claims_frame([ketclaims.extract(text, name) for name, text in texts.items()])
    result = ketclaims.compare(claims)
    charts: dict[str, Callable[[], Any]] = {
        "measure": lambda: result.plot("response_rate"),
        "matrix": result.plot_matrix,
        "voices": result.plot_voices,
        "evidence": lambda: ketclaims.trace(claims).plot("response_rate"),
    }
    page = charts[kind]().properties(width=300).to_html()
    assert "<img" not in page
