from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import BrokenRecordError
from index.publishing.manifest import Manifest
from index.publishing.record import Action, Entry, Grounds, Record


def entry(publication: str) -> Entry:
    made = Manifest(publication, "2026-11-23T12:00:00+00:00", "korpus", "modell", "metod", 2, 1, 0)
    return Entry.now(Action.PUBLISHED, made, Grounds({"2026-11-23": {"pass": 1.0, "cases": 3}}, ("å",), True, "ö"))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "record.jsonl")


def test_what_is_appended_is_read_back_in_order(record: Record) -> None:
    assert (record.entries(), record.ends_with(entry("a"))) == ([], False)
    written = [entry("a"), entry("b")]
    for each in written:
        record.append(each)
    assert record.entries() == written
    assert (record.ends_with(written[1]), record.ends_with(written[0])) == (True, False)


def test_an_entry_survives_json(record: Record) -> None:
    assert Entry.from_fields(entry("a").fields) == entry("a")
    assert set(entry("a").fields) == {
        "when", "action", "publication", "corpus", "model", "method", "figures", "broken", "forced", "reason", "by"
    }  # fmt: skip


def test_a_torn_last_line_is_ignored_and_mended(record: Record, tmp_path: Path) -> None:
    first, second, third = entry("a"), entry("b"), entry("c")
    record.append(first)
    whole = (tmp_path / "record.jsonl").read_bytes()
    record.append(second)
    both = (tmp_path / "record.jsonl").read_bytes()
    for length in range(len(whole), len(both)):
        (tmp_path / "record.jsonl").write_bytes(both[:length])
        assert (record.entries(), record.ends_with(first)) == ([first], True)
    record.append(third)
    assert record.entries() == [first, third]


@pytest.mark.parametrize("line", [b"trasig", b"[]", b"{}", b'{"when": 1}', b"\xff"])
def test_any_other_damage_is_told_with_its_line(record: Record, tmp_path: Path, line: bytes) -> None:
    record.append(entry("a"))
    with (tmp_path / "record.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(BrokenRecordError, match="Rad 2 i"):
        record.entries()
    record.append(entry("b"))  # publishing goes on
    assert record.ends_with(entry("b"))
