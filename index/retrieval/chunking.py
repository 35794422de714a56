"""From passages to chunks: each passage is embedded in context."""

from __future__ import annotations

import hashlib

from corpus.model import Catalogue, Passage, Version
from index.embedding.texts import passage_in_context
from index.model import Chunk


def chunks_of(catalogue: Catalogue) -> list[Chunk]:
    """All chunks of all versions; the version filter is applied when searching."""
    return [chunk_of(located.version, located.passage) for located in catalogue.passages if not located.is_title]


def chunk_of(version: Version, passage: Passage) -> Chunk:
    """One passage in the context of its lead-in, headings and title."""
    headings = [heading for heading in passage.section if heading != version.title]
    text = passage_in_context(passage.text, passage.lead_in or "", headings, version.title)
    identity = f"{version.key}#{passage.anchor}\n{text}".encode()
    return Chunk(hashlib.sha256(identity).hexdigest()[:24], version.key, passage.anchor, text)
