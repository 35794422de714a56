"""Text of a PDF that nobody sees: drawn without ink, or white on white. By pdfium, which only this module imports."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from corpus.importing.layout.lines import Box

_NO_INK = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
_WHITE = 250
"""Every colour of at least so much of 255 is taken for white."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """What something is filled with."""

    white: bool
    clear: bool


def unseen_boxes(data: bytes) -> list[list[Box]]:
    """For each page, where text stands that is not seen; none where pdfium cannot read it, or the page is turned."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    with pdf:
        return [list(_unseen(page)) if page.get_rotation() == 0 else [] for page in pdf]


def _unseen(page: pypdfium2.PdfPage) -> Iterator[Box]:
    """Boxes of text without ink, or white with nothing behind it; none where visible text stands in the same place."""
    left, _, _, height = page.get_cropbox()
    grounds: list[Box] = []
    seen: list[Box] = []
    unseen: list[Box] = []
    for part in page.get_objects():
        low_left, low, high_right, high = part.get_bounds()
        box = Box(low_left - left, height - high, high_right - left, height - low)
        ink = _ink(part)
        if part.type != raw.FPDF_PAGEOBJ_TEXT:
            if part.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING) or not (ink.white or ink.clear):
                grounds.append(box)
            continue
        hidden = raw.FPDFTextObj_GetTextRenderMode(part) in _NO_INK or ink.clear
        blank = ink.white and not any(_covers(ground, box) for ground in grounds)
        (unseen if hidden or blank else seen).append(box)
    yield from (box for box in unseen if not any(_covers(box, other) or _covers(other, box) for other in seen))


def _ink(part: pypdfium2.PdfObject) -> _Ink:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(part, red, green, blue, alpha):
        return _Ink(white=False, clear=False)
    return _Ink(white=min(red.value, green.value, blue.value) >= _WHITE, clear=alpha.value == 0)


def _covers(ground: Box, box: Box) -> bool:
    """Whether the middle of a box lies on a ground."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return ground.left <= across <= ground.right and ground.top <= down <= ground.bottom
