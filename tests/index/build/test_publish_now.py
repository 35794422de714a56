from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from corpus.errors import BrokenCorpusError
from corpus.model import PassageKey
from index import messages
from index.build.candidate import Found, build_candidate
from index.build.publish_now import build
from index.errors import BrokenIndexError, BuildRunningError, DataDirectoryError, ModelError, NoIndexError
from index.model import ReadingModel, Vectors
from index.publishing.manifest import stale_reasons
from index.publishing.publications import VECTORS
from index.publishing.published_index import open_published
from index.retrieval.vector_store import VectorStore

if TYPE_CHECKING:
    from tests.federation import Federation

Hashes = Callable[[Path], dict[str, str]]
ROOT = Path(__file__).parents[3]


class NeverLoadedError(AssertionError):
    pass


def never(name: str) -> ReadingModel:
    raise NeverLoadedError(name)


class BreakingEmbedder:
    """The real model until a text holds "glas"."""

    def __init__(self, model: ReadingModel) -> None:
        self.identity, self._embedder = model.identity, model
        self.embed_queries, self.embed_samples = model.embed_queries, model.embed_samples

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        if any("glas" in text for text in texts):
            raise ModelError("strömavbrott")
        return self._embedder.embed_passages(texts)


def builds(federation: Federation) -> set[str]:
    return {path.name for path in federation.publications.path("x").parent.iterdir()}


def test_a_build_publishes_every_passage(federation: Federation) -> None:
    key = federation.write("2021", "Förbundet kan ge stöd till glasblåseri.")
    result = federation.build()
    assert (result.found, result.embedded) == (Found.CHANGED, 3)
    assert (result.manifest.passages, result.manifest.questions) == (3, 0)
    assert federation.publications.current() == result.manifest
    index = federation.open()
    assert federation.found(index, "glas", key) == ["Förbundet kan ge stöd till glasblåseri."]
    assert index.catalogue.version(key) is not None
    assert index.predict("glas", federation.model) is None


def test_a_fresh_index_is_left_alone_and_no_model_is_loaded(federation: Federation) -> None:
    first = federation.build()
    again = build(federation.documents, federation.data, "bundled", never)
    assert (again.found, again.embedded, again.manifest) == (Found.PUBLISHED, 0, first.manifest)


def test_only_what_changed_is_embedded(federation: Federation) -> None:
    federation.build()
    key = federation.write("2020", "Förbundet kan ge stöd till cykelverkstäder.", "Ansökan görs av kommunen Bergby.")
    result = federation.build()
    assert (result.found, result.embedded) == (Found.CHANGED, 1)
    assert [text.splitlines()[0] for text in federation.model.texts] == ["Ansökan görs av kommunen Bergby."]
    index = federation.open()
    assert federation.found(index, "Vem ansöker?", key)[0] == "Ansökan görs av kommunen Bergby."
    assert index.manifest.passages == 2


def test_a_forced_build_reuses_all_vectors(federation: Federation) -> None:
    first = federation.build()
    forced = build(federation.documents, federation.data, "bundled", never, force=True)
    assert (forced.found, forced.embedded) == (Found.CHANGED, 0)
    assert forced.manifest.publication != first.manifest.publication


def test_a_candidate_is_not_served_and_not_built_twice(federation: Federation) -> None:
    old = federation.build().manifest
    federation.write("2021", "Förbundet kan ge stöd till glasblåseri.")
    first = federation.build_candidate()
    assert (first.found, first.embedded, federation.publications.current()) == (Found.CHANGED, 1, old)
    assert federation.publications.candidate() == first.manifest
    again = build_candidate(federation.documents, federation.data, "bundled", never)
    assert (again.found, again.manifest) == (Found.CANDIDATE, first.manifest)


def test_a_candidate_takes_over_what_the_one_before_computed(federation: Federation) -> None:
    federation.build()
    federation.write("2021", "Förbundet kan ge stöd till glasblåseri.")
    federation.build_candidate()
    federation.write("2022", "Förbundet kan ge stöd till bin.")
    assert federation.build_candidate().embedded == 1


def test_a_damaged_candidate_is_built_again(federation: Federation) -> None:
    damaged = federation.build_candidate().manifest
    (federation.publications.path(damaged.publication) / VECTORS / "chroma.sqlite3").write_bytes(b"trasig")
    assert federation.build_candidate().found is Found.CHANGED


def test_when_the_corpus_is_as_it_is_published_again_the_candidate_is_forgotten(federation: Federation) -> None:
    published = federation.build().manifest
    key = federation.write("2021", "Något annat.")
    federation.build_candidate()
    (federation.documents / f"{key}.md").unlink()
    result = federation.build_candidate()
    assert (result.found, result.manifest) == (Found.PUBLISHED, published)


