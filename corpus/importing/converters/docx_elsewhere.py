"""Text of a DOCX file that does not stand in its paragraphs: formulas, figures, and parts of other files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.docx_styles import W
from corpus.reading.parsing import collapse

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FORMULAS = (_M + "oMathPara", _M + "oMath")
_BUILT = frozenset(
    _M + name
    for name in "acc bar box borderBox d eqArr f func groupChr limLow limUpp m nary rad sPre sSub sSubSup sSup".split()
)
"""What of a formula is not read from left to right, as plain text is."""
_FIGURE = re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml")


def formulas_as_text(body: ElementTree.Element) -> None:
    """Make text of the formulas. Raises ImportRefusedError for one that is built, such as a fraction."""
    for parent in list(body.iter()):
        for place, child in enumerate(list(parent)):
            if child.tag in _FORMULAS and parent.tag not in _FORMULAS:
                parent[place] = _as_text(child, parent.tag == W + "p")


def refuse_other_files(body: ElementTree.Element) -> None:
    """Raises ImportRefusedError where Word would show another file's text, which it takes over when it saves."""
    if next(body.iter(W + "altChunk"), None) is not None:
        raise ImportRefusedError(messages.IMPORT_OTHER_FILE)


def figures(archive: zipfile.ZipFile, body: ElementTree.Element) -> str:
    """The words of diagrams and of drawings, which are not read."""
    parts = [ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if _FIGURE.fullmatch(name)]  # noqa: S314
    return "; ".join(words for part in (*parts, body) for words in _drawn(part))


def _drawn(part: ElementTree.Element) -> Iterator[str]:
    for paragraph in part.iter(_A + "p"):
        if words := collapse("".join(text.text or "" for text in paragraph.iter(_A + "t"))):
            yield words


def _as_text(formula: ElementTree.Element, in_paragraph: bool) -> ElementTree.Element:
    """A run of a formula's words, in a paragraph of its own where it stands in none."""
    lines = ("".join(text.text or "" for text in each.iter(_M + "t")) for each in formula.iter(_M + "oMath"))
    words = " ".join(lines)
    if any(part.tag in _BUILT for part in formula.iter()):
        raise ImportRefusedError(messages.IMPORT_FORMULA.format(words=collapse(words)))
    run = ElementTree.Element(W + "r")
    text = ElementTree.SubElement(run, W + "t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words
    if in_paragraph:
        return run
    paragraph = ElementTree.Element(W + "p")
    paragraph.append(run)
    return paragraph
