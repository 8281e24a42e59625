"""Intervals: units convert into each other by their factors, whatever they are made of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims.intervals import conversion, product
from ketclaims.lexicon import default_lexicon

LEXICON = default_lexicon()

FACTORS = [
    ("km", "m", "1000"),
    ("h", "min", "60"),
    ("mg/L", "ng/mL", "1000"),
    ("mg/mL", "ug/L", "1e6"),
    ("m/s", "km/h", "3.6"),
    ("g/m2", "mg/cm2", "0.1"),
    ("/cm", "/m", "100"),
    ("mmol/L", "nmol/L", "1e6"),
    ("kW.h", "kJ", "3600"),
    ("{widget}/s", "{widget}/min", "60"),
    ("ukat", "U", "60"),
    ("mg/{tablet}", "g/{tablet}", "0.001"),
    ("2", "m", None),
    ("m/s", "m", None),
    ("mg/kg", "mL/L", None),
    ("{widget}/s", "{gadget}/s", None),
    ("furlong/s", "m/s", None),
    ("Cel", "K", None),
]


@pytest.mark.parametrize(("own", "unit", "factor"), FACTORS)
def test_conversion(own: str, unit: str, factor: str | None) -> None:
    """A unit converts into another of its dimensions; into a unit of others, or one that nobody knows, it does not."""
    actual = conversion(own, unit, LEXICON)
    assert actual == (None if factor is None else pytest.approx(Decimal(factor), rel=Decimal("1e-12")))


codes = st.sampled_from(sorted(code for code, unit in LEXICON.units.items() if code.isalpha() and not unit.before))


@given(codes, codes, codes)
def test_product_converts_by_its_factors(above: str, other: str, below: str) -> None:
    """A quotient converts as its upper unit does, whatever stands below."""
    assert product(f"{above}/{below}", LEXICON) is not None
    plain = conversion(above, other, LEXICON)
    actual = conversion(f"{above}/{below}", f"{other}/{below}", LEXICON)
    assert plain is None or actual == pytest.approx(plain, rel=Decimal("1e-12"))


@given(codes, codes)
def test_conversion_there_and_back(one: str, other: str) -> None:
    """There and back is where one began."""
    there, back = conversion(one, other, LEXICON), conversion(other, one, LEXICON)
    assert (there is None) is (back is None)
    assert there is None or back is None or there * back == pytest.approx(Decimal(1), rel=Decimal("1e-12"))
