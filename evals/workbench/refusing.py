"""Faults of the rooms become refusals that the pages show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.web.staff.bench.refused import BenchRefusedError
from corpus.errors import CorpusError
from evals.errors import EvaluationError
from index.errors import SearchIndexError


@contextmanager
def refusing() -> Iterator[None]:
    """Raises BenchRefusedError with the text of a fault that staff can mend."""
    try:
        yield
    except (CorpusError, SearchIndexError, EvaluationError) as error:
        raise BenchRefusedError(str(error)) from error
