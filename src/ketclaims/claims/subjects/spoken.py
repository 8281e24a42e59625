"""What is spoken of: the treatment that a paragraph named before a sentence that names none."""

from __future__ import annotations

import re

from ketclaims.claims.scenes.scene import Scene
from ketclaims.claims.subjects.terms import Named
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon

# "It is given twice a week": what the sentence before is about
_PRONOUN = late(r"\W*(?:it|they|its|their|these|this|those)\b", re.IGNORECASE)
# "patients take it twice a week"
_OBJECT = late(
    r"\b(?:of|with|on|tak(?:e|es|en|ing)|took|g[eo]ts?|giv(?:e|es|en|ing)|gave"
    r"|us(?:e|es|ed|ing)|tr(?:y|ies|ied)|needs?) it\b",
    re.IGNORECASE,
)


def spoken_of(scene: Scene, found: Named, topic: str | None, lexicon: Lexicon) -> Named:
    """The only treatment of the last sentence of the paragraph that names any, where the text is about another one;
    else what was ``found`` above it.

    Below a heading that names another, only of the sentence right before one that begins with a pronoun; below one that
    names the topic also where no sentence of the paragraph named another. In a text about none a sentence with a way of
    giving is of what that stands for.
    """
    if scene.block.cells:
        return found
    refers = _PRONOUN.match(scene.text, scene.span.start) or (
        scene.text.find(" it", *scene.span) >= 0 and _OBJECT.search(scene.text, *scene.span)
    )
    if not refers and found.terms not in ((), (topic,)):
        return found
    if topic is None and not refers and (scene.hits_of("routes") or scene.hits_of("injection")):
        return found
    earlier = ({hit.term for hit in hits} for hits in scene.earlier() if hits or refers)
    said = set().union(*earlier) if found.terms and not refers else next(earlier, set())
    term = next(iter(said)) if len(said) == 1 else UNNAMED
    if term in (UNNAMED, topic):
        return found
    entry = lexicon.interventions[term]
    return found if (entry.inert if refers else entry.comparator) else Named((term,), "spoken")
