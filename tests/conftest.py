"""What every test may rely on: repeatable examples, and programs that are there or named as missing."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

ON_CI = "KETCLAIMS_CI"

# A slow machine is no fault of the code, and the same commit gives the same answer twice. Whoever looks for new
# faults sets KETCLAIMS_SEARCH=1: then every run tries other examples.
settings.register_profile("search", deadline=None, print_blob=True)
settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("search" if os.environ.get("KETCLAIMS_SEARCH") else "repeatable")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is not installed; on CI, where it has to be, fail it."""
    named = [name for marker in item.iter_markers("needs_program") for name in marker.args]
    missing = [name for name in named if shutil.which(name) is None]
    if not missing:
        return
    reason = f"not installed: {', '.join(missing)}"
    if os.environ.get(ON_CI):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
