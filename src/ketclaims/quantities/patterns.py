"""The patterns of the quantity grammar, made once from the words of a lexicon, small ones first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern
from typing import Any

from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.quantities.nouns import Nouns
from ketclaims.quantities.numbers import DASH, DIGITS, LETTER, SPACE, Numbers, choice
from ketclaims.quantities.spellings import Spellings
from ketclaims.quantities.units import LONG_WORDS, SHORT, Units

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    *("December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"),
)
MONTH = rf"(?:(?:{'|'.join(MONTHS[:12])})|(?:{'|'.join(MONTHS[12:])})\.?)"
YEAR = r"(?:1[6-9]|20)\d\d"

CODED_PERIODS = {"minute": "min", "hour": "h", "day": "d", "night": "d", "week": "wk", "month": "mo", "year": "a"}
"""Nouns of time and their codes."""

PERIODS = {**CODED_PERIODS, "fortnight": "fortnight"}
"""The same, and one without a code: a fortnight is two weeks, which only its reader can say."""

ADVERBS = {"hourly": "h", "daily": "d", "nightly": "d", "weekly": "wk", "monthly": "mo", "yearly": "a", "annually": "a"}
ADVERBS |= {"per diem": "d", "per annum": "a", "fortnightly": "fortnight", "quarterly": "quarter"}
DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970}
DECADES |= {"eighties": 1980, "nineties": 1990, "noughties": 2000}
"""Decades by their names, and their first years."""
BEFORE_NUMBER = " \t\r\n\u00a0\u2007\u2009\u202f-−–.,:=<>≤≥[("
"""The signs that can stand between a number and the word before it that says what it counts."""
ENDING = 3
"""So many letters at the end of that word tell it from most others."""
LINKS = frozenset(("of", "was", "is", "from", "between"))
"""The words that can stand between the two."""
_LINKED = "aged age ages over adults ratio odds effect relative d nnt number ci interval i i² τ² p or rr hr aor arr ahr"
LINKED = frozenset(f"{_LINKED} sor srr shr irr smd nnh κ kappa icc auc".split())
"""The words with which begins what one of these links to a number: "age of 12", but not "week of 12"."""
FULLY = ("full", "single", "whole", "further", "additional", "extra", "good", "solid")
"""What may stand between an article and its noun of time: "a further hour"."""
ONLY = ("single", "lone", "solitary")
"""What tells that there was one of something: "a lone infusion"."""
NEXT_DAY = ("next day", "following day", "next morning", "following morning", "the day after", "morning after")

# what may stand before a plural that no lexicon knows: a word with the ending of an adjective, or one of a few others
_ADJECTIVE = (
    r"(?:[a-z]{3,}(?:[^ei]ed|al|ive|ic|able|ible|ous|ary|less|ful|ent|ant)"
    r"|(?<!one )(?:more|fewer)|[a-z]{3,}est|(?-i:[A-Z][a-z]+(?:ish|ese|[ai]an)|Dutch|French|Swiss|Greek|Czech)"
    r"|new|different|other|extra|small|large|separate|major|treatment|infusion|study|trial|research|test"
    r"|video|phone|check-in|coaching|counsel+ing|teaching|training|participating|remaining|competing|neighbou?ring|nearby)"
)
_JOINED = re.compile(r"[ -]")
_NOUN = r"(?-i:[A-Za-z-]+)"
MOST_WORDS = 4
"""No more words stand between a part and the word that joins it to its whole: "two adult patients in ten"."""
_TO = rf"(?:{SPACE}?{DASH}{SPACE}?|{SPACE}+to{SPACE}+)"


class Patterns:
    """Every pattern of the grammar, and what the words in them stand for.

    A pattern is compiled when it is first asked for: all of them together take longer than a short text.
    """

    prefix: Pattern[str]
    rate: Pattern[str]
    whole_day: Pattern[str]
    later_rate: Pattern[str]
    of_rate: Pattern[str]
    unknown_count: Pattern[str]
    deviation: Pattern[str]
    joint: Pattern[str]
    spoken: Pattern[str]
    behind: Pattern[str]
    ordinal: Pattern[str]
    to: Pattern[str]
    or_to: Pattern[str]
    share: Pattern[str]
    share_ends: Pattern[str]
    per: Pattern[str]
    per_people: Pattern[str]
    fraction: Pattern[str]
    fraction_goes_on: Pattern[str]
    multiple: Pattern[str]
    times: Pattern[str]
    every: Pattern[str]
    article: Pattern[str]
    vague: Pattern[str]
    number: Numbers
    units: Units
    things: Nouns
    uncounted: frozenset[str]
    codes: Mapping[str, str]
    nouns: Mapping[str, str]
    behind_words: frozenset[str]
    behind_endings: frozenset[str]
    prefix_endings: frozenset[str]
    money: Spellings
    currencies: Mapping[str, str]

    def __init__(self, cased: Mapping[str, str], folded: Mapping[str, str], **words: Any) -> None:
        """Patterns by name: those of ``cased`` are matched as they stand, those of ``folded`` in any case."""
        self.__dict__.update({name: late(source) for name, source in cased.items()})
        self.__dict__.update({name: late(source, re.IGNORECASE) for name, source in folded.items()})
        self.__dict__.update(words)


@dataclass(frozen=True, slots=True)
class _Words:
    """The parts of which the patterns are made: each is a pattern of one kind of word."""

    dose: str
    person: str
    stop: str
    period: str
    ordinal: str
    fraction: str


@lru_cache(maxsize=8)
def patterns_of(lexicon: Lexicon) -> Patterns:
    """The patterns for ``lexicon``."""
    codes, nouns = _codes(lexicon), _nouns(lexicon)
    words = _words(lexicon, nouns)
    signs = [sign for signs in lexicon.relations["symbols"].values() for sign in signs]
    gap = rf"(?:{SPACE}+|{DASH})"
    money = [sign for unit in lexicon.units.values() for sign in unit.before]
    folded = {
        "rate": _rate(words),
        # per 24 hours | in any 24-hour period | /24 h
        "whole_day": rf"(?:/|{SPACE}+(?:per|in|every|each)(?:{SPACE}+(?:any|a|one|each|every|the{SPACE}same))?{SPACE}+)"
        rf"24(?:{SPACE}|-)?(?:hours?|hrs?|h)\b(?:{SPACE}+period)?",
        "later_rate": rf"(?:{SPACE}+[a-z]+){{1,4}}?(?<!\sfor)(?<!within)(?<!\safter)(?<!\sover){SPACE}+"
        rf"(?:per|each|every|a){SPACE}+(?P<word>{words.period})\b",
        # 300 mL | of blood per minute
        "of_rate": rf"{SPACE}+of(?:{SPACE}+[a-z-]+){{1,3}}?{SPACE}+"
        rf"(?:per|an?|each|every){SPACE}+(?P<word>{words.period})\b",
        # a plural that no lexicon knows; "less", "status" and "basis" are no plurals, nor is what is ``uncounted``,
        # though "SNRIs" is one
        "unknown_count": rf"(?P<more>{SPACE}+or{SPACE}+(?:more|fewer))?(?:{SPACE}+|{DASH})(?:{_ADJECTIVE}{SPACE}+)?"
        rf"(?P<noun>{LETTER}{{3,}}s)\b(?:(?<![sui]s)|(?-i:(?<=[A-Z]s)))(?!{SPACE}+[$£€])",
        "joint": rf"{_joint()}|{_alternative()}",
        # two, three, sometimes five: behind a number word, what speech lists where writing has a range
        "spoken": rf",{SPACE}+(?:(?:or{SPACE}+)?(?:maybe|perhaps|possibly|even|sometimes|like){SPACE}+)?",
        "to": _TO,
        "or_to": rf"{_TO}|{SPACE}+or{SPACE}+",
        "ordinal": rf"(?P<first>{words.ordinal})(?:{SPACE}+(?:or|and|to){SPACE}+(?:the )?(?P<last>{words.ordinal}))?",
        "share": _share(),
        "share_ends": rf"(?!\w|[-.,]\d|{SPACE}?%|/|{SPACE}(?:person|patient|woman)[- ]years)",
        "per": _per(),
        "per_people": _per_people(words),
        "fraction": rf"(?P<name>{words.fraction})s?\b",
        # what a fraction begins with, or goes on with behind its number
        "fraction_goes_on": rf"(?:an?)?(?:{SPACE}+|{DASH})?{words.fraction}s?\b",
        # twice a week | once or twice a week
        "multiple": rf"(?:(?P<low>{choice(lexicon.numbers['multiples'])}){SPACE}+(?:or|to){SPACE}+(?:even{SPACE}+)?)?"
        rf"(?P<word>{choice(lexicon.numbers['multiples'])}){_times_rate(words)}",
        "times": rf"(?:{SPACE}+times|{SPACE}?[x×]){_times_rate(words)}",
        # every other day | every month | every third or fourth week | every-other-week
        "every": rf"(?:every|each(?={SPACE}+(?:week|month|fortnight|quarter)\b)){gap}"
        rf"(?:(?P<other>other|{words.ordinal})(?:{SPACE}+(?:or|to){SPACE}+(?P<last>{words.ordinal}))?{gap})?(?P<period>{words.period}|morning|evening|weekend|quarter(?!{SPACE}+of\b))\b",
        "article": _article(words),
        "vague": _vague(lexicon),
    }
    cased = {
        # ~$ | ≥ | USD | − ; what stands directly before the digits and belongs to them; "clinic. 40" has no "c."
        "prefix": rf"(?P<sign>(?:(?<!\w)|(?![a-z])){choice(signs)})?{SPACE}?"
        rf"(?P<money>(?:(?<![A-Za-z])|(?![A-Za-z])){choice(money)})?{SPACE}?"
        r"(?P<sign_of_number>(?<![\w)%.])[-−+](?=\Z))?\Z",
        "deviation": rf"{SPACE}?(?:±|\+/?[-−–]){SPACE}?(?P<number>{DIGITS})",
        "behind": _behind(words),
    }
    behind_words = _behind_words(nouns)
    people = [noun for noun, code in nouns.items() if code == "{person}"]
    return Patterns(
        cased,
        folded,
        number=Numbers(lexicon),
        units=_units(lexicon),
        things=Nouns(nouns, people, _forms(tuple(PERIODS)), lexicon.exclusions["stops"]["words"]),
        uncounted=_uncounted(lexicon),
        codes=codes,
        nouns=nouns,
        behind_words=behind_words,
        behind_endings=frozenset(word[-ENDING:] for word in (*behind_words, *LINKS)),
        prefix_endings=frozenset(map(_prefix_ending, (*signs, *money, *"-−+"))),
        money=Spellings(money),
        currencies={sign: code for code, unit in lexicon.units.items() for sign in unit.before},
    )


def _words(lexicon: Lexicon, nouns: Mapping[str, str]) -> _Words:
    return _Words(
        dose=choice([noun for noun, code in nouns.items() if code == "{dose}"]),
        person=choice([noun for noun, code in nouns.items() if code == "{person}"]),
        stop=choice(lexicon.exclusions["stops"]["words"]),
        period=choice(PERIODS),
        ordinal=rf"(?:(?:{choice(lexicon.numbers['ordinals'])})\b|\d+(?:st|nd|rd|th)\b)",
        fraction=choice(lexicon.numbers["fractions"]),
    )


def _uncounted(lexicon: Lexicon) -> frozenset[str]:
    """Words with the ending of a plural that are no counted things: "takes" and number words in the plural."""
    plurals = (f"{word}s" for table in lexicon.numbers.values() for word in table)
    exclusions = lexicon.exclusions
    return frozenset((*plurals, *exclusions["words"]["not_quantitative"], *exclusions["stops"]["words"]))


def _units(lexicon: Lexicon) -> Units:
    """Money and what has a space or a hyphen in it cannot be a factor."""
    units = lexicon.units.values()
    factors = [symbol for unit in units if not unit.before for symbol in unit.symbols if not _JOINED.search(symbol)]
    words = [form for unit in units for form in _forms(unit.words)]
    symbols = [symbol for unit in units for symbol in unit.symbols]
    currencies = [symbol for unit in units if unit.before for symbol in unit.symbols]
    return Units((*SHORT, *factors), (*words, *LONG_WORDS), symbols, currencies)


def _rate(words: _Words) -> str:
    """Per week | a month | /wk | daily."""
    return (
        rf"(?:{SPACE}+(?:per|an?|each|every){SPACE}+(?:(?:calendar|plan|policy|benefit){SPACE}+)?(?P<word>{words.period})\b"
        rf"|{SPACE}?/{SPACE}?(?P<short>{choice(SHORT)})\b|{SPACE}+(?P<adverb>{choice(ADVERBS)})\b)"
    )


def _joint() -> str:
    """3-5 | 3 – 5 | 3 to 5 | 3 up to about 5 | 3 to just under 5 | 3-to-5 | 3- to 5."""
    beyond = rf"(?:just|slightly|a{SPACE}little|well){SPACE}+(?:over|under)"
    hedge = rf"(?:(?:{beyond}|about|around|nearly|almost|roughly|maybe|perhaps|even){SPACE}+)?"
    return (
        rf"(?:{SPACE}+|{DASH}{SPACE}*)(?:to|through|up{SPACE}to)(?:{SPACE}+|{SPACE}*\r?\n|{DASH}){hedge}"
        rf"|{SPACE}?{DASH}{SPACE}?(?=[^\s-])"
    )


def _alternative() -> str:
    """3 or 4 | 20 or even 30 | 3 and ideally 5 | 10, maybe 20."""
    return (
        rf"(?:{SPACE}+(?P<word>or|and),?{SPACE}+(?:(?P<even>even|maybe|perhaps|possibly|(?P<better>ideally|preferably|better(?:{SPACE}still)?)),?{SPACE}+)?"
        rf"|,{SPACE}+(?:(?:or{SPACE}+)?(?:maybe|perhaps|possibly|ideally|preferably)|or{SPACE}+even){SPACE}+)"
    )


def _share() -> str:
    """Between a number and its whole: 1 in 5 | seven out of every ten | 4 visits of 900; of what, its reader asks."""
    hedge = rf"{SPACE}+(?:some|about|around|roughly|nearly|over|more{SPACE}than)"
    return (
        rf"(?P<things>(?:{SPACE}+{_NOUN}){{0,{MOST_WORDS}}}?)(?:{SPACE}+|-)(?P<word>in|out{SPACE}+of|of|per)"
        rf"(?P<every>{SPACE}+every)?(?:(?P<group>{SPACE}+(?:(?:the|our|my|their|its|his|her){SPACE}+(?:first|last)|the|our|these|all))|{hedge})?(?:{SPACE}+|-)"
    )


def _per() -> str:
    """Between a number and its whole of a hundred or more: per | 100,000 people | extra cases per | million."""
    more = rf"{SPACE}+(?:extra|more|additional|new|excess|fewer)"
    of_each = rf"(?:in|for){SPACE}+(?:every|each|an?)"
    things = rf"(?P<things>(?:{SPACE}+{_NOUN}){{0,{MOST_WORDS}}}?)"
    return rf"(?P<more>{more})?{things}{SPACE}+(?:per|(?P<each>{of_each})){SPACE}+"


def _per_people(words: _Words) -> str:
    """What stands behind such a whole: people a year | patients | nothing, but no adjective: "100 year-old"."""
    people = rf"(?:{SPACE}+(?!{words.stop}\b)(?:{words.person}|[a-z]{{3,}}s))?"
    often = rf"(?:(?:per|an?|each|every){SPACE}+(?P<word>{words.period})|(?P<adverb>{choice(ADVERBS)}))\b"
    return rf"\b(?!{SPACE}+[a-z]+-)(?:{people}{SPACE}+{often})?"


def _times_rate(words: _Words) -> str:
    """What stands behind how many times: twice a week | three times daily | once weekly | 3x/week."""
    return (
        rf"(?:{SPACE}+(?:per|an?|each|every|in{SPACE}a){SPACE}+(?P<period>{words.period}|quarter(?!{SPACE}+of\b))\b"
        rf"|{SPACE}?/{SPACE}?(?P<short>{choice(SHORT)})\b|[-\s](?P<adverb>{choice(ADVERBS)})\b)"
    )


def _article(words: _Words) -> str:
    """An hour | a day or two | half an hour | an hour and a half | an hour and three quarters | another hour."""
    return (
        rf"(?:(?P<half>half{SPACE}+)?an?|(?P<more>another)(?!{SPACE}+(?:day|night)\b)){SPACE}+(?:(?:{choice(FULLY)}){SPACE}+)?(?P<period>{words.period})\b"
        rf"(?P<and>{SPACE}+and{SPACE}+(?:a{SPACE}+half|(?:a|three){SPACE}+quarters?)\b)?(?P<two>{SPACE}+or{SPACE}+(?:so{SPACE}+or{SPACE}+)?two)?"
    )


def _vague(lexicon: Lexicon) -> str:
    """Hours | several weeks | hours to days | several days or weeks | next day."""
    plural, some = choice(vague_units(lexicon)), rf"(?:{choice(lexicon.vague)}{SPACE}+)?"
    to = rf"(?:{SPACE}+(?:to|or|and){SPACE}+|{SPACE}?[-–—]{SPACE}?)"
    return rf"{some}(?P<from>{plural})(?:{to}{some}(?P<to>{plural}))?\b|(?P<next>{choice(NEXT_DAY)})\b"


def _behind(words: _Words) -> str:
    """What may stand before a number and say what it counts: day | session | aged | p = | n = | OR | early (2000s)."""
    period = "(?:minute|hour|day|week|month|year)s?"
    age = rf"(?:aged|(?:over{SPACE}the{SPACE})?age{SPACE}of|ages(?:{SPACE}(?:ran|ranged|range){SPACE}from)?|age|adults)"
    ratio = (
        rf"ratio|odds|effect{SPACE}sizes(?={SPACE}(?:between|from|of))|relative{SPACE}risk|d(?={SPACE}*=)|NNT|effect{SPACE}size"
        rf"|number{SPACE}needed{SPACE}to{SPACE}(?:treat|harm)"
    )
    spoken = (
        rf"(?P<time>{period})(?:{SPACE}|-)",
        rf"(?P<rank>{words.dose}(?:{SPACE}(?:numbers?|no\.))?|numbers?|no\.){SPACE}",
        rf"(?P<age>{age}){SPACE}*(?:[≥≤><]{SPACE}?|[,:]?{SPACE}(?:(?:between|from|was|is|of|just|only|=|about|around){SPACE}+)?|=)",
        rf"(?P<ratio>{ratio}){SPACE}*(?:(?:=|of|was|is|between|from|:|,){SPACE}*)?",
        r"(?P<decade>early|mid|late)[- ]",
        rf"(?P<level>CI:?|interval|(?:I[²2]|τ²)(?:{SPACE}*=)?){SPACE}*(?:[,:]{SPACE}*)?(?:(?:of|was|is){SPACE}*)?[\[(]?[-−–]?",
        rf"(?P<sd>±|SD{SPACE}?=?|SE{SPACE}?=?){SPACE}?",
    )
    written = (
        rf"(?P<p>[pP])(?:{SPACE}|-value|-)*(?:for{SPACE}[a-z-]+{SPACE}(?:[a-z]+{SPACE})?)?(?P<sign>[=<>≤≥]|of|was){SPACE}*",
        rf"(?P<n>[nN]){SPACE}*={SPACE}*",
        rf"(?P<k>k){SPACE}*={SPACE}*",
        rf"(?P<agreement>κ|[Kk]appa|ICC|AUC){SPACE}*(?:(?:=|of|was|is|:|,){SPACE}*)?",
        rf"(?P<short>[as]?(?:OR|RR|HR)|IRR|SMD|NNH|ARR){SPACE}*(?:(?:[=:,]|of\b|was\b|is\b){SPACE}*)?",
    )
    return rf"(?:\b|(?=±))(?:(?i:{'|'.join(spoken)})|{'|'.join(written)})\Z"


def _behind_words(nouns: Mapping[str, str]) -> frozenset[str]:
    """Every word with which ``_behind`` can begin or end, in lower case, but for its signs and ``LINKS``."""
    said = "minute minutes hour hours day days week weeks month months year years numbers no"
    said += " size sizes risk treat harm early mid late sd se value n k"
    doses = (word for noun, code in nouns.items() if code == "{dose}" for word in noun.replace("-", " ").split())
    return LINKED.union(said.split(), (word.lower() for word in doses))


def _prefix_ending(sign: str) -> str:
    """The end of what may stand before the digits: a sign, or two characters, as one letter ends most words."""
    return sign[-2:] if sign[-1].isalpha() or sign[-1] == "." else sign[-1]


def _forms(words: tuple[str, ...]) -> list[str]:
    """Words in lower case with their plurals."""
    return [form for word in words for form in (word.lower(), f"{word.lower()}s")]


def _codes(lexicon: Lexicon) -> Mapping[str, str]:
    """Every written unit, symbols as they are and words in lower case with their plural, and its code."""
    codes = dict.fromkeys(LONG_WORDS, "wk")
    for code, unit in lexicon.units.items():
        codes.update(dict.fromkeys((*_forms(unit.words), *unit.symbols), code))
    return codes


def _nouns(lexicon: Lexicon) -> Mapping[str, str]:
    return {form: code for code, nouns in lexicon.counts.items() for form in _forms(nouns)}


def vague_units(lexicon: Lexicon) -> list[str]:
    """The plurals that are durations without a number: of the name of each unit, not of its other words ("nights")."""
    return [f"{unit.words[0]}s" for unit in lexicon.units.values() if unit.vague]
