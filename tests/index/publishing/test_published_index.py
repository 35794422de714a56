from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.model import Status
from index.errors import BrokenIndexError, NoIndexError
from index.publishing.publication_store import PublicationStore
from index.publishing.published_index import LiveIndex, open_published

if TYPE_CHECKING:
    from tests.federation import Federation

OLD, NEW = "Förbundet kan ge stöd till cykelverkstäder.", "Förbundet kan ge stöd till glasblåseri."
SECOND = "Ansökan görs av kommunen Dalby."
DAMAGE = [
    ("manifest.json", b'{"publication": "2026'),
    ("manifest.json", None),
    ("understanding.npz", b"trasig"),
    ("understanding.npz", b""),
    ("understanding.npz", None),
    ("understanding.json", b'{"questions": ['),
    ("chroma/chroma.sqlite3", b"trasig"),
    ("chroma/chroma.sqlite3", None),
    ("corpus/stod-dalen/2020.md", b"\xff"),
    ("corpus/stod-dalen/2020.md", None),
]


def bank(federation: Federation) -> None:
    """Enough sample questions for a classifier to be trained."""
    things = "cyklar båtar tavlor glas ull lera trä papper sten mjöl bin får".split()
    asked = [f"Kan vi få stöd till {thing}?" for thing in things]
    chat = [f"Hej {thing}, hur mår du?" for thing in things]
    rows = [f"- passages: [stod]\n  questions: {asked}", f"- kind: smalltalk\n  questions: {chat}"]
    text = f"passages: {{stod: '{OLD}'}}\ngaps: {{}}\ngroups:\n" + "\n".join(rows)
    (federation.documents / "stod-dalen" / "bank.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def sound(federation_in: Callable[[Path], Federation], tmp_path_factory: pytest.TempPathFactory) -> Federation:
    """Built once with a bank; to be copied, not changed."""
    made = federation_in(tmp_path_factory.mktemp("sound"))
    bank(made)
    made.build()
    return made


@pytest.mark.parametrize(("part", "content"), DAMAGE)
def test_a_damaged_publication_is_one_clear_fault(
    sound: Federation, tmp_path: Path, part: str, content: bytes | None
) -> None:
    shutil.copytree(sound.data, tmp_path / "data")
    publications = PublicationStore(tmp_path / "data")
    publication = publications.current().publication
    open_published(tmp_path / "data").close()
    file = publications.path(publication) / part
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(BrokenIndexError) as caught:
        open_published(tmp_path / "data")
    message = str(caught.value)
    assert message.startswith(f"Indexet {publication} i ")
    assert message.endswith("Bygg om det: asf index build, och sedan: asf evals publish")
    assert len(message.splitlines()) == 1


def test_an_index_without_all_its_vectors_is_not_served(federation: Federation) -> None:
    publication = federation.build().manifest.publication
    manifest = federation.publications.path(publication) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"passages": 2', '"passages": 3'))
    with pytest.raises(BrokenIndexError, match="antalet vektorer stämmer inte"):
        federation.open()


def test_only_the_versions_asked_for_are_searched(federation: Federation) -> None:
    keys = [
        federation.write(str(year), OLD, f"Ansökan görs av kommunen Dalby senast {year}.") for year in range(2020, 2026)
    ]
    federation.build()
    index = federation.open()
    assert federation.found(index, "När ansöker man?") == []
    assert federation.found(index, "När ansöker man?", "stod-dalen/1999") == []
    for year, key in zip(range(2020, 2026), keys, strict=True):
        assert federation.found(index, "När ansöker man?", key, limit=50) == [
            f"Ansökan görs av kommunen Dalby senast {year}.", OLD
        ]  # fmt: skip
    both = federation.found(index, "När ansöker man?", keys[0], keys[3], limit=50)
    assert sorted(both) == sorted([OLD, OLD, *(f"Ansökan görs av kommunen Dalby senast {y}." for y in (2020, 2023))])


def test_questions_are_read(sound: Federation) -> None:
    index = sound.open()
    assert index.manifest.questions == 24
    prediction = index.predict("Kan vi få stöd till guld?", sound.model)
    assert prediction is not None
    assert prediction.status is Status.ANSWERED


def test_vectors_of_another_model_are_refused(federation: Federation) -> None:
    federation.build()
    index = federation.open()
    index.require_model(federation.model.identity)
    with pytest.raises(BrokenIndexError, match="modellen har ändrats"):
        index.require_model("annan/modell")


def test_a_running_service_follows_publication_and_rollback(federation: Federation) -> None:
    federation.build()
    live = LiveIndex(federation.data)
    held = live.get()
    assert live.get() is held
    federation.write("2020", NEW)
    new = federation.build().manifest
    assert live.get().manifest == new
    assert federation.found(live.get(), "Vad får stöd?", "stod-dalen/2020") == [NEW]
    assert federation.found(held, "Vad får stöd?", "stod-dalen/2020")[0] == OLD
    federation.publications.roll_back(federation.model.identity)
    assert live.get().manifest == held.manifest
    assert federation.found(live.get(), "Vad får stöd?", "stod-dalen/2020")[0] == OLD


@pytest.mark.parametrize("part", ["model", "method"])
def test_a_running_service_leaves_what_it_cannot_serve_for_the_next_start(federation: Federation, part: str) -> None:
    federation.build()
    live = LiveIndex(federation.data)
    before = live.get().manifest
    file = federation.publications.path(federation.build(force=True).manifest.publication) / "manifest.json"
    made = getattr(federation.publications.current(), part)
    file.write_text(file.read_text().replace(made, "annat"))
    assert live.get().manifest == before
    newest = federation.build().manifest
    assert live.get().manifest == newest


def test_threads_searching_during_switches_get_one_whole_index_each(federation: Federation) -> None:
    federation.build()
    federation.write("2020", NEW, SECOND)
    federation.build()
    live, done = LiveIndex(federation.data), threading.Event()
    seen: set[tuple[str, ...]] = set()
    faults: list[Exception] = []

    def ask() -> None:
        while not done.is_set():
            try:
                index = live.get()
                version = index.catalogue.version("stod-dalen/2020")
                assert version is not None
                hits = index.search("Vad får stöd?", federation.model, [version.key], 5)
                found = [version.passage(hit.passage.anchor) for hit in hits]
                seen.add(tuple(passage.text for passage in found if passage))
            except Exception as error:
                faults.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(12):
        federation.publications.roll_back(federation.model.identity)
        done.wait(0.1)
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert seen == {(OLD, SECOND), (NEW, SECOND)}


def test_a_superseded_index_is_closed_when_the_last_request_lets_go(federation: Federation) -> None:
    def open_files() -> list[str]:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return [name for link in links if (name := str(link.readlink())).startswith(directory)]

    directory = f"{federation.publications.path(federation.build().manifest.publication)}/"
    live = LiveIndex(federation.data)
    held = live.get()
    federation.build(force=True)
    assert live.get() is not held
    assert open_files()
    del held
    gc.collect()
    assert open_files() == []


@pytest.mark.parametrize("content", [b"{", None])
def test_a_running_service_outlives_a_damaged_pointer(federation: Federation, content: bytes | None) -> None:
    federation.build()
    live = LiveIndex(federation.data)
    before, pointer = live.get(), federation.publications.directory / "current.json"
    pointer.unlink() if content is None else pointer.write_bytes(content)
    assert live.get() is before
    assert federation.found(live.get(), "Vad får stöd?", "stod-dalen/2020")
    new = federation.build().manifest
    assert live.get().manifest == new


def test_a_service_does_not_start_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="asf index build"):
        open_published(tmp_path)
    with pytest.raises(NoIndexError):
        LiveIndex(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_spelling_finds_what_meaning_alone_ranks_lower(federation: Federation) -> None:
    key = federation.write("2020", "Stöd ges till verkstäder.", "Beslut 131128 gäller för Zwergnau.")
    federation.build()
    index = federation.open()
    best, other = index.search("Zwergnau", federation.model, [key], 2)
    assert federation.found(index, "Zwergnau", key)[0] == "Beslut 131128 gäller för Zwergnau."
    assert best.lexical_score > other.lexical_score >= 0.0
    assert best.score > best.semantic_score


@pytest.mark.parametrize("written", ["131128", "28 november 2013", "2013-11-28", "28/11 2013"])
def test_a_day_is_found_however_it_is_written(federation: Federation, written: str) -> None:
    key = federation.write("2020", "Policy fastställd 090611", "Policy fastställd 131128", "Policy fastställd 111128")
    federation.build()
    assert federation.found(federation.open(), f"Vad kom den {written}?", key)[0] == "Policy fastställd 131128"
