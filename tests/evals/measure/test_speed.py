from pathlib import Path

import pytest

from corpus.settings import Settings
from evals.errors import UnreachableError
from evals.measure.speed import measure


@pytest.mark.slow
def test_the_benchmark_measures_a_real_server(data_dir: Path) -> None:
    timing = measure(Settings(data_dir=data_dir), questions=10)
    assert 0 < timing.health_seconds <= timing.first_answer_seconds
    assert 0 < timing.p50_ms <= timing.p95_ms
    assert timing.questions == 10


def test_a_server_that_ends_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="asf index build"):
        measure(Settings(data_dir=tmp_path), questions=1)
