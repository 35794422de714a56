from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.pipeline import Pipeline
from corpus.model import Catalogue
from evals.errors import NoRunError
from evals.model import Case, Kind
from evals.report.summary import html_report, markdown_summary
from evals.run.generate import generate, in_process
from evals.run.runs import RunInfo, load_run, save_run
from evals.score.benchmark import BUNDLED, load_benchmark
from evals.score.judging import judge
from index.embedding.cached_model import CachedModel
from index.publishing.published_index import PublishedIndex

INFO = RunInfo("körning", "2026-11-23T12:00:00+00:00", "dev", (), (), "pub", "modell", "metod", True, "", "abc")


def test_a_run_is_generated_saved_read_and_reported(
    published: PublishedIndex,
    cached_model: CachedModel,
    make_case: Callable[..., Case],
    catalogue: Catalogue,
    tmp_path: Path,
) -> None:
    cases = [
        make_case(evidence=(frozenset({"handledare"}),), turns=("Kan vi få pengar till en handledare?",)),
        make_case(Kind.UNANSWERABLE, case_id="fall-2", turns=("Kan vi få en handledare?", "Hur mycket?")),
        make_case(Kind.ATTACK, case_id="fall-3", turns=("Vem <b>upphandlar</b>?",)),
    ]
    outcomes = generate(cases, lambda _: in_process(Pipeline(published, cached_model)))
    again = generate(cases, lambda _: in_process(Pipeline(published, cached_model)))
    assert [o.answer for o in outcomes] == [o.answer for o in again]
    folder = save_run(tmp_path, INFO, outcomes)
    info, loaded = load_run(folder)
    assert (info, loaded) == (INFO, outcomes)
    judgement = judge(cases, loaded, load_benchmark(BUNDLED, catalogue), info.day)
    assert [found.passed for found in judgement.scores] == [True, True, False]
    page = html_report(info, judgement, loaded)
    assert "fall-3" in page and "<svg" in page
    assert "<b>upphandlar" not in page  # questions are escaped
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace(str(loaded[2].answer), "")
    assert "66.7%" in markdown_summary(info, judgement)


def test_a_damaged_run_is_told_clearly(tmp_path: Path) -> None:
    with pytest.raises(NoRunError, match="går inte att läsa"):
        load_run(tmp_path)
