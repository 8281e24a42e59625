"""What holds for every text, whatever it says: the laws that fuzzing tries to break.

What a number is, they say for themselves: any decimal digit of Unicode, and the number words of English, in a pattern
that shares nothing with the parser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from time import process_time

from ketclaims.claims import extract
from ketclaims.lexicon import Lexicon
from ketclaims.model import Ledger, Quantity, Span
from ketclaims.quantities import find_quantities
from ketclaims.tables.rows import ledger_rows

SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
TENS = "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
LARGE = "hundred hundreds thousand thousands million millions billion billions trillion"
RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth"
PARTS = "half halves quarter quarters thirds"
OFTEN = "once twice thrice daily weekly monthly yearly annually hourly"
OTHERS = "single double triple couple dozen dozens"
WORDS = tuple(" ".join((SMALL, TENS, LARGE, RANKS, PARTS, OFTEN, OTHERS)).split())
# A character that is not seen breaks no word: what reads "eightpeople" is one word.
UNSEEN = "\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069"
NUMBER = re.compile(rf"\d|(?<!\w)(?<!\w[{UNSEEN}])(?:{'|'.join(WORDS)})(?![{UNSEEN}]*\w)", re.IGNORECASE)

AROUND = 20
"""How many characters on either side of a missed number a fault shows."""


def faults(text: str, lexicon: Lexicon) -> Iterator[str]:
    """A sentence for each law that the reading of ``text`` breaks."""
    quantities = find_quantities(text, lexicon)
    ledger = extract(text, "text", lexicon)
    yield from quantity_faults(text, quantities)
    yield from ledger_faults(ledger)
    yield from agreement_faults(quantities, ledger)
    yield from row_faults(ledger, lexicon)


def quantity_faults(text: str, quantities: tuple[Quantity, ...]) -> Iterator[str]:
    """Quantities have characters of the text, in order and apart; their ends are in order, and a bound is open."""
    edges = [edge for quantity in quantities for edge in quantity.span]
    if edges != sorted(edges) or any(q.span.start >= q.span.end for q in quantities):
        yield f"the places of quantities are empty or not in order: {edges}"
    if edges and not 0 <= edges[0] <= edges[-1] <= len(text):
        yield f"a quantity lies outside the text of {len(text)} characters: {edges}"
    for quantity in quantities:
        low, high, relation = quantity.low, quantity.high, quantity.relation
        if low is not None and high is not None and low > high:
            yield f"the ends of an interval are not in order: {quantity}"
        if (low is not None and relation in ("<", "<=")) or (high is not None and relation in (">", ">=")):
            yield f"a bound is closed on its open side: {quantity}"


def ledger_faults(ledger: Ledger) -> Iterator[str]:
    """Every number is in a ledger; its rows are the same or apart, inside their quotes and inside the text."""
    for number in uncovered(ledger):
        yield f"a number is in no row: {number!r}"
    for one, other in pairwise(places(ledger)):
        if one.meets(other):
            yield f"two rows overlap: {one} and {other}"
    for quote, value in quotes(ledger):
        if not (0 <= quote.start <= value.start < value.end <= quote.end <= len(ledger.text)):
            yield f"a value is empty or outside its quote, or a quote outside the text: {value} in {quote}"
    if len(set(ledger.claims)) != len(ledger.claims):
        yield "a claim is listed twice"


def agreement_faults(quantities: tuple[Quantity, ...], ledger: Ledger) -> Iterator[str]:
    """Each quantity of a text is in its ledger; an excluded row may have its number alone."""
    spans = places(ledger)
    for quantity in quantities:
        if not any(span.meets(quantity.span) for span in spans):
            yield f"a quantity is in no row: {quantity}"


def row_faults(ledger: Ledger, lexicon: Lexicon) -> Iterator[str]:
    """The rows that a file would get quote the text at their offsets, and each has an identifier of its own."""
    rows = ledger_rows(ledger, lexicon)
    if len({row["claim_id"] for row in rows}) != len(rows):
        yield "two rows share an identifier"
    for row in rows:
        for name, start, end in (("quote", "quote_start", "quote_end"), ("value_text", "value_start", "value_end")):
            first, last = row[start], row[end]
            if not isinstance(first, int) or not isinstance(last, int) or ledger.text[first:last] != row[name]:
                yield f"{name} is not the text from {first} to {last}: {row[name]!r}"


def seconds(text: str, lexicon: Lexicon) -> float:
    """The processor's seconds that the ledger of a text takes."""
    start = process_time()
    extract(text, "text", lexicon)
    return process_time() - start


def places(ledger: Ledger) -> list[Span]:
    """The places of all rows, each once, in order."""
    stated = {claim.quantity.span for claim in ledger.claims} | {context.quantity.span for context in ledger.contexts}
    return sorted(stated | {excluded.span for excluded in ledger.excluded})


def uncovered(ledger: Ledger) -> list[str]:
    """The numbers of the text that no row holds, each with the characters around it."""
    text, spans = ledger.text, places(ledger)
    numbers = (Span(*found.span()) for found in NUMBER.finditer(text) if _is_number(found.group()))
    missed = (number for number in numbers if not any(span.holds(number) for span in spans))
    return [text[max(0, number.start - AROUND) : number.end + AROUND] for number in missed]


def _is_number(written: str) -> bool:
    """Whether it is a digit or a word of the list; "quarterſ" is neither, though a pattern takes its ſ for an s."""
    return written.isdecimal() or written.lower() in WORDS


def quotes(ledger: Ledger) -> Iterator[tuple[Span, Span]]:
    """The quote and the value of each row."""
    yield from ((claim.place.quote, claim.quantity.span) for claim in ledger.claims)
    yield from ((context.place.quote, context.quantity.span) for context in ledger.contexts)
    yield from ((excluded.place.quote, excluded.span) for excluded in ledger.excluded)
