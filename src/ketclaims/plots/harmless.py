"""Charts whose words a web page cannot take for its own.

Altair writes the specification of a chart into a script of the page that shows it, as it is: ``</script>`` in the name
of a source would end that script, and what follows would run.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import altair as alt

TAG = re.compile(r"<(?=[A-Za-z/!?])")
JOINED = "<\u2060"
"""No tag begins with a word joiner, and nobody sees it."""


def harmless(chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    """The same chart, in whose specification no ``<`` begins a tag, wherever it is shown or saved."""
    kind: Any = type(chart)
    # Not by assignment, which Altair takes for a property of the chart.
    object.__setattr__(chart, "__class__", _harmless_kind(kind))
    return chart


class _Harmless:
    def to_dict(self, *args: Any, **options: Any) -> dict[str, Any]:
        """The specification; data that is collected for a chart around this one is made harmless there."""
        spec: dict[str, Any] = super().to_dict(*args, **options)  # type: ignore[misc]
        collected = (options.get("context") or {}).get("datasets", {})
        collected.update(_untagged(collected))
        return {key: _untagged(value) for key, value in spec.items()}


@cache
def _harmless_kind(kind: Any) -> Any:
    return kind if issubclass(kind, _Harmless) else type(f"Harmless{kind.__name__}", (_Harmless, kind), {})


def _untagged(value: Any) -> Any:
    if isinstance(value, str):
        return TAG.sub(JOINED, value)
    if isinstance(value, dict):
        return {_untagged(key): _untagged(each) for key, each in value.items()}
    return [_untagged(each) for each in value] if isinstance(value, (list, tuple)) else value
