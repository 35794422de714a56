"""Whether a build's files are still what was built."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from index.publishing.publications import MANIFEST, VECTORS


def checksums(directory: Path) -> dict[str, str]:
    """SHA-256 of every file of a build by its path, but for the manifest and Chroma's own."""
    return {path: hashlib.sha256((directory / path).read_bytes()).hexdigest() for path in _listed(directory)}


def changed(directory: Path, noted: Mapping[str, str]) -> list[str]:
    """Files that are not as noted, missing, or new; none for a build of which nothing was noted. Raises OSError."""
    if not noted:
        return []
    found = checksums(directory)
    return sorted(path for path in {*found, *noted} if found.get(path) != noted.get(path))


def _listed(directory: Path) -> list[str]:
    paths = (path.relative_to(directory) for path in sorted(directory.rglob("*")) if path.is_file())
    return [path.as_posix() for path in paths if path.parts[0] not in (VECTORS, MANIFEST)]
