"""Lines to pieces: what each stretch of a document is, before anybody asks what stands above it."""

from __future__ import annotations

from ketclaims.document.pieces.piece import Piece
from ketclaims.document.pieces.reader import read

__all__ = ["Piece", "read"]
