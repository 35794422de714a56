"""Text of a PDF that nobody sees: drawn without ink, white on white, or covered. By pdfium."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from corpus.importing.layout.lines import Box

_NO_INK = frozenset((raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))
_OUTLINED = frozenset(
    (
        raw.FPDF_TEXTRENDERMODE_STROKE,
        raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
        raw.FPDF_TEXTRENDERMODE_STROKE_CLIP,
        raw.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
    )
)
_PICTURES = frozenset((raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM))
"""What may be of any colour. Forms are not looked into: where their parts stand is told within the form."""
_WHITE = 250
"""Every colour of at least so much of 255 is taken for white."""
_COVERING = 4.0
"""What is drawn over text to hide it is at least so high and wide, in points."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """What something is filled with."""

    white: bool
    clear: bool


@dataclass(frozen=True, slots=True)
class PageInk:
    """What of a page's text is not drawn."""

    unseen: tuple[Box, ...] = ()
    """Where text stands that nobody sees."""
    recognised: bool = False
    """Some stands without ink over a picture: a scanner's program took it from there, and may have misread it."""
    covers: tuple[Box, ...] = ()
    """Filled shapes over a text that was drawn before them, through which nothing is seen."""


def ink_of(data: bytes) -> list[PageInk]:
    """For each page; nothing is known where pdfium cannot read it, or the page is turned."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    with pdf:
        return [_page_ink(page) if page.get_rotation() == 0 else PageInk() for page in pdf]


def _page_ink(page: pypdfium2.PdfPage) -> PageInk:
    """Unseen is text without ink, or white with nothing behind it, where no visible text stands in the same place."""
    _, bottom, _, top = page.get_mediabox()
    height = top - bottom  # so far up pdfplumber measures down from, and across from nought, wherever the page begins
    grounds: list[Box] = []
    pictures: list[Box] = []
    seen: list[Box] = []
    unseen: list[Box] = []
    covers: list[Box] = []
    recognised = False
    for part in page.get_objects(max_depth=1):
        left, low, right, high = part.get_bounds()
        box, ink = Box(left, height - high, right, height - low), _ink(part)
        if part.type != raw.FPDF_PAGEOBJ_TEXT:
            if part.type in _PICTURES:
                pictures.append(box)
            elif _is_filled(part):
                grounds += [] if ink.white or ink.clear else [box]
                covers += [box] if _hides(part, box) and any(_touch(box, text) for text in (*seen, *unseen)) else []
            continue
        mode = raw.FPDFTextObj_GetTextRenderMode(part)
        over_picture = any(_covers(picture, box) for picture in pictures)
        if mode in _NO_INK:
            recognised |= over_picture
            shown = over_picture
        else:
            drawn = mode in _OUTLINED or not (ink.clear or ink.white)
            shown = drawn or over_picture or any(_covers(ground, box) for ground in grounds)
        (seen if shown else unseen).append(box)
    hidden = (box for box in unseen if not any(_covers(box, other) or _covers(other, box) for other in seen))
    return PageInk(tuple(hidden), recognised, tuple(covers))


def _is_filled(part: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(part, fill, stroke)) and fill.value != raw.FPDF_FILLMODE_NONE


def _hides(part: pypdfium2.PdfObject, box: Box) -> bool:
    """Whether a filled shape is large enough to hide words, and nothing is seen through it."""
    large = min(box.right - box.left, box.bottom - box.top) >= _COVERING
    return large and not raw.FPDFPageObj_HasTransparency(part)


def _touch(one: Box, other: Box) -> bool:
    beside = one.right < other.left or other.right < one.left
    return not (beside or one.bottom < other.top or other.bottom < one.top)


def _ink(part: pypdfium2.PdfObject) -> _Ink:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(part, red, green, blue, alpha):
        return _Ink(white=False, clear=False)
    return _Ink(white=min(red.value, green.value, blue.value) >= _WHITE, clear=alpha.value == 0)


def _covers(ground: Box, box: Box) -> bool:
    """Whether the middle of a box lies on a ground."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return ground.left <= across <= ground.right and ground.top <= down <= ground.bottom
