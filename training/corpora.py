"""The texts to learn from, with what people wrote down of their figures.

``annotated`` are the texts that taught the rules (``tests/gold``, ``tests/practice``, ``tests/pages``, half of
``tests/forms``); ``marked`` are the invented pages of ``training/pages``, on which no rule was taught; ``cases`` and
``sayings`` are sentences and passages of which some figures have their measure.

A page of ``training/pages`` begins with a line ``=== name``; below it every number that states something is marked
where it stands: ``[[20 mg|dose]]`` is a claim with its measure, ``[[two|other|{clinic}]]`` one whose unit is named as
well, and ``((six weeks))`` is context.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ketclaims.claims import extract
from ketclaims.lexicon import Lexicon
from ketclaims.model import Span

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
TAUGHT_PAGES = ("taught", "later", "further", "recent", "wide", "plain")
"""The pages that may teach; those that only measure are not among them."""

GOLD: Mapping[str, Path] = {
    "articles": TESTS / "gold" / "claims.jsonl",
    "practice": TESTS / "practice" / "gold.jsonl",
    **{part: TESTS / "pages" / part / "gold.jsonl" for part in TAUGHT_PAGES},
}
"""What people wrote down of the texts that taught."""

_PAGE = re.compile(r"(?m)^=== *(\S+)\n")
_MARK = re.compile(
    r"\[\[(?P<claim>[^\[\]|]+)\|(?P<measure>[a-z_]+)(?:\|(?P<unit>[^\[\]|]+))?\]\]"
    r"|\(\((?P<context>[^()]+(?:\([^()]*\)[^()]*)?)\)\)"
)


class Mark(NamedTuple):
    """A claim: its place, its measure, if that is known, and its unit where that is written down."""

    place: Span
    measure: str
    unit: str = ""


class Text(NamedTuple):
    """A text: the corpus that it is of, its name, its words and its claims in their order.

    Every other figure is context, unless ``contexts`` lists those of which that is known.
    """

    corpus: str
    name: str
    text: str
    claims: Sequence[Mark]
    contexts: Sequence[Span] | None = None

    def claim_at(self, place: Span) -> Mark | None:
        """The claim that a figure is, if it is one."""
        return next((claim for claim in self.claims if claim.place.meets(place)), None)

    def tells_of(self, place: Span) -> bool:
        """Whether it is known of a figure if it is a claim."""
        return self.contexts is None or any(map(place.meets, self.contexts)) or self.claim_at(place) is not None


def annotated() -> Iterator[Text]:
    """The articles, the practice texts and the pages that taught, with all of their claims."""
    for name, gold in GOLD.items():
        yield from _corpus(name, gold, ROOT / "data" / "raw" if name == "articles" else gold.parent / "texts")


def _corpus(name: str, gold: Path, texts: Path) -> Iterator[Text]:
    claims: defaultdict[str, list[Mark]] = defaultdict(list)
    for row in _lines(gold):
        if row["disposition"] == "claim":
            claims[row["source"]].append(_mark_of(row))
    for path in sorted(texts.glob("*.txt")):
        yield Text(name, path.stem, path.read_bytes().decode("utf-8"), claims[path.stem])


def forms() -> Iterator[Text]:
    """The passages of the half that taught, with all of their claims."""
    for path in sorted((TESTS / "forms").glob("*.jsonl")):
        for number, row in enumerate(_lines(path)):
            if row["part"] == "taught":
                yield Text("forms", f"{path.stem} {number}", row["text"], [_mark_of(claim) for claim in row["claims"]])


def _mark_of(row: Mapping[str, Any]) -> Mark:
    return Mark(Span(row["value_start"], row["value_end"]), row["measure"], row["unit"])


def marked() -> Iterator[Text]:
    """The invented pages, with all of their claims."""
    for path in sorted((ROOT / "training" / "pages").glob("*.txt")):
        pieces = _PAGE.split(path.read_text("utf-8"))
        for name, page in zip(pieces[1::2], pieces[2::2], strict=True):
            yield _unmarked(f"{path.stem} {name}", page)


def _unmarked(name: str, page: str) -> Text:
    """A page as it reads without its marks."""
    text, claims, end = "", [], 0
    for mark in _MARK.finditer(page):
        text += page[end : mark.start()]
        value = mark["claim"] or mark["context"]
        if mark["claim"]:
            claims.append(Mark(Span(len(text), len(text) + len(value)), mark["measure"], mark["unit"] or ""))
        text, end = text + value, mark.end()
    return Text("marked", name, text + page[end:], claims)


def cases() -> Iterator[Text]:
    """The sentences of the tests, each with the one figure that it is about."""
    for measure, rows in _table("measures").items():
        yield from (_case(text, value, measure) for text, value, *_ in rows)
    for rule in _table("claims").values():
        for case in rule["cases"]:
            yield from _told(case)
    for rows in _table("contexts").values():
        yield from (_case(text, value, None) for text, value, *_ in rows)


def _told(case: Mapping[str, Any]) -> Iterator[Text]:
    """A case of what a figure is there for; one that is excluded teaches nothing."""
    if case["is"] == "context":
        yield _case(case["text"], case["value"], None, case.get("at", 0))
    elif isinstance(case["is"], list) and case["is"]:
        yield _case(case["text"], case["value"], case["is"][0].get("measure", ""), case.get("at", 0))


def _case(text: str, value: str, measure: str | None, at: int = 0) -> Text:
    """A sentence with a claim, whose measure can be unknown (empty), or with a context (none)."""
    start = -1
    for _ in range(at + 1):
        start = text.index(value, start + 1)
    place = Span(start, start + len(value))
    return Text(
        "cases", text, text, [] if measure is None else [Mark(place, measure)], [place] if measure is None else []
    )


def examples(lexicon: Lexicon) -> Iterator[Text]:
    """The sentences by which a pack shows its measures; the figures that have the measure are its claims."""
    tables, _ = lexicon.pack.tables()
    for measure, entry in tables["measures"].items():
        for text in entry["examples"]:
            found = [claim for claim in extract(text, text, lexicon).claims if claim.measure == measure]
            yield Text("cases", text, text, [Mark(claim.quantity.span, measure) for claim in found], [])


def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((TESTS / "cases" / f"{name}.toml").read_text("utf-8"))


def sayings() -> Iterator[Text]:
    """Invented sentences and passages with the measure of some of their figures."""
    for path in sorted((ROOT / "training" / "sayings").glob("*.jsonl")):
        for row in _lines(path):
            yield Text("sayings", row["text"], row["text"], list(_found(row["text"], row["figures"])), ())


def _found(text: str, figures: Iterable[tuple[str, str]]) -> Iterator[Mark]:
    """Where the figures of a saying stand; one that is listed twice stands there twice."""
    reached: defaultdict[str, int] = defaultdict(int)
    for value, measure in figures:
        found = re.compile(rf"(?<![\w.,]){re.escape(value)}(?![\w])").search(text, reached[value])
        start = found.start() if found else text.index(value)
        reached[value] = start + len(value)
        yield Mark(Span(start, start + len(value)), measure)


def _lines(path: Path) -> Iterator[Any]:
    yield from map(json.loads, path.read_text("utf-8").splitlines())
