"""Claims: each quantity where it stands, as a claim, a context or an exclusion, in one ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from ketclaims.claims.explanations import Cue, Explanation, Standing, Voice, explain
from ketclaims.claims.rulings.dispositions import passages_of
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.scenes.scene import SILENT, Scene
from ketclaims.claims.scenes.stage import Stage
from ketclaims.claims.scenes.topics import set_stage
from ketclaims.claims.subjects.conditions import condition_of
from ketclaims.claims.subjects.doses import doses_of
from ketclaims.claims.subjects.outcomes import outcome_of
from ketclaims.claims.subjects.parties import Cast, attribution_of, comparator_of, population_of
from ketclaims.claims.subjects.routes import is_of_title, route_of
from ketclaims.claims.subjects.terms import Named
from ketclaims.claims.subjects.timepoints import timepoint_of
from ketclaims.claims.subjects.treatments import intervention_of
from ketclaims.cleaning import Cleaned, cleaned
from ketclaims.lexicon import Lexicon
from ketclaims.model import Block, Claim, Context, Excluded, Ledger, Place, Quantity, Span, Subject
from ketclaims.quantities import Mention

__all__ = ["Cue", "Explanation", "Standing", "Voice", "explain", "extract"]

Row = Claim | Context | Excluded


def extract(text: str, source: str, lexicon: Lexicon) -> Ledger:
    """Every number of ``text`` as a claim, a context or an exclusion; spans are code points of ``text``."""
    clean = cleaned(text, lexicon.is_word)
    stage, topic = set_stage(clean.text, lexicon)
    rows = [row for block in stage.document.blocks for row in _block_rows(stage, block, topic)]
    rows += _stray(stage, rows)
    if clean.edits:
        rows = [_original(row, clean) for row in rows]
    return Ledger(
        source,
        text,
        tuple(sorted((r for r in rows if isinstance(r, Claim)), key=_order)),
        tuple(sorted((r for r in rows if isinstance(r, Context)), key=lambda r: r.quantity.span)),
        tuple(sorted((r for r in rows if isinstance(r, Excluded)), key=lambda r: r.span)),
    )


def _original(row: Row, clean: Cleaned) -> Row:
    """A row of a clean text as one of the text as it stands."""
    place = replace(row.place, quote=clean.original(row.place.quote))
    if isinstance(row, Excluded):
        return replace(row, place=place, span=clean.original(row.span))
    return replace(row, place=place, quantity=replace(row.quantity, span=clean.original(row.quantity.span)))


def _order(claim: Claim) -> tuple[Span, str, str, str]:
    subject = claim.subject
    return claim.quantity.span, subject.condition or "", subject.intervention or "", subject.route or ""


def _block_rows(stage: Stage, block: Block, topic: str | None) -> Iterator[Row]:
    numbered = block.marker is not None and any(map(str.isdigit, block.marker.of(stage.document.text)))
    if not numbered and not stage.inside(block.span):
        return
    place = Place(block.span, _section(stage, block))
    if block.marker and numbered:
        first = block.sentences[0].end if block.sentences else block.span.end
        yield Excluded(Place(Span(block.marker.start, first), place.section), block.marker, "list_marker")
    if block.kind in SILENT:
        yield from _silent(stage, block, place)
        return
    for scene, rulings, *_ in passages_of(stage, block, topic):
        here = Place(scene.quote, place.section)
        cast = Cast(topic, _treatments(scene, rulings, topic, stage.lexicon))
        for ruling in rulings:
            yield from _rows(scene, here, ruling, rulings, cast, stage.lexicon)


def _treatments(
    scene: Scene, rulings: tuple[Ruling, ...], topic: str | None, lexicon: Lexicon
) -> dict[Mention, tuple[str, Named]]:
    """The measure of each claim of a passage and its treatments."""
    chosen = {r.mention: r.choice.measure for r in rulings if r.disposition == "claim" and r.choice is not None}
    return {m: (name, intervention_of(scene, m, lexicon.measures[name], topic, lexicon)) for m, name in chosen.items()}


def _section(stage: Stage, block: Block) -> tuple[str, ...]:
    """The headings above a block, each on one line."""
    return tuple(span.of(stage.document.text).replace("\n", " ") for span in block.headings)


def _silent(stage: Stage, block: Block, place: Place) -> Iterator[Excluded]:
    """The numbers of a bibliography, of navigation, of publication data; a reference is listed whole."""
    reason = SILENT[block.kind]
    mentions = stage.inside(block.span)
    if reason == "reference" and mentions:
        yield Excluded(place, block.span, reason)
        return
    for mention in mentions:
        yield Excluded(_around(place, mention.span), mention.span, reason)


def _rows(
    scene: Scene, place: Place, ruling: Ruling, rulings: tuple[Ruling, ...], cast: Cast, lexicon: Lexicon
) -> Iterator[Row]:
    mention = ruling.mention
    place = _around(place, mention.span)
    if ruling.disposition == "excluded":
        yield Excluded(place, ruling.span or mention.span, ruling.reason or "not_quantitative")
    elif ruling.disposition == "context" or mention.quantity is None or ruling.choice is None:
        yield Context(place, mention.quantity or _unstated(mention))
    else:
        measure = ruling.choice.measure
        for subject in _subjects(scene, mention, measure, rulings, cast, lexicon):
            yield Claim(place, mention.quantity, measure, subject)


def _around(place: Place, span: Span) -> Place:
    """A place whose quote holds ``span``: a number can go on beyond the line that it begins in."""
    quote = place.quote
    if quote.holds(span):
        return place
    return replace(place, quote=Span(min(quote.start, span.start), max(quote.end, span.end)))


def _unstated(mention: Mention) -> Quantity:
    return Quantity(mention.span, None, None, "1")


def _subjects(
    scene: Scene, mention: Mention, name: str, rulings: tuple[Ruling, ...], cast: Cast, lexicon: Lexicon
) -> Iterator[Subject]:
    """One subject for each condition, treatment and route that exclude each other."""
    measure = lexicon.measures[name]
    contexts = [r.mention for r in rulings if r.disposition == "context"]
    doses = tuple(r.mention for r in rulings if r.mention.dimension == "{dose}" and r.disposition != "excluded")
    conditions = condition_of(scene, mention, measure, lexicon)
    interventions = cast.treatments[mention][1]
    routes = route_of(scene, mention, measure, interventions, cast.topic, lexicon)
    unpaid = measure.priced and interventions.origin == "aside"
    low, high = (None, None) if unpaid else doses_of(scene, mention, measure, doses, interventions.terms)
    if measure.priced and low is None and is_of_title(scene, routes):
        routes = Named()
    shared = (
        low,
        high,
        timepoint_of(scene, mention, measure, contexts),
        population_of(scene, mention, lexicon),
        comparator_of(scene, mention, measure, cast, lexicon),
        outcome_of(scene, mention, measure, contexts, lexicon),
        attribution_of(scene, mention, measure, lexicon),
    )
    named_terms = (found.terms or (None,) for found in (conditions, interventions, routes))
    for condition, intervention, route in product(*named_terms):
        # "ECT or infusions": a procedure is given by no route
        yield Subject(condition, intervention, None if _is_procedure(intervention, lexicon) else route, *shared)


def _is_procedure(intervention: str | None, lexicon: Lexicon) -> bool:
    return intervention is not None and lexicon.interventions[intervention].procedure


def _stray(stage: Stage, rows: list[Row]) -> Iterator[Row]:
    """The numbers that stand in no block: they are listed too, so that nothing is left out."""
    covered = sorted(row.span if isinstance(row, Excluded) else row.quantity.span for row in rows)
    i = 0
    for mention in stage.mentions:
        while i < len(covered) and covered[i].end <= mention.span.start:
            i += 1
        if i < len(covered) and covered[i].meets(mention.span):
            continue
        place = Place(mention.span)
        if mention.quantity is None:
            yield Excluded(place, mention.span, mention.reason or "not_quantitative")
        else:
            yield Context(place, mention.quantity)
