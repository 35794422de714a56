"""The evaluation room as the staff's pages use it; implements `assistant.web.staff.workbench.Workbench`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.web.staff.workbench import CaseAtStake, CasesAtStake
from corpus.errors import CorpusError
from corpus.model import Catalogue
from corpus.settings import Settings
from evals.cli.options import cases_folder
from evals.errors import EvaluationError
from evals.model import Split
from evals.score.at_stake import lost_by, naming
from evals.score.benchmark import Benchmark, load_benchmark
from evals.score.exclusion import ExcludedCase

_SPLIT = Split.DEV.value
"""What a trial asks before publishing; the other part's cases are not to be looked at while something is changed."""


class EvaluationWorkbench:
    """Suites, trials and runs over what the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def cases_lost(self, before: Catalogue, after: Catalogue, day: date) -> CasesAtStake:
        """The cases that are judged on a day as the corpus is, and no longer are after a change of it."""
        return self._at_stake(
            before, lambda held: lost_by(held.chosen((), (), _SPLIT), before, after, held.binding, day)
        )

    def cases_naming(self, catalogue: Catalogue, guideline_id: str, anchor: str) -> CasesAtStake:
        """The cases whose right answer names a passage."""
        return self._at_stake(catalogue, lambda held: naming(held.chosen((), (), _SPLIT), guideline_id, anchor))

    def _at_stake(self, catalogue: Catalogue, find: Callable[[Benchmark], Sequence[ExcludedCase]]) -> CasesAtStake:
        folder = cases_folder(None, self._settings)
        if not any((folder / "suites").glob("*.yaml")):
            return CasesAtStake()
        try:
            found = find(load_benchmark(folder, catalogue))
        except (EvaluationError, CorpusError) as error:
            return CasesAtStake(fault=str(error))
        return CasesAtStake(tuple(map(_at_stake, found)))


def _at_stake(excluded: ExcludedCase) -> CaseAtStake:
    case = excluded.case
    return CaseAtStake(case.case_id, case.suite, case.turns[-1], excluded.anchors)
