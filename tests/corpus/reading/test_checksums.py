from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import messages
from corpus.errors import Severity
from corpus.reading.catalogue import BUNDLED_DOCUMENTS
from corpus.reading.checksums import checksum_line

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

PLACE = {"source": "beslut.pdf", "checksum": "beslut.pdf.sha256"}
DATA = "Å".encode()


@pytest.fixture
def sourced(folder: CorpusFolder) -> CorpusFolder:
    folder.version("2020", valid_from="2020-01-01", source="sources/beslut.pdf")
    folder.write("sources/beslut.pdf", DATA)
    return folder


def test_a_line_is_what_sha256sum_writes(tmp_path: Path) -> None:
    (tmp_path / "beslut.pdf").write_bytes(DATA)
    done = subprocess.run(["sha256sum", "beslut.pdf"], cwd=tmp_path, capture_output=True, check=True)
    assert checksum_line("beslut.pdf", DATA) == done.stdout


def test_a_missing_checksum_is_a_warning(sourced: CorpusFolder) -> None:
    (problem,) = sourced.problems()
    assert (problem.severity, problem.line) == (Severity.WARNING, 9)
    assert problem.message == messages.CHECKSUM_MISSING.format(**PLACE)


@pytest.mark.parametrize("form", [lambda line: line, lambda line: line.replace(b"  ", b" *"), bytes.rstrip])
def test_a_source_with_its_checksum_is_sound(sourced: CorpusFolder, form: Callable[[bytes], bytes]) -> None:
    sourced.write("sources/beslut.pdf.sha256", form(checksum_line("beslut.pdf", DATA)))
    assert sourced.problems() == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (checksum_line("beslut.pdf", b"annat"), messages.SOURCE_CHANGED),
        (checksum_line("annan.pdf", DATA), messages.CHECKSUM_UNREADABLE),
        (b"", messages.CHECKSUM_UNREADABLE),
        (b"skr\xe4p", messages.CHECKSUM_UNREADABLE),
    ],
)
def test_a_changed_source_is_an_error(sourced: CorpusFolder, content: bytes, message: str) -> None:
    sourced.write("sources/beslut.pdf.sha256", content)
    (problem,) = sourced.problems()
    assert (problem.severity, problem.message) == (Severity.ERROR, message.format(**PLACE))


def test_the_bundled_source_has_its_checksum() -> None:
    file = BUNDLED_DOCUMENTS / "stod-asf" / "sources" / "riktlinjer-asf.txt"
    assert file.with_name(file.name + ".sha256").read_bytes() == checksum_line(file.name, file.read_bytes())
