"""Runs for the staff's pages."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import combinations, islice

from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.bench.runs import (
    Agreement,
    DocumentSuite,
    JudgedAnswer,
    Review,
    ReviewSheet,
    RunCell,
    RunRow,
    RunsBeside,
    RunSheet,
)
from corpus.settings import Settings
from evals import messages
from evals.cases.documents import SUITE, document_names
from evals.model import Score
from evals.publishing.beside_published import Published, flips_of
from evals.report.answers import given_answer, judged_question
from evals.run.reviews import load_reviews, save_review
from evals.score.agreement import kappa, percent_alike
from evals.score.compare import compare
from evals.score.metrics import wilson
from evals.workbench.corpus_now import CorpusNow
from evals.workbench.judged_runs import JudgedRun, JudgedRuns
from evals.workbench.refusing import refusing

_CHANCE = 0.05


class RunsBench:
    """Implements `assistant.web.staff.bench.runs.Runs`."""

    def __init__(self, settings: Settings, corpus: CorpusNow) -> None:
        self._runs = JudgedRuns(settings, corpus)

    @property
    def documents(self) -> DocumentSuite:
        """The suite about other guidelines."""
        return DocumentSuite(SUITE, len(document_names("dev")), len(document_names("test")))

    def rows(self, count: int, before: str = "") -> list[RunRow]:
        """The latest runs, or those older than the run `before`."""
        ids = (run_id for run_id in self._runs.ids() if not before or run_id < before)
        with refusing():
            found = [self._runs.get(run_id) for run_id in islice(ids, count)]
        return [self._row(run) for run in found if run is not None]

    def sheet(self, run_id: str) -> RunSheet | None:
        """A run with its answers."""
        with refusing():
            run = self._runs.get(run_id)
        if run is None:
            return None
        scores = {score.case_id: score for score in run.judgement.scores}
        answers: dict[str, list[JudgedAnswer]] = {"failed": [], "passed": [], "aside": []}
        for case_id in run.outcomes:
            score = scores.get(case_id)
            key = "aside" if score is None else "passed" if score.passed else "failed"
            answers[key].append(_answer(run, case_id, score.reasons if score else ()))
        return RunSheet(self._row(run), *(tuple(answers[key]) for key in ("failed", "passed", "aside")))

    def beside(self, first: str, second: str) -> RunsBeside | None:
        """Two runs compared."""
        with refusing():
            before, after = self._runs.get(first), self._runs.get(second)
        if before is None or after is None:
            return None
        found = compare(before.judgement.scores, after.judgement.scores)
        if found is None:
            raise BenchRefusedError(messages.NOTHING_SHARED)
        earlier = Published(before.info.publication, before.judgement, tuple(before.outcomes.values()))
        return RunsBeside(
            first=self._row(before),
            second=self._row(after),
            count=found.count,
            before=round(found.before * found.count),
            after=round(found.after * found.count),
            by_chance=found.p_value >= _CHANCE,
            flips=flips_of(after.judgement, tuple(after.outcomes.values()), earlier, after.catalogue),
        )

    def review_sheet(self, run_id: str, reviewer: str) -> ReviewSheet | None:
        """What somebody is to judge next: in an order of its own, the same for all."""
        with refusing():
            run = self._runs.get(run_id)
        if run is None:
            return None
        done = {review.case_id for review in self.reviews(run_id) if review.reviewer == reviewer}
        order = sorted(run.outcomes, key=lambda case_id: hashlib.sha256(f"{run_id} {case_id}".encode()).digest())
        left = next((case_id for case_id in order if case_id not in done), None)
        following = _answer(run, left, ()) if left is not None else None
        return ReviewSheet(run_id, following, len(done & run.outcomes.keys()), len(order))

    def review(self, run_id: str, review: Review) -> None:
        """Keep a judgement."""
        with refusing():
            run, path = self._runs.get(run_id), self._runs.path(run_id)
        if run is None or path is None or review.case_id not in run.outcomes:
            raise BenchRefusedError(messages.NO_ANSWER_TO_REVIEW)
        save_review(path, review)

    def reviews(self, run_id: str) -> tuple[Review, ...]:
        """The last judgement of each reviewer on each answer."""
        path = self._runs.path(run_id)
        return load_reviews(path) if path else ()

    def agreements(self, run_id: str) -> tuple[Agreement, ...]:
        """Each two reviewers who have judged the same answers."""
        by_reviewer: dict[str, dict[str, Review]] = defaultdict(dict)
        for review in self.reviews(run_id):
            by_reviewer[review.reviewer][review.case_id] = review
        found = (
            _agreement(one, other, by_reviewer[one], by_reviewer[other])
            for one, other in combinations(sorted(by_reviewer), 2)
        )
        return tuple(each for each in found if each is not None)

    def _row(self, run: JudgedRun) -> RunRow:
        suites = {case.case_id: case.suite for case in run.judgement.cases}
        by_suite: dict[str, list[Score]] = defaultdict(list)
        for score in run.judgement.scores:
            by_suite[suites[score.case_id]].append(score)
        return RunRow(
            run_id=run.info.run_id,
            started=datetime.fromisoformat(run.info.started),
            day=run.info.day,
            publication=run.info.publication,
            split=run.info.split,
            cells={suite: _cell(scores) for suite, scores in sorted(by_suite.items())},
            total=_cell(run.judgement.scores),
            reviewers=tuple(sorted({review.reviewer for review in self.reviews(run.info.run_id)})),
        )


def _cell(scores: Iterable[Score]) -> RunCell:
    passes = [score.passed for score in scores]
    passed, judged = sum(passes), len(passes)
    if not judged:
        return RunCell(0, 0, 0, 0)
    rate = wilson(passed, judged)
    return RunCell(passed, judged, round(rate.low * judged), round(rate.high * judged))


def _answer(run: JudgedRun, case_id: str, reasons: tuple[str, ...]) -> JudgedAnswer:
    case = next(case for case in run.judgement.asked if case.case_id == case_id)
    question = judged_question(case, run.catalogue, case.today or run.info.day)
    return JudgedAnswer(question, given_answer(run.outcomes[case_id].answer), reasons)


def _agreement(one: str, other: str, first: dict[str, Review], second: dict[str, Review]) -> Agreement | None:
    shared = sorted(first.keys() & second.keys())
    if not shared:
        return None
    sentences = [first[case].sentence.value for case in shared], [second[case].sentence.value for case in shared]
    citations = [first[case].citation.value for case in shared], [second[case].citation.value for case in shared]
    return Agreement(
        first=one,
        second=other,
        count=len(shared),
        sentence_percent=percent_alike(*sentences),
        sentence_kappa=kappa(*sentences),
        citation_percent=percent_alike(*citations),
        citation_kappa=kappa(*citations),
    )
