"""A label says what its figure measures, in whatever form the two stand together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from ketclaims import extract

TREATMENTS = ("IV ketamine", "Esketamine spray", "ECT")
LABELS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "response_rate": (("Response rate", "Responded", "Who gets better"), ("64%", "52%", "about 40%")),
    "remission_rate": (("Remission", "Full remission", "Symptom-free"), ("42%", "33%", "about 20%")),
    "nonresponse_rate": (("No response", "Did not respond", "No benefit"), ("30%", "36%", "about 40%")),
    "relapse_rate": (("Relapse", "Relapsed", "Relapse within a year"), ("45%", "30%", "about 60%")),
    "adverse_event_rate": (("Nausea", "Side effects", "Raised blood pressure"), ("14%", "1 in 5", "about 30%")),
    "discontinuation_rate": (("Dropped out", "Stopped early", "Withdrawals"), ("4%", "7%", "about 12%")),
    "bioavailability": (("Bioavailability", "Absorbed", "How much is absorbed"), ("20%", "45%", "93%")),
    "onset_time": (
        ("Onset", "Time to relief", "Starts working", "How fast it works"),
        ("24 hours", "2-3 weeks", "a day"),
    ),
    "benefit_duration": (
        ("Duration of benefit", "Relief lasts", "Length of relief"),
        ("7 days", "4-6 weeks", "3 months"),
    ),
    "acute_effect_duration": (("Duration of effects", "Trip length"), ("40 minutes", "1-2 hours", "about 6 hours")),
    "session_duration": (("Session length", "Time per session"), ("40 minutes", "20 min", "about an hour")),
    "monitoring_time": (("Observation", "Watched for"), ("2 hours", "60 minutes", "at least 1 hour")),
    "fasting_time": (("Fasting", "No food for"), ("4 hours", "2 hours", "6 hours")),
    "driving_restriction": (("Driving", "No driving for", "Back to driving"), ("24 hours", "12 hours", "48 hours")),
    "half_life": (("Half-life", "Elimination half-life"), ("3 hours", "2.5 h", "about 7 hours")),
    "peak_time": (("Time to peak", "Peak"), ("30 minutes", "20-40 min", "2 h")),
    "dose": (("Dose", "Starting dose", "Strength"), ("0.5 mg/kg", "56 mg", "100-200 mg")),
    "cost": (("Cost", "Price per session", "You pay"), ("$450", "$600-$800", "about $300")),
    "series_doses": (("Number of sessions", "How many sessions"), ("6 infusions", "8 sessions", "12 sessions")),
    "maintenance_interval": (("Maintenance", "Top-ups"), ("every 4 weeks", "every 3 weeks", "monthly")),
    "sample_size": (("Participants", "Number of patients"), ("120", "96", "403")),
    "approval_year": (("FDA approval", "Licensed"), ("2019", "1970", "2008")),
    "age": (("Minimum age", "Ages"), ("18 and over", "from 18 years", "18-65 years")),
}
Form = Callable[[str, Sequence[str]], str]


def entries(pattern: str, between: str = "\n", head: str = "# The options\n\n") -> Form:
    """A line for each treatment, with the ``label`` in it."""

    def written(label: str, values: Sequence[str]) -> str:
        pairs = zip(TREATMENTS, values, strict=True)
        return head + between.join(pattern.format(label=label, treatment=t, value=v) for t, v in pairs)

    return written


def below(head: str, pattern: str = "- {treatment}: {value}") -> Form:
    """A list of the treatments below a line with the label."""
    return lambda label, values: entries(pattern, head=f"# The options\n\n{head.format(label=label)}\n")(label, values)


def row(label: str, values: Sequence[str]) -> str:
    """The row of a table whose columns are treatments."""
    return f"# The options\n\n| | {' | '.join(TREATMENTS)} |\n|---|---|---|---|\n| {label} | {' | '.join(values)} |"


def alone(pattern: str) -> Form:
    """One figure in a text about one treatment."""
    text = "\n\nMore is told of it here, as it should be, in a line of its own."
    return lambda label, values: f"# IV ketamine\n\n{pattern.format(label=label, value=values[0])}{text}"


FORMS: Mapping[str, Form] = {
    "a list below a heading": below("## {label}\n"),
    "a list below a line in bold type": below("**{label}**"),
    "a list below a line with a colon": below("{label}:\n"),
    "a list with dashes": below("{label}\n", "• {treatment} – {value}"),
    "a fact below the heading of a treatment": entries("## {treatment}\n\n- {label}: {value}", "\n\n"),
    "a fact in bold type below a treatment": entries("**{treatment}**\n\n- **{label}:** {value}", "\n\n"),
    "a fact right below the line of a treatment": entries("{treatment}\n{label}: {value}", "\n\n"),
    "a treatment behind the label": entries("- {label} with {treatment}: {value}"),
    "a treatment before the label": entries("- {treatment}, {label}: {value}"),
    "the column of a table": entries(
        "| {treatment} | {value} |", head="# The options\n\n| Treatment | The label |\n|---|---|\n"
    ),
    "the row of a table": row,
    "a line": alone("{label}: {value}"),
    "a line in bold type": alone("**{label}:** {value}"),
    "a line of dots": alone("{label} ........ {value}"),
    "a line above the figure": alone("{label}\n{value}"),
    "a heading above the figure": alone("## {label}\n\n{value}."),
    "an equation": alone("{label} = {value}."),
}


def read(text: str, value: str) -> set[str]:
    """The measures of the claims that a text makes with a value."""
    claims = [(c.quantity.span.of(text), c.measure) for c in extract(text).claims]
    return {measure for written, measure in claims if written in value or value in written}


@pytest.mark.parametrize("name", FORMS)
def test_a_label_gives_its_figures_their_measure(name: str) -> None:
    """All but a few labels say what they mean, for every figure that stands behind, below or beside them."""
    form = FORMS[name]
    wrong, total = [], 0
    for measure, (labels, values) in LABELS.items():
        for label in labels:
            text = form(label, values).replace("The label", label)
            said = [value for value in values if value in text]
            wrong += [(label, value) for value in said if measure not in read(text, value)]
            total += len(said)
    assert len(wrong) <= 0.04 * total, wrong
