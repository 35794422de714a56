"""The real guideline, in every form a board may send it, gives the very passages that the corpus has."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from corpus.importing.converters.convert import convert
from corpus.importing.converters.sniff import sniff
from corpus.importing.document.completeness import lost_words
from corpus.importing.document.markdown_writer import markdown
from corpus.importing.document.shaping import shaped
from corpus.reading.catalogue import BUNDLED_DOCUMENTS
from corpus.reading.parsing import parse_passages

SOURCE = (BUNDLED_DOCUMENTS / "stod-asf" / "sources" / "riktlinjer-asf.txt").read_text(encoding="utf-8")
TEXT = SOURCE.replace("Ändringshistorik:- Policy", "Ändringshistorik:\n\n- Policy")
EXPECTED = parse_passages(SOURCE)


def parts() -> Iterator[tuple[str, str]]:
    """Kind ("#", "##", "-" or "") and words of each block."""
    for line in re.sub(r"\[(.*?)\]\(.*?\)", r"\1", TEXT).splitlines():
        if line.strip():
            mark = re.match(r"(?:#(#+)|(-)) ", line.strip())
            yield (mark[1] or mark[2] if mark else ""), line.strip()[mark.end() if mark else 0 :]


def as_text(_: object) -> bytes:
    lines = []
    for kind, words in parts():
        indent = "  " if kind == "-" else ""
        start = "- " if kind == "-" else ""
        gap = "" if kind == "-" else "\n"
        lines.append(gap + textwrap.fill(start + words, 60, subsequent_indent=indent) + gap)
    return "\n".join(lines).encode("latin-1")


def as_docx(make_docx: Callable[[Callable[[Any], object]], bytes]) -> bytes:
    def build(document: Any) -> None:
        for kind, words in parts():
            if kind.startswith("#"):
                document.add_heading(words, len(kind))
            else:
                document.add_paragraph(words, style="List Bullet" if kind else None)

    return make_docx(build)


def as_typed_docx(make_docx: Callable[[Callable[[Any], object]], bytes]) -> bytes:
    """Headings only in bold and list items only with dashes."""

    def build(document: Any) -> None:
        for kind, words in parts():
            document.add_paragraph().add_run(f"- {words}" if kind == "-" else words).bold = kind.startswith("#")

    return make_docx(build)


def as_reportlab_pdf(_: object) -> bytes:
    styles = getSampleStyleSheet()
    story: list[Flowable] = []
    for kind, words in parts():
        style = {"#": "Title", "##": "Heading2", "-": "Bullet", "": "BodyText"}[kind]
        story.append(Paragraph(words, styles[style], bulletText="•" if kind == "-" else None))

    def decorate(sheet: Canvas, document: Any) -> None:
        sheet.setFont("Helvetica", 7)
        sheet.drawString(50, 570, "Samordningsförbundet")
        sheet.drawString(50, 20, str(document.page))

    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A5).build(story, onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue()


def as_chromium_pdf(_: object) -> bytes:
    """Printed by Chromium 11 cm wide, justified and hyphenated, with the browser's own header and footer."""
    return (Path(__file__).parents[1] / "data" / "riktlinjer-asf.pdf").read_bytes()


def as_html(_: object) -> bytes:
    body = MarkdownIt("commonmark").render(TEXT)
    return f"<!doctype html><body><nav>Start</nav><main>{body}</main><footer>Om</footer></body>".encode()


@pytest.mark.parametrize(
    ("make", "name"),
    [(as_text, "a.txt"), (as_docx, "a.docx"), (as_typed_docx, "a.docx"), (as_reportlab_pdf, "a.pdf"),
     (as_chromium_pdf, "a.pdf"), (as_html, "a.html"), (lambda _: SOURCE.encode(), "a.md")],
    ids=["text", "docx", "typed docx", "reportlab", "chromium", "html", "markdown"],
)  # fmt: skip
def test_the_passages_are_the_same(make: Callable[[object], bytes], name: str, make_docx: object) -> None:
    data = make(make_docx)
    read = convert(data, sniff(name, data))
    written = markdown(shaped(read.blocks, EXPECTED[0].text))
    found = parse_passages(written)
    assert [(p.text, p.lead_in, p.section, p.kind) for p in found] == [
        (p.text, p.lead_in, p.section, p.kind) for p in EXPECTED
    ]
    assert lost_words(read.words, written) == ()
