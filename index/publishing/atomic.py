"""Writing small files so that a crash leaves the old one or the new one, never a part."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

_SIGN = ".part"


def replace_json(path: Path, fields: Mapping[str, object]) -> None:
    """Write beside the target and rename over it: readers see the old file or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}{_SIGN}")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(fields, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def sweep(directory: Path) -> None:
    """Delete what killed writers left beside their targets; only while nobody writes in this directory."""
    for path in directory.glob(f".*{_SIGN}"):
        path.unlink(missing_ok=True)
