from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from corpus.model import Catalogue, Link, Passage, PassageKind
from corpus.reading.catalogue import BUNDLED_DOCUMENTS
from corpus.reading.parsing import collapse, parse_passages, proposed_anchor

FRAGMENTS = [
    "# ", "## ", "- ", "  - ", "1. ", "> ", "\n", "\n\n", "    ", "|a|b|\n|-|-|\n|c||\n", "*", "**", "_", "`",
    "```\n", "[x](http://a.se)", "[y](javascript:1)", "![alt](b.png)", "<b>", "&amp;", "&#769;", "\\", "---",
    "===\n", "Ett: ", "Två. ", "Exempel är:", "å", "\u0301", "\0", "\u2028", "\xa0", "bl.a. ", "A", "b", "1",
    " ", ":-", "\t", "<!-- c -->", "[r]: http://b.se\n", "[r]",
]  # fmt: skip
markdown = st.one_of(
    st.text(), st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)), max_size=30).map("".join)
)


class PlainText(HTMLParser):
    """The words of a rendered document: the parser's result is held against another way of reading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.row_has_words = self.cell_begins = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")
        elif tag in ("td", "th"):
            self.cell_begins = self.row_has_words
        elif tag not in ("em", "strong", "a", "code"):
            self.parts.append(" ")
            self.row_has_words = self.cell_begins = False

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("em", "strong", "a", "code", "td", "th", "img"):
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.cell_begins and data.strip():
            self.parts.append(" | ")
            self.cell_begins = False
        self.row_has_words = self.row_has_words or bool(data.strip())
        self.parts.append(data)


def plain_text(text: str) -> str:
    html = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["html_block", "html_inline"])
    reader = PlainText()
    reader.feed(html.render(unicodedata.normalize("NFC", text)))
    reader.close()
    return collapse("".join(reader.parts))


def texts(document: str) -> list[str]:
    return [passage.text for passage in parse_passages(document)]


def lead_ins(document: str) -> list[tuple[str, str | None]]:
    return [(passage.text, passage.lead_in) for passage in parse_passages(document)]


@given(markdown)
def test_every_passage_stands_word_for_word_in_the_plain_text(document: str) -> None:
    plain = plain_text(document)
    for passage in parse_passages(document):
        assert passage.text
        assert passage.text in plain


@given(markdown)
def test_anchors_are_unique_slugs(document: str) -> None:
    anchors = [passage.anchor for passage in parse_passages(document)]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", anchor) for anchor in anchors)


@given(markdown)
def test_blocks_sections_and_lines_are_in_order(document: str) -> None:
    passages = parse_passages(document, first_line=10)
    assert [p.block for p in passages] == sorted(p.block for p in passages)
    assert all(10 <= p.line <= 10 + len(document.splitlines()) for p in passages)
    assert all(heading for p in passages for heading in p.section)
    assert sum(p.kind is PassageKind.TITLE for p in passages) <= 1


def test_sentences_of_a_paragraph_are_passages_of_one_block() -> None:
    passages = parse_passages("# Stöd\n\nVi ger *stöd*. Det\nkan **sökas**.\n\nNytt stycke.", first_line=5)
    assert [(p.text, p.block, p.line) for p in passages] == [
        ("Stöd", 0, 5), ("Vi ger stöd.", 1, 7), ("Det kan sökas.", 1, 7), ("Nytt stycke.", 2, 10),
    ]  # fmt: skip
    assert passages[0].kind is PassageKind.TITLE


def test_the_section_is_the_path_of_headings() -> None:
    document = "# Titel\n\n## Ett\n\n### Djupt\n\nDå.\n\n## Två\n\nNu."
    assert [(p.text, p.section) for p in parse_passages(document)] == [
        ("Titel", ("Titel",)), ("Då.", ("Titel", "Ett", "Djupt")), ("Nu.", ("Titel", "Två")),
    ]  # fmt: skip


def test_an_empty_heading_is_no_section() -> None:
    assert [passage.section for passage in parse_passages("#\n\nText.")] == [()]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("Krav: Vi ger:\n\n- ett\n- två", [("ett", "Krav: Vi ger:"), ("två", "Krav: Vi ger:")]),
        ("Först. Vi ger:\n\n1. ett", [("Först.", None), ("ett", "Vi ger:")]),
        ("Historik:- ett\n\n- två", [("ett", "Historik:"), ("två", "Historik:")]),
        ("Historik: – ett", [("Historik: – ett", None)]),
        ("Vi ger stöd.\n\n- ett", [("Vi ger stöd.", None), ("ett", None)]),
        ("Vi ger:\n\n- ett\n\nSlut.", [("ett", "Vi ger:"), ("Slut.", None)]),
        ("Vi ger:\n\n# Nytt\n\n- ett", [("Vi ger:", None), ("Nytt", None), ("ett", None)]),
        ("Vi ger:\n- Stöd till:\n  - a\n  - b", [("a", "Stöd till:"), ("b", "Stöd till:")]),
        ("Vi ger:\n- Stöd\n  - a", [("Stöd", "Vi ger:"), ("a", "Vi ger:")]),
        ("- x\n\n  - y\n\n  z", [("x", None), ("y", None), ("z", None)]),
        ("- x\n\n  y", [("x y", None)]),
        ("|a|b|\n|-|-|\n|c|d|\n||e|", [("c | d", "a | b"), ("e", "a | b")]),
    ],
)
def test_the_clause_before_a_list_is_the_lead_in_of_its_items(
    document: str, expected: list[tuple[str, str | None]]
) -> None:
    assert lead_ins(document) == expected


def test_table_rows_know_their_line() -> None:
    passages = parse_passages("|a|b|\n|-|-|\n|c|d|\n|e|f|", first_line=20)
    assert [passage.line for passage in passages] == [22, 23]


def test_markup_of_web_pages_stays_text() -> None:
    assert texts("<script>alert(1)</script> & <b>fet</b>") == ["<script>alert(1)</script> & <b>fet</b>"]


def test_only_web_links_become_links() -> None:
    (passage,) = parse_passages("Se [a](https://a.example), [b](ftp://b.example) och [c](mailto:x@y.example).")
    assert passage.text == "Se a, b och c."
    assert passage.links == (Link("a", "https://a.example"),)


def test_a_proposed_anchor_is_made_of_the_first_words_and_made_unique() -> None:
    taken: set[str] = set()
    made = [proposed_anchor(text, taken) for text in ("Åtgärder för ÖKAD hälsa, ett två", "–", "?", "Passage 2")]
    assert made == ["atgarder-for-okad-halsa-ett", "passage", "passage-2", "passage-2-2"]
    assert taken == set(made)


def test_collapse_composes_letters_and_white_space() -> None:
    assert collapse(" a\u030a\u00a0\t\u2028b\n") == "å b"


@pytest.fixture(scope="module")
def guideline_passages(bundled: Catalogue) -> tuple[Passage, ...]:
    version = bundled.version("stod-asf/odaterad")
    assert version is not None
    return version.passages


def test_the_bundled_guideline_has_eighteen_passages(guideline_passages: tuple[Passage, ...]) -> None:
    assert len(guideline_passages) == 18
    assert [p.anchor for p in guideline_passages if p.kind is PassageKind.TITLE] == ["titel"]


def test_the_bundled_text_is_byte_for_byte_the_board_s_original() -> None:
    folder: Path = BUNDLED_DOCUMENTS / "stod-asf"
    body = (folder / "odaterad.md").read_bytes().split(b"\n---\n", 1)[1]
    assert body == (folder / "sources" / "riktlinjer-asf.txt").read_bytes()


@pytest.mark.parametrize(
    ("lead_in", "anchors"),
    [
        ("Exempel på insatser är:", ["arbetsforberedande-insatser", "utbildning-om-asf", "handledare"]),
        ("Ändringshistorik:", ["policy-2013", "policy-2009", "policy-startbidrag-2011"]),
    ],
)
def test_the_bundled_lists_have_their_lead_ins(
    guideline_passages: tuple[Passage, ...], lead_in: str, anchors: list[str]
) -> None:
    assert [p.anchor for p in guideline_passages if p.lead_in == lead_in] == anchors


def test_the_bundled_link_is_kept(guideline_passages: tuple[Passage, ...]) -> None:
    links = {p.anchor: p.links for p in guideline_passages if p.links}
    assert links == {"tillvaxtverkets-definition": (Link("sofisam.se", "http://sofisam.se"),)}


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Bidraget är 500:- per dag och omfattar:\n\n- kost", [("Bidraget är 500:- per dag och omfattar:", "kost")]),
        ("Avgiften är 500 :- per dag.\n\n- kost", [(None, "Avgiften är 500 :- per dag."), (None, "kost")]),
        ("Högst 1 500:–/månad gäller:\n\n- hyra", [("Högst 1 500:–/månad gäller:", "hyra")]),
        ("Följande ersätts:- kost\n- resa", [("Följande ersätts:", "kost"), ("Följande ersätts:", "resa")]),
        ("Följande ersätts :- kost\n- resa", [("Följande ersätts :", "kost"), ("Följande ersätts :", "resa")]),
    ],
)
def test_a_colon_and_a_dash_after_a_digit_are_an_amount_and_no_list(
    text: str, passages: list[tuple[str | None, str]]
) -> None:
    assert [(found.lead_in, found.text) for found in parse_passages(f"# Titel\n\n{text}\n")[1:]] == passages
