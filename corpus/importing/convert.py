"""Bytes to blocks, by the converter for their format. Runs in a process of its own, see `contained`.

A vendor's module is imported only when a file needs it.
"""

from __future__ import annotations

from corpus.importing import convert_markdown, convert_text
from corpus.importing.document import Extract
from corpus.importing.sniff import Format


def convert(data: bytes, format_: Format) -> Extract:
    """Read a file's bytes. Raises ImportRefusedError when they cannot be read as their format."""
    if format_ is Format.PDF:
        from corpus.importing import convert_pdf

        return convert_pdf.convert(data)
    if format_ is Format.DOCX:
        from corpus.importing import convert_docx

        return convert_docx.convert(data)
    text = convert_text.decoded(data)
    if format_ is Format.HTML:
        from corpus.importing import convert_html

        return convert_html.convert(text)
    return convert_markdown.convert(text) if format_ is Format.MARKDOWN else convert_text.convert(text)
