from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import FeedbackFullError
from assistant.feedback import REASONS, Feedback, FeedbackStore
from corpus.database import tables
from corpus.database.day_table import delete_in_time
from corpus.database.engine import Database

GIVEN = Feedback(helpful=False, question="Kan vi få stöd?", answer="Det framgår inte.", comment="Oklart\nsvar")


def store_on(directory: Path, day: date, days: int = 90) -> FeedbackStore:
    return FeedbackStore(Database("", directory), days, clock=lambda: day, earlier=directory / "feedback")


def rows_in(directory: Path) -> int:
    with Database("", directory).reading() as connection:
        return len(connection.execute(tables.feedback.select()).all())


def test_what_is_given_is_kept_with_its_day(tmp_path: Path) -> None:
    directory = tmp_path / "feedback"
    store_on(directory, date(2026, 1, 1)).add(GIVEN)
    liked = Feedback(helpful=True, question="Hej?", answer="Svar")
    store_on(directory, date(2026, 1, 2)).add(liked)
    store_on(directory, date(2026, 1, 2)).add(GIVEN)
    kept = list(store_on(directory, date(2026, 1, 2)).kept())
    assert kept == [(date(2026, 1, 1), GIVEN), (date(2026, 1, 2), liked), (date(2026, 1, 2), GIVEN)]


@pytest.mark.parametrize(("day", "kept"), [(date(2026, 1, 30), 2), (date(2026, 1, 31), 1)])
def test_it_is_deleted_when_its_days_are_over(tmp_path: Path, day: date, kept: int) -> None:
    store_on(tmp_path, date(2026, 1, 1), days=30).add(GIVEN)
    store_on(tmp_path, day, days=30).add(GIVEN)
    assert len(list(store_on(tmp_path, day, days=30).kept())) == kept
    assert rows_in(tmp_path) == kept


def test_a_server_deletes_it_also_when_nothing_new_comes(tmp_path: Path) -> None:
    store_on(tmp_path, date(2026, 1, 1)).add(GIVEN)
    delete_in_time([store_on(tmp_path, date(2026, 12, 1))])
    deadline = time.monotonic() + 10
    while rows_in(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert rows_in(tmp_path) == 0


def test_a_day_can_be_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.database.day_table._MAX_BYTES_A_DAY", 10)
    store = store_on(tmp_path, date(2026, 1, 1))
    store.add(GIVEN)
    with pytest.raises(FeedbackFullError):
        store.add(GIVEN)
    assert len(list(store.kept())) == 1


def test_nothing_is_kept_before_the_first(tmp_path: Path) -> None:
    assert list(store_on(tmp_path / "ingen", date(2026, 1, 1)).kept()) == []
    assert not (tmp_path / "ingen").exists()


def test_nothing_in_it_can_steer_a_terminal() -> None:
    given = Feedback(helpful=True, question="a\x1b[31m\u202eb\0", answer="ett\r\n  två\x07", comment="\x9b2J")
    assert (given.question, given.answer, given.comment) == ("a[31mb", "ett\ntvå", "2J")


def test_what_is_said_later_of_an_answer_replaces_what_was_said_before(tmp_path: Path) -> None:
    store = store_on(tmp_path, date(2026, 1, 1))
    pressed = GIVEN.model_copy(update={"id": "a-1", "comment": ""})
    commented = pressed.model_copy(update={"comment": "Beloppet saknas."})
    for given in (pressed, GIVEN, commented, GIVEN):
        store.add(given)
    assert [given for _, given in store.kept()] == [GIVEN, commented, GIVEN]


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_kept(tmp_path: Path, reason: str) -> None:
    given = Feedback.model_validate({**GIVEN.model_dump(), "reason": reason})
    store_on(tmp_path, date(2026, 1, 1)).add(given)
    assert [kept for _, kept in store_on(tmp_path, date(2026, 1, 1)).kept()] == [given]
    assert reason in tables.REASONS


def test_files_of_earlier_releases_are_taken_over_once(tmp_path: Path) -> None:
    folder = tmp_path / "feedback"
    folder.mkdir()
    line = GIVEN.model_dump_json(exclude={"reason"})
    for day in ("2026-01-01", "2026-01-02"):
        (folder / f"{day}.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    again = (folder / "2026-01-02.jsonl").read_bytes()
    before = list(store_on(tmp_path, date(2026, 1, 3)).kept())
    assert before == [(date(2026, 1, day), GIVEN) for day in (1, 1, 2, 2)]
    assert list(folder.iterdir()) == []
    (folder / "2026-01-02.jsonl").write_bytes(again)  # as after a crash between taking it and deleting it
    assert list(store_on(tmp_path, date(2026, 1, 3)).kept()) == before


def test_what_is_no_record_is_not_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / "feedback"
    folder.mkdir()
    (folder / "2026-01-01.jsonl").write_text(f'{GIVEN.model_dump_json()}\n{{"helpful": tr', encoding="utf-8")
    assert len(list(store_on(tmp_path, date(2026, 1, 1)).kept())) == 1
    assert [path.name for path in folder.iterdir()] == ["2026-01-01.jsonl.rest"]
