from __future__ import annotations

import threading
from pathlib import Path

import pytest

from corpus.reading.catalogue import corpus_fingerprint
from index import messages
from index.embedding.model_identity import model_identity
from index.errors import (
    BrokenIndexError,
    BuildRunningError,
    CandidateChangedError,
    DataDirectoryError,
    NoIndexError,
    NothingToRollBackError,
)
from index.method import METHOD
from index.publishing.manifest import Manifest, stale_reasons
from index.publishing.publication_store import PublicationStore
from index.publishing.publications import Pointer
from index.publishing.record import Action, Grounds

DAMAGED = [b"", b"{", b'{"publication": "a', b"[]", b"null", b'{"annat": 1}', b"\xff\xfe", b"\0" * 100]


def manifest(publication: str, corpus: str = "c", model: str = "m", method: str = METHOD) -> Manifest:
    return Manifest(publication, "2026-11-23T12:00:00+00:00", corpus, model, method, passages=2, questions=1, clauses=0)


@pytest.fixture
def publications(tmp_path: Path) -> PublicationStore:
    made = PublicationStore(tmp_path / "data")
    made.prepare()
    return made


def finish(publications: PublicationStore, *names: str) -> None:
    for name in names:
        publications.path(name).mkdir()
        publications.finish(manifest(name))


def publish(publications: PublicationStore, *names: str) -> None:
    for name in names:
        finish(publications, name)
        publications.publish(manifest(name), Grounds(reason="prov"))


def pointed(publications: PublicationStore) -> tuple[str, str | None] | None:
    pointer = publications.pointer()
    return (pointer.publication, pointer.previous) if pointer else None


def stored(publications: PublicationStore) -> set[str]:
    return {path.name for path in publications.path("x").parent.iterdir()}


def test_nothing_is_published_at_first(publications: PublicationStore) -> None:
    assert publications.pointer() is None
    assert (publications.candidate(), publications.record(), publications.serves("m")) == (None, [], False)
    with pytest.raises(NoIndexError, match="asf index build --publish-first"):
        publications.current()
    with pytest.raises(NothingToRollBackError):
        publications.roll_back("m")


def test_a_finished_build_is_a_candidate_until_it_is_published(publications: PublicationStore) -> None:
    publish(publications, "a")
    assert publications.candidate() is None
    finish(publications, "b")
    assert (publications.current(), publications.candidate()) == (manifest("a"), manifest("b"))
    finish(publications, "c")
    with pytest.raises(CandidateChangedError, match="b är inte kandidat längre"):
        publications.publish(manifest("b"), Grounds())
    assert (publications.current(), publications.candidate()) == (manifest("a"), manifest("c"))
    publications.publish(manifest("c"), Grounds())
    assert (publications.current(), publications.candidate()) == (manifest("c"), None)


def test_what_was_rolled_back_waits_for_publication_no_more(publications: PublicationStore) -> None:
    publish(publications, "a")
    publications.path("b").mkdir()
    publications.finish(manifest("b", corpus="fel"))
    publications.publish(manifest("b", corpus="fel"), Grounds())
    assert publications.taken_back("fel") is None
    publications.roll_back("m", "Fel bilaga", "Ada")
    assert publications.candidate() is None
    back = publications.taken_back("fel")
    assert back is not None
    assert (back.grounds.reason, back.grounds.by) == ("Fel bilaga", "Ada")
    assert publications.taken_back("c") is None
    publish(publications, "d")
    assert publications.taken_back("fel") is None


def test_what_was_built_of_another_corpus_meanwhile_still_waits(publications: PublicationStore) -> None:
    publish(publications, "a")
    publications.path("b").mkdir()
    publications.finish(manifest("b", corpus="fel"))
    publications.publish(manifest("b", corpus="fel"), Grounds())
    finish(publications, "c")
    publications.roll_back("m")
    assert publications.candidate() == manifest("c")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_candidate_file_means_that_there_is_none(publications: PublicationStore, content: bytes) -> None:
    finish(publications, "a")
    (publications.directory / "candidate.json").write_bytes(content)
    assert publications.candidate() is None
    finish(publications, "b")
    assert publications.candidate() == manifest("b")


