"""What is published, what waits, and whether either still fits the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from corpus.reading.catalogue import corpus_fingerprint
from index.publishing.manifest import Manifest, stale_reasons
from index.publishing.publications import Publications
from index.publishing.record import Entry


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The builds of a data folder beside a corpus and a model."""

    published: Manifest
    stale: tuple[str, ...]
    """Why what is published does not fit any more; empty while it does."""
    taken_back: Entry | None
    """The roll-back that took the corpus as it is back, if that was the last that happened."""
    candidate: Manifest | None
    candidate_stale: tuple[str, ...]

    @property
    def waits(self) -> bool:
        """Whether there is a candidate that fits."""
        return self.candidate is not None and not self.candidate_stale


def index_status(publications: Publications, documents: Path, model: str) -> IndexStatus:
    """Of builds, the corpus in a folder, and a model by its identity. Raises NoIndexError or BrokenIndexError."""
    published, candidate = publications.current(), publications.candidate()
    return IndexStatus(
        published=published,
        stale=tuple(stale_reasons(published, documents, model)),
        taken_back=publications.taken_back(corpus_fingerprint(documents)),
        candidate=candidate,
        candidate_stale=tuple(stale_reasons(candidate, documents, model)) if candidate else (),
    )
