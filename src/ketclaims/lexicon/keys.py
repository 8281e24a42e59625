"""The keys of a pack's entries: what each is for, what it may hold. Reader, checker and documentation go by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Form = Literal["text", "word", "flag", "number", "factor", "texts", "words", "phrases"]

FORMS: Mapping[Form, str] = {
    "text": "a text",
    "word": "a word",
    "flag": "true or false",
    "number": "a number",
    "factor": "a number above 0",
    "texts": "a list of texts",
    "words": "a list of words",
    "phrases": "a list of phrases",
}
"""The forms that a value can have, in words."""

ROLES: Mapping[str, str] = {
    "response": "share of patients whom the treatment helps; who reaches a stated change is one of them",
    "nonresponse": "share of patients whom it does not help: with the response at most all of them",
    "remission": "share of patients who are well: at most the response",
    "change": "by how many percent something changes; a share of patients who reach such a change is a response",
    "dose": "size of one dose: of the doses of its sentence only a single one is its own",
    "doses_needed": "number of doses until something shows: a rank (`the third dose`) or `one dose` can state it",
    "series_doses": "number of doses of a course",
    "series_duration": "how long a course takes: its doses are those counted in the sentence",
    "dose_frequency": "doses per time: the doses of a course at their frequency take as long as the course",
    "onset": "how long it takes until a treatment helps: until a symptom eases",
    "benefit": "how long the good of a treatment lasts: a lift, relief",
    "acute_effect": "how long a side effect lasts: dizziness, a headache",
    "event_rate": "events per time",
    "event_interval": "time from one event to the next: the inverse of the event rate",
    "approval": "when a regulator allowed a treatment: no other measure has the regulator as its authority",
}
"""What a measure can be to the rules, whatever it is called: each role, and what follows from it."""

TREATMENTS = ("topic", "named", "limit", "none")
QUALIFIERS = ("timepoint", "doses", "outcome", "effect")
NEEDS = ("condition", "intervention", "route", "doses", "timepoint", "population", "outcome", "study")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an entry: the form of its value, and what it means.

    ``words`` are all that a value can be; ``pattern`` is a regular expression that the whole value matches.
    """

    name: str
    form: Form
    meaning: str
    required: bool = False
    words: tuple[str, ...] = ()
    pattern: str = ""


_MEANING = Key("meaning", "text", "one sentence for the dictionary", required=True)
_EXAMPLES = Key("examples", "texts", "phrases of your own that must yield the entry, and no other of its kind")
_NOT = Key("not", "texts", "phrases of your own that must not yield it, although one might think so")
_NAMES = (
    Key("names", "phrases", "phrases that name it"),
    Key("exact", "phrases", "the same, where case matters: abbreviations"),
    Key("except", "phrases", "phrases in which a name does not count"),
)
_BROADER = Key("broader", "word", "the entry that includes it")
_MESH = Key("mesh", "text", "its identifier in the Medical Subject Headings", pattern=r"[DC]\d+")

