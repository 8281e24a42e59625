"""A text as a stage for its scenes: its blocks, its numbers, and the treatment that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from ketclaims.claims.scene import BEGINNING, Stage
from ketclaims.claims.treatments import known_of, topic_of
from ketclaims.document import parse
from ketclaims.lexicon import Lexicon
from ketclaims.model import Reason
from ketclaims.phrases import Hit
from ketclaims.quantities import find_mentions

SILENT: dict[str, Reason] = {"reference": "reference", "navigation": "navigation", "metadata": "publication_metadata"}
"""The kinds of block that claim nothing, and the reason by which their numbers are excluded."""


def set_stage(text: str, lexicon: Lexicon) -> tuple[Stage, str | None]:
    """The stage of ``text``, and the treatment that it is about, from its title or from its beginning."""
    stage = Stage(parse(text, lexicon.document), find_mentions(text, lexicon), lexicon)
    counts = known_of(_named_treatments(stage), text, lexicon)
    stage.known = tuple(counts)
    title = next((stage.hits(block.span) for block in stage.document.blocks if block.kind == "title"), ())
    return stage, topic_of(title, counts, lexicon)


def _named_treatments(stage: Stage) -> Iterator[Hit]:
    """The treatments that the beginning of the document names."""
    beginning = (b for b in stage.document.blocks if b.kind not in SILENT and b.span.end <= BEGINNING)
    return stage.treatments(block.span for block in beginning)
