from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from corpus.importing.document.blocks import Block, Grid, Heading, Listing, Paragraph, Run, paragraph, plain
from corpus.importing.document.markdown_writer import markdown
from corpus.importing.document.shaping import shaped
from corpus.model import Link, Passage, PassageKind
from corpus.reading.parsing import collapse, parse_passages
from corpus.reading.sentences import split_sentences

AWKWARD = st.text(
    st.sampled_from(list('aåäöÅ *_#<>[]()`\\!|&;~=+-.:123,"”–\t\u00a0\u0301\u0338')), min_size=1, max_size=40
)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
LINES = st.sampled_from(
    ["1. Ansök", "- nej", "+ plus", "> citat", "# rubrik", "#x #", "---", "***", "===", "~~~", "```", "| a | b |",
     "&aring; &#229;", "<b>x</b>", "<https://a.se>", "[a](http://b)", "![a](b)", "a_b_c", "10) tio", "* stjärna",
     "    indrag", "2026. Ett år", "Dnr 1-2:3", "a\\*b", "!", "Ja! Nej? Jo."]
)  # fmt: skip
TEXT = st.one_of(LINES, AWKWARD, ANY).map(collapse).filter(bool)


@given(TEXT)
def test_a_paragraph_reads_as_its_sentences(text: str) -> None:
    assert [p.text for p in parse_passages(markdown([paragraph(text)]))] == split_sentences(text)


@given(TEXT)
def test_a_heading_reads_as_its_words(text: str) -> None:
    (title,) = parse_passages(markdown([Heading(1, (Run(text),))]))
    assert (title.text, title.kind) == (text, PassageKind.TITLE)


@given(st.lists(TEXT, min_size=1, max_size=5), st.sampled_from([None, 1, 7]))
def test_a_list_reads_as_its_items_under_its_lead_in(texts: list[str], start: int | None) -> None:
    items = Listing(tuple((paragraph(text),) for text in texts), start)
    found = parse_passages(markdown([paragraph("Så här:"), items, paragraph("Slut.")]))
    assert [p.text for p in found] == [*texts, "Slut."]
    assert {p.lead_in for p in found[:-1]} == {"Så här:"}


@given(st.lists(st.tuples(TEXT, TEXT), min_size=2, max_size=4))
def test_a_table_reads_as_its_rows(rows: list[tuple[str, str]]) -> None:
    found = parse_passages(markdown([Grid(tuple(rows))]))
    joined = [" | ".join(row) for row in rows]
    assert [p.text for p in found] == joined[1:]
    assert {p.lead_in for p in found} == {joined[0]}


@given(TEXT, TEXT, TEXT)
def test_an_inner_list_reads_as_its_items(outer: str, inner: str, last: str) -> None:
    listing = Listing(((paragraph(outer), Listing(((paragraph(inner),),), 1)), (paragraph(last),)))
    found = parse_passages(markdown([listing]))
    assert [p.text for p in found] == [*([] if outer.endswith(":") else [outer]), inner, last]
    assert outer in (found[0].text, found[0].lead_in)


BLOCK = st.one_of(
    TEXT.map(paragraph),
    st.tuples(st.integers(2, 6), TEXT).map(lambda pair: Heading(pair[0], (Run(pair[1]),))),
    st.lists(TEXT, min_size=1, max_size=3).map(lambda texts: Listing(tuple((paragraph(t),) for t in texts))),
)


@given(st.lists(BLOCK, max_size=6))
def test_a_document_reads_as_its_blocks_in_order(blocks: list[Block]) -> None:
    document = shaped([Heading(1, (Run("Titel"),)), *blocks], "Titel")
    expected: list[str] = []
    for block in document:
        if isinstance(block, Paragraph):
            expected += [plain(block.runs)]
        elif isinstance(block, Listing):
            expected += [plain(part.runs) for item in block.items for part in item if isinstance(part, Paragraph)]
    written = markdown(document)
    read = parse_passages(written)
    flat = " ".join(f"{p.lead_in} {p.text}" if new else p.text for p, new in _with_new_lead_ins(read))
    assert flat.split() == " ".join(["Titel", *expected]).split()
    assert all(line == line.rstrip() for line in written.splitlines())
    assert "\n\n\n" not in written


def _with_new_lead_ins(passages: Iterable[Passage]) -> Iterator[tuple[Passage, bool]]:
    block: int | None = None
    for passage in passages:
        yield passage, bool(passage.lead_in) and passage.block != block
        block = passage.block


def test_links_are_kept_and_unfit_addresses_are_words() -> None:
    runs = (
        Run("Läs "),
        Run("Sofisam [ny]", "http://sofisam.se"),
        Run(" och "),
        Run("detta", "http://a b.se"),
        Run("."),
    )
    (found,) = parse_passages(markdown([Paragraph(runs)]))
    assert found.text == "Läs Sofisam [ny] och detta."
    assert found.links == (Link("Sofisam [ny]", "http://sofisam.se"),)


def test_one_line_a_block_and_one_blank_line_between() -> None:
    blocks: list[Block] = [
        Heading(1, (Run("Stöd"),)),
        paragraph("En  rad\nsom bröts."),
        Listing(((paragraph("a"),), (paragraph("b"),))),
    ]
    assert markdown(blocks) == "# Stöd\n\nEn rad som bröts.\n\n- a\n- b\n"
