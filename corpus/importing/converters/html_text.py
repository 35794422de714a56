"""The words of HTML elements: what is inline runs on, what is a block stands apart."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.element import NavigableString, Tag

INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time "
    "tt u var wbr img input".split()
)


def text_of(tag: Tag) -> str:
    """An element's text, with line breaks where its blocks and lines end."""
    return "".join(_parts(tag))


def is_inline(tag: Tag) -> bool:
    """Whether an element is part of running text, and all in it is."""
    return tag.name in INLINE and not tag.find(lambda inner: inner.name not in INLINE and inner.name != "br")


def _parts(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif isinstance(child, Tag) and child.name in INLINE:
            yield from _parts(child)
        elif isinstance(child, Tag):
            yield "\n"
            yield from _parts(child)
            yield "\n"
