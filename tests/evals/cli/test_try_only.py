"""`asf evals publish --try-only`: a trial is kept, holds for its candidate alone, and is not made twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from evals import messages
from evals.publishing.saved_trials import SavedTrials
from tests.evals.cli.conftest import CommandLine

if TYPE_CHECKING:
    from tests.evals.conftest import Dalen

OLD = {"stod": "Förbundet ger stöd till verkstäder.", "ansokan": "Ansökan görs av kommunen Dalby."}
NEW = {**OLD, "ansokan": "Ansökan görs av kommunen Dalby i maj."}
ASKED = {"turns": ["stod"], "evidence": [["stod"]]}, {"turns": ["ansokan"], "evidence": [["ansokan"]]}


@pytest.fixture
def changed(dalen: Dalen) -> Dalen:
    """A version is published; the candidate has another wording of one passage, and both wordings are known."""
    dalen.version(2020, **OLD)
    dalen.suite(*ASKED, stod=OLD["stod"], ansokan=[OLD["ansokan"], NEW["ansokan"]])  # type: ignore[arg-type]
    dalen.published()
    dalen.version(2020, **NEW)
    dalen.candidate()
    return dalen


def misses_may(citation: dict[str, Any]) -> dict[str, Any]:
    return citation | {"role": "related"} if citation["quote"] == NEW["ansokan"] else citation


def trials(dalen: Dalen) -> SavedTrials:
    return SavedTrials(dalen.data / "evals")


def test_nothing_is_published_and_the_trial_holds_for_the_publication(run: CommandLine, changed: Dalen) -> None:
    before, candidate = changed.publications.current(), changed.publications.candidate()
    assert candidate is not None
    code, out, err = run("publish", "--try-only")
    assert (code, err, changed.publications.current()) == (0, "", before)
    assert f"Inget är publicerat än; publicera {candidate.publication}" in out
    assert "stod-dalen, stod-dalen: 2 av 2 rätt; av 2 jämförda blev 0 sämre och 0 bättre" in out
    asked = len(run.assistants)
    assert asked == 2  # the candidate, and what is published
    code, out, _ = run("publish")
    assert (code, changed.publications.current(), len(run.assistants)) == (0, candidate, asked)
    assert "Den prövningen gäller" in out
    assert changed.publications.record()[-1].grounds.figures["2026-11-26"]["pass"] == 1.0


def test_what_became_wrong_is_kept_with_question_expected_text_and_both_answers(
    run: CommandLine, changed: Dalen
) -> None:
    run.answers(misses_may)
    code, out, err = run("publish", "--try-only")
    assert code == 1 and messages.TRY_BROKEN.format(count=1) in err and "Gör så här" in err
    assert "1 av 2 rätt; av 2 jämförda blev 1 sämre och 0 bättre" in out
    candidate = changed.publications.candidate()
    assert candidate is not None
    trial = trials(changed).of(candidate.publication)
    assert trial is not None and not trial.holds and len(trial.broken) == 1
    (flip,) = trial.flips
    assert (flip.better, flip.question.turns) == (False, ("ansokan",))
    assert flip.question.expected[0][0].text == NEW["ansokan"]
    assert [quote.text for quote in flip.before.quotes] == [OLD["ansokan"]]
    assert [quote.role for quote in flip.after.quotes] == ["related"]
    code, _, _ = run("publish", "--force", "--reason", "Styrelsen väntar")
    grounds = changed.publications.record()[-1].grounds
    assert (code, grounds.forced, grounds.broken, len(run.assistants)) == (0, True, trial.broken, 2)


def test_a_trial_holds_for_no_other_candidate_and_no_other_cases(run: CommandLine, changed: Dalen) -> None:
    run("publish", "--try-only")
    changed.gates("floors: [{metric: pass, at_least: 1.0}]")
    asked = len(run.assistants)
    run("publish", "--try-only")
    assert len(run.assistants) == asked + 2  # the cases are others now, so what is published is asked again, too
    changed.version(2020, **NEW, mer="Stödet är högst 100 kronor.")
    changed.candidate()
    code, out, _ = run("publish")
    assert code == 0 and "Den prövningen gäller" not in out and len(run.assistants) == asked + 3


def test_what_is_published_is_not_asked_again_where_its_own_trial_is_kept(run: CommandLine, changed: Dalen) -> None:
    run("publish")
    published = changed.publications.current().publication
    changed.version(2020, **NEW, mer="Stödet är högst 100 kronor.")
    changed.candidate()
    asked = len(run.assistants)
    code, out, _ = run("publish", "--try-only")
    assert (code, len(run.assistants)) == (0, asked + 1)
    assert f"Jämfört med det som är publicerat ({published})" in out


def test_force_is_for_publishing(run: CommandLine, changed: Dalen) -> None:
    code, _, err = run("publish", "--try-only", "--force", "--reason", "x")
    assert code == 2 and messages.FORCE_AND_TRY in err
    assert changed.publications.candidate() is not None
