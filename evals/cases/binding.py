"""The texts that cases were written for, in passages.yaml by guideline and anchor.

In here anchors are qualified: "stod-asf#handledare".
A passage has several texts once somebody has read its cases for another wording, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from pydantic import RootModel

from corpus.errors import FileProblems
from corpus.reading.validation import Wordings, read
from corpus.reading.yaml_lines import read_mapping
from evals.errors import BrokenSuiteError
from index.model import qualified

Binding: TypeAlias = Mapping[str, tuple[str, ...]]
"""Qualified anchor to the texts that the cases are right for."""


class _Texts(RootModel[dict[str, dict[str, Wordings]]]):
    """Guideline to anchor to texts, as passages.yaml has them."""


def load_binding(file: Path) -> Binding:
    """Read passages.yaml. Raises BrokenSuiteError with every mistake."""
    report = FileProblems(file)
    root = read_mapping(report)
    texts = read(_Texts, root, report) if root is not None else None
    if texts is None or report.problems:
        raise BrokenSuiteError(report.problems)
    return {
        qualified(guideline, anchor): wordings
        for guideline, passages in texts.root.items()
        for anchor, wordings in passages.items()
    }


def guideline_of(name: str) -> str:
    """The guideline of a qualified name; empty for one that is not."""
    return name.partition("#")[0] if "#" in name else ""
