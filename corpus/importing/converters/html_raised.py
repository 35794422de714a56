"""What an HTML page sets above the line, put into it as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import NavigableString, Tag

from corpus.importing.converters.html_sheet import style_of
from corpus.importing.converters.html_text import runs_on
from corpus.importing.document.raised import RaisedReader, RaisedText

_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|text-top)")


def lower_raised(root: Tag) -> Iterator[str]:
    """Replace every raised text by what it is read as, and give the footnotes' marks that were left out."""
    tags = [tag for tag in root.find_all(_is_raised) if not tag.find_parent(_is_raised)]
    found = [RaisedText(tag.get_text(), _beside(tag, before=True), _beside(tag, before=False)) for tag in tags]
    notes = {mark for tag, each in zip(tags, found, strict=True) if _leads_to_note(tag) for mark in each.marks}
    for tag, each, read in zip(tags, found, RaisedReader().read(found, notes), strict=True):
        tag.replace_with(read)
        if not read and each.text.strip():
            yield each.text.strip()
    root.smooth()


def _is_raised(tag: Tag) -> bool:
    return tag.name == "sup" or bool(_RAISED_STYLE.search(style_of(tag)))


def _leads_to_note(tag: Tag) -> bool:
    links = [*tag.find_all("a"), *([tag.parent] if tag.parent is not None and tag.parent.name == "a" else [])]
    return any(str(link.get("href") or "").startswith("#") for link in links)


def _beside(tag: Tag, *, before: bool) -> str:
    """What stands before or after a tag within its block."""
    block = tag.find_parent(lambda parent: not runs_on(parent))
    text = ""
    for each in tag.previous_elements if before else tag.next_elements:
        if each is block or (isinstance(each, Tag) and each.name != "br" and not runs_on(each)):
            break
        if isinstance(each, NavigableString) and tag not in each.parents:
            text = str(each) + text if before else text + str(each)
            if len(text.strip()) > 3:
                break
    return text
