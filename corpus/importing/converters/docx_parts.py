"""Parts of a DOCX file that mammoth would misread, made such that it does not."""

from __future__ import annotations

from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import W, value_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_MOST_SKIPPED = 60


def one_of_alternatives(body: ElementTree.Element) -> None:
    """Keep one form of what stands there in two: the older one, which mammoth reads, unless it holds no words."""
    for alternatives in body.iter(_MC + "AlternateContent"):
        older = alternatives.find(_MC + "Fallback")
        keeps_older = older is not None and older.find(f".//{W}t") is not None
        for child in list(alternatives):
            if (child is older) is not keeps_older:
                alternatives.remove(child)


def fill_rows(body: ElementTree.Element) -> None:
    """Give a table row that begins further to the right the cells that it skips."""
    for row in body.iter(W + "tr"):
        skipped = value_of(row.find(W + "trPr"), "gridBefore")
        place = next((place for place, child in enumerate(row) if child.tag == W + "tc"), 0)
        for _ in range(min(int(skipped), _MOST_SKIPPED) if skipped.isdecimal() else 0):
            cell = ElementTree.Element(W + "tc")
            ElementTree.SubElement(cell, W + "p")
            row.insert(place, cell)


def show_boxes(body: ElementTree.Element) -> None:
    """Let a box to be ticked stand as the sign that Word shows: mammoth makes a form's field of it, without one."""
    for parent in list(body.iter()):
        for child in list(parent):
            if child.tag == W + "sdt" and child.find(f"{W}sdtPr/{_BOX}") is not None:
                place = list(parent).index(child)
                parent[place : place + 1] = [each for content in child.findall(W + "sdtContent") for each in content]