def test_publishing_switches_the_pointer_and_remembers_what_was_before(publications: PublicationStore) -> None:
    publish(publications, "a")
    assert (publications.current(), pointed(publications)) == (manifest("a"), ("a", None))
    publish(publications, "b")
    assert (publications.current(), pointed(publications)) == (manifest("b"), ("b", "a"))
    files = {path.name for path in publications.directory.iterdir() if path.suffix != ".lock"}
    assert files == {"publications", "current.json", "candidate.json", "publications.jsonl"}


def test_a_pointer_of_the_time_before_the_record_is_followed(publications: PublicationStore) -> None:
    publish(publications, "a", "b")
    (publications.directory / "publications.jsonl").unlink()
    (publications.directory / "current.json").write_text('{"publication": "b", "previous": "a"}')
    assert (publications.pointer(), publications.record()) == (Pointer("b", "a"), [])
    publications.roll_back("m")
    assert [entry.action for entry in publications.record()] == [Action.ROLLED_BACK]


def test_rolling_back_swaps_the_two_and_can_be_undone(publications: PublicationStore) -> None:
    publish(publications, "a")
    with pytest.raises(NothingToRollBackError):
        publications.roll_back("m")
    publish(publications, "b")
    assert [publications.roll_back("m"), publications.current().publication] == ["a", "a"]
    assert [publications.roll_back("m"), publications.current().publication] == ["b", "b"]


def test_nothing_is_rolled_back_to_what_the_running_program_cannot_serve(publications: PublicationStore) -> None:
    publish(publications, "a", "b")
    with pytest.raises(NothingToRollBackError, match="a byggdes med en annan språkmodell"):
        publications.roll_back("annan/modell")
    assert publications.current().publication == "b"


def test_rolling_back_waits_for_no_build(publications: PublicationStore) -> None:
    publish(publications, "a", "b")
    with publications.lock():
        assert publications.roll_back("m") == "a"


def test_every_switch_is_recorded_with_its_grounds(publications: PublicationStore) -> None:
    grounds = Grounds({"2026-11-23": {"pass": 0.95, "cases": 100, "verdict": None}}, ("golvet",), True, "brådska")
    finish(publications, "a")
    publications.publish(manifest("a"), grounds)
    publish(publications, "b")
    publications.roll_back("m", "fel bilaga")
    first, second, third = publications.record()
    assert (first.action, first.publication, first.corpus, first.model) == (Action.PUBLISHED, "a", "c", "m")
    assert (first.method, first.grounds, first.when.endswith("+00:00")) == (METHOD, grounds, True)
    assert (second.publication, second.grounds.reason) == ("b", "prov")
    assert (third.action, third.publication, third.grounds) == (Action.ROLLED_BACK, "a", Grounds(reason="fel bilaga"))


def test_an_entry_that_a_crash_kept_out_of_the_record_is_told_and_written_by_the_next(
    publications: PublicationStore,
) -> None:
    publish(publications, "a")
    record = publications.directory / "publications.jsonl"
    before = record.read_bytes()
    publish(publications, "b")
    record.write_bytes(before)  # as if killed between the switch of the pointer and the line
    assert [entry.publication for entry in publications.record()] == ["a", "b"]
    assert record.read_bytes() == before
    publish(publications, "c")
    assert [entry.publication for entry in publications.record()] == ["a", "b", "c"]


def test_nothing_is_rolled_back_to_a_publication_that_is_gone(publications: PublicationStore) -> None:
    publish(publications, "a", "b")
    (publications.path("a") / "manifest.json").unlink()
    with pytest.raises(BrokenIndexError, match="Indexet a "):
        publications.roll_back("m")
    assert publications.current().publication == "b"


