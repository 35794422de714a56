from __future__ import annotations

from pathlib import Path

import pytest

from corpus.settings import Settings
from evals.errors import UnreachableError
from evals.measure.bench_text import Measured, table
from evals.measure.floor import floor
from evals.measure.scale import building, searches
from evals.measure.speed import measure
from evals.measure.without_bank import without_bank
from index.publishing.publication_store import PublicationStore


@pytest.mark.slow
def test_the_benchmark_measures_a_real_server(data_dir: Path, small_corpus: Path) -> None:
    settings = Settings(data_dir=data_dir, corpus_dir=small_corpus)
    timing = measure(settings, questions=10, clients=(1, 4))
    assert 0 < timing.health_seconds <= timing.first_answer_seconds
    assert [load.clients for load in timing.loads] == [1, 4]
    for load in timing.loads:
        assert 0 < load.p50 <= load.p95 <= load.p99 <= load.longest
        assert load.per_second > 0
        assert load.turned_away == 0
    measured = Measured(timing, floor(settings, 10), building(settings), tuple(searches((100, 200))))
    assert measured.floor.embed_and_search > 0
    assert measured.building is not None
    assert measured.building.embedded_again == 1
    assert [search.passages for search in measured.searches] == [100, 200]
    assert len(table(measured).splitlines()) > 20


@pytest.mark.slow
def test_the_same_texts_are_measured_without_samples_beside_what_is_published(
    data_dir: Path, small_corpus: Path
) -> None:
    settings = Settings(data_dir=data_dir, corpus_dir=small_corpus)
    published = PublicationStore(data_dir).current()
    with without_bank(settings) as apart:
        alone = PublicationStore(apart.data_dir).current()
        assert (alone.passages, alone.questions) == (published.passages, 0)
        assert measure(apart, questions=3, clients=(1,)).loads[0].per_second > 0
    assert not apart.data_dir.exists()
    assert PublicationStore(data_dir).current() == published


def test_a_server_that_ends_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="asf index build"):
        measure(Settings(data_dir=tmp_path), questions=1)
