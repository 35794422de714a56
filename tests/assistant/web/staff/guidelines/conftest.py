from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from tests.assistant.web.staff.conftest import Desk, Office
from tests.federation import GUIDELINE

NEW = """\
# Riktlinje för Påhittade Dalen

## Stöd

Förbundet kan ge stöd till cykelverkstäder i högst två år.

Medlemmar får söka bidrag för odlingslotter.

Ansökan görs av kommunen Dalby.
"""
FIELDS = {
    "guideline_id": GUIDELINE,
    "title": "Riktlinje för Påhittade Dalen",
    "adopted": "2026-12-01",
    "adopted_by": "styrelsen",
    "valid_from": "2099-01-01",
}


def hidden(response: httpx.Response, name: str) -> str:
    """What a form of a page carries unseen."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.text)
    assert found is not None, name
    return found[1]


def draft_of(response: httpx.Response) -> str:
    """The draft whose page this is."""
    assert response.url.path.startswith("/staff/drafts/"), response.text
    return str(response.url.path).removeprefix("/staff")


@pytest.fixture
def upload(editor: Desk) -> Callable[..., httpx.Response]:
    """upload(content, name, field=value…): send a document as the editor, and see where that leads."""

    def send(content: str | bytes = NEW, name: str = "beslut.md", **fields: Any) -> httpx.Response:
        data = content.encode() if isinstance(content, str) else content
        sent: httpx.Response = editor.post("/guidelines/new", {**FIELDS, **fields}, files={"file": (name, data)})
        return sent

    return send


@pytest.fixture
def version_page(office: Office, upload: Callable[..., httpx.Response], editor: Desk) -> str:
    """A version with proposed roles, added at the pages; its place."""
    review = upload()
    added = editor.post(f"{draft_of(review)}/add", {"state": hidden(review, "state")})
    assert added.url.path == f"/staff/guidelines/{GUIDELINE}/versions/2026-12-01", added.text
    return str(added.url.path).removeprefix("/staff")


def pdf(draw: Callable[[canvas.Canvas], None]) -> bytes:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    draw(sheet)
    sheet.save()
    return stream.getvalue()


def scanned() -> bytes:
    """A page that is a picture and nothing else."""
    return pdf(lambda sheet: sheet.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), 70, 500))


def two_columns() -> bytes:
    left = ["Föreningar som bedriver verksamhet", "för barn och unga kan få bidrag till", "lokaler i kommunen.",
            "Bidraget söks hos nämnden senast"]  # fmt: skip
    right = ["den sista mars. Beslut fattas av", "nämnden inom två månader från", "ansökan. Den som inte är nöjd",
             "kan begära att beslutet prövas."]  # fmt: skip

    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("Helvetica-Bold", 16)
        sheet.drawString(70, 750, "Riktlinje för Påhittade Dalen")
        sheet.setFont("Helvetica", 11)
        for row, (one, other) in enumerate(zip(left, right, strict=True)):
            sheet.drawString(70, 710 - 14 * row, one)
            sheet.drawString(320, 710 - 14 * row, other)

    return pdf(draw)
