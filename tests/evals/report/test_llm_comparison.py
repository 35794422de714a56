"""A run with a language model beside the one without, through the command line and the real wire."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals import messages
from evals.run.runs import load_run
from tests.assistant.llm.bad_model import BadModel, bad_model, obeys

MOSTLY = 0.7
"""A model that does as it is told gets at least this share of the answers with quotes through the check."""


def evals(model: BadModel | None, data_dir: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    chosen = {
        "ASF_DATA_DIR": str(data_dir.absolute()),
        "ASF_LLM_BASE_URL": model.url if model else "http://127.0.0.1:1/v1",
        "ASF_LLM_PHRASE": "true",
    }
    command = [sys.executable, "-m", "evals", "run", *arguments, "--suite", "fragor", "--tag", "telegram",
               "--split", "dev", "--out", str(tmp_path)]  # fmt: skip
    return subprocess.run(command, env=os.environ | chosen, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_both_are_asked_the_same_and_reported_beside_each_other(data_dir: Path, tmp_path: Path) -> None:
    with bad_model() as model:
        model.reply = obeys
        done = evals(model, data_dir, tmp_path, "--llm", "openai:prov", "--graded")
        assert model.bodies
    assert messages.WITH_MODEL.format(model="openai:prov") in done.stdout, done.stderr
    folders = sorted(tmp_path.iterdir())
    plain, phrased, alone = (load_run(folder) for folder in folders)
    assert (plain[0].llm, phrased[0].llm, alone[0].llm) == ("", "openai:prov", "openai:prov")
    assert [each.case_id for each in plain[1]] == [each.case_id for each in phrased[1]]
    by_model = [each for each in phrased[1] if each.answer["answered_by"] == "openai:prov"]
    quoting = [each for each in plain[1] if each.answer["status"] in ("answered", "partial")]
    assert len(by_model) >= MOSTLY * len(quoting), done.stderr
    assert all("Med andra ord, av en språkmodell:" in each.answer["answer"] for each in by_model)
    assert all(each.answer["prompt"] for each in phrased[1])
    for before, after in zip(plain[1], phrased[1], strict=True):
        assert after.answer["verdict"] in (None, before.answer["verdict"])
    assert any(each.answer["read_by"] == "openai:prov" for each in phrased[1])
    page = (folders[1] / "report.html").read_text(encoding="utf-8")
    for text in (messages.BESIDE, messages.READ_SHARE, messages.COST_NAME, messages.PHRASED_SHARE, messages.GRADED):
        assert text in page
    assert (folders[1] / "flips.txt").read_text(encoding="utf-8").startswith(messages.BETTER.split("{")[0])
    again = evals(None, data_dir, tmp_path / "again", "--recorded", str(folders[1]))
    assert messages.WITH_MODEL.format(model="openai:prov") in again.stdout, again.stderr
    _, replayed, _ = (load_run(folder) for folder in sorted((tmp_path / "again").iterdir()))
    assert [each.answer for each in replayed[1]] == [each.answer for each in phrased[1]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--graded"], messages.GRADE_NEEDS_MODEL),
        (["--recorded", "x", "--llm", "ollama:x"], messages.RECORDED_NOT_BOTH),
        (["--llm", "ollama:x", "--url", "http://127.0.0.1:1"], messages.NO_MODEL_OVER_URL),
    ],
)
def test_what_does_not_go_together_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evals", "run", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert told.split()[0] in done.stderr
