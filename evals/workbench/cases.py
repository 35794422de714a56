"""Suites and cases for the staff's pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.model import Verdict
from assistant.web.staff.bench.cases import (
    CaseChangedError,
    CaseFields,
    CaseRow,
    CaseSheet,
    CasesOverview,
    GapChoice,
    GuidelineCover,
    PassageChoice,
    PassageCover,
    SuiteRow,
)
from assistant.web.staff.bench.refused import BenchRefusedError
from corpus.dates import iso_day
from corpus.importing.change.writing import replace_file
from corpus.model import Catalogue, Guideline, Version
from corpus.settings import Settings
from corpus.timeline import coming_days, today, version_in_force
from evals import messages
from evals.cases.accepting import accept
from evals.cases.binding import load_binding
from evals.cases.editing import with_case
from evals.cases.starting import start_for
from evals.cases.suites import load_suites
from evals.model import Kind
from evals.score.benchmark import BUNDLED, made_up_corpora
from evals.workbench.corpus_now import CorpusNow
from evals.workbench.refusing import refusing
from evals.workbench.suite_files import SuiteFile, fingerprint_of, suite_files
from index.model import qualified

_LOCK_SECONDS = 5


class CasesBench:
    """Implements `assistant.web.staff.bench.cases.Cases`: over the own folder, or what comes with the program."""

    def __init__(self, settings: Settings, corpus: CorpusNow) -> None:
        self._settings, self._corpus = settings, corpus
        self._folder = settings.cases_dir or BUNDLED

    def overview(self) -> CasesOverview:
        """All suites."""
        suites = tuple(suite_files(self._folder))
        problems, guidelines = "", []
        try:
            with refusing():
                catalogue = self._corpus.get()
                guidelines = [guideline.guideline_id for guideline in catalogue.guidelines]
                if any(suite.cases for suite in suites):
                    self._check(catalogue, {})
        except BenchRefusedError as error:
            problems = str(error)
        about = {suite.guideline for suite in suites if not suite.made_up}
        return CasesOverview(
            folder=str(self._folder),
            is_bundled=self._is_bundled,
            is_set=self._settings.cases_dir is not None,
            suites=tuple(map(_row, suites)),
            without=tuple(name for name in guidelines if name not in about),
            problems=problems,
        )

    def coverage(self) -> tuple[GuidelineCover, ...]:
        """The passages in force today. Raises BenchRefusedError."""
        with refusing():
            catalogue = self._corpus.get()
        counts = {"dev": Counter[str](), "test": Counter[str]()}
        for suite in suite_files(self._folder):
            for case in suite.cases if not suite.made_up else ():
                row = suite.row(case)
                counts["test" if row.split == "test" else "dev"].update(row.evidence)
        return tuple(
            _cover(guideline, version, counts)
            for guideline in catalogue.guidelines
            if (version := version_in_force(guideline, today())) is not None
        )

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
        found = self._suite(suite)
        if found is None:
            return None
        wanted = words.casefold().split()
        rows = (found.row(case) for case in found.cases)
        return [row for row in rows if all(word in _searched(row) for word in wanted)]

    def sheet(self, suite: str, case_id: str) -> CaseSheet | None:
        """The form of a case."""
        found = self._suite(suite)
        case = found.case(case_id) if found else None
        return self._sheet(found.fields(case), fingerprint_of(case)) if found and case else None

    def empty_sheet(self, fields: CaseFields) -> CaseSheet:
        """The form of a new case."""
        suites = [each for each in suite_files(self._folder) if not each.made_up]
        if not self._suite(fields.suite) and suites:
            fields = replace(fields, suite=suites[0].name)
        suite = self._suite(fields.suite)
        if suite and not fields.case_id:
            fields = replace(fields, case_id=_free_id(suite))
        return self._sheet(fields, "")

    def save(self, fields: CaseFields, fingerprint: str) -> str:
        """Write a case. Raises CaseChangedError or BenchRefusedError."""
        if self._is_bundled:
            raise BenchRefusedError(messages.CASE_BUNDLED)
        with self._sole_writer(), refusing():
            suite = self._suite(fields.suite)
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
            self._check(catalogue, {suite.file: text})
            self._bind(catalogue, fields)
            replace_file(suite.file, text.encode("utf-8"))
        return fields.case_id

    def start(self) -> tuple[str, ...]:
        """Make the files of own cases."""
        if self._settings.cases_dir is None:
            raise BenchRefusedError(messages.CASES_NOT_SET)
        with refusing():
            guidelines = self._corpus.get().guidelines
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            written = [name for guideline in guidelines for name in start_for(self._folder, guideline, today())]
        return tuple(dict.fromkeys(written))

    @property
    def _is_bundled(self) -> bool:
        return self._folder.resolve() == BUNDLED.resolve()

    def _suite(self, name: str) -> SuiteFile | None:
        return next((suite for suite in suite_files(self._folder) if suite.name == name), None)

    def _check(self, catalogue: Catalogue, instead: dict[Path, str]) -> None:
        """Raises BrokenSuiteError when the suites are wrong with these texts in place of what files hold."""
        corpora = made_up_corpora(self._folder)[1]
        file = self._folder / "passages.yaml"
        binding = load_binding(file) if file.exists() else {}
        load_suites(self._folder / "suites", catalogue, binding, corpora, instead=instead)

    def _bind(self, catalogue: Catalogue, fields: CaseFields) -> None:
        """Note the text of passages that no case was written for before, so that a later change of it is noticed."""
        file = self._folder / "passages.yaml"
        bound = load_binding(file) if file.exists() else {}
        named = {name for group in fields.evidence for name in group} - bound.keys()
        for guideline in catalogue.guidelines:
            version = version_in_force(guideline, _day(fields))
            anchors = [
                passage.anchor
                for passage in (version.passages if version else ())
                if qualified(guideline.guideline_id, passage.anchor) in named
            ]
            if version and anchors and file.exists():
                accept(self._folder, version, anchors)

    @contextmanager
    def _sole_writer(self) -> Iterator[None]:
        try:
            with FileLock(self._folder / ".cases.lock", timeout=_LOCK_SECONDS):
                yield
        except (Timeout, OSError) as error:
            raise BenchRefusedError(messages.CASES_BUSY) from error

    def _sheet(self, fields: CaseFields, fingerprint: str) -> CaseSheet:
        with refusing():
            catalogue = self._corpus.get()
        suite = self._suite(fields.suite)
        guideline = catalogue.guideline(suite.guideline) if suite else None
        version = version_in_force(guideline, _day(fields)) if guideline else None
        passages = tuple(_choice(version, place) for place in range(len(version.passages))) if version else ()
        known = {passage.name for passage in passages}
        named = dict.fromkeys([name for group in (*fields.evidence, fields.also) for name in group])
        texts = {qualified(each.version.guideline_id, each.anchor): each for each in catalogue.passages}
        elsewhere = tuple(
            PassageChoice(name, "", "", texts[name].text if name in texts else "")
            for name in named
            if name not in known
        )
        return CaseSheet(
            fields=fields,
            fingerprint=fingerprint,
            version=version.key if version else "",
            passages=passages,
            elsewhere=elsewhere,
            gaps=_gaps(guideline),
            suites=tuple(each.name for each in suite_files(self._folder) if not each.made_up),
            kinds=tuple(kind.value for kind in Kind if kind is not Kind.VERSION),
            verdicts=tuple(verdict.value for verdict in Verdict),
        )


def _day(fields: CaseFields) -> date:
    try:
        return iso_day(fields.as_of) if fields.as_of else today()
    except ValueError:
        return today()


def _row(suite: SuiteFile) -> SuiteRow:
    rows = [suite.row(case) for case in suite.cases]
    test = sum(row.split == "test" for row in rows)
    kinds = Counter(row.kind for row in rows)
    return SuiteRow(suite.name, suite.guideline, suite.made_up, len(rows) - test, test, dict(kinds.most_common()))


def _cover(guideline: Guideline, version: Version, counts: dict[str, Counter[str]]) -> GuidelineCover:
    samples = Counter[str]()
    for group in guideline.bank.groups if guideline.bank else ():
        for anchor in group.passages:
            samples[anchor] += group.size
    names = {passage.anchor: qualified(guideline.guideline_id, passage.anchor) for passage in version.passages}
    return GuidelineCover(
        guideline_id=guideline.guideline_id,
        title=guideline.title,
        version_id=version.version_id,
        passages=tuple(
            PassageCover(
                anchor=passage.anchor,
                lead_in=passage.lead_in or "",
                text=passage.text,
                dev=counts["dev"][names[passage.anchor]],
                test=counts["test"][names[passage.anchor]],
                samples=samples[passage.anchor],
            )
            for passage in version.passages
        ),
    )


def _choice(version: Version, place: int) -> PassageChoice:
    passage = version.passages[place]
    before = version.passages[place - 1] if place else None
    section = passage.section[-1] if passage.section else ""
    is_first = before is None or before.section != passage.section
    return PassageChoice(
        name=qualified(version.guideline_id, passage.anchor),
        section=section if is_first else "",
        lead_in=passage.lead_in or "",
        text=passage.text,
    )


def _gaps(guideline: Guideline | None) -> tuple[GapChoice, ...]:
    gaps = guideline.bank.gaps if guideline is not None and guideline.bank is not None else {}
    return tuple(
        GapChoice(qualified(guideline.guideline_id, name), gap.missing.get("sv", name))
        for name, gap in gaps.items()
        if guideline is not None
    )


def _free_id(suite: SuiteFile) -> str:
    taken = {str(case.get("id")) for case in suite.cases}
    number = len(suite.cases) + 1
    while f"{suite.name}-{number}" in taken:
        number += 1
    return f"{suite.name}-{number}"


def _searched(row: CaseRow) -> str:
    return " ".join([row.case_id, row.kind, *row.turns, *row.evidence]).casefold()
