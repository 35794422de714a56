"""DOCX, by mammoth, which gives HTML. The only module that imports it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree

import mammoth

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters import from_html
from corpus.importing.converters.docx_numbering import numberings, style_numbers, write_numbers
from corpus.importing.converters.docx_styles import (
    STRUCK,
    VANISHED,
    HeadingStyle,
    W,
    heading_styles,
    is_set,
    unseen_styles,
)
from corpus.importing.document.blocks import Dropped, Extract
from corpus.importing.document.hyphens import cleaned
from corpus.importing.document.raised import as_read
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
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = frozenset({W + "del", W + "moveFrom", W + "pPr", W + "rPr", _MC + "Fallback"})
"""Deleted text, formatting, and the older form of what stands there in a newer one as well."""
_TRACKED = frozenset({W + "ins", W + "del"})
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
            styles, numbering = (_xml(archive, f"word/{name}.xml", missing=True) for name in ("styles", "numbering"))
            headings = heading_styles(styles)
            unseen = tuple(_without_unseen(body, unseen_styles(styles)))
            write_numbers(body, numberings(numbering), style_numbers(styles), {each.style_id for each in headings})
            shown = _with_body(archive, body)
        html = mammoth.convert_to_html(
            shown, style_map=_STYLES + _mapped(headings), convert_image=mammoth.images.img_element(lambda _: {}),
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
        dropped=(*read.dropped, *(Dropped(text) for text in (*unseen, *edges, *contents) if text)),
        notes=(messages.IMPORT_TRACKED_CHANGES,) if any(part.tag in _TRACKED for part in body.iter()) else (),
    )


def without_note_links(html: str) -> str:
    """mammoth's HTML without the marks that lead to a note and back: a "[1]" is no word of the text."""
    return _NOTE_LINK.sub("", html)


def _mapped(headings: Sequence[HeadingStyle]) -> str:
    """Lines of mammoth's style map for the headings that a document has styles of its own for."""
    names = ((each.name.replace("\\", "\\\\").replace("'", "\\'"), each.level + 1) for each in headings)
    return "".join(f"p[style-name='{name}'] => h{level}:fresh\n" for name, level in names)


def _xml(archive: zipfile.ZipFile, name: str, *, missing: bool = False) -> ElementTree.Element:
    """A part of the file; with `missing`, one without anything where it is not there."""
    if missing and name not in archive.namelist():
        return ElementTree.Element(W + "none")
    return ElementTree.fromstring(archive.read(name))  # noqa: S314 - in a process of its own with limits


def _lines(element: ElementTree.Element) -> Iterator[tuple[str, bool]]:
    """Each paragraph's words, and whether it stands in a table of contents."""
    for item in _paragraphs(element):
        style = item.find(f"{W}pPr/{W}pStyle")
        in_contents = style is not None and bool(_CONTENTS_STYLE.match(style.get(W + "val") or ""))
        yield cleaned(_text(item)).replace("\u00ad", ""), in_contents


def _paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs in reading order, text boxes within them after them, each once."""
    for child in element:
        if child.tag == W + "p":
            yield child
        if child.tag not in _UNSEEN:
            yield from _paragraphs(child)


def _text(element: ElementTree.Element, text: str = "") -> str:
    """`text` with the words of an element after it, as they are read: without what is struck, or a note's mark."""
    for child in element:
        if child.tag == W + "t":
            text += child.text or ""
        elif child.tag in (W + "tab", W + "br", W + "cr"):
            text += " "
        elif child.tag == W + "noBreakHyphen":
            text += "-"
        elif child.tag == W + "r":
            words = "" if is_set(child, STRUCK) else _text(child)
            text += as_read(words, text) if _is_raised(child) else words
        elif child.tag != W + "p" and child.tag not in _UNSEEN:
            text = _text(child, text)
    return text


def _is_raised(run: ElementTree.Element) -> bool:
    place = run.find(f"{W}rPr/{W}vertAlign")
    return place is not None and place.get(W + "val") == "superscript"


def _without_unseen(body: ElementTree.Element, styles: frozenset[str]) -> Iterator[str]:
    """Take out the runs that Word hides, which mammoth would show, and give their words, neighbours together."""

    def hides(element: ElementTree.Element, style_of: str) -> bool:
        style = element.find(style_of)
        return style is not None and style.get(W + "val") in styles

    for paragraph in list(_paragraphs(body)):
        whole = hides(paragraph, f"{W}pPr/{W}pStyle")
        words = ""
        for parent in paragraph.iter():
            for run in parent.findall(W + "r"):
                if whole or is_set(run, VANISHED) or hides(run, f"{W}rPr/{W}rStyle"):
                    words += _text(run)
                    parent.remove(run)
        yield collapse(words)


def _with_body(archive: zipfile.ZipFile, body: ElementTree.Element) -> io.BytesIO:
    """The file with another body."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in archive.namelist():
            target.writestr(name, ElementTree.tostring(body) if name == "word/document.xml" else archive.read(name))
    return written
