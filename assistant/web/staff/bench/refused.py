"""What the evaluation and index rooms refuse, in words for staff."""

from __future__ import annotations


class BenchRefusedError(Exception):
    """Nothing was done; the text says why, in Swedish, and what to do."""
