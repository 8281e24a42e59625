"""A text becomes blocks: each of its kind, in its place, below its headings."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ketclaims.document import document_words, parse
from ketclaims.model import Block

ROOT = Path(__file__).parents[1]
WORDS = document_words(tomllib.loads((ROOT / "src/ketclaims/lexicons/core/document.toml").read_text("utf-8")))
LONG = (
    "Sleep is a state of rest in which the body mends what the day has worn, and in which the mind puts in order what "
    "it has met. Nobody knows all it does. It comes each night to nearly everybody who waits for it long enough."
)

WRAPPED = (
    "Sleep is a state of rest in which\nthe body mends what the day has\nworn, and in which the mind puts in\n"
    "order what it has met at work and\nat home. Nobody knows all it does."
)


def told(text: str) -> list[tuple[str, str]]:
    """The kind and the words of each block."""
    return [(block.kind, block.span.of(text)) for block in parse(text, WORDS).blocks]


def block(text: str, words: str) -> Block:
    """The one block of a text that begins with these words."""
    return next(block for block in parse(text, WORDS).blocks if block.span.of(text).startswith(words))


# -------------------------------------------------------------------------------------------------------------- kinds

KINDS = [
    pytest.param(
        f"Rest\n\nOn this page\n\n- Why naps\n- How long\n- Beds\n\n## Why naps\n\n{LONG}\n\n## How long\n\n{LONG}\n",
        [
            ("title", "Rest"),
            ("navigation", "On this page"),
            ("navigation", "Why naps"),
            ("navigation", "How long"),
            ("item", "Beds"),
            ("heading", "Why naps"),
            ("paragraph", LONG),
            ("heading", "How long"),
            ("paragraph", LONG),
        ],
        id="a table of contents, in which one item is more than a heading",
    ),
    pytest.param(
        f"Naps for nurses and for those who sit\nby them: a trial\n\nAda Lind 1, Per Moss 2, Ines Okafor\nQuiroga 1\n"
        f"J Sleep 2023;4(1):2-9.\n\n{WRAPPED}\n",
        [
            ("title", "Naps for nurses and for those who sit\nby them: a trial"),
            ("metadata", "Ada Lind 1, Per Moss 2, Ines Okafor"),
            ("metadata", "Quiroga 1"),
            ("metadata", "J Sleep 2023;4(1):2-9."),
            ("paragraph", WRAPPED),
        ],
        id="the head of a record with broken lines",
    ),
    pytest.param(
        f"Naps for nurses and for those who\nsit by them at night: a trial\n\n{WRAPPED}\n",
        [("title", "Naps for nurses and for those who\nsit by them at night: a trial"), ("paragraph", WRAPPED)],
        id="a title that is broken over two lines, as the text is",
    ),
    pytest.param(
        f"Naps at night: a guide\nHarbour Library of Rest\n\n{WRAPPED}\n",
        [("title", "Naps at night: a guide"), ("heading", "Harbour Library of Rest"), ("paragraph", WRAPPED)],
        id="a line that is broken nowhere, in a text with broken lines",
    ),
    pytest.param(
        f'---\nlayout: post\ntitle: "Naps at night"\ntags:\n  - rest\n---\n\n## Why\n\n{LONG}\n',
        [
            ("metadata", "layout: post"),
            ("title", "Naps at night"),
            ("metadata", "tags:"),
            ("metadata", "rest"),
            ("heading", "Why"),
            ("paragraph", LONG),
        ],
        id="the fields that a file begins with",
    ),
    pytest.param(
        f"---\n\n{LONG}\n\n---\n\nMore.\n",
        [("paragraph", LONG), ("paragraph", "More.")],
        id="a paragraph between two rules is no field",
    ),
    pytest.param(
        f"# Rest\n\nNAPS AT NIGHT\n{LONG}\n",
        [("title", "Rest"), ("heading", "NAPS AT NIGHT"), ("paragraph", LONG)],
        id="a heading in capitals where only the title is marked",
    ),
    pytest.param(
        f"# Rest\n\n![A bed by a window](bed.jpg)\n\n{LONG}\n",
        [("title", "Rest"), ("metadata", "![A bed by a window](bed.jpg)"), ("paragraph", LONG)],
        id="a picture",
    ),
    pytest.param(
        f"# Rest\n\n{LONG}\n\n | Nurses | Doctors\nSlept | 71% | 64%\nAte | 12% | 9%\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("header", "| Nurses | Doctors"),
            ("row", "Slept | 71% | 64%"),
            ("row", "Ate | 12% | 9%"),
        ],
        id="a header whose first cell is empty",
    ),
    pytest.param(
        f"Rest in brief\n\n## Naps\n\n{LONG}\n",
        [("title", "Rest in brief"), ("heading", "Naps"), ("paragraph", LONG)],
        id="a title without a mark above headings of the second rank",
    ),
    pytest.param(
        "Rest and naps for nurses: a trial\n\nLund M, Moss P, Okafor I\nPract Sleep. 2023;4(1):2-9.\n\n"
        f"**Aims** {LONG}\n\n**Findings** {LONG}\n",
        [
            ("title", "Rest and naps for nurses: a trial"),
            ("metadata", "Lund M, Moss P, Okafor I"),
            ("metadata", "Pract Sleep. 2023;4(1):2-9."),
            ("paragraph", f"**Aims** {LONG}"),
            ("paragraph", f"**Findings** {LONG}"),
        ],
        id="bold type below the authors of a work is no mark of where they work",
    ),
    pytest.param(
        "Rest and naps for nurses: a trial\n---\nLund M, Moss P, Okafor I\n>\nNaps help.\n",
        [
            ("title", "Rest and naps for nurses: a trial"),
            ("heading", "Lund M, Moss P, Okafor I"),
            ("paragraph", "Naps help."),
        ],
        id="a rule in the head of a record",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\n**What naps are for:**\n\n{LONG}\n\n**What to bring:**\n- a pillow\n- a book\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("heading", "What naps are for:"),
            ("paragraph", LONG),
            ("paragraph", "What to bring:"),
            ("item", "a pillow"),
            ("item", "a book"),
        ],
        id="bold words with a colon above a paragraph, and above a list",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\n71%\n\nSlept better\n\n2.5 hours\n\nMore a night\n\n{LONG}\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("paragraph", "71%\n\nSlept better"),
            ("paragraph", "2.5 hours\n\nMore a night"),
            ("paragraph", LONG),
        ],
        id="figures in large type, apart from what they tell",
    ),
    pytest.param(
        "# Rest\n\n### 71%\nSlept better\n\n### 3 Naps\n\nMany do.\n",
        [("title", "Rest"), ("paragraph", "71%\nSlept better"), ("heading", "3 Naps"), ("paragraph", "Many do.")],
        id="a figure alone is no heading",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\nTwo in three\nslept better\n\n71%\nSlept less\nafter two naps\n\n{LONG}\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("paragraph", "Two in three\nslept better"),
            ("paragraph", "71%\nSlept less\nafter two naps"),
            ("paragraph", LONG),
        ],
        id="figures in large type, in words and with three lines",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\n+ Does it help?\n\nIt does.\n\n+ Does it last?\n\nA night.\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("heading", "Does it help?"),
            ("paragraph", "It does."),
            ("heading", "Does it last?"),
            ("paragraph", "A night."),
        ],
        id="questions that unfold",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\nREM: 20%\nREM: 90 min\n",
        [("title", "Rest"), ("paragraph", LONG), ("paragraph", "REM: 20%"), ("paragraph", "REM: 90 min")],
        id="facts of one name",
    ),
    pytest.param(
        "A Night's Rest\n\nShort nights are common.\n",
        [("title", "A Night's Rest"), ("paragraph", "Short nights are common.")],
        id="the first short line is the title",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\nWho sleeps badly\n\nMany do.\n",
        [("title", "Rest"), ("paragraph", LONG), ("heading", "Who sleeps badly"), ("paragraph", "Many do.")],
        id="a bare short line is a heading",
    ),
    pytest.param(
        "Rest\nWhat it does\nIt mends the body, the mind and all that lies between the two of them.\n",
        [
            ("title", "Rest"),
            ("heading", "What it does"),
            ("paragraph", "It mends the body, the mind and all that lies between the two of them."),
        ],
        id="headings without blank lines",
    ),
    pytest.param(
        "Sleep Care in Fairhaven | Example Clinic\n\nShort nights are common.\n",
        [("title", "Sleep Care in Fairhaven | Example Clinic"), ("paragraph", "Short nights are common.")],
        id="a title may name its site",
    ),
    pytest.param(
        "Nap House, Fairhaven\nRooms · Team · For shift workers · 0555 010 0142\n\n"
        "[Book a room]  [The leaflet, 2 MB]\n\nMany do.\n",
        [
            ("title", "Nap House, Fairhaven"),
            ("navigation", "Rooms · Team · For shift workers · 0555 010 0142"),
            ("navigation", "[Book a room]  [The leaflet, 2 MB]"),
            ("paragraph", "Many do."),
        ],
        id="rows of pages and of buttons lead elsewhere",
    ),
    pytest.param(
        "Nap House\n\nOf those who napped:\n— 9 woke well\n— 3 did not\n",
        [
            ("title", "Nap House"),
            ("paragraph", "Of those who napped:"),
            ("item", "9 woke well"),
            ("item", "3 did not"),
        ],
        id="long dashes mark a list",
    ),
    pytest.param(
        "J Rest. 2021 May;12(3):33-40. doi: 10.5555/jr.12.\n\nNaps in shift workers: a trial\n\nMany do.\n",
        [
            ("metadata", "J Rest. 2021 May;12(3):33-40. doi: 10.5555/jr.12."),
            ("title", "Naps in shift workers: a trial"),
            ("paragraph", "Many do."),
        ],
        id="where an article appeared stands above its title",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\nNAPS AT NOON (for nurses)\nPer nap ..... $5\nTen naps ..... $40\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("heading", "NAPS AT NOON (for nurses)"),
            ("paragraph", "Per nap ..... $5"),
            ("paragraph", "Ten naps ..... $40"),
        ],
        id="capitals right above a list head it",
    ),
    pytest.param(
        "# Rest\n\n## Who sleeps badly ##\n\nMany do\n",
        [("title", "Rest"), ("heading", "Who sleeps badly"), ("paragraph", "Many do")],
        id="Markdown says what a heading is",
    ),
    pytest.param(
        "Rest\n====\n\nMany do.\n\nWho sleeps badly\n----\n\nMany do.\n",
        [
            ("title", "Rest"),
            ("paragraph", "Many do."),
            ("heading", "Who sleeps badly"),
            ("paragraph", "Many do."),
        ],
        id="underlined headings",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\n  • Naps\n  • Long nights\n- Early bed\n* Late bed\n– No bed\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("item", "Naps"),
            ("item", "Long nights"),
            ("item", "Early bed"),
            ("item", "Late bed"),
            ("item", "No bed"),
        ],
        id="bullets",
    ),
    pytest.param(
        "Rest\n\n1. Naps\n2. Long nights\n\na) Early bed\nb) Late bed\n",
        [
            ("title", "Rest"),
            ("item", "Naps"),
            ("item", "Long nights"),
            ("item", "Early bed"),
            ("item", "Late bed"),
        ],
        id="numbers and letters in a row are items",
    ),
    pytest.param(
        "Rest\n\n1. Naps\n\nA nap is short.\n\n2. Long nights\n\n• They are long.\n",
        [
            ("title", "Rest"),
            ("heading", "Naps"),
            ("paragraph", "A nap is short."),
            ("heading", "Long nights"),
            ("item", "They are long."),
        ],
        id="numbers with text below are headings",
    ),
    pytest.param(
        "A. Lind\n\nP. Moss and A. Lind slept.\n",
        [("title", "A. Lind"), ("paragraph", "P. Moss and A. Lind slept.")],
        id="initials are no letters of a list",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\nA cat asleep\nA cat asleep\n\nMore text.\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("paragraph", "A cat asleep"),
            ("paragraph", "A cat asleep"),
            ("paragraph", "More text."),
        ],
        id="a picture's text and its caption are no headings",
    ),
    pytest.param(
        "Q: How long?\nA: Two hours.\n",
        [("paragraph", "Q: How long?"), ("paragraph", "A: Two hours.")],
        id="turns of a dialogue are paragraphs",
    ),
    pytest.param(
        "Rest\n\nDose: 20 mg\n\n71% slept\n",
        [("title", "Rest"), ("paragraph", "Dose: 20 mg"), ("paragraph", "71% slept")],
        id="a line with a figure is no heading",
    ),
    pytest.param(
        f"Rest\n\n{LONG}\n\nNaps\n\nLong nights\n\nEarly bed\n\nMore text.\n",
        [
            ("title", "Rest"),
            ("paragraph", LONG),
            ("paragraph", "Naps"),
            ("paragraph", "Long nights"),
            ("paragraph", "Early bed"),
            ("paragraph", "More text."),
        ],
        id="a list without bullets is no row of headings",
    ),
    pytest.param("71% of them slept", [("paragraph", "71% of them slept")], id="one line alone is a paragraph"),
    pytest.param(
        "Rest\n\n> Two in three slept.\n>\n> One did not.\n",
        [("title", "Rest"), ("paragraph", "Two in three slept."), ("paragraph", "One did not.")],
        id="quoted lines",
    ),
    pytest.param(
        "Rest\n\n*All of them slept.*\n\n***\n\n**Some** of them woke.\n",
        [("title", "Rest"), ("paragraph", "All of them slept."), ("paragraph", "**Some** of them woke.")],
        id="emphasis of the whole is no part of it",
    ),
    pytest.param(
        "Rest\n\n[00:14] HOST: Good night.\n",
        [("title", "Rest"), ("navigation", "[00:14]"), ("paragraph", "HOST: Good night.")],
        id="the time of a speech is navigation",
    ),
    pytest.param("", [], id="nothing"),
    pytest.param(" \n\t\n\ufeff", [], id="blank"),
    pytest.param("\x00", [("paragraph", "\x00")], id="a character that nobody prints"),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    """Each block is of its kind and holds its words without mark, white space and rules."""
    assert told(text) == expected


RECORDS = [
    pytest.param(
        "Save    Send to    Cite\n\nTrial report\n J Rest\n. 2021 May-Jun;12(3):33.\n\n{title}\n\n"
        "Ada Lind 1 2, Per Moss 3\n\n"
        "Affiliations   Expand\n1 House of Sleep, 12 Orchard Row, Fairhaven.\n"
        "2 Institute for Naps, Unit 4, Fairhaven.\n\n"
        "PMID: 30000001\n\nAbstract\n\n{body}\n\nMeSH terms\nAdult\nAged, 80 and over\n\nCited by 3 articles\n\n"
        "Supplementary info\n",
        id="a database with a row of buttons",
    ),
    pytest.param(
        "Rest Library\nAbout   Tools   Help\n\n{title}.\n\nLind A, Moss P\nAuthor information\n"
        "Journal of Rest, 01 Feb 2022, 18(2):211-219\n\nAbstract\n\n{body}\n\n"
        "Competing interests: A. Lind owns 5% of a mill.\n",
        id="a database with surnames first",
    ),
    pytest.param(
        "REST ARCHIVE\nTHE SERVER FOR SLEEP\nFollow this paper\n\n{title}\n\n"
        "Ada Lind, Per Q. Moss, MD, and the NAP-2 Investigators\n"
        "doi: https://doi.org/10.5555/2024.02\n\nABSTRACT\n{body}\n\nFunding Statement\nThe fund gave $480,000.\n\n"
        "Data Availability\nOn request, within 2 years.\n",
        id="a server of preprints",
    ),
    pytest.param(
        "9th Congress of Rest, Fairhaven, 7-10 October 2023\nAbstract book, Poster session 2\n\nP.0418\n\n{title}\n\n"
        "A. Lind (1), P. Moss (2)\n(1) University of Fairhaven; (2) Nap Clinic, Lab 3, Fairhaven\n\n{body}\n\n"
        "Disclosure: A. Lind has been paid by 3 firms.\n",
        id="a book of abstracts",
    ),
    pytest.param(
        "Journal of Rest\nVolume 41, Issue 3, March 2024, Pages 201–209\n\nResearch paper\n\n{title}\n\n"
        "Author links open overlay panel\nAda Lind a, Per van der Moss a b\n"
        "a Department of Sleep, 2nd Floor, Fairhaven\n"
        "Received 3 July 2023, Accepted 2 January 2024\n\nAbstract\n{body}\n\n"
        "Declaration of competing interest\nNone of the 2.\n",
        id="the page of a journal",
    ),
    pytest.param(
        "Journal of Rest\nwww.example.org/rest\n\n{title}\nA randomised pilot study\n\nAda Lind*, Per Moss\n"
        "Sleep School, PO Box 14, Fairhaven\n\nA B S T R A C T\n{body}\n",
        id="a title with a subtitle",
    ),
]


@pytest.mark.parametrize("form", RECORDS)
def test_records(form: str) -> None:
    """The title of a record, with a subtitle, stands above the names of its authors; what is told of the work is no
    text."""
    title, body = "Naps for nurses on night shifts: a trial", "Of 40 nurses 71% slept better. None slept worse."
    text = form.format(title=title, body=body)
    blocks = [found for found in told(text) if found[0] not in ("metadata", "navigation")]
    names = ("Abstract", "ABSTRACT", "A B S T R A C T", "Supplementary info")
    assert [found for found in blocks if found[1] not in names] == [("title", blocks[0][1]), ("paragraph", body)]
    assert blocks[0][1].removesuffix("\nA randomised pilot study").rstrip(".") == title


DECORATED = [
    "— Naps —",
    "*** Naps ***",
    "[Naps]",
    "🟢 Naps",
    "<h3>Naps</h3>",
    "<b>Naps</b>",
    "== Naps ==",
    "§2 Naps",
    "→ Naps",
    "~~ Naps ~~",
    "#Naps",
    "...Naps...",
    "Naps:",
    "**Naps:**",
]


@pytest.mark.parametrize("line", DECORATED)
def test_decorated_headings(line: str) -> None:
    """A heading may stand in a frame of signs or behind one."""
    text = f"Rest\n\n{LONG}\n\n{line}\n{LONG}\n\nSome do not.\n"
    blocks = parse(text, WORDS).blocks
    assert [found.kind for found in blocks if "Naps" in found.span.of(text)] == ["heading"]
    assert "Naps" in blocks[-1].headings[-1].of(text)


NO_RECORDS = [
    pytest.param("Nap House\n\nMeet the team\nA. Lind, P. Moss\n\nNaps are short.\n", id="a list of staff"),
    pytest.param("Nap House\n\nThe conditions that we treat in nurses\nShort Nights, Long Days\n\nNaps.\n", id="names"),
    pytest.param(
        "Nap House\n\n71% of all nurses sleep\n\nWhat our readers say about it\nA. Lind, P. Moss\n", id="prose above"
    ),
]


@pytest.mark.parametrize("text", NO_RECORDS)
def test_no_records(text: str) -> None:
    """Names below other lines make no record of a page."""
    assert told(text)[0] == ("title", "Nap House")


MARKERS = [
    pytest.param("T\n\n• Naps\n", "Naps", "•", id="bullet"),
    pytest.param("T\n\n- [x] Naps\n", "Naps", "- [x]", id="task"),
    pytest.param("T\n\n12. Naps\n", "Naps", "12.", id="number"),
    pytest.param("T\n\n(2) Naps\n", "Naps", "(2)", id="number in brackets"),
    pytest.param("T\n\niv. Naps\nv. Nights\n", "Nights", "v.", id="Roman"),
    pytest.param("T\n\n1. Naps\n\nThey are short.\n", "Naps", "1.", id="numbered heading"),
    pytest.param("# T\n\n## 2.1 Naps\n\nThey are short.\n", "Naps", "2.1", id="outline number"),
    pytest.param("T\n\nStep 2: Naps\n\nThey are short.\n", "Naps", "Step 2:", id="counting word"),
    pytest.param("T\n\nNaps are short.\n", "Naps", None, id="none"),
]


@pytest.mark.parametrize(("text", "words", "expected"), MARKERS)
def test_markers(text: str, words: str, expected: str | None) -> None:
    """The marker is the bullet or the number before the block."""
    marker = block(text, words).marker
    assert (marker.of(text) if marker else None) == expected


BROKEN = """A report on sleep

