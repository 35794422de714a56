"""Markdown, by the same reader that the corpus uses, so that it reads what staff wrote, but for what they struck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from corpus.importing.document.blocks import (
    Block,
    Dropped,
    Extract,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Run,
    block_words,
    paragraph,
    plain,
)
from corpus.importing.document.hyphens import cleaned

_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
)
_FENCE = "---"


def convert(text: str) -> Extract:
    """Read Markdown; what is struck, and a head between two '---' lines, which is metadata, is no part of the text."""
    body, head = _without_head(cleaned(text).replace("\u00ad", ""))
    tokens = _MARKDOWN.parse(body)
    blocks = tuple(_blocks(SyntaxTreeNode(tokens).children))
    struck = (plain(tuple(_inline(token.children or [], struck=True))) for token in tokens)
    dropped = tuple(Dropped(left_out) for left_out in (" ".join(head.split()), *struck) if left_out)
    return Extract(blocks, "\n".join(block_words(block) for block in blocks), dropped)


def _without_head(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return text, ""
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    return (text, "") if end is None else ("\n".join(lines[end + 1 :]), "\n".join(lines[1:end]))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        if node.type == "heading":
            if plain(_runs(node)):
                yield Heading(int(node.tag[1]), _runs(node))
        elif node.type == "paragraph":
            yield Paragraph(_runs(node))
        elif node.type in ("bullet_list", "ordered_list"):
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            items = [tuple(_item_parts(item.children)) for item in node.children]
            yield Listing(tuple(item for item in items if item), start)
        elif node.type == "table":
            rows = [row for part in node.children for row in part.children]
            yield Grid(tuple(tuple(plain(_runs(cell)) for cell in row.children) for row in rows))
        elif node.type in ("fence", "code_block"):
            yield paragraph(node.content)
        elif node.children:
            yield from _blocks(node.children)


def _item_parts(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Paragraph | Listing]:
    """What a list item holds; headings and tables within become paragraphs."""
    for block in _blocks(nodes):
        if isinstance(block, Heading):
            yield Paragraph(block.heading)
        elif isinstance(block, Grid):
            yield from (paragraph(" | ".join(row)) for row in block.rows)
        else:
            yield block


def _runs(node: SyntaxTreeNode) -> tuple[Run, ...]:
    inline = next((child for child in node.children if child.type == "inline"), None)
    tokens = inline.token.children if inline is not None and inline.token is not None else None
    return tuple(_inline(tokens or []))


def _inline(tokens: Sequence[Token], *, struck: bool = False) -> Iterator[Run]:
    """The words that are not struck, or those that are, with a space after each stretch."""
    href: str | None = None
    depth = 0
    for token in tokens:
        if token.type in ("s_open", "s_close"):
            depth += token.nesting
            if struck:
                yield Run(" ")
        elif bool(depth) is not struck:
            continue
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            href = address if address.startswith(("http://", "https://")) else None
        elif token.type == "link_close":
            href = None
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" ")
        elif token.type == "image":
            yield from _inline(token.children or [])
        elif token.content:
            yield Run(token.content, href)
