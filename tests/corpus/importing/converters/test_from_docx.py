from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.from_docx import convert, without_note_links
from corpus.importing.document.blocks import Dropped, Grid, Heading, Listing, Paragraph, Run, paragraph, plain
from corpus.importing.document.shaping import shaped

MakeDocx = Callable[[Callable[[Any], object]], bytes]


def build(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "Påhittade Dalen"
    document.sections[0].footer.paragraphs[0].text = "Dnr 17"
    document.add_heading("Riktlinjer för stöd", 0)
    document.add_heading("Stöd", 1)
    sentence = document.add_paragraph("Förbundet kan ")
    sentence.add_run("finansiera").bold = True
    sentence.add_run(" följande:")
    for text in ("Utbildning", "Handledare å ö"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("Ansök", "Vänta"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(2, 2)
    for place, text in enumerate(("Insats", "Kr", "Resor", "1")):
        table.cell(place // 2, place % 2).text = text
    document.add_paragraph().add_run("Undantag").bold = True
    document.add_paragraph("Inga *stjärnor* _alls_.")


def test_headings_lists_tables_and_running_lines(make_docx: MakeDocx) -> None:
    read = convert(make_docx(build))
    assert list(shaped(read.blocks, "x")) == [
        Heading(1, (Run("Riktlinjer för stöd"),)),
        Heading(2, (Run("Stöd"),)),
        Paragraph((Run("Förbundet kan "), Run("finansiera"), Run(" följande:"))),
        Listing(((paragraph("Utbildning"),), (paragraph("Handledare å ö"),))),
        Listing(((paragraph("Ansök"),), (paragraph("Vänta"),)), 1),
        Grid((("Insats", "Kr"), ("Resor", "1"))),
        Heading(3, (Run("Undantag"),)),
        paragraph("Inga *stjärnor* _alls_."),
    ]
    assert read.dropped == (Dropped("Dnr 17"), Dropped("Påhittade Dalen"))
    assert read.words.splitlines()[:3] == ["Riktlinjer för stöd", "Stöd", "Förbundet kan finansiera följande:"]


def rewritten(data: bytes, change: Callable[[str], str], name: str = "word/document.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content.decode()).encode() if member == name else content)
    return stream.getvalue()


def test_tracked_changes_are_read_as_accepted_and_told(make_docx: MakeDocx) -> None:
    data = make_docx(lambda d: d.add_paragraph("Förbundet BORT stöd."))
    changed = '</w:t></w:r><w:del w:id="1"><w:r><w:delText>BORT</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>ger'
    changed += '</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">'
    data = rewritten(data, lambda xml: xml.replace("BORT", changed).replace("<w:t>F", '<w:t xml:space="preserve">F'))
    read = convert(data)
    assert [plain(b.runs) for b in read.blocks if isinstance(b, Paragraph)] == ["Förbundet ger stöd."]
    assert read.words == "Förbundet ger stöd."
    assert read.notes == (messages.IMPORT_TRACKED_CHANGES,)


def test_a_table_of_contents_is_left_out(make_docx: MakeDocx) -> None:
    data = make_docx(lambda d: (d.add_paragraph("Stöd\t3"), d.add_paragraph("Text.")))
    data = rewritten(data, lambda xml: xml.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>', 1))
    style = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'
    data = rewritten(data, lambda xml: xml.replace("</w:styles>", style), "word/styles.xml")
    read = convert(data)
    assert (read.blocks, read.words) == ((paragraph("Text."),), "Text.")
    assert Dropped("Stöd 3") in read.dropped


@pytest.mark.parametrize(
    "damage",
    [
        lambda xml: xml[: len(xml) // 2],
        lambda _: "",
        lambda _: '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 40}">' for n in range(9)) + "]><x>&j;</x>",
    ],
)  # fmt: skip
def test_damaged_xml_is_refused(make_docx: MakeDocx, damage: Callable[[str], str]) -> None:
    data = rewritten(make_docx(lambda d: d.add_paragraph("Text.")), damage)
    with pytest.raises(ImportRefusedError) as caught:
        convert(data)
    assert str(caught.value) == messages.IMPORT_DAMAGED


def test_marks_of_notes_go_and_the_notes_stay() -> None:
    html = (
        '<p>Stöd ges.<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> Se <a href="http://a.se">a</a>.</p>'
        '<ol><li id="footnote-1"><p> Sedan 2010. <a href="#footnote-ref-1">↑</a></p></li></ol>'
    )
    assert without_note_links(html) == (
        '<p>Stöd ges. Se <a href="http://a.se">a</a>.</p><ol><li id="footnote-1"><p> Sedan 2010.</p></li></ol>'
    )


def test_struck_and_hidden_words_and_notes_marks_are_left_out_and_told(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        sentence = document.add_paragraph("Bidraget är 500")
        sentence.add_run("1").font.superscript = True
        sentence.add_run(" kr för ")
        sentence.add_run("300").font.strike = True
        sentence.add_run("400 m")
        sentence.add_run("2").font.superscript = True
        for text in (" Internt:", " 900 kr"):
            sentence.add_run(text).font.hidden = True
        sentence.add_run(" lokal.")
        quiet = document.styles.add_style("Tyst", WD_STYLE_TYPE.CHARACTER)
        quiet.font.hidden = True
        document.add_paragraph("Stöd ges. ").add_run("Arbetsnotering", style=quiet)

    read = convert(make_docx(build))
    texts = [plain(b.runs) for b in read.blocks if isinstance(b, Paragraph)]
    assert texts == ["Bidraget är 500 kr för 400 m² lokal.", "Stöd ges."]
    assert [plain((Run(line),)) for line in read.words.splitlines()] == texts
    assert {dropped.text for dropped in read.dropped} == {"1", "300", "Internt: 900 kr", "Arbetsnotering"}


def test_what_is_struck_twice_or_raised_by_a_style_is_so_as_well(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        mark = document.styles.add_style("Notmärke", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        sentence = document.add_paragraph("Mötet börjar kl. 18")
        sentence.add_run("30").font.superscript = True
        sentence.add_run(" och kostar 500")
        sentence.add_run("1", style=mark)
        sentence.add_run(" kr, förut ")
        sentence.add_run("450").font.double_strike = True
        sentence.add_run("400 kr.")
        table = document.add_table(rows=2, cols=2)
        for cell, words in zip(
            (cell for row in table.rows for cell in row.cells), ("Yta", "Pris", "20 m", "5 "), strict=True
        ):
            cell.paragraphs[0].add_run(words)
        table.rows[1].cells[0].paragraphs[0].add_run("2").font.superscript = True
        table.rows[1].cells[1].paragraphs[0].add_run("000 kr").bold = True

    read = convert(make_docx(build))
    assert read.blocks == (
        paragraph("Mötet börjar kl. 18³⁰ och kostar 500 kr, förut 400 kr."),
        Grid((("Yta", "Pris"), ("20 m²", "5 000 kr"))),
    )
    assert {dropped.text for dropped in read.dropped} == {"1", "450"}


def test_words_in_two_forms_are_read_once(make_docx: MakeDocx) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>I en ruta.</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    made = make_docx(lambda d: d.add_paragraph("Text."))
    read = convert(rewritten(made, lambda body: body.replace("<w:sectPr", f"{both}<w:sectPr", 1)))
    assert [plain(b.runs) for b in read.blocks if isinstance(b, Paragraph)] == ["Text.", "I en ruta."]
    assert read.words.splitlines() == ["Text.", "I en ruta."]


def test_a_style_of_one_s_own_that_is_based_on_a_heading_makes_headings(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        own = document.styles.add_style("Anna's rubrik", WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = document.styles["Heading 2"]
        document.add_paragraph("Belopp", style=own)
        document.add_paragraph("Högst 500 kr.")

    assert convert(make_docx(build)).blocks == (Heading(3, (Run("Belopp"),)), paragraph("Högst 500 kr."))


def test_a_rule_in_a_heading_s_style_is_a_paragraph(make_docx: MakeDocx) -> None:
    rule = "Avgiften är 500 kr per år. Den som inte betalar i tid får inte delta."

    def build(document: Any) -> None:
        own = document.styles.add_style("Numrerat stycke", WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = document.styles["Heading 2"]
        document.add_heading("Avgifter", 1)
        document.add_paragraph(rule, style=own)
        document.add_paragraph("Bidrag ges inte till enskilda.", style="Heading 2")

    read = shaped(convert(make_docx(build)).blocks, "Avgifter")
    assert read == (Heading(1, (Run("Avgifter"),)), paragraph(rule), paragraph("Bidrag ges inte till enskilda."))


def test_a_table_s_title_may_be_merged_over_two_rows(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        table = document.add_table(4, 2)
        table.cell(0, 0).merge(table.cell(1, 1)).text = "Avgifter 2027"
        for place, text in enumerate(("Insats", "Avgift", "Barn", "80 kr")):
            table.cell(2 + place // 2, place % 2).text = text

    read = convert(make_docx(build))
    assert read.blocks == (paragraph("Avgifter 2027"), Grid((("Insats", "Avgift"), ("Barn", "80 kr"))))


def raised(document: Any, *parts: tuple[str, bool]) -> None:
    """A paragraph of which some parts are raised by their position and not as superscript."""
    sentence = document.add_paragraph()
    for words, up in parts:
        run = sentence.add_run(words)
        if up:
            position = OxmlElement("w:position")
            position.set(qn("w:val"), "8")
            run._r.get_or_add_rPr().append(position)


def test_what_is_raised_by_its_position_is_raised(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        raised(document, ("Bidraget är 500", False), ("1", True), (" kr för 20m", False), ("2", True), (".", False))
        raised(document, ("Hela stycket", True))

    read = convert(make_docx(build))
    assert read.blocks == (paragraph("Bidraget är 500 kr för 20m²."), paragraph("Hela stycket"))
    assert Dropped("1") in read.dropped


def test_a_run_may_stand_unstruck_in_a_struck_style(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        struck = document.styles.add_style("Struken", WD_STYLE_TYPE.PARAGRAPH)
        struck.font.strike = True
        red = document.styles.add_style("Struken röd", WD_STYLE_TYPE.PARAGRAPH)
        red.base_style = struck
        document.add_paragraph("Gäller. ", style=red).runs[0].font.strike = False
        document.add_paragraph("Gäller inte.", style=red)

    read = convert(make_docx(build))
    assert read.blocks == (paragraph("Gäller. "),)
    assert Dropped("Gäller inte.") in read.dropped


def test_numbers_in_cells_are_read(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        table = document.add_table(2, 2)
        for place, text in enumerate(("Insats", "Villkor", "", "ansökan")):
            table.cell(place // 2, place % 2).text = text
        table.cell(1, 0).paragraphs[0].style = "List Number"
        table.cell(1, 1).paragraphs[0].style = "List Number"
        table.cell(1, 1).add_paragraph("intyg", style="List Number")

    assert convert(make_docx(build)).blocks == (Grid((("Insats", "Villkor"), ("1.", "2. ansökan 3. intyg"))),)


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1"><w:p>'
    '<w:r><w:t xml:space="preserve">Avgiften är </w:t></w:r><w:r><w:rPr><w:dstrike/></w:rPr><w:t>300</w:t></w:r>'
    "<w:r><w:t>400 kr för 20m</w:t></w:r>"
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Till ingen.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def with_notes(data: bytes) -> bytes:
    """A file with NOTES, to the first of which the word HIT refers."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rIdF" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    data = rewritten(data, lambda xml: xml.replace("</Relationships>", relation), "word/_rels/document.xml.rels")
    data = rewritten(data, lambda xml: xml.replace("HIT", '</w:t><w:footnoteReference w:id="1"/><w:t>'))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/footnotes.xml", NOTES)
    return stream.getvalue()


def test_footnotes_are_paragraphs_and_read_as_the_text_is(make_docx: MakeDocx) -> None:
    def build(document: Any) -> None:
        document.add_paragraph("BidragHIT ges om föreningen:")
        document.add_paragraph("har en revisor.", style="List Number")

    read = convert(with_notes(make_docx(build)))
    assert read.blocks == (
        paragraph("Bidrag ges om föreningen:"),
        Listing(((paragraph("har en revisor."),),), 1),
        paragraph("[1] Avgiften är 400 kr för 20m²."),
    )
    assert read.words.splitlines()[-1] == "Avgiften är 400 kr för 20m²."
    assert Dropped("300") in read.dropped


MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
PLAIN_FORMULA = f"<m:oMath {MATH}><m:r><m:t>3 %</m:t></m:r></m:oMath>"
FRACTION = (
    f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
)


def test_a_formula_in_one_line_is_text_and_another_is_refused(make_docx: MakeDocx) -> None:
    data = make_docx(lambda d: d.add_paragraph("Högst HIT av inkomsten."))

    def having(formula: str) -> bytes:
        between = f'</w:t></w:r>{formula}<w:r><w:t xml:space="preserve">'
        first = '<w:t xml:space="preserve">Högst '
        return rewritten(data, lambda xml: xml.replace("<w:t>Högst ", first).replace("HIT", between))

    read = convert(having(PLAIN_FORMULA))
    assert [plain(b.runs) for b in read.blocks if isinstance(b, Paragraph)] == ["Högst 3 % av inkomsten."]
    assert read.words == "Högst 3 % av inkomsten."
    with pytest.raises(ImportRefusedError) as caught:
        convert(having(FRACTION))
    assert str(caught.value) == messages.IMPORT_FORMULA.format(words="12")


def test_text_from_another_file_is_refused_and_a_figure_s_words_are_told(make_docx: MakeDocx) -> None:
    data = make_docx(lambda d: d.add_paragraph("Text."))
    with pytest.raises(ImportRefusedError) as caught:
        convert(rewritten(data, lambda xml: xml.replace("<w:sectPr", "<w:altChunk/><w:sectPr", 1)))
    assert str(caught.value) == messages.IMPORT_OTHER_FILE
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        drawn = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        archive.writestr("word/diagrams/data1.xml", f"<x {drawn}><a:p><a:r><a:t>Ansökan</a:t></a:r></a:p><a:p/></x>")
    assert convert(stream.getvalue()).notes == (messages.IMPORT_FIGURES.format(words="Ansökan"),)


def test_a_ticked_box_is_a_sign_of_the_text(make_docx: MakeDocx) -> None:
    box = (
        '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    )
    data = make_docx(lambda d: d.add_paragraph(" Bidrag beviljas."))
    read = convert(rewritten(data, lambda xml: xml.replace("<w:p><w:r>", f"<w:p>{box}<w:r>", 1)))
    assert [plain(b.runs) for b in read.blocks if isinstance(b, Paragraph)] == ["☒ Bidrag beviljas."]