Most people who take part in such a trial sleep
better after two weeks. Some of them
slept longer than that, by two hours and more,
Ada slept for a day.

- The first of them was
  early.
- The second late.
"""


def test_broken_lines() -> None:
    """Lines that were broken for want of width are one block."""
    expected = [
        ("title", "A report on sleep"),
        ("paragraph", BROKEN[BROKEN.index("Most") : BROKEN.index("\n\n- The")]),
        ("item", "The first of them was\n  early."),
        ("item", "The second late."),
    ]
    assert told(BROKEN) == expected


# ------------------------------------------------------------------------------------------------------------- tables

ROWS = [
    pytest.param(
        "Sleep\n\nWhat | Hours |\n---|---|\nNap | 1 |\nNight | 8 |\n",
        ["What | Hours |", "Nap | 1 |", "Night | 8 |"],
        [["What", "Hours"], ["Nap", "1"], ["Night", "8"]],
        id="closed by a pipe",
    ),
    pytest.param(
        "# Sleep\n\n| | Hours |\n|:--|--:|\n| Nap | |\n| Night | 8 |\n",
        ["| Hours", "Nap |", "Night | 8"],
        [["", "Hours"], ["Nap", ""], ["Night", "8"]],
        id="in a frame",
    ),
    pytest.param(
        "Sleep\n\nWhat | Hours | Mood\nNap | 1 | good\n",
        ["What | Hours | Mood", "Nap | 1 | good"],
        [["What", "Hours", "Mood"], ["Nap", "1", "good"]],
        id="without a rule",
    ),
    pytest.param(
        "# Sleep\n\n| a \\| b | c |\n|---|---|\n| d | e |\n",
        ["a \\| b | c", "d | e"],
        [["a \\| b", "c"], ["d", "e"]],
        id="a pipe in a cell",
    ),
    pytest.param(
        "Sleep\n\nWhat || Hours || Mood\nNap || 1 || –\nNight || 8 || good\n",
        ["What || Hours || Mood", "Nap || 1 || –", "Night || 8 || good"],
        [["What", "Hours", "Mood"], ["Nap", "1", "–"], ["Night", "8", "good"]],
        id="with double pipes",
    ),
    pytest.param(
        "Sleep\n\nWhat\nHours\nNap\n1\nNight\n8 or so\n",
        ["What\nHours", "Nap\n1", "Night\n8 or so"],
        [["What", "Hours"], ["Nap", "1"], ["Night", "8 or so"]],
        id="one cell a line",
    ),
    pytest.param(
        "Sleep\n\nWhat\nPaid for?\nHours\nNap\nyes\n1\nNight\nno\n8\nRest\nyes, if short\n2\n",
        ["What\nPaid for?\nHours", "Nap\nyes\n1", "Night\nno\n8", "Rest\nyes, if short\n2"],
        [["What", "Paid for?", "Hours"], ["Nap", "yes", "1"], ["Night", "no", "8"], ["Rest", "yes, if short", "2"]],
        id="one cell a line, with a question in the header",
    ),
    pytest.param(
        "Sleep\n\nWeek 1\n5 h\nWeek 2\n6 h\nWeek 3\n7 h\n",
        ["Week 1\n5 h", "Week 2\n6 h", "Week 3\n7 h"],
        [["Week 1", "5 h"], ["Week 2", "6 h"], ["Week 3", "7 h"]],
        id="one cell a line, without a header",
    ),
    pytest.param(
        "Sleep\n\nComplaint\nNap (n = 9)\nWalk (n = 8)\nCold feet\n41%\nn/a\nBad mood\nabout 2 in 10\n9%\n"
        "Hunger\n5%\n–\n",
        [
            "Complaint\nNap (n = 9)\nWalk (n = 8)",
            "Cold feet\n41%\nn/a",
            "Bad mood\nabout 2 in 10\n9%",
            "Hunger\n5%\n–",
        ],
        [
            ["Complaint", "Nap (n = 9)", "Walk (n = 8)"],
            ["Cold feet", "41%", "n/a"],
            ["Bad mood", "about 2 in 10", "9%"],
            ["Hunger", "5%", "–"],
        ],
        id="one cell a line, with figures in the header and gaps",
    ),
    pytest.param(
        "Sleep\n\nWHAT MAY GO WRONG\nCold feet\n41%\nBad mood\nfewer than 2 in 10\nHunger\n5%\n",
        ["Cold feet\n41%", "Bad mood\nfewer than 2 in 10", "Hunger\n5%"],
        [["Cold feet", "41%"], ["Bad mood", "fewer than 2 in 10"], ["Hunger", "5%"]],
        id="one cell a line, below capitals",
    ),
    pytest.param(
        "Sleep\n\nHelp\nUsual length\nPrice\n\nNap\n20 to 40 minutes\n$5\n\nWalk\none hour\n$3, boots too\n",
        ["Help\nUsual length\nPrice", "Nap\n20 to 40 minutes\n$5", "Walk\none hour\n$3, boots too"],
        [["Help", "Usual length", "Price"], ["Nap", "20 to 40 minutes", "$5"], ["Walk", "one hour", "$3, boots too"]],
        id="one cell a line, with a gap between the rows",
    ),
    pytest.param(
        f"Sleep\n\n{LONG}\n\nHelp\n\nLength\n\nNap\n\n20 minutes\n\nWalk\n\n1 hour\n\nWho may come\n\n{LONG}\n",
        ["Help\n\nLength", "Nap\n\n20 minutes", "Walk\n\n1 hour"],
        [["Help", "Length"], ["Nap", "20 minutes"], ["Walk", "1 hour"]],
        id="one cell a line, with a gap between any two",
    ),
    pytest.param(
        "Sleep\n\n          Nap    Walk\nRested    41%    22%\nBored      9%    30%\n",
        ["Nap    Walk", "Rested    41%    22%", "Bored      9%    30%"],
        [["", "Nap", "Walk"], ["Rested", "41%", "22%"], ["Bored", "9%", "30%"]],
        id="parted by wide gaps, with an empty corner",
    ),
    pytest.param(
        'Sleep\n\nwhat,nap,walk\n"rested, awake",41%,22%\nbored,9%,30%\n',
        ["what,nap,walk", '"rested, awake",41%,22%', "bored,9%,30%"],
        [["what", "nap", "walk"], ["rested, awake", "41%", "22%"], ["bored", "9%", "30%"]],
        id="parted by commas",
    ),
    pytest.param(
        "Sleep\n\nwhat;nap\nrested;41%\nbored;9%\n", [], [], id="two columns parted by one sign are too few to tell"
    ),
    pytest.param("Sleep\n\nNap early.  Walk late.\nEat at 7.  Rest at 9.\n", [], [], id="two spaces between sentences"),
    pytest.param("Sleep\n\nBoard: Nights | 6 questions\n\nText.\n", [], [], id="one line with a pipe"),
    pytest.param("Sleep\n\nDear Ada\nMill Lane\nFairhaven\nTown\nLand\nWorld\n\nText.\n", [], [], id="an address"),
]


@pytest.mark.parametrize(("text", "rows", "cells"), ROWS)
def test_rows(text: str, rows: list[str], cells: list[list[str]]) -> None:
    """A row is its line or lines without a frame, and has its cells, the empty ones too."""
    found = [block for block in parse(text, WORDS).blocks if block.kind in ("header", "row")]
    assert [row.span.of(text) for row in found] == rows
    assert [[cell.of(text) for cell in row.cells] for row in found] == cells


@pytest.mark.parametrize(("text", "cells"), [pytest.param(*row.values[::2], id=row.id) for row in ROWS[:5]])
def test_header(text: str, cells: list[list[str]]) -> None:
    """Each row below a header has the header's cells."""
    found = [block for block in parse(text, WORDS).blocks if block.kind == "row"]
    assert [[cell.of(text) for cell in row.header] for row in found] == [cells[0]] * (len(cells) - 1)


