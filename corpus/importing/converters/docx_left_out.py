"""Words of a DOCX file that Word hides or strikes, some of which mammoth would show."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import Styles, W, is_on, run_properties
from corpus.importing.converters.docx_text import paragraphs_of, style_of, words_of
from corpus.reading.parsing import collapse

_LEFT_OUT = ("strike", "dstrike", "vanish", "webHidden")


def take_out(body: ElementTree.Element, styles: Styles) -> Iterator[str]:
    """Take out the runs that are hidden or struck, by themselves or by a style, and give neighbours' words."""
    for paragraph in list(paragraphs_of(body)):
        style = style_of(paragraph)
        words = ""
        for parent in list(paragraph.iter()):
            for run in parent.findall(W + "r"):
                if is_left_out(run, styles, style):
                    words += words_of(run)
                    parent.remove(run)
                else:
                    yield collapse(words)
                    words = ""
        yield collapse(words)


def is_left_out(run: ElementTree.Element, styles: Styles, paragraph_style: str = "") -> bool:
    """Whether a run is hidden or struck; it may be neither in a style that hides or strikes."""
    return any(is_on(run_properties(run, name, styles, paragraph_style), name) for name in _LEFT_OUT)
