"""Short values that tell one state of files from every other, so that nobody changes what they have not seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from corpus.reading.catalogue import annotations_file


def version_fingerprint(documents: Path, guideline_id: str, version_id: str) -> str:
    """Of a version's text and its passages file. The ids are ones that the corpus holds."""
    text = documents / guideline_id / f"{version_id}.md"
    return _fingerprint((text, annotations_file(text)))


def guideline_fingerprint(documents: Path, guideline_id: str) -> str:
    """Of all versions of a guideline and its bank, without the sample questions; of nothing when it is new."""
    folder = documents / guideline_id
    return _fingerprint(sorted((*folder.glob("*.md"), *folder.glob("*.yaml"))))


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        data = file.read_bytes() if file.is_file() else b"-"
        digest.update(b"%s:%d:%s" % (file.name.encode(), len(data), data))
    return digest.hexdigest()[:16]
