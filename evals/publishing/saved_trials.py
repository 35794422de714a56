"""Trials of candidates on disk, <data>/evals/trials/<publication>.json: each holds for one build alone."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.web.staff.bench.trial import Trial
from evals.cases.fingerprint import cases_fingerprint
from index.publishing.manifest import Manifest

_TRIAL = TypeAdapter(Trial)
_KEPT = 20


def program_version() -> str:
    """Of the program: another one may answer otherwise."""
    return version("asf-assistant")


def is_fresh(trial: Trial, candidate: Manifest, folder: Path, split: str, day: date) -> bool:
    """Whether a trial holds for this candidate, the cases in the folder as they are now, and the day."""
    made = (trial.publication, trial.corpus, trial.cases, trial.program, trial.split, trial.day)
    return made == (
        candidate.publication, candidate.corpus, cases_fingerprint(folder), program_version(), split, day,
    )  # fmt: skip


class SavedTrials:
    """The last trial of each build."""

    def __init__(self, runs: Path) -> None:
        """`runs` is the folder of runs."""
        self._folder = runs / "trials"

    def of(self, publication: str) -> Trial | None:
        """The last trial of a build; None without one that this program can read."""
        try:
            return _TRIAL.validate_json((self._folder / f"{publication}.json").read_bytes())
        except (OSError, ValidationError):
            return None

    def save(self, trial: Trial) -> None:
        """Keep a trial in place of the one before it, of the same build; the oldest ones go."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{trial.publication}.json"
        beside = file.with_suffix(".part")
        beside.write_bytes(_TRIAL.dump_json(trial, indent=1))
        beside.replace(file)
        for old in sorted(self._folder.glob("*.json"), key=lambda each: each.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
