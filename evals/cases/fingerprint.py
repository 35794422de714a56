"""Whether the cases and floors are what they were."""

from __future__ import annotations

import hashlib
from pathlib import Path


def cases_fingerprint(folder: Path) -> str:
    """SHA-256 of all files by which an index is judged, with their names."""
    files = [folder / "passages.yaml", folder / "gates.yaml", *(folder / "suites").glob("*.yaml")]
    files += [file for file in (folder / "corpora").rglob("*") if file.is_file() and not file.name.startswith(".")]
    total = hashlib.sha256()
    for file in sorted(file for file in files if file.exists()):
        name = file.relative_to(folder).as_posix()
        total.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
