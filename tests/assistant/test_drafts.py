"""What a model proposes for staff, through the command line and over the real wire."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.drafts import BANK, CASES, QUESTIONS
from corpus.errors import BrokenCorpusError
from corpus.reading.catalogue import load_catalogue
from evals.cases.suites import load_suites
from evals.model import Kind
from tests.assistant.llm.bad_model import BadModel, bad_model, calls_a_tool, fails, told_to, writes

OLD = """\
---
guideline: batplatser
version: {version}
title: Påhittade regler för båtplatser i Dalens hamn
adopted: {version}
adopted_by: Dalens hamnstyrelse
valid_from: {version}
valid_to: {ends}
---
# Påhittade regler för båtplatser i Dalens hamn

Båtplatser hyrs ut till boende i Dalen. Hyran är {rent} kronor per säsong.
"""


@pytest.fixture
def model() -> Iterator[BadModel]:
    with bad_model() as model:
        yield model


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "documents" / "batplatser"
    folder.mkdir(parents=True)
    for version, ends, rent in (("2025-01-01", "2025-12-31", "2 400"), ("2026-01-01", "null", "2 600")):
        (folder / f"{version}.md").write_text(OLD.format(version=version, ends=ends, rent=rent), encoding="utf-8")
    return folder.parent


def proposes(handler: Any) -> None:
    """Three questions and two near misses a passage, one of each twice."""
    text = json.loads(told_to(handler).split("<passage>\n")[1].split("\n</passage>")[0])["text"]
    questions = [f"Gäller detta {text[:12]}?", f"Vad sägs om {text[:12]}?", f"Vad sägs om {text[:12]}!", "Hur då?"]
    writes(json.dumps({"besvaras": questions, "framgar_inte": [f"När {text[:12]}?", f"Varför {text[:12]}?", ""]}))(
        handler
    )


def draft(model: BadModel | None, corpus: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    chosen = {"ASF_CORPUS_DIR": str(corpus), "ASF_DATA_DIR": str(corpus.parent / "data")}
    if model is not None:
        chosen |= {"ASF_LLM": "openai:prov", "ASF_LLM_BASE_URL": model.url}
    command = [sys.executable, "-m", "assistant", "staff", "draft-questions", *arguments]
    return subprocess.run(command, env=os.environ | chosen, capture_output=True, text=True, check=False)


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def test_proposals_lie_apart_until_a_person_moves_them(model: BadModel, corpus: Path) -> None:
    model.reply = proposes
    done = draft(model, corpus, "batplatser")
    folder = corpus.parent / "data" / "drafts" / "batplatser-2026-01-01"
    assert done.returncode == 0, done.stderr
    assert str(folder) in done.stdout
    assert load_catalogue(corpus).guidelines[0].bank is None
    assert "openai:prov" in (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()[0]
    groups = read(folder / QUESTIONS)["groups"]
    assert [len(group["questions"]) for group in groups] == [2, 1, 1, 1]  # "Hur då?" is asked once, and a case
    assert all(question for group in groups for question in group["questions"])
    bank = corpus / "batplatser"
    (bank / "questions").mkdir()
    (folder / BANK).rename(bank / "bank.yaml")
    (folder / QUESTIONS).rename(bank / "questions" / "utkast.yaml")
    with pytest.raises(BrokenCorpusError, match="NAMN"):  # nobody has said what is missing
        load_catalogue(corpus)
    kept = [group for group in groups if "gaps" not in group]
    (bank / "questions" / "utkast.yaml").write_text(yaml.safe_dump({"groups": kept}), encoding="utf-8")
    catalogue = load_catalogue(corpus)
    assert catalogue.guidelines[0].bank is not None
    cases = load_suites(folder, catalogue, {}) if (folder / CASES).exists() else []
    assert {case.kind for case in cases} == {Kind.ANSWERABLE, Kind.UNANSWERABLE}


def test_only_what_changed_is_asked_about(model: BadModel, corpus: Path) -> None:
    model.reply = proposes
    assert draft(model, corpus, "batplatser", "--changed").returncode == 0
    assert len(model.bodies) == 1
    assert "2 600" in model.sent
    again = draft(model, corpus, "batplatser", "--changed")
    assert again.returncode == 2
    assert "finns redan" in again.stderr


@pytest.mark.parametrize("reply", [fails(401), calls_a_tool, writes('{"besvaras": "Hur?"}'), writes("Hur mycket?")])
def test_a_bad_model_leaves_nothing_behind(model: BadModel, corpus: Path, reply: Any) -> None:
    model.reply = reply
    done = draft(model, corpus, "batplatser")
    assert done.returncode == 1
    assert "inga förslag" in done.stderr
    assert not (corpus.parent / "data" / "drafts").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("annan",), "batplatser"),
        (("batplatser", "--version", "1999"), "2026-01-01"),
        (("batplatser", "--version", "2025-01-01", "--changed"), "den första"),
    ],
)
def test_what_cannot_be_drafted_is_told(model: BadModel, corpus: Path, arguments: tuple[str, ...], said: str) -> None:
    done = draft(model, corpus, *arguments)
    assert done.returncode != 0
    assert said in done.stderr
    assert model.bodies == []


def test_without_a_model_it_is_told_how_to_set_one(corpus: Path) -> None:
    done = draft(None, corpus, "batplatser")
    assert done.returncode == 2
    assert "ASF_LLM" in done.stderr
