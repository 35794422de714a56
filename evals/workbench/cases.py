"""Suites and cases for the staff's pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from assistant.web.staff.bench.cases import (
    CaseChangedError,
    CaseFields,
    CaseRow,
    CaseSheet,
    CasesOverview,
    GuidelineCover,
    SuiteRow,
)
from assistant.web.staff.bench.refused import BenchRefusedError
from corpus.importing.change.writing import replace_file
from corpus.settings import Settings
from corpus.timeline import coming_days, today
from evals import messages
from evals.cases.editing import with_case
from evals.cases.starting import start_for
from evals.workbench.case_files import CaseFiles
from evals.workbench.case_sheets import free_id, sheet_of
from evals.workbench.corpus_now import CorpusNow
from evals.workbench.coverage import coverage_of
from evals.workbench.refusing import refusing
from evals.workbench.suite_files import SuiteFile, fingerprint_of


class CasesBench:
    """Implements `assistant.web.staff.bench.cases.Cases`: over the own folder, or what comes with the program."""

    def __init__(self, settings: Settings, corpus: CorpusNow) -> None:
        self._settings, self._corpus = settings, corpus
        self._files = CaseFiles(settings)

    def overview(self) -> CasesOverview:
        """All suites."""
        suites = self._files.suites()
        problems = ""
        titles: dict[str, str] = {}
        try:
            with refusing():
                catalogue = self._corpus.get()
                titles = {guideline.guideline_id: guideline.title for guideline in catalogue.guidelines}
                if any(suite.cases for suite in suites):
                    self._files.check(catalogue, {})
        except BenchRefusedError as error:
            problems = str(error)
        about = {suite.guideline for suite in suites if not suite.made_up}
        return CasesOverview(
            folder=str(self._files.folder),
            is_bundled=self._files.is_bundled,
            is_set=self._settings.cases_dir is not None,
            suites=tuple(map(_row, suites)),
            titles=titles,
            without=tuple(title for name, title in titles.items() if name not in about),
            problems=problems,
        )

    def coverage(self) -> tuple[GuidelineCover, ...]:
        """The passages in force today. Raises BenchRefusedError."""
        with refusing():
            catalogue = self._corpus.get()
        return coverage_of(catalogue, self._files.suites(), today())

    def coming_days(self) -> tuple[str, ...]:
        """Days on which another version begins to apply."""
        try:
            with refusing():
                catalogue = self._corpus.get()
        except BenchRefusedError:
            return ()
        return tuple(day.isoformat() for day in coming_days(catalogue.guidelines, today()))

    def cases(self, suite: str, words: str = "") -> list[CaseRow] | None:
        """The cases of a suite that have all the words."""
        found = self._files.suite(suite)
        if found is None:
            return None
        wanted = words.casefold().split()
        rows = (found.row(case) for case in found.cases)
        return [row for row in rows if all(word in _searched(row) for word in wanted)]

    def sheet(self, suite: str, case_id: str) -> CaseSheet | None:
        """The form of a case."""
        found = self._files.suite(suite)
        case = found.case(case_id) if found else None
        return self._sheet(found.fields(case), fingerprint_of(case)) if found and case else None

    def empty_sheet(self, fields: CaseFields) -> CaseSheet:
        """The form of a new case."""
        suites = [each for each in self._files.suites() if not each.made_up]
        if not self._files.suite(fields.suite) and suites:
            fields = replace(fields, suite=suites[0].name)
        suite = self._files.suite(fields.suite)
        if suite and not fields.case_id:
            fields = replace(fields, case_id=free_id(suite))
        return self._sheet(fields, "")

    def save(self, fields: CaseFields, fingerprint: str) -> str:
        """Write a case. Raises CaseChangedError or BenchRefusedError."""
        if self._files.is_bundled:
            raise BenchRefusedError(messages.CASE_BUNDLED)
        with self._files.sole_writer(), refusing():
            suite = self._files.suite(fields.suite)
            if suite is None or suite.made_up:
                raise BenchRefusedError(messages.CASE_NO_SUITE)
            before = suite.case(fields.case_id) if fingerprint else None
            if fingerprint and before is None:
                raise BenchRefusedError(messages.CASE_GONE.format(case=fields.case_id))
            if before is not None and fingerprint_of(before) != fingerprint:
                raise CaseChangedError(messages.CASE_CHANGED)
            values = suite.values(fields)
            if before is not None:
                held = suite.values(suite.fields(before))
                values = {key: value for key, value in values.items() if value != held[key]}
            if before is not None and not values:
                return fields.case_id
            text = with_case(suite.text, fields.case_id if fingerprint else None, values)
            catalogue = self._corpus.get()
            self._files.check(catalogue, {suite.file: text})
            self._files.bind(catalogue, fields)
            replace_file(suite.file, text.encode("utf-8"))
        return fields.case_id

    def start(self) -> tuple[str, ...]:
        """Make the files of own cases."""
        if self._settings.cases_dir is None:
            raise BenchRefusedError(messages.CASES_NOT_SET)
        folder = self._files.folder
        with refusing():
            guidelines = self._corpus.get().guidelines
            folder.parent.mkdir(parents=True, exist_ok=True)
            written = [name for guideline in guidelines for name in start_for(folder, guideline, today())]
        return tuple(dict.fromkeys(written))

    def _sheet(self, fields: CaseFields, fingerprint: str) -> CaseSheet:
        with refusing():
            catalogue = self._corpus.get()
        return sheet_of(fields, fingerprint, catalogue, self._files.suites())


def _row(suite: SuiteFile) -> SuiteRow:
    rows = [suite.row(case) for case in suite.cases]
    test = sum(row.split == "test" for row in rows)
    kinds = Counter(row.kind for row in rows)
    return SuiteRow(suite.name, suite.guideline, suite.made_up, len(rows) - test, test, dict(kinds.most_common()))


def _searched(row: CaseRow) -> str:
    return " ".join([row.case_id, row.kind, *row.turns, *row.evidence]).casefold()
