"""What is spoken of: the treatment that a paragraph named before a sentence that names none."""

from __future__ import annotations

import re

from ketclaims.claims.scenes.scene import Scene
from ketclaims.claims.subjects.terms import Named
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon

# "It is given twice a week": what the sentence before is about
_PRONOUN = late(r"\W*(?:it|they|its|their|these|this|those)\b", re.IGNORECASE)


def spoken_of(scene: Scene, found: Named, topic: str | None, lexicon: Lexicon) -> Named:
    """The only treatment of the last sentence of the paragraph that names any, where the text is about another one;
    else what was ``found`` above it.

    In a text about none, or below a heading that names another, only of the sentence right before one that begins with
    a pronoun.
    """
    if scene.block.cells or topic == UNNAMED:
        return found
    refers = _PRONOUN.match(scene.text, scene.span.start) is not None
    if not refers and (topic is None or found.terms):
        return found
    earlier = scene.earlier()
    said = (earlier[0] if refers else next((hits for hits in earlier if hits), ())) if earlier else ()
    terms = {hit.term for hit in said}
    term = terms.pop() if len(terms) == 1 else UNNAMED
    return found if term in (UNNAMED, topic) or lexicon.interventions[term].comparator else Named((term,), "spoken")
