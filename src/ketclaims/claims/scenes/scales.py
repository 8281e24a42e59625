"""Scales on which symptoms are rated, and how they are called."""

from __future__ import annotations

SCALES = (
    r"(?-i:MADRS|HAM-?[DA]|HAMD|HDRS|HRSD|PHQ(?:-?[89])?|BDI(?:-II)?|QIDS(?:-SR)?|GAD(?:-?7)?|CAPS-?5|CAPS|PCL(?:-?5)?|Y-?BOCS|ISI|BPI|WOMAC|VAS|NRS|YMRS|HARS|HADS|SHAPS"
    r"|BSS|SSI|CADSS|EPDS|PANSS|EDE-Q|PSQI|OCI-R|IDS|MIDAS|HIT-6|WHO-5)(?:-\d+)?"
)
"""A pattern for the names of rating scales."""

SCALED = r"(?:scores?|pain|ratings?|severity|mood|anxiety|craving|points? total)"
"""A pattern for what is rated on a scale."""
