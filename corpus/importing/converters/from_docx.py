"""DOCX, by mammoth, which gives HTML. The only module that imports it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from xml.etree import ElementTree

import mammoth

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters import from_html
from corpus.importing.converters.docx_numbering import numberings, style_numbers, without_styles, write_numbers
from corpus.importing.converters.docx_parts import fill_rows, one_of_alternatives
from corpus.importing.converters.docx_raised import lower_raised
from corpus.importing.converters.docx_styles import (
    HeadingStyle,
    W,
    contents_styles,
    heading_styles,
    is_left_out,
    left_out_styles,
    raised_styles,
    value_of,
)
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
_UNSEEN = frozenset({W + "del", W + "moveFrom", W + "pPr", W + "rPr"})
"""Deleted text, and formatting."""
_TRACKED = frozenset({W + "ins", W + "del"})
_NOTE_LINK = re.compile(
    r'<sup><a href="#(?:foot|end)note-[^"]*"[^>]*>\[\d+\]</a></sup>|\s*<a href="#(?:foot|end)note-ref-[^"]*"[^>]*>↑</a>'
)
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")


def convert(data: bytes) -> Extract:
    """Read the file's bytes. Raises ImportRefusedError when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _xml(archive, "word/document.xml")
            running = [_xml(archive, name) for name in sorted(archive.namelist()) if _RUNNING.fullmatch(name)]
            styles, numbering = (_xml(archive, f"word/{name}.xml", missing=True) for name in ("styles", "numbering"))
            one_of_alternatives(body)
            fill_rows(body)
            headings = heading_styles(styles)
            left_out = [
                *_take_out(body, left_out_styles(styles)),
                *lower_raised(_paragraphs(body), raised_styles(styles)),
            ]
            known = numberings(numbering, styles)
            own = {each.style_id for each in headings}
            numbered = write_numbers(list(_paragraphs(body)), known, style_numbers(styles, known), own)
            changed = {"word/document.xml": body, "word/numbering.xml": without_styles(numbering, numbered)}
            shown = _with_parts(archive, changed)
        html = mammoth.convert_to_html(
            shown, style_map=_STYLES + _mapped(headings), convert_image=mammoth.images.img_element(lambda _: {}),
            external_file_access=False,
        ).value  # fmt: skip
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError, OSError, EOFError) as error:
        raise ImportRefusedError(messages.IMPORT_DAMAGED) from error
    read = from_html.convert(without_note_links(html))
    of_contents = contents_styles(styles)
    edges = [collapse(" ".join(line for line, _ in _lines(part, of_contents))) for part in running]
    lines = list(_lines(body, of_contents))
    contents = [line for line, in_contents in lines if in_contents and line]
    times = Counter(text for text in (*left_out, *edges, *contents) if text)
    return replace(
        read,
        words="\n".join(line for line, in_contents in lines if line and not in_contents),
        dropped=(*read.dropped, *(Dropped(text, count) for text, count in times.items())),
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


def _lines(element: ElementTree.Element, of_contents: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Each paragraph's words, and whether it stands in a table of contents, by its style."""
    for item in _paragraphs(element):
        in_contents = value_of(item.find(W + "pPr"), "pStyle") in of_contents
        yield cleaned(_text(item)).replace("\u00ad", ""), in_contents


def _paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs in reading order, text boxes within them after them, each once."""
    for child in element:
        if child.tag == W + "p":
            yield child
        if child.tag not in _UNSEEN:
            yield from _paragraphs(child)


def _text(element: ElementTree.Element) -> str:
    parts = []
    for child in element:
        if child.tag == W + "t":
            parts.append(child.text or "")
        elif child.tag in (W + "tab", W + "br", W + "cr"):
            parts.append(" ")
        elif child.tag == W + "noBreakHyphen":
            parts.append("-")
        elif child.tag != W + "p" and child.tag not in _UNSEEN:
            parts.append(_text(child))
    return "".join(parts)


def _take_out(body: ElementTree.Element, styles: frozenset[str]) -> Iterator[str]:
    """Take out the runs that Word hides or strikes, some of which mammoth would show, and give neighbours' words."""
    for paragraph in list(_paragraphs(body)):
        whole = value_of(paragraph.find(W + "pPr"), "pStyle") in styles
        words = ""
        for parent in list(paragraph.iter()):
            for run in parent.findall(W + "r"):
                if whole or is_left_out(run) or value_of(run.find(W + "rPr"), "rStyle") in styles:
                    words += _text(run)
                    parent.remove(run)
                else:
                    yield collapse(words)
                    words = ""
        yield collapse(words)


def _with_parts(archive: zipfile.ZipFile, changed: Mapping[str, ElementTree.Element]) -> io.BytesIO:
    """The file with these parts as they are now."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in archive.namelist():
            target.writestr(name, ElementTree.tostring(changed[name]) if name in changed else archive.read(name))
    return written
