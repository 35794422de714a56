"""Noting the texts that cases are right for: staff have read the cases, and they hold for a version's wording, too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.importing.change.writing import replace_file
from corpus.importing.change.yaml_edits import quoted, with_texts
from corpus.model import Version
from evals import messages
from evals.cases.binding import load_binding
from evals.errors import EvaluationError
from index.model import qualified


def accept(folder: Path, version: Version, anchors: Sequence[str] = ()) -> tuple[str, ...]:
    """Note in passages.yaml the version's text of these passages, or of all that have another; their anchors.

    Raises BrokenSuiteError for a file that cannot be read, EvaluationError for anchors that do not wait.
    """
    file = folder / "passages.yaml"
    waiting = _waiting(file, version)
    if unknown := [anchor for anchor in anchors if anchor not in waiting]:
        known = ", ".join(waiting) or messages.NONE
        raise EvaluationError(messages.ACCEPT_UNKNOWN.format(anchors=", ".join(unknown), known=known))
    chosen = {anchor: waiting[anchor] for anchor in anchors or waiting}
    if chosen:
        replace_file(file, _with(_text_of(file), version.guideline_id, chosen).encode("utf-8"))
    return tuple(chosen)


def with_texts_of(folder: Path, version: Version) -> str:
    """What passages.yaml is with all texts of a version. Raises BrokenSuiteError."""
    file = folder / "passages.yaml"
    return _with(_text_of(file), version.guideline_id, _waiting(file, version))


def _text_of(file: Path) -> str:
    return file.read_bytes().decode("utf-8") if file.exists() else messages.PASSAGES_HEAD


def _waiting(file: Path, version: Version) -> dict[str, str]:
    """Anchor to text of the version's passages that no case is known to be right for."""
    binding = load_binding(file) if file.exists() else {}
    return {
        passage.anchor: passage.text
        for passage in version.passages
        if not passage.says(binding.get(qualified(version.guideline_id, passage.anchor), ()))
    }


def _with(text: str, guideline_id: str, texts: dict[str, str]) -> str:
    try:
        return with_texts(text, [guideline_id], texts)
    except KeyError:  # the first texts of the guideline
        rows = [f"{guideline_id}:", *(f"  {anchor}: {quoted(words)}" for anchor, words in texts.items())]
        return "\n".join([*([text.rstrip()] if text.strip() else []), *rows, ""])
