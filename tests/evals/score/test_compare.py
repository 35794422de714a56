from collections.abc import Callable

from corpus.model import Catalogue, Status
from evals.model import Case, CaseOutcome, Kind
from evals.score.compare import compare
from evals.score.scoring import score


def test_runs_are_compared_case_by_case(
    make_case: Callable[..., Case], make_outcome: Callable[..., CaseOutcome], catalogue: Catalogue
) -> None:
    case = make_case(Kind.OFF_TOPIC)
    good = score(case, make_outcome(Status.OFF_TOPIC), catalogue)
    bad = score(case, make_outcome(Status.REFUSED), catalogue)
    found = compare([bad], [good])
    assert found is not None
    assert (found.before, found.after, found.better, found.worse, found.p_value) == (0.0, 1.0, ("fall-1",), (), 1.0)
    assert compare([], [good]) is None
