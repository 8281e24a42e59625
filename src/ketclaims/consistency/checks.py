"""The checks: arithmetic that must come out, inside one source and across sources."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from ketclaims.comparison import Entry, Judgement, Scale
from ketclaims.comparison.figures import exact_conversion
from ketclaims.comparison.pairs import pairs
from ketclaims.comparison.ranges import Range
from ketclaims.comparison.wording import figure_words, gap_words, joined, range_words
from ketclaims.consistency.findings import Check, Evidence, Finding, differ, likeness, loose, of_one_subject
from ketclaims.model import Outcome

WHOLE = Fraction(100)
"""All patients, in percent."""


def rate_times_interval(evidence: Evidence) -> Iterator[Finding]:
    """An event rate and an event interval of one subject: so many a day is one in so many minutes."""
    for rate, interval, open_ in of_one_subject(
        evidence.of("event_rate"), evidence.of("event_interval"), evidence.scale, _low
    ):
        expected = [_as_interval(numbers, rate, interval, evidence.scale) for numbers in _ranges(rate)]
        fits = expected[1].meets(_allowed(interval))
        unit = _unit(interval)
        yield Finding(
            "rate_times_interval",
            (rate.statement, interval.statement),
            f"{_words(rate, evidence.scale)} is one every {range_words(expected[0], unit)}",
            f"one every {_words(interval, evidence.scale)}",
            _outcome(fits),
            open_,
        )


def _as_interval(numbers: Range, rate: Entry, interval: Entry, scale: Scale) -> Range:
    period = exact_conversion(_unit(rate).lstrip("/"), _unit(interval), scale.lexicon)
    return numbers.inverse().times(period or Fraction(1))


def response_and_nonresponse(evidence: Evidence) -> Iterator[Finding]:
    """Who responds and who does not are different people: together at most 100 %."""
    for response, failure, open_ in of_one_subject(
        evidence.of("response"), evidence.of("nonresponse"), evidence.scale, lambda entry: -_low(entry)
    ):
        whole = Range(None, WHOLE)
        together = _sum(_hedged(response), _hedged(failure))
        yield Finding(
            "response_and_nonresponse",
            (response.statement, failure.statement),
            "response and non-response together at most 100 %",
            f"{joined(_words(each, evidence.scale) for each in (response, failure))} make {_share(together)}",
            _outcome(_sum(_allowed(response), _allowed(failure)).meets(whole)),
            open_,
        )


def _sum(one: Range, other: Range) -> Range:
    low, high = ((None if None in ends else sum(ends, Fraction(0))) for ends in _paired(one, other))
    return Range(low, high, one.low_open or other.low_open, one.high_open or other.high_open)


def _paired(one: Range, other: Range) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    # Percentages have both ends: the limits of the measure close them.
    zero = Fraction(0)
    return (one.low or zero, other.low or zero), (one.high or WHOLE, other.high or WHOLE)


def _share(together: Range) -> str:
    rest = [WHOLE - end for end in (together.high, together.low) if end is not None and end <= WHOLE]
    said = range_words(together, "%")
    if len(rest) < 2 or not rest[1]:
        return said
    return f"{said}, which leaves {range_words(Range(rest[0], rest[1]), '%')} who are neither"


def remission_within_response(evidence: Evidence) -> Iterator[Finding]:
    """Who is in remission has responded: remission is at most response."""
    for remission, response, open_ in of_one_subject(
        evidence.of("remission"), evidence.of("response"), evidence.scale, _high
    ):
        yield Finding(
            "remission_within_response",
            (remission.statement, response.statement),
            f"remission at most the response, which is {_words(response, evidence.scale)}",
            f"remission {_words(remission, evidence.scale)}",
            _outcome(not _allowed(response).before(_allowed(remission))),
            open_,
        )


def series_fits(evidence: Evidence) -> Iterator[Finding]:
    """The doses of a series at their frequency take as long as the series does."""
    frequencies = _by_source(evidence.of("dose_frequency"))
    counts = _by_source(evidence.of("series_doses"))
    for duration in evidence.of("series_duration"):
        source = duration.statement.source
        for frequency in frequencies.get(source, ()):
            yield from _series(duration, frequency, counts.get(source, []), evidence.scale)


def _series(duration: Entry, frequency: Entry, counts: list[Entry], scale: Scale) -> Iterator[Finding]:
    for doses, said in _doses(duration, counts):
        entries = (duration, frequency, *said)
        fields = [field for a, b in _couples(entries) for field in likeness(a.statement, b.statement, scale)]
        # The number of doses belongs to the series and says nothing about the frequency.
        fields = [field for field in fields if field.name != "doses"]
        if differ(fields):
            continue
        expected = _quotient(doses, _allowed(frequency))
        rate = _words(frequency, scale)
        yield Finding(
            "series_fits",
            tuple(entry.statement for entry in entries),
            f"{range_words(doses, '{dose}')} at {rate} take {range_words(expected, _unit(duration))}",
            _words(duration, scale),
            _outcome(expected.meets(_allowed(duration))),
            tuple(dict.fromkeys(loose(fields))),
        )


def _doses(duration: Entry, counts: list[Entry]) -> Iterator[tuple[Range, tuple[Entry, ...]]]:
    """The doses that the claim of the duration states itself, or else those that its source gives to a series."""
    subject = duration.statement.subject
    low, high = (None if end is None else Fraction(end) for end in (subject.doses_low, subject.doses_high))
    if low is not None or high is not None:
        yield Range(low, high), ()
    else:
        yield from ((_allowed(count), (count,)) for count in counts)


def _quotient(doses: Range, frequency: Range) -> Range:
    """How long doses take at a frequency: the time from the first to the last, or to the end of the last period."""
    low = max((doses.low or Fraction(0)) - 1, Fraction(0)) / frequency.high if frequency.high else Fraction(0)
    high = doses.high / frequency.low if doses.high is not None and frequency.low else None
    return Range(low, high)


def _couples(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, Entry]]:
    return ((a, b) for i, a in enumerate(entries) for b in entries[i + 1 :])


def source_against_itself(evidence: Evidence) -> Iterator[Finding]:
    """A source does not contradict itself; what varies between patients may differ."""
    for measure, entries in evidence.entries.items():
        for _, listed in groupby(entries, key=lambda entry: entry.statement.source):
            own = pairs((entry.statement for entry in listed), evidence.scale)
            yield from (_contradiction(j, measure, evidence.scale) for j in own if j.verdict == "conflict")


def _contradiction(judgement: Judgement, measure: str, scale: Scale) -> Finding:
    said = joined(figure_words(each, scale.lexicon, scale.options) for each in (judgement.a, judgement.b))
    gap = judgement.gap or Fraction(0)
    return Finding(
        "source_against_itself",
        (judgement.a, judgement.b),
        f"one {measure.replace('_', ' ')} of one subject",
        f"{said}, {gap_words(gap, judgement.unit)} apart",
        "conflict",
        judgement.loose,
    )


CHECKS = (
    Check("rate_times_interval", "An event rate times its event interval is one.", rate_times_interval),
    Check("response_and_nonresponse", "Response and non-response make at most 100 %.", response_and_nonresponse),
    Check("remission_within_response", "Remission is at most response.", remission_within_response),
    Check("series_fits", "The doses of a series at their frequency take as long as the series does.", series_fits),
    Check("source_against_itself", "No source contradicts itself.", source_against_itself),
)


def _by_source(entries: list[Entry]) -> dict[str, list[Entry]]:
    return {source: list(listed) for source, listed in groupby(entries, key=lambda entry: entry.statement.source)}


def _allowed(entry: Entry) -> Range:
    return entry.figure.allowed if entry.figure else Range(None, None)


def _hedged(entry: Entry) -> Range:
    return entry.figure.hedged if entry.figure else Range(None, None)


def _ranges(entry: Entry) -> tuple[Range, Range]:
    return _hedged(entry), _allowed(entry)


def _unit(entry: Entry) -> str:
    return entry.figure.unit if entry.figure else entry.statement.quantity.unit


def _low(entry: Entry) -> float:
    low = _allowed(entry).low
    return float("-inf") if low is None else float(low)


def _high(entry: Entry) -> float:
    high = _allowed(entry).high
    return float("inf") if high is None else float(high)


def _words(entry: Entry, scale: Scale) -> str:
    return figure_words(entry.statement, scale.lexicon, scale.options)


def _outcome(fits: bool) -> Outcome:
    return "consistent" if fits else "conflict"
