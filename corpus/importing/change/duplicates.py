"""Whether the corpus holds a text or a file already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.model import Catalogue, Passage, PassageKind, Version


def refuse_duplicates(passages: Sequence[Passage], data: bytes, catalogue: Catalogue, documents: Path) -> None:
    """Raise ChangeRefusedError, naming the version, when one has the same words or was made from the same bytes."""
    words, digest = _words(passages), hashlib.sha256(data).digest()
    for guideline in catalogue.guidelines:
        for version in guideline.versions:
            if version.has_text and _words(version.passages) == words:
                raise ChangeRefusedError(_named(messages.ADD_SAME_TEXT, version))
            source = documents / guideline.guideline_id / version.source if version.source else None
            if source is not None and hashlib.sha256(source.read_bytes()).digest() == digest:
                raise ChangeRefusedError(_named(messages.ADD_SAME_FILE, version))


def _named(message: str, version: Version) -> str:
    return message.format(version=version.key, title=version.title)


def _words(passages: Sequence[Passage]) -> tuple[tuple[str, ...], ...]:
    """Each passage's words with its lead-in's; the title counts only where there is nothing else."""
    text = [p for p in passages if p.kind is not PassageKind.TITLE] or list(passages)
    return tuple(tuple(re.findall(r"\w+", f"{p.lead_in or ''} {p.text}".lower())) for p in text)