def test_readers_see_the_old_pointer_or_the_new_one_never_a_part(publications: PublicationStore) -> None:
    publish(publications, "a", "b")
    seen: set[tuple[str, str | None] | None] = set()
    faults: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.add(pointed(publications))
            except Exception as error:
                faults.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(200):
        publications.roll_back("m")
    done.set()
    reader.join()
    assert faults == []
    assert seen <= {("a", "b"), ("b", "a")}


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_pointer_is_one_clear_fault_and_the_next_publication_mends_it(
    publications: PublicationStore, content: bytes
) -> None:
    publish(publications, "a")
    (publications.directory / "current.json").write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"Indexet current\.json .* går inte att läsa") as caught:
        publications.current()
    assert len(str(caught.value).splitlines()) == 1
    publish(publications, "b")
    assert pointed(publications) == ("b", None)


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_manifest_is_one_clear_fault(publications: PublicationStore, content: bytes) -> None:
    publish(publications, "a")
    (publications.path("a") / "manifest.json").write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"Indexet a .* går inte att läsa") as caught:
        publications.current()
    assert len(str(caught.value).splitlines()) == 1


def test_pruning_keeps_what_is_served_the_one_before_and_the_latest(publications: PublicationStore) -> None:
    publish(publications, "1", "2", "3", "4", "5", "6")
    publications.path("half").mkdir()
    publications.prune()
    assert stored(publications) == {"4", "5", "6"}
    publications.roll_back("m")
    publish(publications, "7")
    publications.roll_back("m")
    publish(publications, "8", "9")
    publications.prune()
    assert stored(publications) == {"7", "8", "9"}


def test_pruning_never_deletes_the_served_one_however_old(publications: PublicationStore) -> None:
    publish(publications, "1", "2")
    for name in ("3", "4", "5", "6"):
        publications.path(name).mkdir()
        (publications.path(name) / "manifest.json").touch()
    publications.prune()
    assert stored(publications) == {"1", "2", "4", "5", "6"}


def test_pruning_never_deletes_the_candidate(publications: PublicationStore) -> None:
    publish(publications, "6", "7", "8")
    finish(publications, "1")
    (publications.directory / ".current.json.123.part").touch()  # left by a killed writer
    publications.prune()
    assert stored(publications) == {"1", "6", "7", "8"}
    assert list(publications.directory.glob(".*")) == []


def test_ids_are_never_used_twice(publications: PublicationStore) -> None:
    names = []
    for _ in range(5):
        names.append(publications.new_publication("0123456789"))
        publications.path(names[-1]).mkdir()
    assert len(set(names)) == 5
    assert all("-01234567" in name for name in names)


def test_a_second_lock_is_refused_until_the_first_is_released(publications: PublicationStore) -> None:
    with publications.lock(), pytest.raises(BuildRunningError, match="Ett annat bygge pågår"), publications.lock():
        pass
    with publications.lock():
        pass


def test_a_lock_that_cannot_be_opened_is_a_clear_fault(publications: PublicationStore) -> None:
    (publications.directory / "build.lock").mkdir()
    with pytest.raises(DataDirectoryError, match="går inte att skriva i"), publications.lock():
        pass


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(DataDirectoryError, match="går inte att skriva i") as caught:
        PublicationStore(tmp_path / "fil" / "data").prepare()
    assert str(tmp_path / "fil" / "data") in str(caught.value)
    with pytest.raises(BrokenIndexError):  # what the path hides may be an index
        PublicationStore(tmp_path / "fil" / "data").current()


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


def test_pruning_deletes_nothing_while_nobody_can_tell_what_is_served(publications: PublicationStore) -> None:
    publish(publications, "1", "2", "3", "4", "5", "6")
    before = stored(publications)
    (publications.directory / "current.json").write_text("{", encoding="utf-8")
    publications.prune()
    assert stored(publications) == before


def test_publishing_what_is_served_already_keeps_the_way_back(publications: PublicationStore) -> None:
    publish(publications, "1", "2")
    before, record = publications.pointer(), publications.record()
    publications.publish(publications.current(), Grounds(reason="en gång till"))
    assert (publications.pointer(), publications.record()) == (before, record)