# ----------------------------------------------------------------------------------------------------------- headings

SECTIONS = [
    pytest.param("# T\n\n## A\n\n### B\n\nHere\n", ["T", "A", "B"], id="levels of Markdown"),
    pytest.param(
        f"Naps at noon.\n\nAda Lind, MD; Per Moss, PhD\n\nAbstract\n\nHere it is. {LONG}\n",
        ["Naps at noon.", "Abstract"],
        id="a title with a full stop above its authors",
    ),
    pytest.param("# T\n\n## A\n\n### B\n\nOne.\n\n## C\n\nHere\n", ["T", "C"], id="a higher level closes"),
    pytest.param("# T\n\nOne.\n\n# U\n\nHere\n", ["U"], id="a second heading of the title's level closes the title"),
    pytest.param(f"Title\n\n{LONG}\n\nNaps\n\nOne.\n\nNights\n\nHere\nit is.\n", ["Title", "Nights"], id="siblings"),
    pytest.param(
        f"Title\n\n{LONG}\n\nNaps help 71% of nurses, trial finds\n\nHere it is. {LONG}\n",
        ["Title", "Naps help 71% of nurses, trial finds"],
        id="a headline with a percentage",
    ),
    pytest.param(
        "Title\n\nWhat helps?\n\n1. Naps\n\nOne.\n\n2. Walks\n\nHere it is.\n",
        ["Title", "What helps?", "Walks"],
        id="numbers below a heading without one",
    ),
    pytest.param(
        "Title\n\nWhat helps?\n\n1. Naps\n\nOne.\n\nWhat Harms\n\nHere it is.\n",
        ["Title", "What Harms"],
        id="a heading without a number closes the numbers",
    ),
    pytest.param(
        "Title\n\nMyth 1: Naps harm\n\nOne.\n\nHow they help\n\nTwo.\n\nMyth 2: Walks harm\n\nHere it is.\n",
        ["Title", "Walks harm"],
        id="a number goes on after a heading between",
    ),
    pytest.param(
        "Title\n\nWhat helps?\n\nShort Naps\n\nOne.\n\nLong Walks\n\nHere it is.\n",
        ["Title", "What helps?", "Long Walks"],
        id="a question holds the headings of another style that follow it at once",
    ),
    pytest.param(
        "Title\n\nWhat helps?\n\nShort Naps\n\nOne.\n\nWhat harms?\n\nHere it is.\n",
        ["Title", "What harms?"],
        id="the next question closes them",
    ),
    pytest.param(
        "Title\n\n» SHORT NAPS\n\nAt noon.\n\n» LONG WALKS\n\nHere it is.\n",
        ["Title", "» LONG WALKS"],
        id="a sign before a heading",
    ),
    pytest.param(
        "Title\n\n＋ How long is a nap?\n\nShort.\n\n＋ How far is a walk?\n\nHere it is.\n",
        ["Title", "＋ How far is a walk?"],
        id="the sign of what unfolds",
    ),
    pytest.param(
        "Title\n\nONE  1/3\n\nSHORT NAPS\n\nAt noon\n\nHere it is\n",
        ["Title", "SHORT NAPS"],
        id="capitals above a line of their own",
    ),
    pytest.param(
        "Title\n\nShort Naps\n\nLong Walks\n\nOne.\n\nEarly Nights\n\nHere it is.\n",
        ["Title", "Early Nights"],
        id="headings of one style are siblings",
    ),
    pytest.param(
        "Title\n\nI. NAPS\n\nA. Short Ones\n\nOne.\n\nB. Long Ones\n\nHere it is.\n\nII. WALKS\n\nTwo.\n",
        ["Title", "NAPS", "Long Ones"],
        id="letters below Roman numbers",
    ),
    pytest.param(
        "Title\n\nNaps\n\n• One.\n• Two.\n\n\n• Here it is.\n",
        ["Title"],
        id="a gap larger than usual has lost a heading",
    ),
    pytest.param(
        "Title\n\nWhat helps?\n\n\n• One.\n• Two.\n\n\n• Here it is.\n\nA. b.\n\nC. d.\n",
        ["Title", "What helps?"],
        id="what was lost below an empty heading leaves that",
    ),
    pytest.param(
        "Title\n\n\nNaps\n\n\nOne.\n\n\nHere it is.\n",
        ["Title", "Naps"],
        id="a gap that is usual has lost nothing",
    ),
    pytest.param(
        "# T\n\n## Naps\n\nOne.\n\n\n\nHere it is.\n",
        ["T", "Naps"],
        id="where headings are marked, a gap is a gap",
    ),
    pytest.param(
        "# T\n\n**1. Short naps, at noon**\nOne.\n\n**2. Long walks (margin 3 km)**\nHere it is.\n",
        ["T", "Long walks (margin 3 km)"],
        id="numbered headings in bold type are siblings",
    ),
    pytest.param(
        "# T\n\n**Short naps**\nOne.\n\n---\n\nHere it is.\n",
        ["T"],
        id="a rule ends what stands under a heading in bold type",
    ),
    pytest.param(
        f"Title\n\n{LONG}\n\nResults: naps\nOne.\n\nResults: long nights\nHere it is. {LONG}\n",
        ["Title", "Results: long nights"],
        id="a section and its subject",
    ),
    pytest.param(
        "Title\nPart 4, Night 2: how to nap, the long version\n[typed by Ada]\n\nADA: Why?\nBEA: So.\nADA: Oh?\n"
        "BEA: Well.\n\nHere it is.\n",
        ["Title", "Part 4, Night 2: how to nap, the long version"],
        id="a subtitle with a note below, and questions of speakers that are no headings",
    ),
    pytest.param(
        f"The Sleep Sheet\n\nNews of the month.\n\nNAPPING\nShort naps: what nurses do\n\nOne. {LONG}\n\n"
        f"REM\nBad dreams: the long view\n\nHere it is. {LONG}\n",
        ["The Sleep Sheet", "REM", "Bad dreams: the long view"],
        id="a subject in capitals and its headline",
    ),
    pytest.param(
        f"Title\n\n{LONG}\n\nPRICES\nA nap: $4\n\nHere it is. {LONG}\n",
        ["Title", "PRICES"],
        id="a price below capitals is no headline",
    ),
    pytest.param(
        f"Title\n\n{LONG}\n\nQ: Naps left me dizzy. Should I worry?\n\nOne.\n\nQ: And at night?\n\nHere it is.\n",
        ["Title", "Q: And at night?"],
        id="questions whose answers bear no mark",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SECTIONS)
def test_headings(text: str, expected: list[str]) -> None:
    """The headings above a block are those that are certain, the outermost first."""
    assert [heading.of(text) for heading in block(text, "Here").headings] == expected


LEADS = [
    pytest.param("T\n\nIt is late. Avoid:\n\n- Here\n", "Avoid:", id="the sentence that ends with a colon"),
    pytest.param("T\n\nIt is late. This may help.\n- Here\n", "This may help.", id="the last sentence right above"),
    pytest.param("T\n\nAvoid:\n- One\n- Here\n", "Avoid:", id="of the whole list"),
    pytest.param("T\n\nAvoid:\n- One:\n  - Here\n", "One:", id="of a list in a list"),
    pytest.param("T\n\nAvoid:\n- One:\n  - Two\n- Here\n", "Avoid:", id="back from a list in a list"),
    pytest.param("T\n\nAvoid:\n\nNaps\n\n- Here\n", None, id="no lead across a heading"),
    pytest.param("T\n\nAvoid.\n\nOr not.\n\n\n- Here\n", None, id="no lead across a large gap"),
    pytest.param("T\n\nAvoid:\n\n- One\n\n\n- Here\n", None, id="no list across a large gap"),
    pytest.param("T\n\nAvoid:\n\nHere | a | b\nNap | c | d\n", "Avoid:", id="of a table"),
    pytest.param("T\n\nAvoid.\n\nHere | a | b\nNap | c | d\n", None, id="a table needs a colon"),
    pytest.param("T\n\nTable 2. Mood at noon\n\nHere | a | b\nNap | c | d\n", "Table 2. Mood at noon", id="a caption"),
    pytest.param("T\n\nAvoid:\n\nHere it is.\n", None, id="a paragraph has none"),
    pytest.param("T\n\nIt is late.\n\n- By day\n  - Here\n", "By day", id="the name of the item that holds a list"),
    pytest.param("T\n\nIt is late.\nWhat helps\nHere: 3\n", "What helps", id="the label of a fact"),
    pytest.param("T\n\nIt is late.\nWhat helps\nNap: 3\nHere: 4\n", "What helps", id="the label of several facts"),
    pytest.param(
        "T\n\nHOST: It is late.\n\nHOST: Does it help?\n\nHere and there.\n", "Does it help?", id="a question in speech"
    ),
]


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_leads(text: str, expected: str | None) -> None:
    """The lead of a list or table is the sentence that introduces it."""
    lead = block(text, "Here").lead
    assert (lead.of(text) if lead else None) == expected


def test_lead_of_figures() -> None:
    """Figures in large type have the sentence with a colon above them as their lead, the later ones too."""
    text = "T\n\nOf last year's 90 nurses:\n\n71%\nslept better\n\n2.5 hours\nmore a night\n\nNobody asked why.\n"
    leads = [block(text, words).lead for words in ("71%", "2.5 hours", "Nobody")]
    assert [lead and lead.of(text) for lead in leads] == ["Of last year's 90 nurses:"] * 2 + [None]
