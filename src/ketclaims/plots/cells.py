"""What each source says on a subject, and the verdict that weighs most there: the cells of the matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ketclaims.plots.labels import Row, said, subject_order, subject_words, term_words, value_words
from ketclaims.plots.palette import VERDICT_LOOKS

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Found = Sequence[tuple[str, str]]
Key = tuple[str, tuple[int, ...], str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source says on one subject; ``place`` says where the subject stands among the others.

    ``verdict`` is the one that weighs most among the pairs with other sources, ``alone`` where there is none.
    """

    measure: str
    subject: str
    place: tuple[int, ...]
    source: str
    verdict: str
    values: tuple[str, ...]
    reasons: tuple[str, ...]
    quotes: tuple[str, ...]
    claim_ids: tuple[str, ...]

    def sorting(self, measures: Sequence[str]) -> tuple[Any, ...]:
        """Where the row of the cell belongs: by measure, then by subject."""
        return measures.index(self.measure), self.place, self.subject


def cells(rows: Iterable[Row], verdicts: Mapping[str, Found], lexicon: Lexicon) -> Iterator[Cell]:
    """The cells of some claims; ``verdicts`` are those of each claim against other sources, with their reasons."""
    listed: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        key = said(row, "measure"), subject_order(row, lexicon), _subject(row, lexicon), said(row, "source")
        listed[key].append(row)
    for (measure, place, subject, source), own in listed.items():
        found = [each for row in own for each in verdicts.get(said(row, "claim_id"), ())]
        verdict = weightiest(each for each, _ in found)
        yield Cell(
            measure,
            subject,
            place,
            source,
            verdict,
            tuple(dict.fromkeys(map(value_words, own))),
            tuple(dict.fromkeys(reason for each, reason in found if each == verdict)),
            tuple(dict.fromkeys(said(row, "quote") for row in own)),
            tuple(said(row, "claim_id") for row in own),
        )


def compared(found: Sequence[Cell]) -> list[Cell]:
    """The cells of subjects on which at least two sources can be compared."""
    subjects = {(cell.measure, cell.subject) for cell in found if cell.verdict != "alone"}
    return [cell for cell in found if (cell.measure, cell.subject) in subjects]


def measure_order(found: Iterable[Cell], lexicon: Lexicon) -> list[str]:
    """The measures in the order of the lexicon, then those that it does not know."""
    return list(dict.fromkeys([*lexicon.measures, *(cell.measure for cell in found)]))


def weightiest(verdicts: Iterable[str]) -> str:
    """The verdict that weighs most; ``alone`` where there is none."""
    return min(verdicts, key=list(VERDICT_LOOKS).index, default="alone")


def verdict_between(pair: Row) -> str:
    """What a pair says of how its two sources stand to each other; nothing where it says nothing of that."""
    if pair["same_source"]:
        return ""
    verdict = str(pair["verdict"])
    if pair["same_voice"] and verdict in ("agree", "compatible"):
        return "repeated"
    return verdict if verdict in VERDICT_LOOKS else ""


def verdicts_by_claim(pairs: Iterable[Row]) -> Mapping[str, list[tuple[str, str]]]:
    """For each claim the verdicts against claims of other sources, each with its reason."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in pairs:
        if verdict := verdict_between(row):
            for name in ("claim_id_a", "claim_id_b"):
                found[row[name]].append((verdict, row["reason"]))
    return found


def by_voice(claims: Iterable[tuple[str, str]]) -> list[str]:
    """The sources of voice and source, those of one voice side by side."""
    pairs = dict.fromkeys(claims)
    voices = list(dict.fromkeys(voice for voice, _ in pairs))
    return [source for _, source in sorted(pairs, key=lambda pair: voices.index(pair[0]))]


def _subject(row: Row, lexicon: Lexicon) -> str:
    """Condition and treatment, and the route where the measure cannot do without it."""
    measure = lexicon.measures.get(said(row, "measure"))
    if not measure or "route" not in measure.needs:
        return subject_words(row, lexicon)
    route = term_words(said(row, "route"), lexicon) or "no route named"
    return f"{subject_words(row, lexicon)} · {route}"
