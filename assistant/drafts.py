"""Proposed questions as files for staff to read, in the form of sample questions and of a suite, and beside both.

They lie in the data folder, where nothing reads them. What a person accepts, that person moves: into the guideline's
`questions/`, or into a suite. A question that the text leaves open needs the name of what is missing, which only a
person can give; until then the corpus' own check refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.llm.drafting import Proposed
from assistant.texts.wording import wording
from corpus.alignment import changes
from corpus.model import Passage, PassageKind, Version

FOLDER = "drafts"
QUESTIONS, BANK, CASES = "questions.yaml", "bank.yaml", "cases.yaml"
_UNNAMED = "NAMN"
"""Stands where a person names what is missing."""


def write_drafts(folder: Path, version: Version, proposed: Sequence[Proposed], model: str, *, has_bank: bool) -> None:
    """Write what was proposed for a version into a new folder. Raises FileExistsError where there is one.

    Of each passage's questions one of either kind becomes a case; the others become sample questions, so that none of
    them is asked for what it taught.
    """
    folder.mkdir(parents=True)
    groups: list[Mapping[str, Any]] = []
    cases: list[Mapping[str, Any]] = []
    for each in proposed:
        anchor = each.passage.anchor
        cases += [
            {"id": f"utkast-{anchor}-1", "kind": "answerable", "turns": [question], "evidence": [[anchor]]}
            for question in each.answered[-1:]
        ]
        cases += [
            {"id": f"utkast-{anchor}-2", "kind": "unanswerable", "turns": [question], "tags": ["near-miss"]}
            for question in each.near_misses[-1:]
        ]
        if each.answered[:-1]:
            groups.append({"passages": [anchor], "questions": list(each.answered[:-1])})
        if each.near_misses[:-1]:
            groups.append({"gaps": [_UNNAMED], "near": [anchor], "questions": list(each.near_misses[:-1])})
    _write(folder / QUESTIONS, "draft_questions_head", model, {"groups": groups})
    _write(folder / CASES, "draft_cases_head", model, {"guideline": version.guideline_id, "cases": cases})
    if not has_bank:
        texts = {each.passage.anchor: each.passage.text for each in proposed}
        _write(folder / BANK, "draft_bank_head", model, {"passages": texts, "gaps": {}})


def passages_to_draft(version: Version, before: Version | None) -> list[Passage]:
    """The passages of a version that may be asked about: all, or what differs from the version `before`."""
    wanted = [passage for passage in version.passages if passage.kind is not PassageKind.TITLE]
    if before is None:
        return wanted
    new = {pair.new.anchor for pair in changes(before.passages, version.passages) if pair.new is not None}
    return [passage for passage in wanted if passage.anchor in new]


def _write(file: Path, head: str, model: str, content: Mapping[str, Any]) -> None:
    lines = wording("sv").say("cli", head, model=model).splitlines()
    comment = "\n".join(f"# {line}" for line in lines)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(f"{comment}\n{text}", encoding="utf-8")
