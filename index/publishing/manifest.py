"""What a build was made from, and whether it still fits corpus, model and program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.reading.catalogue import corpus_fingerprint
from index import messages
from index.method import METHOD


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made from, and when."""

    publication: str
    built: str
    """UTC, ISO 8601."""
    corpus: str
    """Fingerprint of the corpus files."""
    model: str
    """Identity of the embedding model."""
    method: str
    """Versions of chunking and training."""
    passages: int
    questions: int
    clauses: int
    """Clauses of sample questions that ask several things; they are embedded, too."""
    lessons: str = ""
    """Fingerprint of what was learned from: while it stays, nothing has to be learned again."""
    embedder: str = ""
    """Identity of what embeds passages; empty in builds from before this was noted."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file by its path, but for the manifest and Chroma's own, which Chroma changes as it opens them;
    empty in builds from before this was noted."""

    def serves(self, model: str) -> bool:
        """Whether this program, running this model, can answer from the build."""
        return self.model == model and self.method == METHOD


def stale_reasons(manifest: Manifest, documents: Path, model: str) -> list[str]:
    """Why a build no longer matches corpus, model or method; empty while it does."""
    reasons = [
        (manifest.corpus != corpus_fingerprint(documents), messages.STALE_CORPUS),
        (manifest.model != model, messages.STALE_MODEL),
        (manifest.method != METHOD, messages.STALE_METHOD),
    ]
    return [reason for applies, reason in reasons if applies]
