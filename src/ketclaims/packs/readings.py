"""How each number of a case was read: what turns "the example fails" into something that can be mended."""

from __future__ import annotations

from collections.abc import Iterator

from ketclaims.claims import extract
from ketclaims.claims.explanations import Explanation, explain
from ketclaims.lexicon import Lexicon
from ketclaims.lexicon.shapes import shown


def readings(text: str, measure: str, lexicon: Lexicon) -> str:
    """A clause for each number of ``text``, in its order: its measure and the words that spoke for it, or its fate.

    Of a figure that was given another measure than ``measure`` it also says by how much that one fell short, or that
    it does not measure such a unit.
    """
    ledger = extract(text, "example", lexicon)
    read = [
        (claim.quantity.span, _claimed(explain(text, claim.quantity.span, lexicon), measure)) for claim in ledger.claims
    ]
    read += [(row.quantity.span, f"{shown(row.quantity.span.of(text))} is context") for row in ledger.contexts]
    read += [(row.span, f"{shown(row.span.of(text))} is excluded: {row.reason}") for row in ledger.excluded]
    return "; ".join(clause for _, clause in sorted(read)) or "it holds no number"


def _claimed(why: Explanation, measure: str) -> str:
    return f"{shown(why.value)} ({why.unit}) is {why.measure}{''.join(_grounds(why, measure))}"


def _grounds(why: Explanation, measure: str) -> Iterator[str]:
    spoke = sorted(
        (cue for cue in why.cues if cue.measure == why.measure and cue.weight > 0), key=lambda cue: -cue.weight
    )
    words = dict.fromkeys(shown(" ".join(cue.words.split())) for cue in spoke)
    yield f" by {', '.join(words)}" if words else ", which no word speaks for"
    scores = dict(why.scores)
    if measure not in scores:
        yield f", of which {measure} lists no dimension"
    elif why.measure != measure and why.measure in scores:
        yield f", {scores[why.measure] - scores[measure]:.2f} ahead of {measure}"
