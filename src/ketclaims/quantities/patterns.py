"""The patterns of the quantity grammar, made once from the words of a lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern

from ketclaims.lexicon import Lexicon
from ketclaims.quantities.numbers import DASH, SPACE, choice, number_pattern

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    *("December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"),
)
MONTH = rf"(?:(?:{'|'.join(MONTHS[:12])})|(?:{'|'.join(MONTHS[12:])})\.?)"
YEAR = r"(?:1[6-9]|20)\d\d"
PERIODS = {
    "hour": "h",
    "day": "d",
    "week": "wk",
    "month": "mo",
    "year": "a",
    "minute": "min",
    "fortnight": "fortnight",
    "night": "d",
}
ADVERBS = {"hourly": "h", "daily": "d", "nightly": "d", "weekly": "wk", "monthly": "mo", "yearly": "a", "annually": "a"}
SHORT = {
    "wk": "wk",
    "week": "wk",
    "d": "d",
    "day": "d",
    "mo": "mo",
    "month": "mo",
    "yr": "a",
    "y": "a",
    "year": "a",
    "h": "h",
    "hr": "h",
    "hour": "h",
    "min": "min",
}

# Words that end a run of adjectives before a counted noun: "six of the patients" counts no patients.
_STOP = (
    "of in on at by for to from with without and or but nor than then per a an the this that these those is are was were be been has have had do does did may might can could "
    "would should will who whom whose which what when where while after before over under within during until through as not no if so because between among against "
    "more less fewer times time each every it its they their he she his her we our you your i percent days weeks months years hours minutes points also only still later"
).split()


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Every pattern of the grammar, compiled, and what the words in them stand for."""

    number: Pattern[str]
    prefix: Pattern[str]
    unit: Pattern[str]
    rate: Pattern[str]
    later_rate: Pattern[str]
    count: Pattern[str]
    unknown_count: Pattern[str]
    joint: Pattern[str]
    alternative: Pattern[str]
    behind: Pattern[str]
    ordinal: Pattern[str]
    share: Pattern[str]
    fraction: Pattern[str]
    multiple: Pattern[str]
    every: Pattern[str]
    article: Pattern[str]
    vague: Pattern[str]
    codes: Mapping[str, str]
    nouns: Mapping[str, str]


