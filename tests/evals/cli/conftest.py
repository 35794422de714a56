"""The room's command line, on made-up corpora with an assistant that is right or lies."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from assistant.model import Question
from corpus.settings import Settings
from corpus.timeline import VersionStatus
from evals.__main__ import main
from evals.cli import cases as case_commands
from evals.cli import publish, runs
from evals.run.generate import AskFor
from evals.score.exclusion import in_force
from index.publishing.published_index import PublishedIndex
from tests import command_line as commands

if TYPE_CHECKING:
    from tests.evals.conftest import Dalen

TODAY = date(2026, 11, 26)
Lie = Callable[[dict[str, Any]], dict[str, Any]]


class Assistant:
    """Quotes the passage in force whose anchor is the question; every quote passes through `lie`."""

    def __init__(self, index: PublishedIndex, settings: Settings, lie: Lie = lambda citation: citation) -> None:
        self._catalogue, self._lie = index.catalogue, lie
        self.days: list[date] = []

    def on(self, day: date, *, with_bank: bool = True) -> AskFor:
        self.days.append(day)

        def ask(question: Question) -> Mapping[str, Any]:
            found = [
                self._lie({"role": "answer", "quote": passage.text, "passage": passage.anchor,
                           "guideline_id": version.guideline_id, "version": version.version_id,
                           "version_status": VersionStatus.CURRENT.value})
                for version in in_force(self._catalogue, question.as_of or day)
                if (passage := version.passage(question.text)) is not None
            ]  # fmt: skip
            status = "answered" if found else "not_in_guidelines"
            return {"status": status, "verdict": None, "answer": "", "citations": found, "language": "sv",
                    "as_of": (question.as_of or day).isoformat()}  # fmt: skip

        return lambda case: ask


class CommandLine:
    """Runs the room's command line as its entry point does, on 26 November 2026."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str], dalen: Dalen) -> None:
        self._patch, self._dalen = patch, dalen
        self._run = commands.CommandLine("evals", main, patch, capture)
        self.assistants: list[Assistant] = []

    def answers(self, lie: Lie) -> None:
        def load(index: PublishedIndex, settings: Settings, corpora: object = None) -> Assistant:
            self.assistants.append(Assistant(index, settings, lie))
            return self.assistants[-1]

        self.loads(load)

    def loads(self, load: Callable[..., Assistant]) -> None:
        for module in (publish, runs):
            self._patch.setattr(module, "load_system", load)

    def __call__(self, *arguments: str, cases: str | None = "own") -> tuple[int, str, str]:
        folder = ["--cases", str(self._dalen.cases)] if cases else []
        code, output, told = self._run(*arguments, *folder)
        return code, output, "".join(line for line in told.splitlines(True) if "%|" not in line)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], dalen: Dalen) -> CommandLine:
    for key in [key for key in os.environ if key.startswith("ASF_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("ASF_DATA_DIR", str(dalen.data))
    monkeypatch.setenv("ASF_CORPUS_DIR", str(dalen.documents))
    monkeypatch.setenv("COLUMNS", "200")
    for module in (publish, runs, case_commands):
        monkeypatch.setattr(module, "today", lambda: TODAY)
    runner = CommandLine(monkeypatch, capsys, dalen)
    runner.answers(lambda citation: citation)
    return runner
