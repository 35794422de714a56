"""What can go wrong with an index.

SearchIndexError
├── NoIndexError          nothing is published yet
├── BrokenIndexError      the published index cannot be read
├── VectorsAwayError      the server that holds the vectors cannot be reached
├── VectorsMissingError   that server has no vectors of this build
├── DataDirectoryError    the data directory cannot be written
├── ModelError            the embedding model cannot be loaded
├── BuildRunningError     another build holds the lock
├── SwitchRunningError    another process holds the pointer for too long
├── CandidateChangedError another candidate has taken the place of the one to be published
├── TakenBackError        the corpus is the one that was taken back
├── NothingToRollBackError there is no earlier publication that can be served
├── BrokenRecordError     the record of publications cannot be read
├── BrokenTrainingError   a training document has mistakes
└── TrainingError         the reader cannot be trained here
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.errors import Problem


class SearchIndexError(Exception):
    """Base of every fault the index room raises; its text is meant for staff."""


class NoIndexError(SearchIndexError):
    """Nothing is published in the data directory."""


class BrokenIndexError(SearchIndexError):
    """What is published cannot be read."""


class VectorsAwayError(SearchIndexError):
    """The server that holds the vectors cannot be reached, or does not do what it is asked."""


class VectorsMissingError(SearchIndexError):
    """The server that holds the vectors has none of this build."""


class DataDirectoryError(SearchIndexError):
    """The data directory cannot be created or written."""


class ModelError(SearchIndexError):
    """The embedding model cannot be loaded."""


class BuildRunningError(SearchIndexError):
    """Another build is under way."""


class SwitchRunningError(SearchIndexError):
    """Another process has been publishing or rolling back for too long."""


class CandidateChangedError(SearchIndexError):
    """The build to be published is not the candidate any more."""


class TakenBackError(SearchIndexError):
    """The corpus is still the one whose publication was taken back."""


class NothingToRollBackError(SearchIndexError):
    """There is no earlier publication to return to, or none that can be served."""


class BrokenRecordError(SearchIndexError):
    """A line in the record of publications is no entry."""


class BrokenTrainingError(SearchIndexError):
    """Training documents have mistakes. The text lists all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class TrainingError(SearchIndexError):
    """The reader cannot be trained: what it needs is not installed, or what was begun does not fit."""
