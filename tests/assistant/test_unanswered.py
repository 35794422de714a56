from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.model import Answer
from assistant.unanswered import UnansweredStore
from corpus.database.engine import Database
from corpus.model import Status

DAY = date(2026, 11, 29)
OPEN = Answer(Status.NOT_IN_GUIDELINES, None, (), (), (), "sv", "Hur mycket?", DAY, is_today=True, publication="p-1")


def store(directory: Path) -> UnansweredStore:
    return UnansweredStore(Database("", directory), 90, clock=lambda: DAY)


@pytest.mark.parametrize("status", Status)
def test_only_what_the_text_leaves_open_is_kept(tmp_path: Path, status: Status) -> None:
    kept = store(tmp_path)
    kept.note(replace(OPEN, status=status))
    assert len(list(kept.kept())) == (status in (Status.NOT_IN_GUIDELINES, Status.PARTIAL))


def test_who_asks_is_masked(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.note(replace(OPEN, standalone_question="Anna 811228-9874, a@b.example, 070-123 45 67 undrar\x1b[31m?"))
    [(day, given)] = kept.kept()
    assert (day, given.question) == (DAY, "Anna [personnummer], [e-post], [telefon] undrar[31m?")
    assert "811228" not in "".join(file.read_text("latin-1") for file in tmp_path.iterdir())


def test_what_cannot_be_kept_stands_in_nobody_s_way(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    store(tmp_path / "fil" / "mapp").note(OPEN)
