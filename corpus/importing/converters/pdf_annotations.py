"""What stands on the pages of a PDF without being part of their text: filled form fields, notes and strokes by hand."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from corpus.reading.parsing import collapse

_CHECKED = "☒"


@dataclass(frozen=True, slots=True)
class Annotations:
    """What was put on one page."""

    words: tuple[str, ...] = ()
    """What form fields and notes that are seen on the page say."""
    strikes: bool = False
    """Some strike words of the text."""


def annotations_of(data: bytes) -> list[Annotations]:
    """For each page; nothing is known where pdfium cannot read the file."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    with pdf:
        pdf.init_forms()
        return [_on(page, pdf.formenv) for page in pdf]


def _on(page: pypdfium2.PdfPage, forms: Any) -> Annotations:
    words: list[str] = []
    strikes = False
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        strikes |= kind == raw.FPDF_ANNOT_STRIKEOUT
        if not raw.FPDFAnnot_GetFlags(annotation) & raw.FPDF_ANNOT_FLAG_HIDDEN:
            words += [said for said in map(collapse, _words(annotation, kind, forms)) if said]
        raw.FPDFPage_CloseAnnot(annotation)
    return Annotations(tuple(words), strikes)


def _words(annotation: Any, kind: int, forms: Any) -> Iterator[str]:
    if kind == raw.FPDF_ANNOT_FREETEXT:
        yield _string(lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))
    elif kind == raw.FPDF_ANNOT_WIDGET and forms is not None:
        field = raw.FPDFAnnot_GetFormFieldType(forms, annotation)
        if field in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
            yield _CHECKED if raw.FPDFAnnot_IsChecked(forms, annotation) else ""
        elif field != raw.FPDF_FORMFIELD_PUSHBUTTON:
            yield _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(forms, annotation, buffer, size))


def _string(read: Callable[[Any, int], int]) -> str:
    """What pdfium writes as UTF-16 into a buffer that it first tells the size of, in bytes."""
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", errors="replace").rstrip("\x00")
