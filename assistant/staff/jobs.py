"""Long work of the staff's pages: commands of the program's own command line, in the background and one at a time.

    <data>/jobs/<id>/job.json    what was begun, by whom, and how it ended
    <data>/jobs/<id>/log         what the command writes
    <data>/jobs/running          locked by the process that runs, and by it alone; holds the job's id

The process itself holds the lock, so that it is known to run, or not to, whatever has become of the server that began
it. Works on systems with `flock`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.progress import SHOWN_IN_LOGS
from corpus.settings import PREFIX, Settings
from index.publishing.atomic import replace_json

_FOLDER, _FILE, _LOG, _LOCK = "jobs", "job.json", "log", "running"
_KEPT = 30
_NICE = 10
_GRACE_SECONDS = 5.0
_SETTLING_SECONDS = 0.2


class JobRunningError(Exception):
    """Another job runs already."""


class JobState(StrEnum):
    """How a job stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It ended with another code than 0: a fault, or a result that does not hold."""
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    """It is gone and nobody knows how it ended, such as when the machine was restarted."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command that was begun."""

    job_id: str
    kind: str
    """What it is for, by which the pages name it."""
    arguments: tuple[str, ...]
    """Of the command line: the room, the command, its options."""
    by: str
    began: datetime
    """UTC."""
    ended: datetime | None
    exit_code: int | None
    state: JobState
    folder: Path

    @property
    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self.state is JobState.RUNNING

    @property
    def log(self) -> Path:
        """What it writes."""
        return self.folder / _LOG


class Jobs:
    """The jobs of one data folder; several servers may share it on one machine."""

    def __init__(self, data_dir: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._environment = data_dir / _FOLDER, dict(environment)

    def start(self, kind: str, arguments: Sequence[str], by: str) -> Job:
        """Begin `python -m arguments…`. Raises JobRunningError while another runs, OSError where nobody may write."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _locked(lock, shared=False):
                raise JobRunningError
            self._prune()
            now = datetime.now(UTC)
            folder = self._new_folder(f"{now:%Y%m%dT%H%M%S}-{kind}")
            with (folder / _LOG).open("wb") as log:
                process = subprocess.Popen(  # noqa: S603 - the program's own command line, with options of the pages
                    [sys.executable, "-m", *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=self._environment,
                    start_new_session=True,
                    pass_fds=(lock,),
                )
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
            os.ftruncate(lock, 0)
            os.pwrite(lock, folder.name.encode(), 0)
            fields = {"kind": kind, "arguments": list(arguments), "by": by, "pid": process.pid}
            replace_json(folder / _FILE, {**fields, "began": now.isoformat()})
        finally:
            os.close(lock)  # the process holds it on
        threading.Thread(target=_await, args=(process, folder), name="await-job", daemon=True).start()
        job = self.job(folder.name)
        assert job is not None  # noqa: S101 - written above
        return job

    def all(self) -> list[Job]:
        """All that are kept, the latest first."""
        found = (self.job(path.parent.name) for path in self._folder.glob(f"*/{_FILE}"))
        return sorted((job for job in found if job), key=lambda job: (job.began, job.job_id), reverse=True)

    def latest(self, *kinds: str) -> Job | None:
        """The job of these kinds that was begun last."""
        return next((job for job in self.all() if job.kind in kinds), None)

    @property
    def running(self) -> Job | None:
        """The one that runs."""
        name = self._running_id()
        return self.job(name) if name else None

    def job(self, job_id: str) -> Job | None:
        """A job by its id; None for one that is not there (any more)."""
        if not job_id or Path(job_id).name != job_id:
            return None
        folder = self._folder / job_id
        fields = _fields(folder)
        if fields is None:
            return None
        if "ended" not in fields and self._running_id() != job_id:
            time.sleep(_SETTLING_SECONDS)  # it may have ended just now: who awaits it writes that down
            fields = _fields(folder) or fields
        return Job(
            job_id=job_id,
            kind=str(fields["kind"]),
            arguments=tuple(fields["arguments"]),
            by=str(fields["by"]),
            began=datetime.fromisoformat(fields["began"]),
            ended=datetime.fromisoformat(fields["ended"]) if "ended" in fields else None,
            exit_code=fields.get("exit_code"),
            state=self._state(job_id, fields),
            folder=folder,
        )

    def cancel(self, job_id: str) -> bool:
        """End a job that runs, with all that it has begun; whether there was one."""
        fields = _fields(self._folder / job_id) if self._running_id() == job_id else None
        if fields is None:
            return False
        replace_json(self._folder / job_id / _FILE, {**fields, "cancelled": True})
        _signal(fields["pid"], signal.SIGTERM)

        def insist() -> None:
            time.sleep(_GRACE_SECONDS)
            if self._running_id() == job_id:
                _signal(fields["pid"], signal.SIGKILL)

        threading.Thread(target=insist, name="end-job", daemon=True).start()
        return True

    def _state(self, job_id: str, fields: Mapping[str, Any]) -> JobState:
        if "ended" not in fields and self._running_id() == job_id:
            return JobState.RUNNING
        if fields.get("cancelled"):
            return JobState.CANCELLED
        if "ended" not in fields:
            return JobState.INTERRUPTED
        return JobState.DONE if fields["exit_code"] == 0 else JobState.FAILED

    def _running_id(self) -> str:
        """The id of the job whose process holds the lock; empty for none."""
        try:
            lock = os.open(self._folder / _LOCK, os.O_RDONLY)
        except OSError:
            return ""
        try:
            return "" if _locked(lock, shared=True) else os.pread(lock, 200, 0).decode()
        finally:
            os.close(lock)

    def _new_folder(self, name: str) -> Path:
        number, folder = 1, self._folder / name
        while folder.exists():
            number += 1
            folder = self._folder / f"{name}-{number}"
        folder.mkdir()
        return folder

    def _prune(self) -> None:
        for job in self.all()[_KEPT - 1 :]:
            shutil.rmtree(job.folder, ignore_errors=True)


def environment_of(settings: Settings) -> dict[str, str]:
    """The server's own, with what the commands read and write named outright, and progress written to the log."""
    named = {
        "DATA_DIR": settings.data_dir.absolute(),
        "CORPUS_DIR": settings.corpus_dir.absolute(),
        "CASES_DIR": settings.cases_dir.absolute() if settings.cases_dir else "",
        "EMBEDDING_MODEL": settings.embedding_model,
    }
    own = {f"{PREFIX}{key}": str(value) for key, value in named.items()}
    return {**os.environ, **own, **SHOWN_IN_LOGS, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "COLUMNS": "100"}


def _await(process: subprocess.Popen[bytes], folder: Path) -> None:
    code = process.wait()
    fields = _fields(folder)
    if fields is not None:
        replace_json(folder / _FILE, {**fields, "ended": datetime.now(UTC).isoformat(), "exit_code": code})


def _fields(folder: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return None


def _locked(descriptor: int, *, shared: bool) -> bool:
    """Whether the lock could be taken, which it then is until the descriptor is closed."""
    import fcntl  # not there on every system on which the public pages run

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)
