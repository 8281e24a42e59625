"""Domain packs: check one, entry by entry and sentence by sentence, and begin a new one."""

from __future__ import annotations

from ketclaims.packs.cases import Case, pack_cases
from ketclaims.packs.checking import Report, check_pack
from ketclaims.packs.starting import start_pack

__all__ = ["Case", "Report", "check_pack", "pack_cases", "start_pack"]
