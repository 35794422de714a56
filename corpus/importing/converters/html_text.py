"""The words of HTML elements: what is inline runs on, what is a block stands apart."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.element import NavigableString, Tag

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strong "
    "sub sup time tt u var wbr img input".split()
)


def text_of(tag: Tag) -> str:
    """An element's text, with line breaks where its blocks and lines end."""
    return "".join(_parts(tag))


def is_inline(tag: Tag) -> bool:
    """Whether an element is part of running text, and all in it is."""
    return runs_on(tag) and not tag.find(lambda inner: not runs_on(inner) and inner.name != "br")


def runs_on(tag: Tag) -> bool:
    """Whether an element's kind is inline; so are those that Word has of its own, such as <o:p>."""
    return tag.name in _INLINE or ":" in tag.name


def _parts(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif isinstance(child, Tag) and runs_on(child):
            yield from _parts(child)
        elif isinstance(child, Tag):
            yield "\n"
            yield from _parts(child)
            yield "\n"
