"""A comparison of claims as frames: every pair with its verdict, the groups, and the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ketclaims.comparison import Options, Scale, Statement
from ketclaims.passages import SideBySide, side_by_side
from ketclaims.tables.columns import CHECKS, GROUPS, PAIRS, Table
from ketclaims.tables.comparisons import compared_rows
from ketclaims.tables.frames import valid_frame
from ketclaims.tables.statements import frame_statements

if TYPE_CHECKING:
    import altair as alt

    from ketclaims.lexicon import Lexicon

COMPARED = (PAIRS, GROUPS, CHECKS)


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What the claims of a frame come to.

    ``pairs`` has a row for every pair of claims of one measure, with ``verdict`` and ``reason``; ``groups`` one for
    every subject, with the interval that most voices allow (``low`` and ``high``, ``Float64``, in ``unit``);
    ``checks`` one for every finding. ``claims`` is the frame that was compared.
    """

    claims: pd.DataFrame
    pairs: pd.DataFrame
    groups: pd.DataFrame
    checks: pd.DataFrame
    lexicon: Lexicon

    def plot(self, measure: str) -> alt.TopLevelMixin:
        """An Altair chart of the claims of one measure, all sources on one axis; needs the ``notebooks`` extra."""
        from ketclaims.plots import plot_measure

        return plot_measure(self.claims, measure, self.lexicon)

    def plot_matrix(self, measures: Iterable[str] | None = None) -> alt.TopLevelMixin:
        """An Altair chart of the sources by subjects, each cell marked with the verdict that weighs most there."""
        from ketclaims.plots import plot_matrix

        return plot_matrix(self.claims, self.pairs, measures, self.lexicon)

    def plot_voices(self, measures: Iterable[str] | None = None) -> alt.TopLevelMixin:
        """An Altair chart of the independent voices behind each subject of which more than one source speaks."""
        from ketclaims.plots import plot_voices

        return plot_voices(self.claims, self.groups, measures, self.lexicon)

    def show(self, claim_id_a: str, claim_id_b: str) -> SideBySide:
        """Two claims in their passages beside each other, in either order; ``LookupError`` where they are no pair."""
        named = {claim_id_a, claim_id_b}
        found = [{a, b} == named for a, b in zip(self.pairs["claim_id_a"], self.pairs["claim_id_b"], strict=True)]
        if not any(found):
            raise LookupError(f"The claims {claim_id_a!r} and {claim_id_b!r} are no pair.")
        return self.side_by_side(self.pairs[found])

    def side_by_side(self, pairs: pd.DataFrame, *, context: bool = True) -> SideBySide:
        """Rows of ``pairs`` with both passages beside each other; without ``context`` the quotes alone."""
        return side_by_side(pairs, self.claims, context=context)

    def __repr__(self) -> str:
        return "\n".join(
            (
                f"{len(self.claims)} claims of {self.claims['source'].nunique()} sources",
                f"  pairs   {len(self.pairs):>6}  {_tally(self.pairs)}",
                f"  groups  {len(self.groups):>6}  {_tally(self.groups)}",
                f"  checks  {len(self.checks):>6}  {_tally(self.checks)}",
            )
        )


def _tally(frame: pd.DataFrame) -> str:
    counts = frame["verdict"].value_counts(sort=False)
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)


def compare(claims: pd.DataFrame, lexicon: Lexicon | None = None, options: Options | None = None) -> Result:
    """Hold every claim of a frame against the others of its measure.

    The frame has the columns of ``load_claims``; those that follow from others may be missing. ``DataError`` has in
    ``faults`` a sentence for each kind of row that cannot be compared.
    """
    from ketclaims.lexicon import default_lexicon

    scale = Scale(lexicon or default_lexicon(), options or Options())
    frames = compared_frames(frame_statements(claims, scale.lexicon), scale)
    return Result(claims, frames[PAIRS], frames[GROUPS], frames[CHECKS], scale.lexicon)


def compared_frames(statements: list[Statement], scale: Scale) -> Mapping[Table, pd.DataFrame]:
    """The validated frames of pairs, groups and checks."""
    return {table: valid_frame(compared_rows(table, statements, scale), table, scale.lexicon) for table in COMPARED}