@lru_cache(maxsize=8)
def patterns_of(lexicon: Lexicon) -> Patterns:
    """The patterns for ``lexicon``."""
    number = number_pattern(lexicon)
    codes, nouns = _codes(lexicon), _nouns(lexicon)
    symbols = choice([s for u in lexicon.units.values() for s in u.symbols])
    words = choice([word for word in codes if word[0].isalpha() and word not in _all_symbols(lexicon)])
    money = choice([b for u in lexicon.units.values() for b in u.before])
    signs = choice([s for signs in lexicon.relations["symbols"].values() for s in signs])
    ordinal = rf"(?:(?:{choice(lexicon.numbers['ordinals'])})\b|\d+(?:st|nd|rd|th)\b)"
    parts = _parts(lexicon)
    adjective = rf"(?!(?:{'|'.join(_STOP)})\b)[A-Za-z][\w'’-]*"
    noun = choice(nouns)
    period = choice(PERIODS)
    plural = choice(vague_units(lexicon))
    some = rf"(?:{choice(lexicon.vague)}{SPACE}+)"
    next_day = "next day|following day|the day after"

    def make(pattern: str) -> Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return Patterns(
        number=make(number),
        # ~$ | ≥ | USD | − ; what stands directly before the digits and belongs to them
        prefix=re.compile(rf"(?P<sign>{signs})?{SPACE}?(?P<money>{money})?{SPACE}?(?P<minus>(?<![\w)%.])[-−](?=$))?$"),
        # %, mg/kg behind a space or a hyphen or nothing | percent, minute-, weeks behind a space or a hyphen
        unit=re.compile(
            rf"{SPACE}?{DASH}?(?P<symbol>{symbols})(?![A-Za-zµ/\d])|(?:{SPACE}{{1,2}}|{DASH})(?P<word>(?i:{words}))(?:\b|(?<=\.))"
        ),
        # per week | a month | /wk | daily
        rate=make(
            rf"(?:{SPACE}+(?:per|an?|each|every){SPACE}+(?P<word>{period})\b|{SPACE}?/{SPACE}?(?P<short>{choice(SHORT)})\b"
            rf"|{SPACE}+(?P<adverb>{choice(ADVERBS)})\b)"
        ),
        # "people die ... each day": the rate comes a few words later
        later_rate=make(rf"(?:{SPACE}+[a-z]+){{1,4}}?{SPACE}+(?:per|each|every|a){SPACE}+(?P<word>{period})\b"),
        # six infusions | six-infusion | six intravenous ketamine infusions | two or more different trials
        count=make(
            rf"(?P<more>{SPACE}+or{SPACE}+(?:more|fewer))?(?:{SPACE}+|{DASH})(?:{adjective}{SPACE}+){{0,3}}?(?P<noun>{noun})\b(?!{DASH}\w)"
        ),
        unknown_count=make(
            rf"(?:{SPACE}+|{DASH})(?P<noun>(?!(?:{'|'.join(_STOP)})\b)[a-z]{{3,}}s)\b(?<!ss)(?<!us)(?<!is)"
        ),
        # 3-5 | 3 – 5 | 3 to 5 ; and "3 or 4", "between 3 and 5", which need a look at the numbers
        joint=make(
            rf"{SPACE}?{DASH}{SPACE}?(?=[\d.$£€~½¼¾]|{number})|{SPACE}+(?:to|through|up{SPACE}to){SPACE}+(?:about{SPACE}+|around{SPACE}+)?"
        ),
        alternative=make(rf"{SPACE}+(?P<word>or|and){SPACE}+(?:even{SPACE}+)?"),
        # day 3 | week-six | session five | p = | n = | OR | aged | early (2000s)
        behind=re.compile(_behind(nouns)),
        ordinal=make(
            rf"(?P<first>{ordinal})(?:{SPACE}+(?:or|and|to){SPACE}+(?P<last>{ordinal}))?"
            rf"(?:{SPACE}+(?P<many>{number}))?(?:(?:{SPACE}+|-)(?!(?:{'|'.join(_STOP)})\b)[a-z][\w-]*){{0,2}}?(?:{SPACE}+|-)(?P<noun>{noun}|(?:{period})s?)\b"
        ),
        # 1 in 5 | seven out of ten | one person in fifty | 16 of 25
        share=make(
            rf"(?P<low>{number})(?:(?:{SPACE}?{DASH}{SPACE}?|{SPACE}+to{SPACE}+)(?P<high>{number}))?(?:{SPACE}+(?:person|people|patients))?"
            rf"{SPACE}+(?P<word>in{SPACE}+every|in|out{SPACE}+of|of)(?:{SPACE}+every)?{SPACE}+(?P<whole>{number})(?!\w|[-.,]\d|{SPACE}?%|/)"
        ),
        # half of | a quarter | one-third of | two thirds | half a | between half and two-thirds of
        fraction=make(
            rf"(?:(?P<many>{number}|an?)(?:{SPACE}+|{DASH}))?(?P<part>{parts})s?\b(?:{SPACE}+and{SPACE}+(?P<many2>{number}|an?)(?:{SPACE}+|{DASH})(?P<part2>{parts})s?\b)?(?:{SPACE}+of\b)?"
        ),
        # twice a week | three times daily | once weekly | 3x/week
        multiple=make(
            rf"(?:(?P<word>{choice(lexicon.numbers['multiples'])})|(?P<low>{number})(?:(?:{SPACE}?{DASH}{SPACE}?|{SPACE}+(?:to|or){SPACE}+)(?P<high>{number}))?(?:{SPACE}+times|{SPACE}?[x×]))"
            rf"(?:{SPACE}+(?:per|an?|each|every|in a){SPACE}+(?P<period>{period})\b|{SPACE}?/{SPACE}?(?P<short>{choice(SHORT)})\b|[-\s](?P<adverb>{choice(ADVERBS)})\b)"
        ),
        # every other day | every month
        every=make(rf"every{SPACE}+(?P<other>other{SPACE}+|second{SPACE}+)?(?P<period>{period})\b"),
        # an hour | a day or two | half an hour | an hour and a half
        article=make(
            rf"(?P<half>half{SPACE}+)?an?{SPACE}+(?:full{SPACE}+|single{SPACE}+)?(?P<period>{period})\b(?P<and>{SPACE}+and{SPACE}+a{SPACE}+half)?(?P<two>{SPACE}+or{SPACE}+(?:two|so{SPACE}+or{SPACE}+two))?"
        ),
        # hours | several weeks | hours to days | several days or weeks
        vague=make(
            rf"{some}?(?P<from>{plural})(?:(?:{SPACE}+(?:to|or|and){SPACE}+|{SPACE}?[-–—]{SPACE}?){some}?(?P<to>{plural}))?\b|(?P<next>{next_day})\b"
        ),
        codes=codes,
        nouns=nouns,
    )


