"""Figures of statistics: p values, sample sizes, ratios, and the intervals that belong to another figure."""

from __future__ import annotations

import re
from re import Match

from ketclaims.late import late
from ketclaims.model import Relation, Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.points import Point, bounded

# 95% CI   95 per cent confidence interval
_LEVEL = re.compile(r"9\d(?:\.\d)?\s?(?:%|per\s?cent)(?=\s?-?(?:CI\b|confidence|credible))")
# -0.36 to -0.18: the upper end of an interval below zero
_TO_NEGATIVE = late(r"(?:\s?(?:to|[,;–—])\s?|\s-\s?)[-−–](?=[\d.])")
_BOTH = late(r"\s?%(?:\s?[-–—−,]\s?|\s(?:to|and)\s)[-–−]?\d+(?:\.\d+)?(?=\s?%)")
_SIGN = late(r"\s?%")
_SIGNS: dict[str, Relation] = {"<": "<", ">": ">", "≤": "<=", "≥": ">="}


def read_statistic(point: Point) -> Mention | None:
    """``p < 0.05``, ``n = 57``, ``k = 9``, ``κ = 0.8``, ``OR 2.5``, ``95% CI 1.2–3.4``, ``± 4.5``."""
    level = _LEVEL.match(point.text, point.start)
    if level:
        return Mention(Span(point.start, level.end()), "interval")
    behind, number = point.behind, point.number
    if behind is None or number is None or _is_a_time(point, number, behind):
        return None
    if behind["level"] or (behind["sd"] and "±" not in behind["sd"]):
        upper = point.number_after(_TO_NEGATIVE, number.end())
        end = upper.end() if upper else _end_of_interval(point, _upper(point, number))
        return Mention(Span(point.start, end), "interval")
    if behind["p"]:
        return _p_value(point)
    span, value = Span(point.start, number.end()), point.value(number.group())
    if behind["n"]:
        last, end = point.upper(number)
        span = Span(point.start, end)
        return Mention(span, "figure", bounded(span, value, last or value, "{person}"), "{person}", "n")
    if behind["k"] and not point.measured(number.end()) and point.count(number.end()) is None:
        return Mention(span, "figure", bounded(span, value, value, "{study}"), "{study}", "k")
    if behind["agreement"] and not point.measured(number.end()):
        return Mention(span, "figure", bounded(span, value, value, "1"), "agreement")
    if (behind["short"] or behind["ratio"]) and not point.measured(number.end()):
        last, end = point.upper(number)
        if last is not None and behind["ratio"] and value < last:
            span = Span(point.start, end)
            return Mention(span, "figure", bounded(span, value, last, "1"), "{ratio}")
        return Mention(span, "figure", bounded(span, value, value, "1"), "{ratio}")
    return None


def _is_a_time(point: Point, number: Match[str], behind: Match[str]) -> bool:
    """Whether an interval is one of time: "the corresponding interval was | 4 days", "is | 2 to 4 weeks"."""
    if (behind["level"] or "").lower() != "interval":
        return False
    joint = point.joint(number.end())
    second = point.patterns.number.match(point.text, joint.end()) if joint else None
    unit = point.unit((second or number).end()) or point.unit(number.end())
    return unit is not None and unit.text[:1].lower() in "dwmhy"


def _upper(point: Point, number: Match[str]) -> int:
    """Where the second number of an interval ends, with its sign or without: ``20–24%``."""
    joint = point.joint(number.end())
    second = point.patterns.number.match(point.text, joint.end()) if joint else None
    signed = _SIGN.match(point.text, second.end()) if second else None
    return signed.end() if signed else point.upper(number)[1]


def _end_of_interval(point: Point, end: int) -> int:
    """Where an interval ends whose both ends have their sign: ``55.1%-72.0%``."""
    both = _BOTH.match(point.text, end)
    return both.end() if both else end


def _p_value(point: Point) -> Mention | None:
    """A probability; a written sign of inequality belongs to it."""
    behind, number = point.behind, point.number
    assert behind is not None
    assert number is not None
    value, sign = point.value(number.group()), behind["sign"]
    if value > 1:
        return None
    relation = _SIGNS.get(sign, "=")
    span = Span(behind.start("sign") if sign in _SIGNS else point.start, number.end())
    return Mention(span, "figure", bounded(span, value, value, "1", relation), "{p}")
