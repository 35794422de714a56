from __future__ import annotations

from xml.etree import ElementTree

import pytest

from corpus.importing.converters.docx_changes import accept_changes
from corpus.importing.converters.docx_counting import write_numbers
from corpus.importing.converters.docx_left_out import is_left_out
from corpus.importing.converters.docx_numbering import numberings, style_numbers
from corpus.importing.converters.docx_styles import W, heading_styles, styles_of

SPACE = f'xmlns:w="{W[1:-1]}"'
NUMBERING = f"""<w:numbering {SPACE}>
<w:abstractNum w:abstractNumId="5">
  <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§ %1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="6">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="5"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = f"""<w:styles {SPACE}>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Egen rubrik"/><w:basedOn w:val="H1"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Deeper"><w:name w:val="Djupare"/><w:basedOn w:val="Own"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Nivå"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Ring"/><w:basedOn w:val="Round"/></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Brödtext"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Löpande"/><w:basedOn w:val="Outlined"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="One"><w:name w:val="Ett"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Two"><w:name w:val="Två"/><w:basedOn w:val="One"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="Par"><w:name w:val="Par"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>
</w:style>
<w:style w:type="character" w:styleId="Quiet"><w:name w:val="Tyst"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Struken"/><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Based"><w:name w:val="Struken röd"/><w:basedOn w:val="Gone"/></w:style>
<w:style w:type="character" w:styleId="Loud"><w:name w:val="Hög"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
</w:styles>"""


def paragraph(text: str, number: str = "", level: int = 0, style: str = "") -> str:
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def written(*paragraphs: str, numbering: str = NUMBERING) -> list[str]:
    body = ElementTree.fromstring(f"<w:body {SPACE}>{''.join(paragraphs)}</w:body>")
    accept_changes(body)
    styles = styles_of(ElementTree.fromstring(STYLES))
    headings = {each.style_id for each in heading_styles(styles)}
    known = numberings(ElementTree.fromstring(numbering), styles)
    write_numbers(list(body.iter(W + "p")), known, style_numbers(styles, known), headings)
    return ["".join(text.text or "" for text in each.iter(W + "t")) for each in body.iter(W + "p")]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([("a", "1", 0), ("b", "1", 1), ("c", "1", 1), ("d", "1", 0), ("e", "1", 1)],
         ["§ 3 a", "3.a) b", "3.b) c", "§ 4 d", "4.a) e"]),
        ([("a", "3", 0), ("b", "1", 0), ("c", "3", 0)], ["§ 9 a", "§ 3 b", "§ 10 c"]),
        ([("a", "2", 0), ("b", "2", 1), ("c", "2", 2)], ["1. a", "b", "(I) c"]),
        ([("a", "2", 0, "H1"), ("b", "2", 0, "Outlined")], ["1. a", "2. b"]),
        ([("a", "", 0, "Own"), ("b", "", 0, "Deeper"), ("c", "0", 0, "Own"), ("d",)], ["§ 3 a", "§ 4 b", "c", "d"]),
        ([("a", "17", 0), ("b", "1", 8)], ["a", "b"]),
    ],
)  # fmt: skip
def test_what_word_would_set_is_written(
    paragraphs: list[tuple[str, str, int] | tuple[str, str, int, str] | tuple[str]], expected: list[str]
) -> None:
    assert written(*(paragraph(*each) for each in paragraphs)) == expected


LEVEL = '<w:lvl w:ilvl="{}"><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'


def made(*abstract: str, nums: str) -> str:
    kinds = "".join(f'<w:abstractNum w:abstractNumId="{n}">{each}</w:abstractNum>' for n, each in enumerate(abstract))
    return f"<w:numbering {SPACE}>{kinds}{nums}</w:numbering>"


def num(number: int, abstract: int = 0, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


PLAIN = LEVEL.format(0, "decimal", "", "%1.")
PARAGRAPH = LEVEL.format(0, "decimal", "", "§ %1")


@pytest.mark.parametrize(
    ("numbering", "paragraphs", "expected"),
    [
        (made(PLAIN, nums=num(1)), [("a", "1"), ("b", "1"), ("c",), ("d", "1")], ["1. a", "2. b", "c", "3. d"]),
        (made(PLAIN, nums=num(1)), [("a", "1"), ("b", "1"), ("c",)], ["a", "b", "c"]),
        (made(PLAIN, nums=num(1)), [("a", "1"), ("", "1"), ("c", "1")], ["1. a", "", "3. c"]),
        (made(PLAIN + LEVEL.format(1, "lowerLetter", "", "%2."), nums=num(1)),
         [("a", "1"), ("b", "1", 1), ("c", "1", 1), ("d", "1")], ["1. a", "a. b", "b. c", "2. d"]),
        (made(PARAGRAPH, nums=num(1) + num(2)), [("a", "1"), ("b", "2"), ("c", "1")], ["§ 1 a", "§ 2 b", "§ 3 c"]),
        (made(PLAIN, nums=num(1, more=f'<w:lvlOverride w:ilvl="0">{PARAGRAPH}</w:lvlOverride>')),
         [("a", "1")], ["§ 1 a"]),
        (made(LEVEL.format(0, "upperRoman", "", "Del %1") + LEVEL.format(1, "decimal", "<w:isLgl/>", "%1.%2"),
              nums=num(1)), [("a", "1"), ("b", "1", 1)], ["Del I a", "1.1 b"]),
        (made(LEVEL.format(0, "decimalZero", "", "§ %1"), nums=num(1)), [("a", "1")], ["§ 01 a"]),
        (made('<w:numStyleLink w:val="Par"/>', PARAGRAPH, nums=num(1) + num(5, 1)), [("a", "1")], ["§ 1 a"]),
        (made(LEVEL.format(0, "decimal", "", "%1") + LEVEL.format(1, "decimal", '<w:pStyle w:val="Two"/>', "%1.%2"),
              nums=num(1)), [("a", "", 0, "One"), ("b", "", 0, "Two")], ["1 a", "1.1 b"]),
    ],
)  # fmt: skip
def test_numbers_are_those_that_word_shows(
    numbering: str, paragraphs: list[tuple[str] | tuple[str, str] | tuple[str, str, int]], expected: list[str]
) -> None:
    found = written(*(paragraph(*each) for each in paragraphs), numbering=numbering)
    assert found == expected


@pytest.mark.parametrize("mark", ["del", "vanish", "moveFrom"])
def test_a_paragraph_that_is_deleted_hidden_or_moved_away_does_not_count(mark: str) -> None:
    gone = paragraph("", "1").replace("</w:pPr>", f"<w:rPr><w:{mark}/></w:rPr></w:pPr>")
    found = written(paragraph("a", "1"), gone, paragraph("b", "1"), numbering=made(PARAGRAPH, nums=num(1)))
    assert [words for words in found if words] == ["§ 1 a", "§ 2 b"]


@pytest.mark.parametrize("mark", ['<w:vanish w:val="0"/>', "<w:vanish/><w:specVanish/>"])
def test_a_paragraph_with_words_counts_whatever_its_mark(mark: str) -> None:
    seen = paragraph("a", "1").replace("</w:pPr>", f"<w:rPr>{mark}</w:rPr></w:pPr>")
    assert written(seen, paragraph("b", "1"), numbering=made(PARAGRAPH, nums=num(1))) == ["§ 1 a", "§ 2 b"]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    first = paragraph("a", "1").replace("</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>")
    numbering = made(PARAGRAPH, nums=num(1))
    assert written(first, paragraph("b", "1"), paragraph("c", "1"), numbering=numbering) == ["§ 1 ab", "§ 2 c"]
    assert written(paragraph("a", "1"), first, numbering=numbering) == ["§ 1 a", "a"]


def test_what_is_moved_counts_where_it_has_come_to() -> None:
    marked = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:{0}/></w:rPr></w:pPr><w:{0}>{1}</w:{0}></w:p>'
    )
    run = "<w:r><w:t>b</w:t></w:r>"
    found = written(
        paragraph("a", "1"), marked.format("moveFrom", run), paragraph("c", "1"), marked.format("moveTo", run),
        numbering=made(PARAGRAPH, nums=num(1)),
    )  # fmt: skip
    assert found == ["§ 1 a", "§ 2 c", "§ 3 b"]


def test_a_level_may_count_on_over_the_ones_above_it() -> None:
    second = LEVEL.format(1, "decimal", '<w:lvlRestart w:val="{}"/>', "%2 §")
    body = [paragraph("A", "1"), paragraph("a", "1", 1), paragraph("B", "1"), paragraph("b", "1", 1)]
    for restart, last in (("0", "2 § b"), ("1", "1 § b")):
        numbering = made(LEVEL.format(0, "decimal", "", "%1 kap.") + second.format(restart), nums=num(1))
        assert written(*body, numbering=numbering) == ["1 kap. A", "1 § a", "2 kap. B", last]


def test_letters_after_z_are_doubled() -> None:
    found = written(*[paragraph("x", "1")] * 53, numbering=made(LEVEL.format(0, "lowerLetter", "", "%1)"), nums=num(1)))
    assert [found[place] for place in (25, 26, 27, 52)] == ["z) x", "aa) x", "bb) x", "aaa) x"]


def test_a_list_that_begins_anew_right_after_another_keeps_its_numbers() -> None:
    anew = num(2, more='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    found = written(*(paragraph(*each) for each in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "2"))),
                    numbering=made(PLAIN, nums=num(1) + anew))  # fmt: skip
    assert found == ["a", "b", "1. c", "2. d"]


def test_styles_that_are_based_on_a_heading_or_have_an_outline_level_make_headings() -> None:
    found = {each.name: each.level for each in heading_styles(styles_of(ElementTree.fromstring(STYLES)))}
    assert found == {"heading 1": 1, "Egen rubrik": 1, "Djupare": 1, "Nivå": 3}


@pytest.mark.parametrize(
    ("properties", "left_out"),
    [
        ('<w:rStyle w:val="Quiet"/>', True), ('<w:rStyle w:val="Gone"/>', True), ('<w:rStyle w:val="Loud"/>', False),
        ('<w:rStyle w:val="Based"/>', True), ('<w:rStyle w:val="Gone"/><w:dstrike w:val="0"/>', False),
        ("<w:strike/>", True), ('<w:strike w:val="false"/>', False),
    ],
)  # fmt: skip
def test_a_run_or_its_style_may_hide_or_strike_and_say_that_it_does_not(properties: str, left_out: bool) -> None:
    run = ElementTree.fromstring(f"<w:r {SPACE}><w:rPr>{properties}</w:rPr></w:r>")
    assert is_left_out(run, styles_of(ElementTree.fromstring(STYLES))) is left_out
