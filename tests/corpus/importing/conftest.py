from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from corpus.importing.change import adding
from corpus.importing.change.order import Order
from corpus.importing.converters.convert import convert

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

DATA = Path(__file__).parent / "data"
TEXT = """\
# Riktlinje för Påhittade Dalen

Målgruppen är personer långt från arbetsmarknaden. Förbundet kan finansiera insatser för målgruppen.

## Villkor

Medlemmen ska upphandla insatsen. Exempel på insatser är:

- Utbildning för målgruppen
- Handledare på företaget

## Ändringshistorik

- Policy fastställd av styrelsen 131128
"""

PdfLine = str | tuple[float, float, str]
"""Words at the left edge in 11 points, or left edge, size and words; an empty text is a gap."""


def pdf_of(pages: Sequence[Sequence[PdfLine]], head: str = "", foot: str = "", password: str | None = None) -> bytes:
    """A PDF drawn line by line. `{}` in head and foot stands for the page's number; larger type is bold."""
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4, encrypt=password)
    for number, page in enumerate(pages, 1):
        sheet.setFont("Helvetica", 8)
        if head:
            sheet.drawString(70, 800, head.format(number))
        if foot:
            sheet.drawString(70, 40, foot.format(number))
        y = 750.0
        for line in page:
            left, size, words = line if isinstance(line, tuple) else (70.0, 11.0, line)
            if not words:
                y -= 12
                continue
            y -= size * 1.3
            sheet.setFont("Helvetica-Bold" if size > 11 else "Helvetica", size)
            sheet.drawString(left, y, words)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


def docx_of(build: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    return pdf_of


@pytest.fixture(scope="session")
def make_docx() -> Callable[[Callable[[Any], object]], bytes]:
    return docx_of


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Converts without a process of its own, which is what makes most tests quick."""
    monkeypatch.setattr(adding, "convert_contained", lambda data, format_, _limits=None: convert(data, format_))


@pytest.fixture
def order_of(tmp_path: Path) -> Callable[..., Order]:
    """An order for a document with this content, of the example guideline, with fields changed at will."""

    def make(content: str | bytes = TEXT, name: str = "beslut.md", **fields: Any) -> Order:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        values: dict[str, Any] = {
            "guideline_id": "stod-dalen",
            "version_id": "2026-12-01",
            "title": "Riktlinje för Påhittade Dalen",
            "adopted": date(2026, 12, 1),
            "valid_from": date(2027, 1, 1),
        }
        return Order(file=file, **{**values, **fields})

    return make


@pytest.fixture
def with_reviewed(folder: CorpusFolder) -> CorpusFolder:
    """An example corpus whose one version has the usual text, with reviewed roles and a condition."""
    folder.version("2020", body="\n" + TEXT, valid_from="2020-01-01", adopted="2013-11-28")
    folder.write("2020.passages.yaml", REVIEWED)
    assert folder.problems() == ()
    return folder


REVIEWED = """\
passages:
- anchor: titel
  role:
  text: Riktlinje för Påhittade Dalen
- anchor: malgruppen
  role: definition
  text: Målgruppen är personer långt från arbetsmarknaden.
- anchor: insatser
  role: support
  conditions: [upphandling]
  text: Förbundet kan finansiera insatser för målgruppen.
- anchor: upphandling
  role: condition
  text: Medlemmen ska upphandla insatsen.
- anchor: utbildning
  role: support
  conditions: [upphandling]
  text: Utbildning för målgruppen
- anchor: handledare
  role: support
  text: Handledare på företaget
- anchor: policy-2013
  role: history
  text: Policy fastställd av styrelsen 131128
"""
