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
from corpus.importing.converters.docx_changes import accept_changes, has_changes
from corpus.importing.converters.docx_counting import write_numbers
from corpus.importing.converters.docx_elsewhere import figures, formulas_as_text, refuse_other_files
from corpus.importing.converters.docx_left_out import take_out
from corpus.importing.converters.docx_numbering import numberings, style_numbers, without_styles
from corpus.importing.converters.docx_parts import fill_rows, one_of_alternatives, show_boxes
from corpus.importing.converters.docx_raised import lower_raised
from corpus.importing.converters.docx_styles import HeadingStyle, Styles, W, contents_styles, heading_styles, styles_of
from corpus.importing.converters.docx_text import paragraphs_of, style_of, words_of
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
_NOTE_LINK = re.compile(
    r'<sup><a href="#(?:foot|end)note-[^"]*"[^>]*>\[\d+\]</a></sup>|\s*<a href="#(?:foot|end)note-ref-[^"]*"[^>]*>↑</a>'
)
_BODY = "word/document.xml"
_NOTES = {"word/footnotes.xml": "footnote", "word/endnotes.xml": "endnote"}
_SHEETS = ("styles", "numbering")
_RUNNING = re.compile(r"word/(?:header|footer)\d*\.xml")


def convert(data: bytes) -> Extract:
    """Read the file's bytes. Raises ImportRefusedError when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _xml(archive, _BODY)
            notes = {name: _xml(archive, name) for name in _NOTES if name in archive.namelist()}
            running = [_xml(archive, name) for name in sorted(archive.namelist()) if _RUNNING.fullmatch(name)]
            style_sheet, numbering = (_xml(archive, f"word/{name}.xml", missing=True) for name in _SHEETS)
            refuse_other_files(body)
            drawn = figures(archive, body)
            changed = any(has_changes(part) for part in (body, *notes.values()))
            reader = _Reader(styles_of(style_sheet), numbering)
            left_out = [words for part in (body, *notes.values()) for words in reader.make_readable(part)]
            parts = {_BODY: body, "word/numbering.xml": reader.numbering(), **notes}
            shown = _with_parts(archive, parts)
        html = mammoth.convert_to_html(
            shown, style_map=_STYLES + _mapped(reader.headings), convert_image=mammoth.images.img_element(lambda _: {}),
            external_file_access=False,
        ).value  # fmt: skip
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError, OSError, EOFError) as error:
        raise ImportRefusedError(messages.IMPORT_DAMAGED) from error
    read = from_html.convert(without_note_links(html))
    of_contents = contents_styles(reader.styles)
    edges = [collapse(" ".join(line for line, _ in _lines(part, of_contents))) for part in running]
    lines = [line for part in (body, *_referred(body, notes)) for line in _lines(part, of_contents)]
    contents = [line for line, in_contents in lines if in_contents and line]
    times = Counter(text for text in (*left_out, *edges, *contents) if text)
    return replace(
        read,
        words="\n".join(line for line, in_contents in lines if line and not in_contents),
        dropped=(*read.dropped, *(Dropped(text, count) for text, count in times.items())),
        notes=(
            *((messages.IMPORT_TRACKED_CHANGES,) if changed else ()),
            *((messages.IMPORT_FIGURES.format(words=drawn),) if drawn else ()),
        ),
    )


class _Reader:
    """Makes parts of a file such that mammoth reads what Word shows."""

    def __init__(self, styles: Styles, numbering: ElementTree.Element) -> None:
        self.styles = styles
        self.headings = heading_styles(styles)
        self._root = numbering
        self._known = numberings(numbering, styles)
        self._of_styles = style_numbers(styles, self._known)
        self._numbered: set[str] = set()

    def make_readable(self, part: ElementTree.Element) -> list[str]:
        """Change a part, and give the words that were left out of it."""
        one_of_alternatives(part)
        formulas_as_text(part)
        accept_changes(part)
        fill_rows(part)
        show_boxes(part)
        left_out = [*take_out(part, self.styles), *lower_raised(paragraphs_of(part), self.styles)]
        cells = {paragraph for cell in part.iter(W + "tc") for paragraph in cell.iter(W + "p")}
        headings = {each.style_id for each in self.headings}
        self._numbered |= write_numbers(list(paragraphs_of(part)), self._known, self._of_styles, headings, cells)
        return left_out

    def numbering(self) -> ElementTree.Element:
        """The numbering.xml for the parts as they are now."""
        return without_styles(self._root, self._numbered)


def _referred(body: ElementTree.Element, notes: Mapping[str, ElementTree.Element]) -> Iterator[ElementTree.Element]:
    """The notes that the text refers to: others are shown nowhere."""
    for name, root in notes.items():
        kind = _NOTES[name]
        wanted = {each.get(W + "id") for each in body.iter(f"{W}{kind}Reference")}
        yield from (each for each in root.findall(W + kind) if each.get(W + "id") in wanted)


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
    for item in paragraphs_of(element):
        yield cleaned(words_of(item)).replace("\u00ad", ""), style_of(item) in of_contents


def _with_parts(archive: zipfile.ZipFile, changed: Mapping[str, ElementTree.Element]) -> io.BytesIO:
    """The file with these parts as they are now."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in archive.namelist():
            target.writestr(name, ElementTree.tostring(changed[name]) if name in changed else archive.read(name))
    return written
