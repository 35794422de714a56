from __future__ import annotations

from xml.etree import ElementTree

import pytest

from corpus.importing.converters.docx_numbering import numberings, style_numbers, write_numbers
from corpus.importing.converters.docx_styles import W, heading_styles, left_out_styles

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
<w:style w:type="character" w:styleId="Quiet"><w:name w:val="Tyst"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Loud"><w:name w:val="Hög"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
</w:styles>"""


def paragraph(text: str, number: str = "", level: int = 0, style: str = "") -> str:
    own = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def written(*paragraphs: str) -> list[str]:
    body = ElementTree.fromstring(f"<w:body {SPACE}>{''.join(paragraphs)}</w:body>")
    styles = ElementTree.fromstring(STYLES)
    headings = {each.style_id for each in heading_styles(styles)}
    known = numberings(ElementTree.fromstring(NUMBERING), styles)
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
    assert written(*(paragraph(*each) for each in paragraphs)) == expected  # type: ignore[misc]


def test_styles_that_are_based_on_a_heading_or_have_an_outline_level_make_headings() -> None:
    found = {each.name: each.level for each in heading_styles(ElementTree.fromstring(STYLES))}
    assert found == {"heading 1": 1, "Egen rubrik": 1, "Djupare": 1, "Nivå": 3}


def test_a_style_may_hide_its_words() -> None:
    assert left_out_styles(ElementTree.fromstring(STYLES)) == {"Quiet"}