def _all_symbols(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(symbol for unit in lexicon.units.values() for symbol in (*unit.symbols, *unit.before))


def _codes(lexicon: Lexicon) -> Mapping[str, str]:
    """Every written unit, symbols as they are and words in lower case with their plural, and its code."""
    codes: dict[str, str] = {"fortnight": "wk", "fortnights": "wk"}
    for code, unit in lexicon.units.items():
        codes.update({form: code for word in unit.words for form in (word.lower(), f"{word.lower()}s")})
        codes.update({symbol: code for symbol in (*unit.symbols, *unit.before)})
    return codes


def _nouns(lexicon: Lexicon) -> Mapping[str, str]:
    return {form: code for code, nouns in lexicon.counts.items() for noun in nouns for form in (noun, f"{noun}s")}


def vague_units(lexicon: Lexicon) -> list[str]:
    """The plural words that are durations without a number."""
    return [f"{word}s" for unit in lexicon.units.values() if unit.vague for word in unit.words if " " not in word]


def _parts(lexicon: Lexicon) -> str:
    return choice(lexicon.numbers["fractions"])


def _behind(nouns: Mapping[str, str]) -> str:
    doses = choice([noun for noun, code in nouns.items() if code == "{dose}"])
    return (
        rf"(?:(?i:\b(?P<time>(?:hour|day|week|month|year)s?)(?:{SPACE}|-)|\b(?P<rank>{doses}|number|numbers|no\.){SPACE}"
        rf"|\b(?P<age>aged|(?:over{SPACE}the{SPACE})?age{SPACE}of|ages|age){SPACE}+(?:between{SPACE}+|from{SPACE}+)?|(?P<ratio>\bratio|\bodds|\bd(?={SPACE}*=)|\bNNT|number{SPACE}needed{SPACE}to{SPACE}(?:treat|harm)|effect{SPACE}size)"
        rf"{SPACE}*(?:=|of|was|is|:)?{SPACE}*|\b(?P<decade>early|mid|late)[- ]|\b(?P<level>CI:?|interval){SPACE}*[,:]?{SPACE}*(?:of{SPACE}*)?[\[(]?"
        rf"|(?P<sd>±|\bSD{SPACE}?=?|\bSE{SPACE}?=?){SPACE}?)"
        rf"|\b(?P<p>[pP])(?:{SPACE}|-value|-)*(?P<sign>[=<>≤≥]|of|was){SPACE}*|\b(?P<n>[nN]){SPACE}*={SPACE}*|\b(?P<short>OR|RR|HR|SMD|NNH|ARR){SPACE}*[=:,]?{SPACE}*)$"
    )
