from __future__ import annotations

from pathlib import Path

from corpus.importing.converters.from_markdown import convert
from corpus.importing.document.blocks import Dropped, Grid, Listing, Paragraph, Run, paragraph
from corpus.importing.document.markdown_writer import markdown
from corpus.importing.document.shaping import shaped
from corpus.reading.catalogue import BUNDLED_DOCUMENTS
from corpus.reading.parsing import parse_passages

SOURCE = Path(BUNDLED_DOCUMENTS) / "stod-asf" / "sources" / "riktlinjer-asf.txt"


def test_the_real_guideline_reads_the_same_before_and_after() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    before = parse_passages(text)
    after = parse_passages(markdown(shaped(convert(text).blocks, "x")))
    assert len(before) == 18
    assert [(p.text, p.lead_in, p.section, p.kind, p.links) for p in after] == [
        (p.text, p.lead_in, p.section, p.kind, p.links) for p in before
    ]


def test_markup_becomes_words_and_links_stay() -> None:
    (found,) = convert("Förbundet **kan** ge `stöd`, se [Sofisam](http://sofisam.se) och [här](#x).").blocks
    assert isinstance(found, Paragraph)
    assert "".join(run.text for run in found.runs) == "Förbundet kan ge stöd, se Sofisam och här."
    assert [run for run in found.runs if run.href] == [Run("Sofisam", "http://sofisam.se")]


def test_a_head_of_metadata_is_no_text() -> None:
    read = convert("---\ntitle: Åtgärder\n---\n\nFörbundet ger stöd.")
    assert read.blocks == (paragraph("Förbundet ger stöd."),)
    assert read.dropped == (Dropped("title: Åtgärder"),)
    assert convert("---\n\nIngen metadata").dropped == ()


def test_tables_quotations_code_and_lists_are_kept() -> None:
    text = "| A | B |\n|---|---|\n| å | ö |\n\n> Citat\n\n```\nkod\n```\n\n3. tre\n   - inre\n4. fyra\n"
    assert convert(text).blocks == (
        Grid((("A", "B"), ("å", "ö"))),
        paragraph("Citat"),
        paragraph("kod\n"),
        Listing(((paragraph("tre"), Listing(((paragraph("inre"),),))), (paragraph("fyra"),)), 3),
    )


def test_html_stays_words() -> None:
    assert convert("Till <b>alla</b> & envar").blocks == (paragraph("Till <b>alla</b> & envar"),)


def test_what_is_struck_is_left_out_and_told() -> None:
    read = convert("Avgiften är ~~300 **kr**~~ 400 kr.\n\n- ~~Resor~~\n- Kost\n\nCirka ~5 ~ 6 kr.")
    assert "".join(run.text for run in read.blocks[0].runs) == "Avgiften är  400 kr."  # type: ignore[union-attr]
    assert read.dropped == (Dropped("300 kr"), Dropped("Resor"))
    assert "300" not in read.words
    assert "Cirka ~5 ~ 6 kr." in read.words
