"""A folder of cases: its suites, and whether they are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.web.staff.bench.cases import CaseFields
from assistant.web.staff.bench.refused import BenchRefusedError
from corpus.model import Catalogue
from corpus.settings import Settings
from corpus.timeline import version_in_force
from evals import messages
from evals.cases.accepting import accept
from evals.cases.binding import Binding, load_binding
from evals.cases.suites import load_suites
from evals.score.benchmark import BUNDLED, made_up_corpora
from evals.workbench.case_sheets import day_of_case
from evals.workbench.suite_files import SuiteFile, suite_files
from index.model import qualified

_LOCK_SECONDS = 5
_PASSAGES = "passages.yaml"


class CaseFiles:
    """The federation's own folder, or what comes with the program."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.cases_dir or BUNDLED
        self.is_bundled = self.folder.resolve() == BUNDLED.resolve()

    def suites(self) -> tuple[SuiteFile, ...]:
        """All of them as they stand in their files, by name."""
        return tuple(suite_files(self.folder))

    def suite(self, name: str) -> SuiteFile | None:
        """One by its name."""
        return next((suite for suite in self.suites() if suite.name == name), None)

    def check(self, catalogue: Catalogue, instead: Mapping[Path, str]) -> None:
        """Raises BrokenSuiteError when the suites are wrong with these texts in place of what files hold."""
        corpora = made_up_corpora(self.folder)[1]
        load_suites(self.folder / "suites", catalogue, self._binding(), corpora, instead=instead)

    def bind(self, catalogue: Catalogue, fields: CaseFields) -> None:
        """Note the text of passages that no case was written for before, so that a later change of it is noticed."""
        named = {name for group in fields.evidence for name in group} - self._binding().keys()
        if not (self.folder / _PASSAGES).exists():
            return
        for guideline in catalogue.guidelines:
            version = version_in_force(guideline, day_of_case(fields))
            anchors = [
                passage.anchor
                for passage in (version.passages if version else ())
                if qualified(guideline.guideline_id, passage.anchor) in named
            ]
            if version and anchors:
                accept(self.folder, version, anchors)

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Nobody else saves meanwhile. Raises BenchRefusedError."""
        try:
            with FileLock(self.folder / ".cases.lock", timeout=_LOCK_SECONDS):
                yield
        except (Timeout, OSError) as error:
            raise BenchRefusedError(messages.CASES_BUSY) from error

    def _binding(self) -> Binding:
        file = self.folder / _PASSAGES
        return load_binding(file) if file.exists() else {}