def test_another_model_embeds_everything_again(federation: Federation) -> None:
    federation.build()
    result = build(federation.documents, federation.data, "annan/modell", lambda _: federation.model)
    assert (result.found, result.embedded, result.manifest.model) == (Found.CHANGED, 2, "annan/modell")
    assert stale_reasons(result.manifest, federation.documents, "bundled") == [messages.STALE_MODEL]


def test_a_publication_never_changes_again(federation: Federation, hashes: Hashes) -> None:
    def content() -> tuple[set[str], dict[str, str], list[tuple[PassageKey, float]]]:
        """Names and files, and of Chroma's files the vectors: Chroma notes in its own files that they were opened."""
        files = hashes(directory)
        own = {name: value for name, value in files.items() if not name.startswith(VECTORS)}
        store = VectorStore(directory / VECTORS)
        found = store.search(np.ones(384, dtype=np.float32), ["stod-dalen/2020"])
        store.close()
        return set(files), own, found

    first = federation.build().manifest.publication
    directory = federation.publications.path(first)
    before = content()
    index = federation.open()
    federation.write("2021", "Något annat gäller nu.")
    second = federation.build().manifest.publication
    federation.open()
    assert federation.found(index, "Kan vi få stöd?", "stod-dalen/2020")
    assert content() == before
    assert len(before[2]) == 2
    assert builds(federation) == {first, second}


def test_a_build_that_fails_midway_leaves_the_old_one_served(federation: Federation, model: ReadingModel) -> None:
    old = federation.build().manifest
    federation.write("2021", "Förbundet kan ge stöd till glasblåseri.")
    with pytest.raises(ModelError):
        build(federation.documents, federation.data, "bundled", lambda _: BreakingEmbedder(model))
    assert (federation.publications.current(), len(builds(federation))) == (old, 2)
    assert federation.open().manifest == old
    new = federation.build().manifest
    assert builds(federation) == {old.publication, new.publication}


def test_a_killed_build_leaves_the_old_one_served_and_holds_no_lock(federation: Federation) -> None:
    old = federation.build().manifest
    federation.write("2021", "Förbundet kan ge stöd till glasblåseri.")
    folders = ["--data", str(federation.data), "--corpus", str(federation.documents)]
    command = [sys.executable, "-m", "index", "build", *folders]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ASF_")}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while len(builds(federation)) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        with pytest.raises(BuildRunningError, match="Ett annat bygge pågår"):
            federation.build()
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    half = builds(federation) - {old.publication}
    assert federation.open().manifest == old
    new = federation.build().manifest
    assert len(half) == 1
    assert builds(federation) == {old.publication, new.publication}


def test_a_broken_corpus_stops_the_build_with_all_problems(federation: Federation, hashes: Hashes) -> None:
    federation.build()
    before = hashes(federation.data)
    federation.write("2021-02-30", "Text.")
    (federation.documents / "stod-dalen" / "2022.md").write_text("ingen metadata")
    with pytest.raises(BrokenCorpusError) as caught:
        federation.build()
    assert {problem.file.name for problem in caught.value.problems} == {"2021-02-30.md", "2022.md"}
    assert all(str(problem) in str(caught.value) for problem in caught.value.problems)
    assert hashes(federation.data) == before


def test_a_broken_corpus_is_found_before_anything_is_written(federation: Federation) -> None:
    federation.write("2020-13-01", "Text.")
    with pytest.raises(BrokenCorpusError):
        federation.build()
    assert not federation.data.exists()


def test_a_data_directory_that_cannot_be_written_is_named(federation: Federation) -> None:
    federation.data.touch()
    with pytest.raises(DataDirectoryError, match="ASF_DATA_DIR"):
        federation.build()


@pytest.mark.parametrize("part", ["manifest.json", "chroma/chroma.sqlite3", "corpus/stod-dalen/2020.md"])
def test_a_damaged_index_is_built_again_although_nothing_else_changed(federation: Federation, part: str) -> None:
    damaged = federation.build().manifest.publication
    (federation.publications.path(damaged) / part).write_bytes(b"trasig")
    with pytest.raises(BrokenIndexError):
        federation.open()
    assert federation.build().found is Found.CHANGED
    assert federation.found(federation.open(), "cykel", "stod-dalen/2020")


def test_a_corpus_without_any_text_gives_an_index_that_finds_nothing(federation: Federation) -> None:
    file = federation.documents / "stod-dalen" / "2020.md"
    head = file.read_text(encoding="utf-8").split("# ")[0].replace("valid_from: 2020-01-01", "valid_from: null")
    file.write_text(head, encoding="utf-8")
    result = build(federation.documents, federation.data, "bundled", never)
    assert (result.manifest.passages, result.embedded) == (0, 0)
    assert federation.found(federation.open(), "cykel", "stod-dalen/2020") == []


def test_there_is_no_index_before_the_first_build(federation: Federation) -> None:
    with pytest.raises(NoIndexError, match="Inget index är publicerat"):
        open_published(federation.data)
