"""Jobs, with real processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.staff.job_log import lines_of, progress_of
from assistant.staff.jobs import Job, JobRunningError, Jobs, JobState, environment_of
from corpus.settings import Settings

PROGRAMS = {
    "quick": "import sys\nprint('klart')\nprint('fel', file=sys.stderr)\n",
    "fails": "import sys\nsys.exit(1)\n",
    "sleeps": "import time\nprint('sover', flush=True)\ntime.sleep(60)\n",
    "stubborn": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])\n",
    "counts": (
        "from tqdm import tqdm\nimport time\nfrom corpus.progress import hides_progress\n"
        "for _ in tqdm(range(4), desc='Räknar', disable=hides_progress()):\n    time.sleep(0.05)\nprint('klart')\n"
    ),
    "tells": "import os\nprint(os.nice(0), os.getsid(0) == os.getpid(), os.environ['ASF_DATA_DIR'])\n",
}


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    for name, text in PROGRAMS.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    environment = environment_of(Settings(data_dir=tmp_path / "data"))
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parents[3]), environment.get("PYTHONPATH", "")])
    return Jobs(tmp_path / "data", {**environment, "PYTHONPATH": path})


def until(jobs: Jobs, job: Job, holds: Callable[[Job], bool]) -> Job:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = jobs.job(job.job_id)
        assert found is not None
        if holds(found):
            return found
        time.sleep(0.05)
    pytest.fail(f"still {found}")


def ended(jobs: Jobs, job: Job) -> Job:
    return until(jobs, job, lambda found: not found.runs)


def test_a_job_runs_and_ends_and_what_it_wrote_is_kept(jobs: Jobs) -> None:
    job = jobs.start("build", ["quick"], "Kim")
    found = ended(jobs, job)
    assert (found.state, found.exit_code, found.by, found.kind) == (JobState.DONE, 0, "Kim", "build")
    assert found.ended is not None and found.ended >= found.began
    assert sorted(line for line in lines_of(found.log) if line) == ["fel", "klart"]
    assert jobs.running is None and jobs.latest("build") == found and jobs.latest("run") is None


def test_a_code_other_than_0_is_a_failure(jobs: Jobs) -> None:
    found = ended(jobs, jobs.start("try", ["fails"], "Kim"))
    assert (found.state, found.exit_code) == (JobState.FAILED, 1)


def test_only_one_runs_at_a_time_also_for_another_server(jobs: Jobs, tmp_path: Path) -> None:
    job = jobs.start("run", ["sleeps"], "Kim")
    other = Jobs(tmp_path / "data", os.environ)
    assert other.running is not None and other.running.job_id == job.job_id
    for server in (jobs, other):
        with pytest.raises(JobRunningError):
            server.start("run", ["quick"], "Robin")
    assert jobs.cancel(job.job_id)
    assert ended(jobs, job).state is JobState.CANCELLED
    assert ended(jobs, jobs.start("run", ["quick"], "Robin")).state is JobState.DONE


def test_cancelling_ends_what_the_job_itself_has_begun(jobs: Jobs) -> None:
    job = jobs.start("run", ["stubborn"], "Kim")
    time.sleep(0.5)
    jobs.cancel(job.job_id)
    assert ended(jobs, job).state is JobState.CANCELLED
    assert jobs.running is None
    assert not jobs.cancel(job.job_id) and not jobs.cancel("../annat")


def test_a_job_that_is_gone_without_an_end_was_interrupted(jobs: Jobs, tmp_path: Path) -> None:
    job = jobs.start("run", ["sleeps"], "Kim")
    file = job.folder / "job.json"
    text = file.read_text(encoding="utf-8")
    os.killpg(int(text.split('"pid": ')[1].split(",")[0].split("\n")[0]), signal.SIGKILL)
    until(jobs, job, lambda found: found.ended is not None)
    file.write_text(text, encoding="utf-8")  # as it stands when the server went away, too
    found = Jobs(tmp_path / "data", os.environ).job(job.job_id)
    assert found is not None and found.state is JobState.INTERRUPTED


def test_progress_is_read_from_the_log_and_is_no_line_of_it(jobs: Jobs) -> None:
    found = ended(jobs, jobs.start("run", ["counts"], "Kim"))
    progress = progress_of(found.log)
    assert progress is not None and (progress.what, progress.percent) == ("Räknar", 100)
    assert [line for line in lines_of(found.log) if line] == ["klart"]
    assert progress_of(found.folder / "ingen") is None


def test_it_runs_after_others_in_a_session_of_its_own_with_the_folders_named(jobs: Jobs, tmp_path: Path) -> None:
    found = ended(jobs, jobs.start("run", ["tells"], "Kim"))
    nice, own, folder = lines_of(found.log)[0].split()
    assert (int(nice) >= 10, own, folder) == (True, "True", str(tmp_path / "data"))


def test_old_jobs_are_deleted(jobs: Jobs) -> None:
    for _ in range(3):
        ended(jobs, jobs.start("run", ["fails"], "Kim"))
    for number in range(40):
        folder = jobs.all()[0].folder.parent / f"20200101T000000-run-{number}"
        folder.mkdir()
        (folder / "job.json").write_text(
            '{"kind": "run", "arguments": [], "by": "", "pid": 1, "began": "2020-01-01T00:00:00+00:00",'
            ' "ended": "2020-01-01T00:00:00+00:00", "exit_code": 0}',
            encoding="utf-8",
        )
    last = ended(jobs, jobs.start("run", ["quick"], "Kim"))
    assert len(jobs.all()) == 30 and jobs.all()[0] == last
