"""Where a paragraph was broken into lines, and where a figure in large type is parted from what it tells."""

from __future__ import annotations

from ketclaims.document.features import LARGE, LONGEST_HEADING, LONGEST_LINE
from ketclaims.document.page import Page
from ketclaims.late import late

# A shorter line that ends without a stop is an item or a label, where the document does not break its lines.
SHORTEST_BROKEN = 40
# $2,640   **$0–$75**   £90/mo
PRICED = late(
    r"[*_]{0,2}(?:from\s)?[$£€]\s?\d[\d,.]*(?:\s?[–-]\s?[$£€]?\d[\d,.]*)?(?:\s?/\s?\w+|\s(?:each|per\s\w+))?[*_]{0,2}"
)
# The most lines of a card that offers something for a price.
MOST_ON_CARD = 6
# Small words that a line does not end with unless it was broken there
JOINING = late(r"\s(?:a|an|the|of|to|for|with|and|or|in|on|at|by|from|that|is|are)\Z")
LONGEST_JOINING = 6


def joined(page: Page, at: int) -> int:
    """The number of the line after those that go on with line ``at``."""
    end = at + 1
    while end < len(page.lines) and breaks_above(page, end):
        end += 1
    return end


def breaks_above(page: Page, at: int) -> bool:
    """Whether a line goes on with the one above: that was broken where the next word would not have fitted, or is a
    figure in large type with what it tells below: "71% | of those treated"."""
    line, above = page.lines[at], page.lines[at - 1]
    if line.gap or line.form != "plain" or above.form == "rule":
        return False
    if _is_large(page, at - 1) or (at > 1 and _is_large(page, at - 2) and _is_last_small(page, at)):
        return True
    if _is_on_card(page, at):
        return True
    small = page.is_small(at)
    if not page.layout.width:
        return small and above.end - above.start > SHORTEST_BROKEN and page.text[above.end - 1] not in ".!?:;"
    return small or has_no_room(page, at)


def has_no_room(page: Page, at: int) -> bool:
    """Whether the first word of a line would not have fitted into the one above, in a document with broken lines."""
    line, above = page.lines[at], page.lines[at - 1]
    space = page.text.find(" ", line.start, line.end)
    word = (space if space >= 0 else line.end) - line.start
    return above.indent + above.end - above.start + 1 + word > page.layout.width


def breaks_below(page: Page, at: int) -> bool:
    """Whether a line that looks like a heading is the beginning of a paragraph that was broken there."""
    line, below = page.lines[at], page.lines[at + 1]
    if below.gap or below.form != "plain" or page.matter.is_label(page.of(at + 1)):
        return False
    tail = page.text[max(line.start, line.end - LONGEST_JOINING) : line.end]
    if page.is_small(at + 1) or JOINING.search(tail):
        return True
    if page.layout.width:
        return breaks_above(page, at + 1)
    # where lines are not broken, only one that is longer than any heading began a paragraph
    return line.end - line.start > LONGEST_LINE * 2


def _is_on_card(page: Page, at: int) -> bool:
    """Whether a line tells what a price in large type right above is for, on a card of a few lines without another such
    price: "Plus", "$2,640", "6 infusions, 2 calls", "Save $330"."""
    first = at
    while first and not page.lines[first].gap and at - first < MOST_ON_CARD:
        first -= 1
    last = at
    while not page.is_closed(last) and last - first < MOST_ON_CARD:
        last += 1
    card = page.lines[first : last + 1]
    priced = [number for number, line in enumerate(card, first) if PRICED.fullmatch(page.text, line.body, line.end)]
    short = all(line.form in ("plain", "hash") and line.end - line.start <= LONGEST_HEADING for line in card)
    return short and len(card) <= MOST_ON_CARD and len(priced) == 1 and priced[0] < at and priced[0] <= first + 1


def _is_large(page: Page, at: int) -> bool:
    """Whether a line is a figure in large type with what it tells in the line below, which begins small or is the
    only one and no figure itself."""
    line, below = page.lines[at], page.lines[at + 1]
    if not LARGE.fullmatch(page.text, line.body, line.end) or below.gap or below.form != "plain":
        return False
    if page.is_small(at + 1):
        return True
    alone = page.is_closed(at + 1) or _is_last_small(page, at + 2)
    return alone and bool(line.gap) and not LARGE.match(page.text, below.body, below.end)


def _is_last_small(page: Page, at: int) -> bool:
    """Whether a line begins small, and a gap is below it."""
    return page.is_small(at) and page.is_closed(at)
