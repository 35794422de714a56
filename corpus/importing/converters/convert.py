"""Bytes to blocks, by the converter for their format. Runs in a process of its own, see `contained`.

A vendor's module is imported only when a file needs it.
"""

from __future__ import annotations

from corpus.importing.converters import from_markdown, from_text
from corpus.importing.converters.sniff import Format
from corpus.importing.document.blocks import Extract


def convert(data: bytes, format_: Format) -> Extract:
    """Read a file's bytes. Raises ImportRefusedError when they cannot be read as their format."""
    if format_ is Format.PDF:
        from corpus.importing.converters import from_pdf

        return from_pdf.convert(data)
    if format_ is Format.DOCX:
        from corpus.importing.converters import from_docx

        return from_docx.convert(data)
    text = from_text.decoded(data)
    if format_ is Format.HTML:
        from corpus.importing.converters import from_html

        return from_html.convert(text)
    return from_markdown.convert(text) if format_ is Format.MARKDOWN else from_text.convert(text)
