"""Ages and limits of age."""

from __future__ import annotations

import re
from decimal import Decimal
from re import Match

from ketclaims.late import late
from ketclaims.model import Relation, Span
from ketclaims.quantities.citations import is_age_in_brackets
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import ENDING
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.relations import sign_relations

_OLDEST = 120
_YOUNGEST_PLUS = 12  # "18+" is an age, "6+" a count

# -year-old | yrs old | years of age | yo | y/o
_OF_AGE = re.compile(
    r"(?:[-\s](?:years?|yrs?))?[-\s]olds?\b|\s?(?:years?|yrs?)(?=\sof\sage|,\s(?:(?:fe)?male|(?:wo)?man)\b)|[-\s]?(?:yo|y/o|y\.\s?o\.)(?![\w/])|\sy(?=\s(?:female|male|woman|man|girl|boy)\b)",
    re.IGNORECASE,
)
_OR_OLDER = re.compile(
    r"(?:['’]?s)?\s?(?:(?:years?|yrs?)\s)?(?:(?:and|or)\s(?:older|over|above|up\b|younger)|upwards?\b)", re.IGNORECASE
)
_OF_AGE_OR_OLDER = re.compile(r"\s(?:(?:of\sage|old),?\s)?(?:and|or)\s(?:older|over|above|up)\b", re.IGNORECASE)
_YEARS = re.compile(r"\s?(?:[Yy]ears|[Yy]rs?|y)\b")
# "aged | ≥ | 65 years"
_SIGN = re.compile(r"[≥≤<>]\s?\Z")
# a PHQ-9 of | 20 or above: a limit of a score
_SCORE = late(
    r"(?:\b(?:scores?|BMI|index|points?|reading|level|rating|total)|[A-Z]{2,}[-\d]*)"
    r"\s(?:(?:of|was|is|at|at least)\s)?\Z"
)
# patients must be ≥ | 18 y
_SIGNED_AGE = late(
    r"\b(?:be|is|are|were|adults?|patients|participants|people|women|men|children|volunteers)\s\(?[≥>]\s?\Z",
    re.IGNORECASE,
)
# a reading age of 12
_NO_AGE = re.compile(r"\b(?:reading|gestational|bone|brain|biological)\sage(?:\s(?:of|is|was))?:?\s\Z", re.IGNORECASE)
_TENS = late(r"[1-9]0")
_PLUS = re.compile(r"\+(?!\s?\w)")
# I'm 34. | she's 51, | over 65 | Maria, 29, | our oldest client is 88
_PERSON = late(
    r"(?:\bI['’]m|\b(?:he|she)['’]s|\bwho['’]s|\b[Oo]ver|\b[Uu]nder|\b[A-Z][a-z]+(?:\s[A-Z]\.)?,"
    r"|\b(?:people|adults|men|women|those|anyone|anybody|children|patients|residents)\s(?:past|above|below|up\sto)"
    r"|\b(?:people|adults|men|women|those|anyone|anybody|patients|clients|residents|participants)\s(?:aged\s)?between"
    r"|\b(?:[Mm]other|[Ff]ather|[Mm]um|[Mm]om|[Dd]ad|wife|husband|son|daughter|sister|brother|partner|aunt|uncle|gran|grandmother|grandfather)\s(?:is|was|turned)"
    r"|\b(?:eldest|oldest|youngest)(?:\s(?:[a-z]+\s){0,6}(?:is|was)|\s(?:[a-z]+\s){0,2}[a-z]+,|(?:\sof\s(?:them|these|us|all))?)"
    r"|\bas (?:young|old) as|(?<![\w,] )Now"
    r"|\b(?:came to (?:us|me|him|her|the clinic)|died|(?:was|were) diagnosed) at"
    r"|\b(?:I|[Hh]e|[Ss]he|who)\s(?:am|is|was|turned)"
    r"|\b(?:has|have|had|must|already)\s(?:turn(?:ed)?|reach(?:ed)?)"
    r"|\b(?:patient|client|member|customer|participant|volunteer|woman|man|applicant|guest)\s(?:is|was|turned)"
    r"|\b(?:[Yy]ounger|[Oo]lder)\sthan"
    r"|\b(?:[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Pp]atients?|[Mm]embers?|[Aa]pplicants?|[Pp]eople|[Pp]articipants?|[Vv]olunteers?|[Cc]lients?|[Ee]veryone|[Cc]andidates?)"
    r"\s(?:must|should|need\sto|needs\sto|have\sto|has\sto)\sbe\s(?:at\sleast|over|under|above|below))\s\Z"
)
# anyone from | 21 to 75 | prescriptions are free from | 60
_RANGED = late(
    r"\b(?:people|patients|adults|anyone|anybody|everyone|men|women|volunteers|participants|members|clients|children|those|them|somebody)"
    r"\s(?:aged\s)?(?:between|from)\s\Z"
    r"|\b(?:you|they|we|members?|patients?|people|applicants?|adults|participants?|volunteers?|clients?|everyone|candidates?)"
    r"\s(?:(?:all|must|should|need\sto|needs\sto|have\sto|has\sto|may|can)\s){0,2}(?:(?:be|are|were)\s(?:aged\s)?between|rang(?:ed?|ing)\sfrom)\s\Z",
    re.IGNORECASE,
)
_FREE = late(
    r"\b(?:free|eligible|allowed|licensed)\s(?:from|at|until)\s\Z|\b(?:people|patients|anyone|everyone|teenagers|clients|members)\sfrom\s\Z",
    re.IGNORECASE,
)
# people over | 60 enrolled, adults under | 40 did better; minors (under | 18)
_PEOPLE_PAST = late(
    r"\b(?:people|adults|men|women|those|anyone|anybody|nobody|no\sone|patients|participants|volunteers|clients|veterans|children|minors|teenagers|adolescents|seniors)"
    r"\s(?:aged\s|(?P<bracket>\((?:those\s|aged\s)?))?(?:over|under|past|above|below)\s\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"\s(?:lives\s(?:with|in|alone|on)\b|[a-z])")
_ENDED = re.compile(
    r"(?=[,.;:!?]|\s\(|\s(?:and|or|are|is|was|were|has|have|had|must|should|who|with|may|can|could|will|would|does|do|did|when)\s|\s[a-z]+s\s(?:you|them|him|her|us|it|the|an?|your)\b|\sto\s[a-z]|\s*(?:\n|\Z))"
)
# a BMI over 30, | the score is under 12 and: what is over or under is no person
_NO_PERSON = late(
    r"\b(?:BMI|index|scor\w*|weigh\w*|rates?|levels?|figures?|readings?|pressures?|pulse|temperatures?|counts?|eGFR|HbA1c)"
    r"\s(?:(?:is|was|of|stays|falls|remains|that is)\s)?(?:well\s)?(?:over|under|above|below)\s\Z"
    # busy for just under | 20 ; 135 over | 85
    r"|\b(?:for|in|within|after|takes?|lasts?|costs?|pays?|paid|to)\s(?:(?:just|well|a\slittle|slightly)\s)(?:over|under)\s\Z|\d\sover\s\Z",
    re.IGNORECASE,
)
_UNDER_A_FEW = re.compile(r"(?<![a-z])Under\s\Z")  # Under 5 is remission
_GROUP = re.compile(r"['’]?s\b")  # the over-65s
# in their 40s, in her mid-50s
_DECADE = late(
    r"\b(?:in\s(?:his|her|their|your|my|our|the)\s(?:(?P<part>early|mid|late)[-\s])?"
    r"|(?<!the )(?P<only>early|mid|late)[-\s])\Z",
    re.IGNORECASE,
)
# the member has turned | 18
_ADMITTED = late(r"\b(?:has|have|must\shave|must)\s(?:turn(?:ed)?|reach(?:ed)?)\s\Z", re.IGNORECASE)
_DECADE_ENDS = re.compile(r"['’]?s\b")
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
# over- | 65s; in under | 18s, but in under 20s
_GROUPED = late(r"\b(?:(?<!\bin\s)|(?<=(?:ed|or)\sin\s))(?P<side>over|under)[-\s]\Z", re.IGNORECASE)
# from the age of 18 | from 55 on
_FROM = late(r"\bfrom\s(?:(?:the\s)?age\s(?:of\s)?)?\Z", re.IGNORECASE)
_ON = re.compile(r"(?=\s(?:onwards?\b|on(?:[,.;:)]|\s*\Z)))")
# Maya was 19 when
_NAMED = late(r"\b[A-Z][a-z]+\s(?:was|turned)\s\Z")
_WHEN = re.compile(r"\swhen\b")
# participants (16–25 years)
_OF_PEOPLE = late(
    r"\b(?:participants|patients|adults|people|women|men|children|adolescents|volunteers|outpatients|inpatients)\s\((?P<first>[^();]{1,32}[;,]\s)?\Z",
    re.IGNORECASE,
)
# Children: from | 12 years
_AGE_GROUP = late(
    r"\b(?:children|adolescents|teenagers|adults|young\speople|boys|girls)(?::|,|\saged)?\s(?:from|over|under|above|below|between)\s\Z",
    re.IGNORECASE,
)
# not recommended below | 18 years; a time is no shorter than so many years
_BELOW = late(
    r"\b(?<!for\s)(?<!in\s)(?<!of\s)(?<!after\s)(?<!within\s)(?<!just\s)(?<!at\s)(?:below|under)\s\Z", re.IGNORECASE
)
# Hi all, 29 | F here | (34 | M): age and sex as forums give them; 98F is a temperature, $20M money
_OF_A_SEX = re.compile(
    r"[FMfm](?=\shere\b)|[FMfm](?=,\s[a-z])|[FM](?=[,.)/;]|\s(?:with|from|and|living|diagnosed|who)\b)"
)
_PRESENTED = late(
    r"(?:\A|\n|\(|\b(?:history|background|back\s?story|context|about\sme|stats|info):\s|\b(?:I['’]?m|I\sam|he['’]s|she['’]s)\s(?:an?\s)?|\b(?:hi|hey|hello|all|everyone|folks|guys|husband|wife|partner|son|daughter|mum|mom"
    r"|dad|mother|father|brother|sister)[,!.]?\s)\Z",
    re.IGNORECASE,
)
_SEXES = frozenset("FMfm")
_GROWN = range(13, 95)
_SIGNATURE = late(r"\((?!Table|Fig|Box|Section|Chapter|Page|Appendix)[A-Z][a-z]+(?:\s[A-Z]\.)?,\s\Z")  # (Marta, 38)
_CLOSED = re.compile(r"\)")
_LISTED_ENDS = re.compile(r"[);,]")

_TELLING = "|".join(p.pattern for p in (_OF_AGE, _PLUS, _OR_OLDER, _YEARS, _GROUP, _WHEN))
_TELLS = late(_TELLING, re.IGNORECASE)
"""Any of what stands behind a number of years and says that it is an age."""
_AHEAD = re.compile(rf"{_TELLING}|\s{{0,3}}[±+]", re.IGNORECASE)
"""The same, and what can stand behind the first part of an age."""
_OWN_AHEAD = re.compile(rf"{_ENDED.pattern}|{_ON.pattern}|\)|{_WORD.pattern}", re.IGNORECASE)
"""What can stand behind an age that words before the number say to be somebody's."""
_LEADS = "m s over under past above below between is was am turned as at from until to age of eldest oldest youngest"
_LEADS += " them these us all reached reach turn than least now"
_LEAD_ENDINGS = frozenset(word[-ENDING:] for word in _LEADS.split())
"""The last letters of these words, or of what is short for one: "I'm", "she's"."""
_PAST_ENDINGS = frozenset(word[-ENDING:] for word in ("over", "under", "past", "above", "below"))


def read_age(point: Point) -> Mention | None:
    """``aged 18–65``, ``45-year-old``, ``21 years of age``, ``18 and older``, ``18+``, ``I'm 34``."""
    number = point.number
    if number is not None and point.text[number.end() : number.end() + 1] in _SEXES:
        return _of_a_sex(point, number)
    if number is None or not _can_be_age(point, number):
        return None
    age = _decade(point, number) or _age(point, number)
    return None if age and _NO_AGE.search(point.before(24)) else age


def _age(point: Point, number: Match[str]) -> Mention | None:
    # a year of the calendar, of which there are many, is refused before its words are searched
    if (low := point.value(number.group())) > _OLDEST:
        return None
    high, end = _upper(point, number)
    spread = point.deviation(end)
    stop = _end_of_age(point, number, spread.end() if spread else end)
    if stop is None:
        return None
    sign = _SIGN.search(point.before(2))
    span = Span(point.start - len(sign.group()) if sign else point.start, stop)
    plus = point.text[stop - 1] == "+"
    relation = ">=" if plus else point.relation(span, "age")
    grouped = _GROUPED.search(point.before(16)) if point.text[stop - 1] == "s" else None
    if sign:
        relation = sign_relations(point.lexicon)[sign.group().strip()]
    elif grouped:
        relation = ">" if grouped["side"].lower() == "over" else "<"
    elif relation == "=" and high is None:
        relation = _open_side(point, stop)
    return Mention(span, "figure", bounded(span, low, high or low, "a", relation), "age", "age")


def _of_a_sex(point: Point, number: Match[str]) -> Mention | None:
    """``29F here``, ``(34M)``: the age and the sex of whoever writes."""
    sexed = _OF_A_SEX.match(point.text, number.end())
    if sexed is None or not number.group().isdigit() or int(number.group()) not in _GROWN:
        return None
    if not (point.text.startswith(" here", sexed.end()) or _PRESENTED.search(point.before(16))):
        return None
    age, span = point.value(number.group()), Span(point.start, number.end())
    return Mention(span, "figure", bounded(span, age, age, "a"), "age", "age")


def _open_side(point: Point, end: int) -> Relation:
    """The bound of an age beside words that bound nothing else so: "from 55 on", "18 years of age or older"."""
    if _OF_AGE_OR_OLDER.match(point.text, end):
        return ">="
    if _FROM.search(point.before(20)):
        return ">="
    if _ADMITTED.search(point.before(24)):
        return ">="
    return ">" if point.before(5).lower() == "past " else "="


def _can_be_age(point: Point, number: Match[str]) -> bool:
    """Whether what stands behind a number or the range that it begins, or before it, leaves room for an age."""
    _, end = _upper(point, number)
    if _is_aged(point) or _AHEAD.match(point.text, end):
        return True
    own = _is_bracketed(point, end) if point.before(1) == "(" else can_be_own(point)
    return own and _OWN_AHEAD.match(point.text, end) is not None


def can_be_own(point: Point) -> bool:
    """Whether what stands before a number leaves room for the age of somebody: "I'm 34", "Maria, 29", "Maria (29)"."""
    return point.ending in _LEAD_ENDINGS or point.before(2)[:1] == "," or point.before(1) == "("


def _is_bracketed(point: Point, end: int) -> bool:
    return point.before(1) == "(" and point.text[end : end + 1] == ")"


def _is_aged(point: Point) -> bool:
    return point.behind is not None and point.behind["age"] is not None


def _decade(point: Point, number: Match[str]) -> Mention | None:
    """``in their 40s``, ``mid-50s``: ten years of life, or a part of them as of a decade."""
    ends = _DECADE_ENDS.match(point.text, number.end())
    if ends is None or not _TENS.fullmatch(number.group()):
        return None
    found = _DECADE.search(point.before(16))
    if found is None:
        return None
    first, last = _PARTS.get((found["part"] or found["only"] or "").lower(), (0, 9))
    low, span = point.value(number.group()), Span(point.start, ends.end())
    return Mention(span, "figure", bounded(span, low + first, low + last, "a", "~" if last < 9 else "="), "age", "age")


def _upper(point: Point, number: Match[str]) -> tuple[Decimal | None, int]:
    """The second number of a range and where it ends, with years behind it or without: ``aged 18 to 64 years``."""
    joint = point.joint(number.end())
    second = point.patterns.number.match(point.text, joint.end()) if joint else None
    if second is None:
        return None, number.end()
    years = _YEARS.match(point.text, second.end()) or _OF_AGE.match(point.text, second.end())
    if not years and point.measured(second.end()):
        return None, number.end()
    return point.value(second.group()), second.end()


def _end_of_age(point: Point, number: Match[str], end: int) -> int | None:
    """Where the age ends if the words around the number make it one."""
    text, behind, aged = point.text, point.behind, _is_aged(point)
    # "46 adults, 23 per arm"
    if aged and point.before(8).lower() == "adults, " and _upper(point, number)[0] is None:
        aged = False
    if (behind is not None and (behind["time"] or behind["rank"])) or point.priced:
        return None
    if not aged and not _TELLS.match(text, end):
        return end if _is_own(point, end) and not point.measured(end) else None
    of_age = _OF_AGE.match(text, end)
    if of_age:
        return of_age.end()
    if _PLUS.match(text, end) and point.value(number.group()) >= _YOUNGEST_PLUS:
        return end + 1
    # What stands behind is asked first: a match at a place costs less than a search back from it.
    whole = "." not in number.group()
    older = whole and _OR_OLDER.match(text, end) and not _SCORE.search(point.before(24))
    years = _YEARS.match(text, end) if aged or older else None
    if years or older or (aged and not point.measured(end)):
        return years.end() if years else end + (text[end] == "s" if older and end < len(text) else 0)
    group = _GROUP.match(text, end)
    if group and _GROUPED.search(point.before(16)):
        return group.end()
    listed = _YEARS.match(text, end)
    if listed and _is_of_people(point, listed.end()):
        return listed.end()
    if _WHEN.match(text, end) and _NAMED.search(point.before(24)):
        return end
    return end if _is_own(point, end) and not point.measured(end) else None


def _is_of_people(point: Point, end: int) -> bool:
    """Whether years that end here are the age of people: "participants (16–25 years)", "must be ≥ 18 y"."""
    closed = _OF_PEOPLE.search(point.before(56)) if _LISTED_ENDS.match(point.text, end) else None
    if closed and (closed["first"] is None or (point.number and _upper(point, point.number)[0])):
        return True
    if _AGE_GROUP.search(point.before(32)) or (
        _BELOW.search(point.before(24)) and not _NO_PERSON.search(point.before(40))
    ):
        return True
    return _SIGN.search(point.before(2)) is not None and _SIGNED_AGE.search(point.before(24)) is not None


def _is_own(point: Point, end: int) -> bool:
    """Whether a number without a word for age is the age of somebody: "I'm 34", "over 65", "from 55 on"."""
    if _CLOSED.match(point.text, end):
        if is_age_in_brackets(point, end + 1):
            return True
        past = _PEOPLE_PAST.search(point.before(40))
        return _SIGNATURE.search(point.before(24)) is not None or bool(past and past["bracket"])
    if _ON.match(point.text, end):
        number = point.number
        return bool(number and point.value(number.group()) >= _YOUNGEST_PLUS and _FROM.search(point.before(32)))
    if not _ENDED.match(point.text, end):
        return _is_of_many(point, end)
    if _UNDER_A_FEW.search(point.before(8)) and point.number and point.value(point.number.group()) < _YOUNGEST_PLUS:
        return False
    if point.before(8) == "between " and (point.number is None or point.upper(point.number)[0] is None):
        return False
    before = point.before(40)
    if before.endswith(("between ", "from ", "at ", "until ")) and _is_admitted(point, before):
        return True
    # a word or a comma stands before the space, or a search would be in vain
    worded = before[-2:-1].isalpha() or before[-2:-1] == ","
    person = worded and _PERSON.search(before) and not _NO_PERSON.search(before)
    return bool(person) and not _begins_a_range(point, end)


def _is_of_many(point: Point, end: int) -> bool:
    """Whether people are so old of whom a verb goes on to tell: "those over 60 enrolled later"."""
    if point.ending not in _PAST_ENDINGS:
        return False
    number, word = point.number, _WORD.match(point.text, end)
    if word is None or number is None or point.value(number.group()) < _YOUNGEST_PLUS or point.measured(end):
        return False
    counted = len(word.group()) <= len(" x") and (point.count(end) or point.unknown_count(end))
    return not counted and _PEOPLE_PAST.search(point.before(32)) is not None


def _begins_a_range(point: Point, end: int) -> bool:
    """Whether a number that ends at ``end`` is the first of two, or of a pair with a unit: "56 or 84 mg"."""
    if point.second(point.patterns.to, end) is not None:
        return True
    other = point.second(point.patterns.or_to, end)
    return other is not None and point.measured(other.end())


def _is_admitted(point: Point, before: str) -> bool:
    """Whether a number is an age from which, or a range between which, somebody may come."""
    number = point.number
    if number is None or point.value(number.group()) < _YOUNGEST_PLUS:
        return False
    ranged = point.upper(number)[0] is not None
    return (_RANGED if ranged else _FREE).search(before) is not None
