"""DOCX, by mammoth, which gives HTML. The only module that imports it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import mammoth

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters import from_html
from corpus.importing.document.blocks import Dropped, Extract
from corpus.importing.document.hyphens import cleaned
from corpus.reading.parsing import collapse

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Rubrik'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Heading 4'] => h5:fresh
p[style-name='Heading 5'] => h6:fresh
p[style-name='Rubrik 1'] => h2:fresh
p[style-name='Rubrik 2'] => h3:fresh
p[style-name='Rubrik 3'] => h4:fresh
p[style-name='Rubrik 4'] => h5:fresh
p[style-name^='toc '] => !
p[style-name^='TOC '] => !
"""
"""A document's title stands above its headings of level 1."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = frozenset({_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _MC + "Fallback"})
"""Deleted text, formatting, and the older form of what stands there in a newer one as well."""
_TRACKED = frozenset({_W + "ins", _W + "del"})
_NOTE_LINK = re.compile(
    r'<sup><a href="#(?:foot|end)note-[^"]*"[^>]*>\[\d+\]</a></sup>|\s*<a href="#(?:foot|end)note-ref-[^"]*"[^>]*>↑</a>'
)
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")
_CONTENTS_STYLE = re.compile(r"(?:TOC|Innehll|Innehåll)\d", re.IGNORECASE)


def convert(data: bytes) -> Extract:
    """Read the file's bytes. Raises ImportRefusedError when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _xml(archive, "word/document.xml")
            running = [_xml(archive, name) for name in sorted(archive.namelist()) if _RUNNING.fullmatch(name)]
        html = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {}),
            external_file_access=False,
        ).value  # fmt: skip
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError, OSError, EOFError) as error:
        raise ImportRefusedError(messages.IMPORT_DAMAGED) from error
    read = from_html.convert(without_note_links(html))
    edges = [collapse(" ".join(line for line, _ in _lines(part))) for part in running]
    contents = [line for line, in_contents in _lines(body) if in_contents and line]
    return replace(
        read,
        words="\n".join(line for line, in_contents in _lines(body) if line and not in_contents),
        dropped=tuple(Dropped(text) for text in (*edges, *contents) if text),
        notes=(messages.IMPORT_TRACKED_CHANGES,) if any(part.tag in _TRACKED for part in body.iter()) else (),
    )


def without_note_links(html: str) -> str:
    """mammoth's HTML without the marks that lead to a note and back: a "[1]" is no word of the text."""
    return _NOTE_LINK.sub("", html)


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))  # noqa: S314 - in a process of its own with limits


def _lines(element: ElementTree.Element) -> Iterator[tuple[str, bool]]:
    """Each paragraph's words, and whether it stands in a table of contents."""
    for item in _paragraphs(element):
        style = item.find(f"{_W}pPr/{_W}pStyle")
        in_contents = style is not None and bool(_CONTENTS_STYLE.match(style.get(_W + "val") or ""))
        yield cleaned("".join(_texts(item))).replace("\u00ad", ""), in_contents


def _paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs in reading order, text boxes within them after them, each once."""
    for child in element:
        if child.tag == _W + "p":
            yield child
        if child.tag not in _UNSEEN:
            yield from _paragraphs(child)


def _texts(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in (_W + "tab", _W + "br", _W + "cr"):
            yield " "
        elif child.tag == _W + "noBreakHyphen":
            yield "-"
        elif child.tag != _W + "p" and child.tag not in _UNSEEN:
            yield from _texts(child)
