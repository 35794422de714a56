"""Markdown to passages.

CommonMark (with tables) by markdown-it; raw HTML is not interpreted, so markup in a guideline stays text.
A paragraph gives one passage a sentence; a list item or table row is one passage. The clause before a list
that ends in a colon becomes the lead-in of its items and is no passage of its own. Converters sometimes glue
such a clause to the first item ("Ändringshistorik:- Policy …"); the parser takes the two apart, so that the
document itself can stay as it was received.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from corpus.model import Link, Passage, PassageKind
from corpus.reading.sentences import split_sentences

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline"])
_GLUED_ITEM = re.compile(r"^(?P<lead>[^:]{1,80}(?<!\d)(?<!\d\s):)\s*[-–•*]\s*(?P<item>\S.*)$")
"""A colon and a dash after a digit are no list but an amount: "500:- per deltagare"."""
_MAX_SLUG_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Text:
    """A run of prose: words without markup, its links, and its 1-based line."""

    words: str
    links: tuple[Link, ...]
    line: int


def collapse(text: str) -> str:
    """White space collapsed to single spaces, Unicode composed (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def parse_passages(markdown: str, first_line: int = 1) -> tuple[Passage, ...]:
    """Read a document into passages in reading order, with provisional anchors (see `proposed_anchor`).

    `first_line` is the file's line on which `markdown` begins. The first heading is the title and a passage
    itself, so that "which guideline is this" has something to quote.
    """
    passages: list[Passage] = []
    taken: set[str] = set()
    for block, item in enumerate(_Reader(first_line).read(markdown)):
        passages.extend(_passages_of(item, block, taken))
    return tuple(passages)


def proposed_anchor(text: str, taken: set[str]) -> str:
    """A readable anchor from the first words of a passage, made unique against `taken`, which it joins."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain)[:_MAX_SLUG_WORDS]) or "passage"
    anchor, number = stem, 2
    while anchor in taken:
        anchor, number = f"{stem}-{number}", number + 1
    taken.add(anchor)
    return anchor


@dataclass(frozen=True, slots=True)
class _Block:
    kind: PassageKind
    units: tuple[_Text, ...]
    section: tuple[str, ...]
    lead_in: str | None


def _passages_of(block: _Block, number: int, taken: set[str]) -> Iterator[Passage]:
    for unit in block.units:
        yield Passage(
            anchor=proposed_anchor(unit.words, taken),
            text=unit.words,
            kind=block.kind,
            section=block.section,
            lead_in=block.lead_in,
            block=number,
            line=unit.line,
            links=unit.links,
        )


class _Reader:
    """Walks the block tree, keeping the heading path and the lead-in of a coming list."""

    def __init__(self, first_line: int) -> None:
        self._offset = first_line
        self._headings: list[tuple[int, str]] = []
        self._titled = False

    def read(self, markdown: str) -> Iterator[_Block]:
        root = SyntaxTreeNode(_MARKDOWN.parse(unicodedata.normalize("NFC", markdown)))
        yield from self._blocks(root.children, None)

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], outer: str | None) -> Iterator[_Block]:
        lead_in, loose_item = outer, None
        for node, following in zip_longest(nodes, nodes[1:]):
            if node.type == "heading":
                lead_in = None
                yield from self._heading(node)
            elif node.type == "paragraph":
                before_list = following is not None and following.type in ("bullet_list", "ordered_list")
                sentences, lead_in, loose_item = self._paragraph(node, before_list)
                lead_in = lead_in or outer
                if sentences:
                    yield self._block(PassageKind.SENTENCE, sentences, outer)
            elif node.type in ("bullet_list", "ordered_list"):
                yield from self._list(node, lead_in, loose_item)
                lead_in, loose_item = outer, None
            elif node.type == "table":
                yield from self._table(node)
            elif node.type in ("fence", "code_block"):
                words = collapse(node.content)
                if words:
                    yield self._block(PassageKind.SENTENCE, [_Text(words, (), self._line(node))], outer)
            elif node.children:
                yield from self._blocks(node.children, outer)

    def _heading(self, node: SyntaxTreeNode) -> Iterator[_Block]:
        text = self._inline(node)
        level = int(node.tag[1])
        self._headings = [(depth, words) for depth, words in self._headings if depth < level]
        if text.words:
            self._headings.append((level, text.words))
        if not self._titled and text.words:
            self._titled = True
            yield self._block(PassageKind.TITLE, [text], None)

    def _paragraph(self, node: SyntaxTreeNode, before_list: bool) -> tuple[list[_Text], str | None, _Text | None]:
        """Sentences, the lead-in of the list that follows, and a first item glued to that lead-in."""
        text = self._inline(node)
        sentences = [
            _Text(sentence, tuple(link for link in text.links if link.text in sentence), text.line)
            for sentence in split_sentences(text.words)
        ]
        if not (before_list and sentences):
            return sentences, None, None
        last = sentences[-1]
        if glued := _GLUED_ITEM.match(last.words):
            return sentences[:-1], glued["lead"], _Text(glued["item"], last.links, last.line)
        if last.words.endswith(":"):
            return sentences[:-1], last.words, None
        return sentences, None, None

    def _list(self, node: SyntaxTreeNode, lead_in: str | None, first: _Text | None) -> Iterator[_Block]:
        items = [first] if first else []
        for item in node.children:
            runs = [(prose, list(run)) for prose, run in groupby(item.children, _is_paragraph)]
            introduction = None
            for (prose, children), following in zip_longest(runs, runs[1:]):
                if prose:
                    text = self._joined(children)
                    introduction = text.words if following and text.words.endswith(":") else None
                    if text.words and introduction is None:
                        items.append(text)
                    continue
                if items:
                    yield self._block(PassageKind.ITEM, items, lead_in)
                    items = []
                yield from self._blocks(children, introduction or lead_in)
        if items:
            yield self._block(PassageKind.ITEM, items, lead_in)

    def _joined(self, paragraphs: Sequence[SyntaxTreeNode]) -> _Text:
        """Paragraphs that follow each other in one list item, as one text."""
        texts = [self._inline(paragraph) for paragraph in paragraphs]
        words = " ".join(text.words for text in texts if text.words)
        return _Text(words, tuple(link for text in texts for link in text.links), texts[0].line)

    def _table(self, node: SyntaxTreeNode) -> Iterator[_Block]:
        """Each body row is one passage; the header row is its lead-in."""
        body, header = [], None
        for row in (row for part in node.children for row in part.children):
            cells = [self._inline(cell) for cell in row.children]
            words = " | ".join(cell.words for cell in cells if cell.words)
            links = tuple(link for cell in cells for link in cell.links)
            if header is None:
                header = words
            elif words:
                body.append(_Text(words, links, self._line(row)))
        if body:
            yield self._block(PassageKind.ITEM, body, header or None)

    def _block(self, kind: PassageKind, units: Sequence[_Text], lead_in: str | None) -> _Block:
        return _Block(kind, tuple(units), tuple(words for _, words in self._headings), lead_in)

    def _inline(self, node: SyntaxTreeNode) -> _Text:
        inline = next((child for child in node.children if child.type == "inline"), None)
        token = inline.token if inline is not None else None
        children = (token.children or []) if token is not None else []
        return _Text(collapse(_words(children)), _links(children), self._line(node))

    def _line(self, node: SyntaxTreeNode) -> int:
        return self._offset + (node.map[0] if node.map else 0)


def _is_paragraph(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph"


def _words(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(_words(token.children or []))
        else:
            parts.append(token.content)
    return "".join(parts)


def _links(tokens: Sequence[Token]) -> tuple[Link, ...]:
    """Links to http(s) addresses only; other schemes stay plain words."""
    links = []
    href, inside = "", 0
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            href, inside = str(token.attrs.get("href", "")), number + 1
        elif token.type == "link_close" and href.startswith(("http://", "https://")):
            words = collapse(_words(tokens[inside:number]))
            if words:
                links.append(Link(words, href))
    return tuple(links)
