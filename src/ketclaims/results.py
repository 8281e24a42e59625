"""A comparison of claims as frames: every pair with its verdict, the groups, and the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd

from ketclaims.comparison import Options, Scale, Statement
from ketclaims.tables.columns import CHECKS, GROUPS, PAIRS, Table
from ketclaims.tables.comparisons import compared_rows
from ketclaims.tables.frames import valid_frame
from ketclaims.tables.statements import frame_statements

if TYPE_CHECKING:
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

    def plot(self, measure: str) -> Any:
        """An Altair chart of the claims of one measure, all sources on one axis; needs the ``notebooks`` extra."""
        # Asked for by name, because drawing is another room, and a comparison has to work without it.
        return import_module("ketclaims.plots").plot_measure(self.claims, measure)

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
    return Result(claims, *(frames[table] for table in COMPARED))


def compared_frames(statements: list[Statement], scale: Scale) -> Mapping[Table, pd.DataFrame]:
    """The validated frames of pairs, groups and checks."""
    return {table: valid_frame(compared_rows(table, statements, scale), table, scale.lexicon) for table in COMPARED}
