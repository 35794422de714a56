"""What a DOCX file sets above the line, put into it as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree

from corpus.importing.converters.docx_styles import Styles, W, run_properties, value_of
from corpus.importing.document.raised import RaisedReader, RaisedText

_LEAST_RISE = 4
"""Half points; less than that only mends how a font stands on the line."""


@dataclass(frozen=True, slots=True)
class _Runs:
    """Neighbouring raised runs with what stands beside them."""

    runs: tuple[ElementTree.Element, ...]
    raised: RaisedText


def lower_raised(paragraphs: Iterable[ElementTree.Element], styles: Styles) -> Iterator[str]:
    """Replace raised words by what they are read as, and give the footnotes' marks that were left out."""
    found = [each for paragraph in paragraphs for each in _raised_in(paragraph, styles)]
    for each, read in zip(found, RaisedReader().read([each.raised for each in found], ()), strict=True):
        for place, run in enumerate(each.runs):
            _set(run, read if place == 0 else "")
        if not read:
            yield each.raised.text.strip()


def _raised_in(paragraph: ElementTree.Element, styles: Styles) -> Iterator[_Runs]:
    parts = [
        (raised, tuple(runs)) for raised, runs in groupby(paragraph.iter(W + "r"), lambda run: _is_raised(run, styles))
    ]
    texts = ["".join(text.text or "" for run in runs for text in run.iter(W + "t")) for _, runs in parts]
    if not any(text.strip() for (raised, _), text in zip(parts, texts, strict=True) if not raised):
        return  # a paragraph that is raised as a whole stands on its own line
    for place, (raised, runs) in enumerate(parts):
        if raised and texts[place].strip():
            after = texts[place + 1] if place + 1 < len(texts) else ""
            yield _Runs(runs, RaisedText(texts[place], "".join(texts[:place]), after))


def _is_raised(run: ElementTree.Element, styles: Styles) -> bool:
    if value_of(run_properties(run, "vertAlign", styles), "vertAlign") == "superscript":
        return True
    rise = value_of(run_properties(run, "position", styles), "position")
    return rise.isdecimal() and int(rise) >= _LEAST_RISE


def _set(run: ElementTree.Element, words: str) -> None:
    texts = list(run.iter(W + "t"))
    for place, text in enumerate(texts):
        text.text = words if place == 0 else ""
    own = run.find(W + "rPr")
    for name in ("vertAlign", "rStyle"):
        for each in own.findall(W + name) if own is not None else ():
            own.remove(each)  # type: ignore[union-attr]
