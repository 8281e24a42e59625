"""The curated tables as one HTML page that opens anywhere: no script from elsewhere, no font, no network.

A section of the page is a function of what the tables hold, and a template; ``page.SECTIONS`` lists them. Nothing of a
source reaches the page but through Jinja2, which escapes it.
"""

from __future__ import annotations

from ketclaims.report.corpus import Corpus, read_corpus
from ketclaims.report.folder import Folder
from ketclaims.report.joined import Joined
from ketclaims.report.limits import Limits
from ketclaims.report.page import write_page

__all__ = ["Corpus", "Folder", "Joined", "Limits", "read_corpus", "write_page"]
