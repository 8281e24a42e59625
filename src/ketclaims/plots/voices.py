"""How many independent voices stand behind each subject: one brick a voice, however many sources it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from ketclaims.plots.labels import Row, context_words, said, subject_words
from ketclaims.plots.palette import INK, Look, voice_looks
from ketclaims.plots.sheets import SIZE, finished, row_channel, text_width, words_column

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

STEP, GAP = 23, 0.2
KEY = (
    "One brick is one independent voice; ×2 says that it speaks through two sources, which counts once.",
    "A dashed brick has a claim outside the interval that most voices allow.",
)


def plot_voices(
    claims: pd.DataFrame,
    groups: pd.DataFrame,
    measures: Iterable[str] | None = None,
    lexicon: Lexicon | None = None,
) -> alt.TopLevelMixin:
    """A strip for each subject that more than one source speaks of: its voices, and what they come to.

    ``claims`` and ``groups`` are the frames of a comparison; ``measures`` keeps some measures only. ``LookupError``
    where no subject is left.
    """
    from ketclaims.lexicon import default_lexicon

    chosen = groups if measures is None else groups[groups["measure"].isin(list(measures))]
    shared = chosen[chosen["sources"] > 1].to_dict("records")
    if not shared:
        raise LookupError("There is no subject of which two sources speak.")
    return _drawn(_bricks_frame(shared, claims, lexicon or default_lexicon()), voice_looks(claims["voice"]))


def _bricks_frame(shared: Iterable[Row], claims: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    facts = {row["claim_id"]: row for row in claims.to_dict("records")}
    frame = pd.DataFrame(
        [brick for place, group in enumerate(shared) for brick in _bricks(place, group, facts, lexicon)]
    )
    frame["head"] = frame["measure"].str.replace("_", " ").where(~frame["measure"].duplicated(), "")
    return frame


def _bricks(place: int, group: Row, facts: Mapping[str, Row], lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    own = [facts[name] for name in _listed(group, "claim_ids")]
    outside = {facts[name]["voice"] for name in _listed(group, "outside_ids")}
    order = list(dict.fromkeys(row["voice"] for row in facts.values()))
    sources = Counter(voice for voice, _ in {(row["voice"], row["source"]) for row in own})
    for number, voice in enumerate(sorted(sources, key=order.index)):
        count = sources[voice]
        yield {
            "row": place,
            "measure": said(group, "measure"),
            "subject": ", ".join(filter(None, (subject_words(group, lexicon), context_words(group, lexicon)))),
            "number": number,
            "next": number + 1,
            "voice": voice,
            "name": f"{voice}{f' ×{count}' * (count > 1)}{', outside' * (voice in outside)}",
            "outside": voice in outside,
            "verdict": _verdict_words(group) if number + 1 == len(sources) else "",
            "reason": said(group, "reason"),
        }


def _listed(group: Row, name: str) -> list[str]:
    return [part for part in said(group, name).split("; ") if part]


def _verdict_words(group: Row) -> str:
    voices, sources = group["voices"], group["sources"]
    return f"{group['verdict']}: {voices} voice{'s' * (voices > 1)}, {sources} sources"


def _drawn(frame: pd.DataFrame, looks: Mapping[str, Look]) -> alt.TopLevelMixin:
    brick = text_width(frame["name"]) + 34
    most = int(frame["next"].max())
    subject = -12 - text_width(frame["subject"])
    head = subject - 14 - text_width(frame["head"])
    base = alt.Chart(frame).encode(y=row_channel(int(frame["row"].max()) + 1, GAP))
    first = base.transform_filter("datum.number == 0")
    layers = [
        *_tiles(base, looks, most),
        words_column(first, "subject", subject),
        words_column(first, "head", head, "bold"),
        _verdicts(base, most),
    ]
    chart = alt.layer(*layers).properties(width=brick * most, height=alt.Step(STEP))
    return finished(chart, "How many independent voices stand behind each subject", KEY)


def _x(name: str, most: int) -> alt.X:
    return alt.X(f"{name}:Q", axis=None, scale=alt.Scale(domain=[0, most], nice=False))


def _verdicts(base: alt.Chart, most: int) -> alt.Chart:
    """What the subject comes to, after its last brick."""
    text = base.transform_filter("datum.verdict").mark_text(align="left", fontSize=SIZE, color=INK, dx=8)
    words: alt.Chart = text.encode(x=_x("next", most), text="verdict:N")
    return words


def _tiles(base: alt.Chart, looks: Mapping[str, Look], most: int) -> list[alt.Chart]:
    x = _x("number", most)
    colours = alt.Scale(domain=list(looks), range=[look.colour for look in looks.values()])
    shapes = alt.Scale(domain=list(looks), range=[look.sign for look in looks.values()])
    mark = base.mark_point(filled=True, size=70, opacity=1, xOffset=14)
    colour = alt.Stroke("voice:N", scale=colours, legend=None)
    return [
        *(
            base.transform_filter(chosen)
            .mark_rect(fillOpacity=0, strokeWidth=2, strokeDash=dash, xOffset=2, x2Offset=-2)
            .encode(x=x, x2="next:Q", stroke=colour, tooltip=["measure", "subject", "reason"])
            for chosen, dash in (("!datum.outside", [1, 0]), ("datum.outside", [5, 4]))
        ),
        mark.encode(
            x=x,
            color=alt.Color("voice:N", scale=colours, legend=None),
            shape=alt.Shape("voice:N", scale=shapes, legend=None),
        ),
        base.mark_text(align="left", fontSize=SIZE, color=INK, dx=26).encode(x=x, text="name:N"),
    ]
