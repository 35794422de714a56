"""What a change of the guidelines costs in cases, for the staff's pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.web.staff.bench.stakes import CaseAtStake, CasesAtStake
from corpus.errors import CorpusError
from corpus.model import Catalogue
from corpus.settings import Settings
from evals.cli.options import cases_folder
from evals.errors import EvaluationError
from evals.model import Split
from evals.score.at_stake import lost_by
from evals.score.at_stake import naming as cases_naming
from evals.score.benchmark import Benchmark, load_benchmark
from evals.score.exclusion import ExcludedCase

_SPLIT = Split.DEV.value
"""What a trial asks before publishing; the other part's cases are not to be looked at while something is changed."""


class StakesBench:
    """Implements `assistant.web.staff.bench.stakes.Stakes`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def lost(self, before: Catalogue, after: Catalogue, day: date) -> CasesAtStake:
        """The cases that are judged on a day as the corpus is, and no longer are after a change of it."""
        return self._at_stake(
            before, lambda held: lost_by(held.chosen((), (), _SPLIT), before, after, held.binding, day)
        )

    def naming(self, catalogue: Catalogue, guideline_id: str, anchor: str) -> CasesAtStake:
        """The cases whose right answer names a passage."""
        return self._at_stake(catalogue, lambda held: cases_naming(held.chosen((), (), _SPLIT), guideline_id, anchor))

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
