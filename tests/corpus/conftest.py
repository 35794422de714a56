from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st

from corpus.__main__ import main
from corpus.errors import FileProblems, Problem
from corpus.model import Bank, Catalogue, Guideline, Version
from corpus.reading.catalogue import BUNDLED_DOCUMENTS, check_corpus
from corpus.reading.parsing import parse_passages
from corpus.timeline import in_order
from tests.command_line import CommandLine

GUIDELINE = "stod-dalen"  # of the made-up "Samordningsförbundet Påhittade Dalen"
KEYS = ("guideline", "version", "title", "adopted", "adopted_by", "valid_from", "valid_to")


def front_matter(version: str, **fields: str | None) -> str:
    """A version's head with one key a line: line 2 holds `guideline`, the others follow in order of KEYS."""
    values = {
        "guideline": GUIDELINE,
        "version": version,
        "title": "Riktlinje för Påhittade Dalen",
        "adopted": "null",
        "adopted_by": "null",
        "valid_from": "null",
        "valid_to": "null",
        **fields,
    }
    rows = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return "\n".join(["---", *rows, "---", ""])


class CorpusFolder:
    """Writes an example corpus, file by file."""

    def __init__(self, documents: Path) -> None:
        self.documents = documents
        self.guideline = documents / GUIDELINE
        self.guideline.mkdir(parents=True)

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.guideline / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def version(self, version: str, body: str = "# Stöd\n\nFörbundet kan ge stöd.\n", **fields: str | None) -> Path:
        return self.write(f"{version}.md", front_matter(version, **fields) + body)

    def bank(self) -> Bank | None:
        """The bank of the example guideline, which gets a version when it has none."""
        if not list(self.guideline.glob("*.md")):
            self.version("2020", valid_from="2020-01-01")
        return check_corpus(self.documents).catalogue.guidelines[0].bank

    def problems(self) -> tuple[Problem, ...]:
        return check_corpus(self.documents).problems

    def findings(self) -> set[tuple[str, int, str]]:
        return {(problem.file.name, problem.line, problem.message) for problem in self.problems()}


def make_version(
    version_id: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    confirmed: date | None = None,
    adopted: date | None = None,
    text: str = "Förbundet kan ge stöd.",
) -> Version:
    return Version(
        guideline_id=GUIDELINE,
        version_id=version_id,
        title=f"Riktlinje {version_id}",
        adopted=adopted,
        adopted_by=None,
        valid_from=valid_from,
        valid_to=valid_to,
        confirmed_in_force=confirmed,
        registry_number=None,
        source=None,
        passages=parse_passages(text),
    )


@pytest.fixture
def folder(tmp_path: Path) -> CorpusFolder:
    return CorpusFolder(tmp_path / "documents")


@pytest.fixture
def report_of(tmp_path: Path) -> Callable[[str | bytes], FileProblems]:
    """A report on a file of its own with the given content."""

    def write(content: str | bytes) -> FileProblems:
        file = tmp_path / "file"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return FileProblems(file)

    return write


@pytest.fixture(scope="session")
def version_of() -> Callable[..., Version]:
    return make_version


@pytest.fixture(scope="session")
def guideline_of() -> Callable[..., Guideline]:
    """A guideline of the given versions, ordered as the catalogue orders them."""
    return lambda *versions: Guideline(GUIDELINE, in_order(versions))


@st.composite
def timelines(draw: st.DrawFn) -> Guideline:
    days = st.integers(0, 400).map(lambda offset: date(2020, 1, 1) + timedelta(days=offset))
    lengths = st.none() | st.integers(0, 200).map(lambda length: timedelta(days=length))
    versions = []
    for number, start in enumerate(draw(st.lists(days, unique=True, max_size=5))):
        length = draw(lengths)
        versions.append(make_version(f"v{number}", start, start + length if length is not None else None))
    adoptions = draw(st.lists(st.none() | days, max_size=2))
    versions += [make_version(f"lost{number}", adopted=day) for number, day in enumerate(adoptions)]
    if draw(st.booleans()):
        confirmed, length = draw(days), draw(lengths)
        versions.append(make_version("undated", None, confirmed + length if length is not None else None, confirmed))
    return Guideline(GUIDELINE, in_order(versions))


@pytest.fixture(scope="session")
def any_timeline() -> st.SearchStrategy[Guideline]:
    """Guidelines whose versions start, end, are confirmed or were adopted within two years from 2020 on."""
    return timelines()


@pytest.fixture(scope="session")
def bundled() -> Catalogue:
    checked = check_corpus(BUNDLED_DOCUMENTS)
    assert checked.errors == ()
    return checked.catalogue


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    monkeypatch.delenv("ASF_CORPUS_DIR", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return CommandLine("corpus", main, monkeypatch, capsys)
