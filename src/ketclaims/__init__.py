"""Every quantitative claim of a text with its exact place: a toolkit, and a dataset on ketamine therapy.

>>> import ketclaims as kc
>>> [str(quantity.low) for quantity in kc.find_quantities("71% at day one and 54% at day three")][::2]
['71', '54']

What needs pandas loads it when it is first called; the import itself is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ketclaims.model import DataError, InputError, Ledger, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from ketclaims.claims import Explanation
    from ketclaims.comparison import Options
    from ketclaims.lexicon import Lexicon
    from ketclaims.passages import Passage
    from ketclaims.results import Result
    from ketclaims.tracing import Traced

__all__ = [
    "DataError",
    "InputError",
    "Lexicon",
    "__version__",
    "check_references",
    "claims_frame",
    "compare",
    "extract",
    "find_quantities",
    "load_claims",
    "load_evidence",
    "read_articles",
    "show",
    "trace",
    "why",
]

__version__: str


def __getattr__(name: str) -> Any:
    if name == "Lexicon":
        from ketclaims.lexicon import Lexicon

        return Lexicon
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Asked of the installed package, which is slow; so only when somebody asks.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("ketclaims")
    except PackageNotFoundError:
        return "0+unknown"


def find_quantities(text: str, *, lexicon: Lexicon | None = None) -> tuple[Quantity, ...]:
    """Every quantity of a text in order; ``text[q.span.start:q.span.end]`` is the number with its unit as written.

    ``low`` and ``high`` are in ``unit``, a UCUM code. Without a ``lexicon`` the ketamine pack is used.
    """
    from ketclaims.lexicon import default_lexicon
    from ketclaims.quantities import find_quantities

    return find_quantities(text, lexicon or default_lexicon())


def extract(text: str, source: str = "text", *, lexicon: Lexicon | None = None) -> Ledger:
    """Every number of a text: ``.claims``, ``.contexts`` and ``.excluded``, each in the order of the text.

    Spans count code points of ``text``. Without a ``lexicon`` the ketamine pack is used.
    """
    from ketclaims.claims import extract
    from ketclaims.lexicon import default_lexicon

    return extract(text, source, lexicon or default_lexicon())


def load_claims() -> pd.DataFrame:
    """The curated claims that come with the package, one row a claim.

    Text is ``str``, closed vocabularies are ``category``, offsets (code points) and doses ``Int64``; ``low`` and
    ``high`` are ``Float64`` in ``unit``, ``low_std`` and ``high_std`` in ``unit_std``; a missing value is missing.
    """
    from ketclaims.tables.files import load_claims

    return load_claims()


def read_articles(*paths: Path | str, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """The claims of files and folders of articles, one row a claim, as ``claims_frame`` has them.

    A source is named after its file, and rows come by source and place. What cannot be read is passed over with a
    ``UserWarning`` that names it. For more articles than fit in memory there is the command ``ketclaims extract``.
    """
    from pathlib import Path

    from ketclaims.articles import read_articles

    return read_articles([Path(path) for path in paths], lexicon)


def check_references(
    text: str, source: str = "text", *, lexicon: Lexicon | None = None, latest: int | None = None
) -> pd.DataFrame:
    """The works that a text lists, one row each: its fields with their places, ``verdict``, ``reason``, ``cited_by``.

    Nothing is looked up: a work is held against what its DOI, its journal and the rest of the list say. No work can
    have appeared after the year ``latest``; without it no year is too late.
    """
    from ketclaims.bibliographies import check_references

    return check_references(text, source, lexicon, latest)


def claims_frame(
    ledgers: Iterable[Ledger], voices: Mapping[str, str] | None = None, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """The claims of ledgers as a validated frame with the columns, dtypes and units of ``load_claims``.

    ``voices`` names the voice of each source; one that it does not name is its own. ``DataError`` has in ``faults``
    a sentence for every row that breaks a rule of the codebook.
    """
    from ketclaims.tables.frames import claims_frame

    return claims_frame(ledgers, voices, lexicon)


def compare(claims: pd.DataFrame, *, lexicon: Lexicon | None = None, options: Options | None = None) -> Result:
    """Which claims agree, which conflict, which cannot be compared and why: ``.pairs``, ``.groups`` and ``.checks``.

    ``claims`` is a frame such as ``load_claims`` gives; ``options`` holds the tolerances. ``.plot(measure)`` draws the
    claims of a measure. ``DataError`` has in ``faults`` a sentence for each kind of row that cannot be compared.
    """
    from ketclaims.results import compare

    return compare(claims, lexicon, options)


def load_evidence() -> pd.DataFrame:
    """The evidence that comes with the package: what studies, labels and statistics report, one figure a row."""
    from ketclaims.tables.evidence import load_evidence

    return load_evidence()


def trace(
    claims: pd.DataFrame,
    evidence: pd.DataFrame | Path | str | None = None,
    *,
    lexicon: Lexicon | None = None,
    options: Options | None = None,
) -> Traced:
    """What the evidence says of each claim: ``.traces`` with verdict and reason, ``.links``, ``.single_roots``.

    ``claims`` is a frame such as ``load_claims`` gives, ``evidence`` one such as ``load_evidence`` gives or the path of
    an ``evidence.csv``; without it, what comes with the package. ``DataError`` has in ``faults`` a sentence for each
    row that breaks a rule.
    """
    from ketclaims.tracing import trace

    return trace(claims, evidence, lexicon, options)


def show(claim_id: str, claims: pd.DataFrame | None = None) -> Passage:
    """One claim in its passage, the value marked: HTML in a notebook, text when printed.

    ``claims`` is a frame such as ``load_claims`` gives, which is used without it. ``LookupError`` where it has no
    claim of that identifier.
    """
    from ketclaims.passages import show

    return show(claim_id, claims)


def why(claim_id: str, claims: pd.DataFrame | None = None, texts: Mapping[str, str] | None = None) -> Explanation:
    """Why a claim has its measure: ``.scores`` of the candidates, ``.cues`` with what each phrase counted, ``.margin``;
    and ``.standing``, why it is a claim at all.

    Printed, it lists them. ``claims`` is a frame such as ``load_claims`` gives, ``texts`` the articles by source; if
    not given, the curated table and the articles of the checkout. ``LookupError`` where there is no such claim, no
    article, or no claim of the parser at its place.
    """
    from ketclaims.passages import why

    return why(claim_id, claims, texts)


def __dir__() -> list[str]:
    """What the package offers, those names too that load when they are first asked for."""
    return sorted(__all__)
