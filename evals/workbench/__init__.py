"""The evaluation room as the staff's pages use it; implements `assistant.web.staff.workbench.Workbench`."""

from __future__ import annotations

from corpus.settings import Settings
from evals.workbench.cases import CasesBench
from evals.workbench.corpus_now import CorpusNow
from evals.workbench.publishing import PublishingBench
from evals.workbench.runs import RunsBench
from evals.workbench.stakes import StakesBench


class EvaluationWorkbench:
    """Suites, trials and runs over what the settings name."""

    def __init__(self, settings: Settings) -> None:
        corpus = CorpusNow(settings.corpus_dir)
        self.publishing = PublishingBench(settings)
        self.cases = CasesBench(settings, corpus)
        self.runs = RunsBench(settings, corpus)
        self.stakes = StakesBench(settings)
