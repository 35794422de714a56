"""The first files of a guideline's own cases: a suite to write in, the texts that it is about, and floors.

The floors are lower than what is measured on documents that nothing was taught about, 72 % of all cases and 81 % of the
silent ones (docs/accuracy.md), by what chance does to twenty cases: ten points either way.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.importing.change.writing import write_guideline
from corpus.importing.change.yaml_edits import composed, entry
from corpus.model import Guideline, Passage, Role, Version
from corpus.timeline import applicable, text_of
from evals import messages
from evals.cases.accepting import with_texts_of
from evals.cases.written import DEFAULT_GUIDELINE
from evals.errors import EvaluationError

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=False,  # noqa: S701 - YAML, not HTML
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


def start_for(folder: Path, guideline: Guideline, day: date) -> tuple[str, ...]:
    """The same for the version in force on a day, or the last one with a text.

    Raises EvaluationError, also for a guideline without any text.
    """
    last = next((version for version in reversed(guideline.versions) if version.has_text), None)
    version = text_of(applicable(guideline, day)) or last
    if version is None:
        raise EvaluationError(messages.NO_TEXT.format(guideline=guideline.guideline_id))
    return start(folder, guideline, version)


def start(folder: Path, guideline: Guideline, version: Version) -> tuple[str, ...]:
    """Write what the guideline's cases lack in a folder, which need not exist; the names of the files written.

    What is there stays as it is: texts and floors are added only for a guideline that has none. Raises EvaluationError
    for gates.yaml that has no form to add to.
    """
    files: dict[str, str] = {}
    gates = folder / "gates.yaml"
    if not _has_suite(folder / "suites", guideline.guideline_id):
        files[f"suites/{guideline.guideline_id}.yaml"] = _suite(guideline, version)
    if files or not gates.exists():
        before = gates.read_bytes().decode("utf-8") if gates.exists() else _render("gates.yaml")
        after = with_floors(before, guideline.guideline_id)
        files |= {"gates.yaml": after} if after != before else {}
    if files or not (folder / "passages.yaml").exists():
        files |= {"passages.yaml": with_texts_of(folder, version)}
    folder.mkdir(parents=True, exist_ok=True)
    write_guideline(folder, {name: text.encode("utf-8") for name, text in files.items()})
    return tuple(files)


def _has_suite(suites: Path, guideline_id: str) -> bool:
    """Whether one of the suites is about the guideline."""
    for file in suites.glob("*.yaml"):
        root = composed(file.read_text(encoding="utf-8"))
        about = entry(root, "guideline")
        if entry(root, "corpus") is None and (about[1].value if about else DEFAULT_GUIDELINE) == guideline_id:
            return True
    return False


def with_floors(text: str, guideline_id: str) -> str:
    """Floors in which the guideline has its own: the same text when it has. Raises EvaluationError."""
    found = entry(composed(text), "guidelines")
    floors = _render("floors.yaml", guideline=guideline_id)
    if found is None:
        return f"{text.rstrip()}\nguidelines:\n{floors}"
    node = found[1]
    if entry(node, guideline_id):
        return text
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        place = text.rindex("\n", 0, node.value[0][0].start_mark.index) + 1
        return text[:place] + floors + text[place:]
    if node.start_mark.index == node.end_mark.index:  # nothing under it
        text = text if text.endswith("\n") else text + "\n"
        place = text.index("\n", found[0].end_mark.index) + 1
        return text[:place] + floors + text[place:]
    raise EvaluationError(messages.NO_PLACE_FOR_FLOORS)


def _suite(guideline: Guideline, version: Version) -> str:
    example = next((each for each in version.passages if each.role is Role.SUPPORT), version.passages[-1])
    fields = {"guideline": guideline.guideline_id, "title": version.title, "version": version.version_id}
    return _render("suite.yaml", example=example, **fields)


def _render(name: str, **fields: str | Passage) -> str:
    return _TEMPLATES.get_template(name).render(fields)
