"""The bundled guideline with a part of its sample questions, so that an index of it is built in seconds, not minutes.

For every test that needs an index of the real text; what is asked of the whole bank is asked by slow tests.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from corpus.reading.catalogue import BUNDLED_DOCUMENTS

_KEPT = 8
"""One question in so many of a group is kept."""


def write_small_corpus(target: Path) -> Path:
    """Copy the bundled guideline to a folder, with fewer sample questions, which count as if they were all there."""
    shutil.copytree(BUNDLED_DOCUMENTS, target, dirs_exist_ok=True)
    for file in target.rglob("questions/*.yaml"):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        groups = [thinned for group in content["groups"] if (thinned := _thinned(group))]
        if groups:
            text = yaml.dump({"groups": groups}, Dumper=yaml.CSafeDumper, allow_unicode=True, width=1000)
            file.write_text(text, encoding="utf-8")
        else:
            file.unlink()
    return target


def _thinned(group: dict[str, Any]) -> dict[str, Any] | None:
    questions = group["questions"][_KEPT - 1 :: _KEPT]
    left_out = len(group["questions"]) - len(questions)
    return {**group, "questions": questions, "left_out": str(left_out)} if questions else None
