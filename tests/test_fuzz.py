"""The fuzzer: its laws see a reading that breaks them, and its changes keep a text a text."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import laws
import pytest
import wording
from hypothesis import given
from hypothesis import strategies as st

from ketclaims.claims import extract
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Ledger, Place, Quantity, Span

ROOT = Path(__file__).parents[1]
LEXICON = default_lexicon()
TEXT = "In the open trial 58% of patients responded within 3 weeks."
LEDGER = extract(TEXT, "text", LEXICON)
HERE = Span(18, 21)


def _with_claim_at(span: Span) -> Ledger:
    """The ledger with its claim moved to another place."""
    claim = LEDGER.claims[0]
    return replace(LEDGER, claims=(replace(claim, quantity=replace(claim.quantity, span=span)),))


BROKEN: dict[str, tuple[Callable[[], list[str]], str]] = {
    "a number left out": (
        lambda: list(laws.ledger_faults(replace(LEDGER, contexts=()))),
        "a number is in no row: 'ts responded within 3 weeks.'",
    ),
    "two rows on one place": (
        lambda: list(laws.ledger_faults(_with_claim_at(Span(18, 53)))),
        "two rows overlap: Span(start=18, end=53) and Span(start=51, end=58)",
    ),
    "a claim twice": (
        lambda: list(laws.ledger_faults(replace(LEDGER, claims=LEDGER.claims * 2))),
        "a claim is listed twice",
    ),
    "a quote without its value": (
        lambda: list(
            laws.ledger_faults(replace(LEDGER, claims=(replace(LEDGER.claims[0], place=Place(Span(0, 20))),)))
        ),
        "a value is empty or outside its quote, or a quote outside the text: "
        "Span(start=18, end=21) in Span(start=0, end=20)",
    ),
    "a quantity beyond the text": (
        lambda: list(laws.quantity_faults("5", (Quantity(Span(0, 2), Decimal(5), Decimal(5), "1"),))),
        "a quantity lies outside the text of 1 characters: [0, 2]",
    ),
    "an interval that falls": (
        lambda: list(laws.quantity_faults(TEXT, (Quantity(HERE, Decimal(6), Decimal(5), "%"),))),
        f"the ends of an interval are not in order: {Quantity(HERE, Decimal(6), Decimal(5), '%')}",
    ),
    "a bound without an open side": (
        lambda: list(laws.quantity_faults(TEXT, (Quantity(HERE, Decimal(5), Decimal(5), "%", "<="),))),
        f"a bound is closed on its open side: {Quantity(HERE, Decimal(5), Decimal(5), '%', '<=')}",
    ),
    "a quantity without a row": (
        lambda: list(laws.agreement_faults((Quantity(Span(0, 2), None, None, "1"),), LEDGER)),
        f"a quantity is in no row: {Quantity(Span(0, 2), None, None, '1')}",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_law_sees(name: str) -> None:
    """A reading that breaks a law is told, in a sentence that shows where."""
    told, expected = BROKEN[name]
    assert expected in told()


def test_laws_are_kept() -> None:
    """A sentence that is read well breaks no law."""
    assert list(laws.faults(TEXT, LEXICON)) == []


FOUND = (
    "At six: 10-the" + "10-10-the" * 7 + " course",  # one name of many numbers
    "One in eight\u200dadults, 2.5about 30 million",  # a number inside a word
    "Take it 5- 3x/day now.",  # a range that falls
    "Syrup q8-6h as needed.",
    "8 8 8 8 8 8 " + "R118" * 33 + "R111",  # a number inside a word that is longer than any
)
"""What a search has found, told shorter."""


@pytest.mark.parametrize("text", FOUND)
def test_laws_are_kept_by_what_was_found(text: str) -> None:
    """A text that once broke a law breaks none."""
    assert list(laws.faults(text, LEXICON)) == []


def test_seeds_hold_the_cases() -> None:
    """The search begins with the sentences of the cases and the examples of the lexicon."""
    seeds = set(wording.seeds(LEXICON))
    assert {"Plan on 5-7 infusions.", "In the open trial 58% of patients responded."} <= seeds


@given(st.binary(max_size=60))
def test_bytes_of_any_kind_are_a_text(data: bytes) -> None:
    """Bytes of any kind stand for a text, and the text for the bytes."""
    assert wording.bytes_of(wording.text_of(data)) == data


@given(st.integers(0, 10_000))
def test_change_can_be_repeated(seed: int) -> None:
    """One seed changes a text in one way, and what comes out can be kept as bytes."""
    change = wording.Mutation(LEXICON)
    text = change(TEXT, random.Random(seed))
    assert change(TEXT, random.Random(seed)) == text
    assert wording.text_of(wording.bytes_of(text)) == text


@given(st.integers(0, 10_000))
def test_changed_text_breaks_no_law(seed: int) -> None:
    """A text that was changed again and again, as the fuzzer does, breaks no law."""
    draw, change, text = random.Random(seed), wording.Mutation(LEXICON), TEXT
    for _ in range(6):
        text = change(text, draw)[:2000]
    assert list(laws.faults(text, LEXICON)) == []


def test_replay_holds_the_laws_against_files(tmp_path: Path) -> None:
    """A file can be held against the laws without the fuzzer."""
    (tmp_path / "one").write_bytes(TEXT.encode() + b"\xff 5 of them")
    command = [sys.executable, str(ROOT / "fuzz" / "extract.py"), "--replay", str(tmp_path / "one")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "1 texts break no law\n")