KEYS: Mapping[str, tuple[Key, ...]] = {
    "measures": (
        _MEANING,
        Key("unit", "text", "the canonical unit: its code in units.toml, or a counted thing in braces", required=True),
        Key("dimensions", "texts", "the dimensions of quantity that can state it", required=True),
        Key("low", "number", "its lower natural limit, in `unit`"),
        Key("high", "number", "its upper natural limit, in `unit`"),
        Key("usual", "texts", "units in which it is usually stated; another one speaks against it"),
        Key(
            "needs",
            "words",
            "fields without which two claims of it cannot be compared; no claim names its `study`, so figures of one "
            "study alone are never compared",
            words=NEEDS,
        ),
        Key("varies", "flag", "true: it differs between patients, so that two figures can both hold"),
        Key(
            "qualified",
            "words",
            "what else it takes of its sentence: when it was measured (`timepoint`: it says what happened to patients, "
            "also to those on placebo), after how many `doses`, the words that define it (`outcome`), or what happened "
            "in the word of its cue (`effect`: nausea)",
            words=QUALIFIERS,
        ),
        Key(
            "treatment",
            "word",
            "whose it is: that of the text's `topic` if the sentence names no other (so without this key), only of a "
            "`named` one, the topic's where the figure is a `limit` (at least 18 years), or `none`",
            words=TREATMENTS,
        ),
        Key("role", "word", "what it is to the rules; see the table of roles", words=tuple(ROLES)),
        Key("failure", "flag", "true: it is about a treatment that failed, which elsewhere is not the claim's"),
        Key("default", "flag", "true: chosen beside the size of a dose where no word speaks for any measure"),
        Key("names", "phrases", "phrases that name the measure: they count most"),
        Key("cues", "phrases", "phrases that point to it"),
        Key("hints", "phrases", "the same, for verbs that name nothing, so that no `effect` is taken from them"),
        Key("against", "phrases", "phrases that speak against it"),
        Key("examples", "texts", "sentences of your own that must yield a claim of the measure"),
        Key("not", "texts", "sentences of your own that must yield none of it"),
    ),
    "conditions": (
        _MEANING,
        *_NAMES,
        Key(
            "headed",
            "phrases",
            "phrases that name it in a heading; a word where it is the heading or its first part: `Smoking`",
        ),
        _BROADER,
        _MESH,
        _EXAMPLES,
        _NOT,
    ),
    "interventions": (
        _MEANING,
        *_NAMES,
        _BROADER,
        Key("route", "word", "the route that the name itself implies"),
        Key(
            "brands",
            "texts",
            "names, in lower case, of which a text must have one for the route to be implied; without them any does",
        ),
        Key(
            "comparator",
            "flag",
            "true: what others are compared with; a text's topic only where its title names it",
        ),
        Key("procedure", "flag", "true: done, not given, so that it has no route"),
        Key("inert", "flag", "true: given for comparison only; it has outcomes, but no doses or prices of its own"),
        Key(
            "generic",
            "phrases",
            "phrases that name it only in a text that also names it otherwise: `the tablets`",
        ),
        Key("controlled", "phrases", "phrases that make it the comparator of every outcome in their sentence"),
        _MESH,
        Key("rxnorm", "text", "its identifier in RxNorm", pattern=r"\d+"),
        Key(
            "atc",
            "text",
            "its code in the ATC classification of the WHO",
            pattern=r"[A-Z](\d\d[A-Z]{0,2}(\d\d)?)?",
        ),
        _EXAMPLES,
        _NOT,
    ),
    "routes": (
        _MEANING,
        *_NAMES,
        Key("labels", "phrases", "words that name it only as the label of a figure: `Muscle: 93%`, or alone in a cell"),
        Key("injected", "flag", "true: through a needle, so that under a heading that names it `an injection` is one"),
        _EXAMPLES,
        _NOT,
    ),
    "counts": (
        Key("nouns", "phrases", "nouns behind a number, in the singular (the plural in -s too)", required=True),
        Key("examples", "texts", "phrases that must be one quantity in this unit"),
    ),
    "units": (
        Key("dimension", "text", "units of one dimension convert into each other", required=True),
        Key("factor", "factor", "how many of the dimension's base units one of it is", required=True),
        Key("symbols", "texts", "written exactly so behind the number"),
        Key("words", "phrases", "words behind the number, in the singular (the plural in -s too)"),
        Key("before", "texts", "signs that stand before the number (money)"),
        Key("groups", "text", "signs, beside the comma, that part the thousands of a sum: `1.200`, `1 200`"),
        Key("doubtful", "texts", "signs that mean something else beside a sum below `least`"),
        Key("least", "factor", "the least sum that a doubtful sign stands beside"),
        Key("shared", "texts", "signs of another currency that mean this one where the text names one of its `lands`"),
        Key("lands", "texts", "names of the land of a currency and its people"),
        Key("examples", "texts", "phrases that must be one quantity in this unit"),
    ),
}
"""The keys of an entry, by the file of a pack that it stands in."""
