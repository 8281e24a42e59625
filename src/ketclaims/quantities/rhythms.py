"""How often, and how many times as much, in one word."""

from __future__ import annotations

PRESCRIBED = {"bd": 2, "bid": 2, "tds": 3, "tid": 3, "qds": 4, "qid": 4, "od": 1, "nocte": 1, "mane": 1}
"""How often a day something is taken, as prescriptions write it."""
MORE = {"double": 2, "triple": 3}
"""How many times as much, before what it is compared with."""
FOLDS = {"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8}
FOLDS |= {"ninefold": 9, "tenfold": 10, "twentyfold": 20, "hundredfold": 100}
"""How many times as much, in one word."""
