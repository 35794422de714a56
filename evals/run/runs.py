"""Runs on disk: a folder each with the settings, the outcomes, and the report made from them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from evals import messages
from evals.errors import NoRunError
from evals.model import CaseOutcome
from index.publishing.manifest import Manifest


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run was made with."""

    run_id: str
    started: str
    """UTC, ISO 8601."""
    split: str
    suites: tuple[str, ...]
    tags: tuple[str, ...]
    publication: str
    model: str
    method: str
    bank: bool
    url: str
    commit: str
    llm: str = ""
    """The language model that phrased; empty without one."""
    on: str = ""
    """The day (ISO) as of which it was asked; empty in runs saved before that was kept."""

    @property
    def day(self) -> date:
        """The day as of which it is judged."""
        return date.fromisoformat(self.on or self.started[:10])


def new_run(label: str, manifest: Manifest, split: str, day: date) -> RunInfo:
    """A run over a whole split that begins now, as if it were `day`; its id tells when, and what was run."""
    now = datetime.now(UTC)
    return RunInfo(
        run_id=f"{now:%Y%m%dT%H%M%S}-{label}",
        started=now.isoformat(timespec="seconds"),
        split=split,
        suites=(),
        tags=(),
        publication=manifest.publication,
        model=manifest.model,
        method=manifest.method,
        bank=True,
        url="",
        commit=current_commit(Path(__file__).parent),
        on=day.isoformat(),
    )


def current_commit(directory: Path) -> str:
    """The commit of the program, marked "+" when files have changed since; empty outside a repository."""
    try:
        head = _git(directory, "rev-parse", "--short", "HEAD")
        return head + ("+" if _git(directory, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def save_run(directory: Path, info: RunInfo, outcomes: Sequence[CaseOutcome]) -> Path:
    """Write a run into a folder of its own and return the folder."""
    folder = directory / info.run_id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(json.dumps(asdict(info), ensure_ascii=False, indent=1), encoding="utf-8")
    lines = [json.dumps(asdict(outcome), ensure_ascii=False) for outcome in outcomes]
    (folder / "outcomes.jsonl").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder


def load_run(folder: Path) -> tuple[RunInfo, list[CaseOutcome]]:
    """Read a run back. Raises NoRunError."""
    try:
        fields = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        info = RunInfo(**{**fields, "suites": tuple(fields["suites"]), "tags": tuple(fields["tags"])})
        lines = (folder / "outcomes.jsonl").read_text(encoding="utf-8").splitlines()
        return info, [CaseOutcome(**json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NoRunError(messages.NO_RUN.format(folder=folder, reason=error)) from error


def _git(directory: Path, *arguments: str) -> str:
    command = ["git", "-C", str(directory), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
