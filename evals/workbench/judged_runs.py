"""Saved runs judged by the cases as they are now; each only once while the cases stay."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.model import Catalogue
from corpus.settings import Settings
from evals.cases.documents import FOLDER, asks_documents, imported_before
from evals.cases.fingerprint import cases_fingerprint
from evals.errors import NoRunError
from evals.model import CaseOutcome
from evals.run.runs import RunInfo, load_run
from evals.run.system import catalogue_of
from evals.score.benchmark import BUNDLED, Benchmark, load_benchmark, made_up_corpora
from evals.score.judging import Judgement, judge
from evals.workbench.corpus_now import CorpusNow

_KEPT = 40


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """A run, its answers by case, and what the suites make of them."""

    info: RunInfo
    outcomes: dict[str, CaseOutcome]
    judgement: Judgement
    catalogue: Catalogue
    """The texts that it was answered from, where they are still there."""


class JudgedRuns:
    """The runs in a folder."""

    def __init__(self, settings: Settings, corpus: CorpusNow) -> None:
        self._settings, self._corpus = settings, corpus
        self.folder = settings.data_dir / "evals"
        self._cases = settings.cases_dir or BUNDLED
        self._lock = threading.Lock()
        self._benchmark: tuple[tuple[str, str], Benchmark] | None = None
        self._judged: OrderedDict[tuple[str, str], JudgedRun] = OrderedDict()

    def ids(self) -> Iterator[str]:
        """Of all runs, the latest first."""
        return iter(sorted((file.parent.name for file in self.folder.glob("*/run.json")), reverse=True))

    def path(self, run_id: str) -> Path | None:
        """The folder of a run; None for one that is not there."""
        folder = self.folder / run_id
        return folder if Path(run_id).name == run_id and (folder / "run.json").exists() else None

    def get(self, run_id: str) -> JudgedRun | None:
        """A run; None for one that is not there or cannot be read. Raises EvaluationError or BrokenCorpusError."""
        path = self.path(run_id)
        if path is None:
            return None
        with self._lock:
            benchmark, fingerprint = self._benchmark_now()
            found = self._judged.get((run_id, fingerprint))
            if found is None:
                found = self._judge(path, benchmark)
                if found is None:
                    return None
                self._judged[run_id, fingerprint] = found
                while len(self._judged) > _KEPT:
                    self._judged.popitem(last=False)
            return found

    def _benchmark_now(self) -> tuple[Benchmark, str]:
        catalogue, cases = self._corpus.get(), cases_fingerprint(self._cases)
        key = catalogue.fingerprint, cases
        if self._benchmark is None or self._benchmark[0] != key:
            self._benchmark = key, load_benchmark(self._cases, catalogue)
        return self._benchmark[1], "".join(key)

    def _judge(self, path: Path, benchmark: Benchmark) -> JudgedRun | None:
        try:
            info, outcomes = load_run(path)
        except NoRunError:
            return None
        published, _ = catalogue_of(info.publication, self._settings)
        made_up = made_up_corpora(self._cases)[1].values()
        guidelines = (*published.guidelines, *(each for made in made_up for each in made.guidelines))
        benchmark = replace(benchmark, catalogue=Catalogue(guidelines, published.fingerprint))
        if asks_documents(outcomes, info.split):  # as the run imported them: a page imports nothing
            documents = imported_before(info.split, self._settings.data_dir / FOLDER)
            benchmark = benchmark.with_documents(documents)
        by_id = {case.case_id: case for case in benchmark.cases}
        known = [outcome for outcome in outcomes if outcome.case_id in by_id]
        cases = [by_id[outcome.case_id] for outcome in known]
        judgement = judge(cases, known, benchmark, info.day)
        return JudgedRun(info, {outcome.case_id: outcome for outcome in known}, judgement, benchmark.catalogue)
