"""Which cases a change of the corpus concerns, told before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.model import Catalogue
from evals.cases.binding import Binding
from evals.model import Case
from evals.score.exclusion import ExcludedCase, outdated
from index.model import qualified


def lost_by(
    cases: Sequence[Case], before: Catalogue, after: Catalogue, binding: Binding, day: date
) -> list[ExcludedCase]:
    """Cases that are judged on `day` before a change and excluded after it. Those of made-up corpora are not asked."""
    own = [case for case in cases if not case.corpus]
    already = {excluded.case_id for excluded in outdated(own, before, binding, day)}
    return [excluded for excluded in outdated(own, after, binding, day) if excluded.case_id not in already]


def naming(cases: Sequence[Case], guideline_id: str, anchor: str) -> list[ExcludedCase]:
    """Cases whose evidence names a passage."""
    name = qualified(guideline_id, anchor)
    own = (case for case in cases if not case.corpus)
    return [ExcludedCase(case, (name,)) for case in own if any(name in group for group in case.evidence)]
