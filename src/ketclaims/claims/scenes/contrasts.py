"""The far side of a contrast: "hours rather than weeks"."""

from __future__ import annotations

import re
from collections.abc import Collection

from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

_INSTEAD = late(r"\b(?:rather than|instead of|versus|vs\.?|not)\s+\Z", re.IGNORECASE)


def is_contrast(scene: Scene, mention: Mention) -> bool:
    """Whether a word of contrast stands directly before the figure: "hours rather than weeks"."""
    return _INSTEAD.search(scene.text[max(0, mention.span.start - 14) : mention.span.start]) is not None


def other_side(scene: Scene, mention: Mention, topic: str | None, passed_over: Collection[Hit]) -> Hit | None:
    """Whose figure the far side of a contrast is: the treatment of the sentence that is not the topic."""
    others = [hit for hit in scene.hits_of("interventions") if hit.term != topic and hit not in passed_over]
    if not others or not is_contrast(scene, mention):
        return None
    return min(others, key=lambda hit: scene.cost(hit.span, mention.span))
