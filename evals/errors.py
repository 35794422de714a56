"""What can go wrong while evaluating.

EvaluationError
├── BrokenSuiteError   cases that do not fit the schema; carries all problems
├── NoCandidateError   there is nothing to publish, or what there is does not fit the corpus any more
├── NoCasesError       no case is about this corpus, so nothing can be judged
├── NoRunError         a run that does not exist or cannot be read
└── UnreachableError   the server under evaluation does not answer
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import Problem
from evals import messages


class EvaluationError(Exception):
    """Base of every fault the evaluation room raises; its text is meant for staff."""


class BrokenSuiteError(EvaluationError):
    """Suites with mistakes; the text lists all of them with file, line, case and field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([messages.BROKEN_SUITES.format(count=len(problems)), *map(str, problems)]))


class NoCandidateError(EvaluationError):
    """No candidate waits, or it was made from another corpus, model or method."""


class NoCasesError(EvaluationError):
    """No case can be asked, so nothing can be judged."""


class NoRunError(EvaluationError):
    """A run that does not exist or cannot be read."""


class UnreachableError(EvaluationError):
    """The server under evaluation does not answer."""
