from __future__ import annotations

import threading
from pathlib import Path

import pytest

from corpus.catalogue import corpus_fingerprint
from index import messages
from index.errors import (
    BrokenIndexError,
    BuildRunningError,
    DataDirectoryError,
    NoIndexError,
    NothingToRollBackError,
)
from index.method import METHOD
from index.model_identity import model_identity
from index.publication import Manifest, Pointer, Shelf, stale_reasons

DAMAGED = [b"", b"{", b'{"publication": "a', b"[]", b"null", b'{"annat": 1}', b"\xff\xfe", b"\0" * 100]


def manifest(publication: str, corpus: str = "c", model: str = "m", method: str = METHOD) -> Manifest:
    return Manifest(publication, "2026-11-23T12:00:00+00:00", corpus, model, method, passages=2, questions=1, clauses=0)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path / "data")
    made.prepare()
    return made


def publish(shelf: Shelf, *names: str) -> None:
    for name in names:
        shelf.path(name).mkdir()
        shelf.publish(manifest(name))


def shelved(shelf: Shelf) -> set[str]:
    return {path.name for path in shelf.path("x").parent.iterdir()}


def test_nothing_is_published_at_first(shelf: Shelf) -> None:
    assert shelf.pointer() is None
    with pytest.raises(NoIndexError, match="python -m index build"):
        shelf.current()
    with pytest.raises(NothingToRollBackError):
        shelf.roll_back()


def test_publishing_switches_the_pointer_and_remembers_what_was_before(shelf: Shelf) -> None:
    publish(shelf, "a")
    assert (shelf.current(), shelf.pointer()) == (manifest("a"), Pointer("a", None))
    publish(shelf, "b")
    assert (shelf.current(), shelf.pointer()) == (manifest("b"), Pointer("b", "a"))
    assert {path.name for path in shelf.directory.iterdir()} == {"publications", "current.json"}


def test_rolling_back_swaps_the_two_and_can_be_undone(shelf: Shelf) -> None:
    publish(shelf, "a")
    with pytest.raises(NothingToRollBackError):
        shelf.roll_back()
    publish(shelf, "b")
    assert [shelf.roll_back(), shelf.current().publication] == ["a", "a"]
    assert [shelf.roll_back(), shelf.current().publication] == ["b", "b"]


def test_nothing_is_rolled_back_to_a_publication_that_is_gone(shelf: Shelf) -> None:
    publish(shelf, "a", "b")
    (shelf.path("a") / "manifest.json").unlink()
    with pytest.raises(BrokenIndexError, match="Indexet a "):
        shelf.roll_back()
    assert shelf.current().publication == "b"


def test_readers_see_the_old_pointer_or_the_new_one_never_a_part(shelf: Shelf) -> None:
    publish(shelf, "a", "b")
    seen: set[Pointer | None] = set()
    faults: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.add(shelf.pointer())
            except Exception as error:
                faults.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(200):
        shelf.roll_back()
    done.set()
    reader.join()
    assert faults == []
    assert seen <= {Pointer("a", "b"), Pointer("b", "a")}


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_pointer_is_one_clear_fault_and_the_next_publication_mends_it(shelf: Shelf, content: bytes) -> None:
    publish(shelf, "a")
    (shelf.directory / "current.json").write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"Indexet current\.json .* går inte att läsa") as caught:
        shelf.current()
    assert len(str(caught.value).splitlines()) == 1
    publish(shelf, "b")
    assert shelf.pointer() == Pointer("b", None)


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_manifest_is_one_clear_fault(shelf: Shelf, content: bytes) -> None:
    publish(shelf, "a")
    (shelf.path("a") / "manifest.json").write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"Indexet a .* går inte att läsa") as caught:
        shelf.current()
    assert len(str(caught.value).splitlines()) == 1


def test_pruning_keeps_what_is_served_the_one_before_and_the_latest(shelf: Shelf) -> None:
    publish(shelf, "1", "2", "3", "4", "5", "6")
    shelf.path("half").mkdir()
    shelf.prune()
    assert shelved(shelf) == {"4", "5", "6"}
    shelf.roll_back()
    publish(shelf, "7")
    shelf.roll_back()
    publish(shelf, "8", "9")
    shelf.prune()
    assert shelved(shelf) == {"7", "8", "9"}


def test_pruning_never_deletes_the_served_one_however_old(shelf: Shelf) -> None:
    publish(shelf, "1", "2")
    for name in ("3", "4", "5", "6"):
        shelf.path(name).mkdir()
        (shelf.path(name) / "manifest.json").touch()
    shelf.prune()
    assert shelved(shelf) == {"1", "2", "4", "5", "6"}


def test_ids_are_never_used_twice(shelf: Shelf) -> None:
    names = []
    for _ in range(5):
        names.append(shelf.new_publication("0123456789"))
        shelf.path(names[-1]).mkdir()
    assert len(set(names)) == 5
    assert all("-01234567" in name for name in names)


def test_a_second_lock_is_refused_until_the_first_is_released(shelf: Shelf) -> None:
    with shelf.lock(), pytest.raises(BuildRunningError, match="Ett annat bygge pågår"), shelf.lock():
        pass
    with shelf.lock():
        pass


def test_a_lock_that_cannot_be_opened_is_a_clear_fault(shelf: Shelf) -> None:
    (shelf.directory / "build.lock").mkdir()
    with pytest.raises(DataDirectoryError, match="går inte att skriva i"), shelf.lock():
        pass


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(DataDirectoryError, match="går inte att skriva i") as caught:
        Shelf(tmp_path / "fil" / "data").prepare()
    assert str(tmp_path / "fil" / "data") in str(caught.value)
    with pytest.raises(BrokenIndexError):  # what the path hides may be an index
        Shelf(tmp_path / "fil" / "data").current()


def test_staleness_is_told_for_corpus_model_and_method(tmp_path: Path) -> None:
    (tmp_path / "dalen").mkdir()
    corpus, model = corpus_fingerprint(tmp_path), model_identity("bundled")
    fresh = manifest("a", corpus, model)
    assert stale_reasons(fresh, tmp_path, model) == []
    assert stale_reasons(fresh, tmp_path, "annan/modell") == [messages.STALE_MODEL]
    assert stale_reasons(manifest("a", corpus, model, "old"), tmp_path, model) == [messages.STALE_METHOD]
    (tmp_path / "dalen" / "2020.md").touch()
    assert stale_reasons(fresh, tmp_path, model) == [messages.STALE_CORPUS]
    old = manifest("a", "other", "other", "old")
    assert stale_reasons(old, tmp_path, model) == [
        messages.STALE_CORPUS, messages.STALE_MODEL, messages.STALE_METHOD
    ]  # fmt: skip
