from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Table

from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.converters.from_pdf import convert
from corpus.importing.document.blocks import Dropped, Grid, Heading, Listing, Run, block_words, paragraph
from corpus.importing.document.completeness import lost_words
from corpus.importing.document.markdown_writer import markdown
from corpus.importing.document.shaping import shaped

MakePdf = Callable[..., bytes]
DATA = Path(__file__).parents[1] / "data"


def test_a_board_s_pdf_is_read_with_everything_in_it(make_pdf: MakePdf) -> None:
    first = [
        (70.0, 18.0, "Riktlinjer för samverkans-"), (70.0, 18.0, "insatser i Dalen"), "",
        "Förbundet kan finansiera arbets-", "förberedande insatser, ASF-", "insatser samt IT- och ekonomistöd.", "",
        (70.0, 13.0, "Stöd"), "Följande stöd kan ges:", "", (70.0, 11.0, "•  effektiv handledning"),
        (70.0, 11.0, "•  finansiering av loka-"), (82.0, 11.0, "ler för verksamheten"),
        (90.0, 11.0, "–  i egen regi"), (70.0, 11.0, "•  utbildning som sträcker sig över"),
    ]  # fmt: skip
    second = [
        (82.0, 11.0, "flera terminer"), (70.0, 11.0, "•  resor"), "", "Stödet beslutas. * Inget _stöd_ ges",
        "till <privatpersoner>.", (70.0, 11.0, "1. Ansök först."), (70.0, 11.0, "2. Vänta sedan på be-"),
        (84.0, 11.0, "slut."),
    ]  # fmt: skip
    read = convert(make_pdf([first, second], head="Påhittade Dalen", foot="Dnr 17   Sida {} (2)"))
    assert markdown(shaped(read.blocks, "x")).splitlines() == [
        "# Riktlinjer för samverkansinsatser i Dalen", "",
        "Förbundet kan finansiera arbetsförberedande insatser, ASF-insatser samt IT- och ekonomistöd.", "",
        "## Stöd", "",
        "Följande stöd kan ges:", "",
        "- effektiv handledning", "",
        "- finansiering av lokaler för verksamheten", "",
        "  - i egen regi", "",
        "- utbildning som sträcker sig över flera terminer", "",
        "- resor", "",
        "Stödet beslutas. \\* Inget \\_stöd\\_ ges till \\<privatpersoner>.", "",
        "1. Ansök först.", "2. Vänta sedan på beslut.",
    ]  # fmt: skip
    assert read.dropped == (Dropped("Påhittade Dalen", 2), Dropped("Dnr 17 Sida 1 (2)", 2))


def test_reportlab_paragraphs_lists_and_tables() -> None:
    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    text = "Målgruppen står ofta långt ifrån arbetsmarknaden och kan behöva särskilt anpassade arbetsplatser. " * 12
    story = [
        Paragraph("Riktlinjer för stöd", styles["Title"]),
        *[Paragraph(f"Stycke {n} börjar här. {text}", body) for n in range(8)],
        Paragraph("2. Stöd", styles["Heading2"]),
        ListFlowable([ListItem(Paragraph(t, body)) for t in ("Ansök.", "Vänta.")], bulletType="1"),
        ListFlowable([ListItem(Paragraph(t, body)) for t in ("Åtgärder", "Överenskommelser")], bulletType="bullet"),
        Table([["Insats", "Belopp"], ["Utbildning", "10 000 kr"]], style=[("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]),
    ]
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    blocks = shaped(convert(stream.getvalue()).blocks, "x")
    assert [b for b in blocks if isinstance(b, Heading)] == [
        Heading(1, (Run("Riktlinjer för stöd"),)), Heading(2, (Run("2. Stöd"),)),
    ]  # fmt: skip
    assert blocks[1:9] == tuple(paragraph(f"Stycke {n} börjar här. {text}".strip()) for n in range(8))
    assert blocks[10:] == (
        Listing(((paragraph("Ansök."),), (paragraph("Vänta."),)), 1),
        Listing(((paragraph("Åtgärder"),), (paragraph("Överenskommelser"),))),
        Grid((("Insats", "Belopp"), ("Utbildning", "10 000 kr"))),
    )


def test_a_page_printed_by_chromium() -> None:
    read = convert((DATA / "chromium.pdf").read_bytes())
    blocks = shaped(read.blocks, "x")
    inner = Listing(((paragraph("på arbetsplatsen"),), (paragraph("digitalt"),)))
    sentence = (
        "Stycke {} om samverkan. Samordningsförbundets arbetsmarknadsinsatser finansieras genom medlemmarnas "
        "överenskommelser, och de redovisas efter varje avslutat verksamhetsår till styrelsen."
    )
    assert blocks == (
        Heading(1, (Run("Riktlinjer för samverkan"),)),
        paragraph("Arbetsmarknadsförvaltningens verksamhetsberättelser, effektivitetsbedömningar och ASF-insatser ska "
                  "redovisas officiellt."),
        Heading(2, (Run("Vad som kan finansieras"),)),
        paragraph("Förbundet kan finansiera:"),
        Listing((
            (paragraph("handledning av deltagare i arbetsintegrerande företag"), inner), (paragraph("utbildning"),),
        ), 1),
        Grid((("Insats", "Högst"), ("Utbildning i arbetsmarknadskunskap", "10 000 kr"))),
        Heading(3, (Run("Undantag"),)),
        paragraph("Inga resor."),
        *[paragraph(sentence.format(number)) for number in range(14)],
    )  # fmt: skip
    assert {dropped.times for dropped in read.dropped} == {3}
    assert lost_words(read.words, markdown(blocks)) == ()


def image_pdf(text: str | None) -> bytes:

    stream = io.BytesIO()
    sheet = canvas.Canvas(stream)
    if text:
        sheet.drawString(70, 700, text)
        sheet.showPage()
    sheet.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), 70, 500)
    sheet.showPage()
    sheet.save()
    return stream.getvalue()


def test_a_pdf_of_images_is_refused_and_a_page_of_images_is_told() -> None:
    with pytest.raises(ImportRefusedError) as caught:
        convert(image_pdf(None))
    assert str(caught.value) == messages.IMPORT_NO_TEXT_LAYER
    assert convert(image_pdf("Förbundet ger stöd.")).notes == (messages.IMPORT_PAGE_WITHOUT_TEXT.format(page=2),)


@pytest.mark.parametrize("cut", [0.3, 0.6])
def test_a_damaged_pdf_is_refused(make_pdf: MakePdf, cut: float) -> None:
    data = make_pdf([["Förbundet ger stöd."]])
    with pytest.raises(ImportRefusedError) as caught:
        convert(data[: int(len(data) * cut)])
    assert str(caught.value) in (messages.IMPORT_DAMAGED, messages.IMPORT_NO_TEXT_LAYER)


def test_a_protected_pdf_is_refused(make_pdf: MakePdf) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        convert(make_pdf([["Hemligt."]], password="öppna"))
    assert str(caught.value) == messages.IMPORT_PROTECTED


def test_a_pdf_of_very_many_pages_is_refused(make_pdf: MakePdf) -> None:
    with pytest.raises(ImportRefusedError) as caught:
        convert(make_pdf([[]] * 501))
    assert str(caught.value) == messages.IMPORT_TOO_LONG


def with_raised(*parts: tuple[str, bool], size: float = 7.0) -> bytes:
    """A page with a heading and one line of 11 points, of which some parts are raised."""
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.setFont("Helvetica-Bold", 16)
    sheet.drawString(70, 750, "Riktlinjer")
    text = sheet.beginText(70, 700)
    for words, raised in parts:
        text.setFont("Helvetica", size if raised else 11)
        text.setRise(4 if raised else 0)
        text.textOut(words)
    sheet.drawText(text)
    sheet.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("parts", "read", "marks"),
    [
        ((("Bidraget är 500", False), ("1", True), (" kr per år.", False)), "Bidraget är 500 kr per år.", ["1"]),
        ((("Stöd", False), ("12)", True), (" ges.", False)), "Stöd ges.", ["12)"]),
        ((("1", True), ("Beloppet räknas upp.", False)), "Beloppet räknas upp.", ["1"]),
        ((("Högst 20 m", False), ("2", True), (" lokal.", False)), "Högst 20 m² lokal.", []),
        ((("Den 1", False), (":a", True), (" gången.", False)), "Den 1:a gången.", []),
        ((("Vi börjar kl. 18", False), ("30", True), (".", False)), "Vi börjar kl. 18³⁰.", []),
        ((("Stöd ges", False), ("1", True), (".", False)), "Stöd ges.", ["1"]),
    ],
)
@pytest.mark.parametrize("size", [7.0, 9.16])
def test_a_footnote_s_mark_is_no_digit_of_the_amount_before_it(
    parts: Sequence[tuple[str, bool]], read: str, marks: list[str], size: float
) -> None:
    found = convert(with_raised(*parts, size=size))
    assert [block_words(block) for block in found.blocks] == ["Riktlinjer", read]
    assert [dropped.text for dropped in found.dropped] == marks


LEFT = [
    "Bidraget lämnas till föreningar som",
    "har säte i kommunen och minst tjugo",
    "medlemmar. Föreningen ska ha en",
    "styrelse och",
]
RIGHT = [
    "revisorer som granskar räkenskaperna.",
    "Ansökan lämnas till kansliet senast",
    "den 1 mars. Beslut fattas av nämnden",
    "inom två månader.",
]


def beside(left: Sequence[str], right: Sequence[str], at: float = 320.0) -> bytes:
    """A page with a heading across it, two texts beside each other, and a line across it."""
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4, pageCompression=0)
    sheet.setFont("Helvetica-Bold", 16)
    sheet.drawString(70, 750, "Riktlinjer för lokalbidrag till föreningar i kommunen")
    sheet.setFont("Helvetica", 11)
    for row, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.drawString(70, 710 - 14 * row, one)
        sheet.drawString(at, 710 - 14 * row, other)
    sheet.drawString(70, 600, "Riktlinjerna gäller från och med den 1 januari och tills vidare, för alla föreningar.")
    sheet.save()
    return stream.getvalue()


def test_columns_of_running_text_are_read_one_after_the_other_and_told() -> None:
    found = convert(beside(LEFT, RIGHT))
    assert [block_words(block) for block in found.blocks] == [
        "Riktlinjer för lokalbidrag till föreningar i kommunen",
        " ".join((*LEFT, *RIGHT)),
        "Riktlinjerna gäller från och med den 1 januari och tills vidare, för alla föreningar.",
    ]
    assert found.notes == (messages.IMPORT_COLUMNS.format(page=1),)


def test_a_table_without_rules_is_no_columns() -> None:
    rows = (
        ["Bidrag till lokal per år", "Bidrag till läger per dygn", "Bidrag till resor per mil"],
        ["Högst 5 000 kronor"] * 3,
    )
    found = convert(beside(*rows))
    assert [type(block) for block in found.blocks] == [Heading, Grid, type(paragraph(""))]
    assert found.notes == (messages.IMPORT_TABLE_WITHOUT_RULES.format(page=1),)


def test_a_price_list_in_small_letters_is_no_columns() -> None:
    left = ["hyra av stora sporthallen", "hyra av lilla salen", "hyra av möteslokal", "städning av lokal"]
    right = ["per timme 400 kr", "per timme 200 kr", "per dag 100 kr", "vid behov 900 kr"]
    (rows,) = (block.rows for block in convert(beside(left, right)).blocks if isinstance(block, Grid))
    assert rows == tuple(zip(left, right, strict=True))


def test_two_columns_of_items_are_columns() -> None:
    left = ["• Ansökan på kommunens blankett", "• Budget för hela året", "• Protokoll från årsmötet"]
    right = ["• Intyg från revisorn", "• Lista över medlemmar", "• Plan för verksamheten"]
    found = convert(beside(left, right))
    (listed,) = (block for block in found.blocks if isinstance(block, Listing))
    assert block_words(listed).splitlines() == [words[2:] for words in (*left, *right)]
    assert found.notes == (messages.IMPORT_COLUMNS.format(page=1),)


def test_a_code_without_a_letter_in_a_standard_font_is_a_bullet() -> None:
    found = convert(beside(["Q Barn", "Q Unga"], ["", ""]).replace(b"(Q ", b"(\x7f "))
    assert Listing(((paragraph("Barn"),), (paragraph("Unga"),))) in found.blocks


def test_text_that_nobody_sees_is_left_out_and_told() -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.setFont("Helvetica", 11)
    sheet.drawString(70, 700, "Bidraget är 500 kronor.")
    sheet.drawString(70, 680, "Osynligt: 900 kronor.", mode=3)
    sheet.drawString(70, 660, "Ansökan görs i mars.", mode=0)
    sheet.rect(60, 630, 300, 20, fill=1)
    sheet.setFillGray(1)
    sheet.drawString(70, 636, "Vitt på svart syns.")
    sheet.drawString(70, 600, "Vitt på vitt: 800 kronor.")
    sheet.save()
    found = convert(stream.getvalue())
    words = " ".join(block_words(block) for block in found.blocks)
    assert words == "Bidraget är 500 kronor. Ansökan görs i mars. Vitt på svart syns."
    assert [dropped.text for dropped in found.dropped] == ["Osynligt: 900 kronor.", "Vitt på vitt: 800 kronor."]


def test_a_scanned_page_s_recognised_text_is_read_and_told() -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.drawImage(ImageReader(Image.new("L", (20, 20), 200)), 0, 0, 500, 800)
    sheet.drawString(70, 700, "Bidraget är 500 kronor.", mode=3)
    sheet.save()
    found = convert(stream.getvalue())
    assert [block_words(block) for block in found.blocks] == ["Bidraget är 500 kronor."]
    assert found.notes == (messages.IMPORT_RECOGNISED.format(page=1),)


def test_a_lettered_list_keeps_its_letters_and_what_follows_a_list_is_no_part_of_it(make_pdf: MakePdf) -> None:
    page = [
        (70.0, 18.0, "Riktlinjer"), "", "Bidrag lämnas till föreningar som:",
        "a) har säte i kommunen", "b) hyr lokal hela året och som dessutom har en revisor som har granskat allt det",
        (88.0, 11.0, "senaste året"), "Bidraget är 500 kronor.", "Föreningen ska:", (76.0, 11.0, "• ha säte"),
        (76.0, 11.0, "• ha lokal"), "Ansökan görs i mars.",
    ]  # fmt: skip
    found = [block_words(block) for block in convert(make_pdf([page])).blocks]
    long = "b) hyr lokal hela året och som dessutom har en revisor som har granskat allt det senaste året"
    assert found[2:5] == [f"a) har säte i kommunen\n{long}", "Bidraget är 500 kronor.", "Föreningen ska:"]
    assert found[5:] == ["ha säte\nha lokal", "Ansökan görs i mars."]


def test_roman_page_numbers_are_no_words(make_pdf: MakePdf) -> None:
    numbers = ("i", "ii", "iv")
    pages = [[(70.0, 18.0, "Riktlinjer"), "", f"Stöd nummer {n} ges.", "", "", (300.0, 9.0, n)] for n in numbers]
    found = convert(make_pdf(pages))
    assert "Stöd nummer ii ges." in " ".join(block_words(block) for block in found.blocks)
    assert {dropped.text for dropped in found.dropped} >= set(numbers)


def with_amount(change: Callable[[canvas.Canvas, float, float], None]) -> bytes:
    """A page with "Avgiften är 300 400 kr per år.", and what changes the 300: it gets where that begins and ends."""
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.setFont("Helvetica", 11)
    sheet.drawString(70, 700, "Avgiften är 300 400 kr per år.")
    begins, ends = (70 + sheet.stringWidth(words, "Helvetica", 11) for words in ("Avgiften är ", "Avgiften är 300"))
    change(sheet, begins, ends)
    sheet.save()
    return stream.getvalue()


def see_through(sheet: canvas.Canvas, begins: float, ends: float) -> None:
    sheet.setFillAlpha(0.3)
    sheet.rect(begins, 697, ends - begins, 12, stroke=0, fill=1)


def written_over(sheet: canvas.Canvas, begins: float, ends: float) -> None:
    sheet.setFillGray(1)
    sheet.rect(begins, 697, ends - begins, 12, stroke=0, fill=1)
    sheet.setFillGray(0)
    sheet.drawString(begins, 700, "350")


@pytest.mark.parametrize(
    ("change", "read", "told"),
    [
        (lambda sheet, begins, ends: sheet.line(begins, 704, ends, 704), "Avgiften är 400 kr per år.", ["300"]),
        (lambda sheet, begins, ends: sheet.rect(begins, 703, ends - begins, 0.6, stroke=0, fill=1),
         "Avgiften är 400 kr per år.", ["300"]),
        (lambda sheet, begins, ends: sheet.line(begins, 699, ends, 699), "Avgiften är 300 400 kr per år.", []),
        (lambda sheet, begins, ends: sheet.line(30, 704, 500, 704), "Avgiften är 300 400 kr per år.", []),
        (lambda sheet, begins, ends: sheet.rect(begins, 697, ends - begins, 12, fill=1),
         "Avgiften är 400 kr per år.", ["300"]),
        (written_over, "Avgiften är 350 400 kr per år.", ["300"]),
        (see_through, "Avgiften är 300 400 kr per år.", []),
    ],
)  # fmt: skip
def test_struck_and_covered_words_are_left_out_and_told(
    change: Callable[[canvas.Canvas, float, float], None], read: str, told: list[str]
) -> None:
    found = convert(with_amount(change))
    assert [block_words(block) for block in found.blocks] == [read]
    assert [dropped.text for dropped in found.dropped] == told


def test_filled_fields_and_notes_on_a_page_are_told() -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.drawString(70, 700, "Belopp som beviljas per år:")
    sheet.acroForm.textfield(name="belopp", x=220, y=695, width=100, height=16, value="5 000 kr")
    sheet.acroForm.textfield(name="tomt", x=220, y=665, width=100, height=16, value="")
    sheet.acroForm.checkbox(name="ja", x=60, y=600, checked=True)
    sheet.acroForm.checkbox(name="nej", x=60, y=580, checked=False)
    sheet.freeTextAnnotation("Höjt till 6 000 kr å ö", "/Helv 11 Tf", Rect=[70, 500, 300, 520])
    sheet.save()
    (note,) = convert(stream.getvalue()).notes
    assert note == messages.IMPORT_FILLED_IN.format(page=1, words="5 000 kr; ☒; Höjt till 6 000 kr å ö")


def turned(sheet: canvas.Canvas, left: float, foot: float, degrees: float, words: str) -> None:
    sheet.saveState()
    sheet.translate(left, foot)
    sheet.rotate(degrees)
    sheet.drawString(0, 0, words)
    sheet.restoreState()


@pytest.mark.parametrize("degrees", [90, 270, 45])
def test_text_on_its_side_is_left_out_and_told(degrees: float) -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.setFont("Helvetica", 11)
    for row, line in enumerate(LEFT):
        sheet.drawString(100, 710 - 14 * row, line)
    turned(sheet, 80, 690, degrees, "Antagen 2024")
    sheet.save()
    found = convert(stream.getvalue())
    assert [block_words(block) for block in found.blocks] == [" ".join(LEFT)]
    assert [dropped.text for dropped in found.dropped] == ["Antagen 2024"]
    assert found.notes == (messages.IMPORT_SIDEWAYS.format(page=1),)


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_table_s_headers_may_stand_on_their_side(degrees: float) -> None:
    rows = [["Insats", "Barn", "Vuxen"], ["Bad", "80 kr", "120 kr"], ["Gym", "90 kr", "150 kr"]]
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    for down, row in enumerate(rows):
        for across, words in enumerate(row):
            left, foot = 60 + across * 100, 700 - down * 40
            sheet.rect(left, foot, 100, 40)
            if down == 0 and across:
                turned(sheet, left + 50, foot + (3 if degrees == 90 else 37), degrees, words)
            else:
                sheet.drawString(left + 4, foot + 10, words)
    sheet.save()
    found = convert(stream.getvalue())
    assert found.blocks == (Grid(tuple(map(tuple, rows))),)
    assert lost_words(found.words, markdown(found.blocks)) == ()


TEXTS = (
    [*LEFT, "en revisor. Den ska också ha verksamhet", "som är öppen för alla."],
    ["Ansökan lämnas till kansliet senast", "den 1 mars. Beslut fattas av nämnden", "inom två månader.",
     "Den som får bidrag ska redovisa hur", "det har använts senast i januari året", "efter."],
)  # fmt: skip


@pytest.mark.parametrize("across", [760, 40])
def test_columns_whose_lines_are_not_level_are_parted_also_where_a_line_goes_across(across: float) -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.setFont("Helvetica", 11)
    sheet.drawString(70, across, "Riktlinjer för bidrag till föreningar i Dalens kommun och till deras alla medlemmar.")
    for place, (left, text) in enumerate(zip((70, 320), TEXTS, strict=True)):
        for row, line in enumerate(text):
            sheet.drawString(left, 710 - 14 * row - 7 * place, line)
    sheet.save()
    found = convert(stream.getvalue())
    words = " ".join(block_words(block) for block in found.blocks)
    assert " ".join((*TEXTS[0], *TEXTS[1])) in words
    assert found.notes == (messages.IMPORT_COLUMNS.format(page=1),)


def around_table(above: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> tuple[str, list[str], list[int]]:
    """Columns above and below a wide table: all words but its own, its rows, and its place among the blocks."""
    rows = ["Insats", "Avgift", "Barn", "80 kr"]
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.setFont("Helvetica", 11)
    for first, texts in ((760, above), (560, below)):
        for left, text in zip((70, 320), texts, strict=True):
            for row, line in enumerate(text):
                sheet.drawString(left, first - 14 * row, line)
    for place, cell in enumerate(rows):
        sheet.rect(70 + 230 * (place % 2), 660 - 20 * (place // 2), 230, 20)
        sheet.drawString(74 + 230 * (place % 2), 666 - 20 * (place // 2), cell)
    sheet.save()
    blocks = convert(stream.getvalue()).blocks
    grids = [place for place, block in enumerate(blocks) if isinstance(block, Grid)]
    words = " ".join(block_words(block) for block in blocks if not isinstance(block, Grid))
    return words, [cell for place in grids for row in blocks[place].rows for cell in row], grids  # type: ignore[union-attr]


def test_a_wide_table_with_rules_ends_the_columns_above_it() -> None:
    words, cells, (place,) = around_table((LEFT, RIGHT), TEXTS)
    assert words == " ".join((*LEFT, *RIGHT, *TEXTS[0], *TEXTS[1]))
    assert cells == ["Insats", "Avgift", "Barn", "80 kr"]
    assert place > 0


def test_columns_go_on_below_a_wide_table_where_their_sentences_do() -> None:
    above, below = ([TEXTS[0][:4], TEXTS[1][:5]], [TEXTS[0][4:], TEXTS[1][5:]])
    words, cells, _ = around_table(above, below)
    assert words == " ".join((*TEXTS[0], *TEXTS[1]))
    assert cells == ["Insats", "Avgift", "Barn", "80 kr"]


def test_text_that_may_stand_in_columns_is_told() -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    for place, left in enumerate((70, 250)):
        for row in range(4):
            sheet.drawString(left, 710 - 20 * row - 9 * place, ("Namn på stödet", "Nämnden beslutar")[place])
    sheet.save()
    assert convert(stream.getvalue()).notes == (messages.IMPORT_MAYBE_COLUMNS.format(page=1),)


def table_with(spans: Sequence[tuple[str, tuple[int, int], tuple[int, int]]], rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    style = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), *spans]
    SimpleDocTemplate(stream, pagesize=A4).build([Table(rows, colWidths=90, style=style)])
    return stream.getvalue()


def test_merged_cells_and_second_rows_of_headers_of_a_table_with_rules() -> None:
    rows = [
        ["Avgifter 2027", "", ""], ["", "Avgift", ""], ["Verksamhet", "barn", "vuxen"],
        ["Bad", "80 kr", "120 kr"], ["", "70 kr", "110 kr"], ["Från juli gäller följande.", "", ""],
        ["Bad", "90 kr", "130 kr"],
    ]  # fmt: skip
    spans = [("SPAN", (0, 0), (2, 0)), ("SPAN", (1, 1), (2, 1)), ("SPAN", (0, 3), (0, 4)), ("SPAN", (0, 5), (2, 5))]
    head = ("Verksamhet", "Avgift – barn", "Avgift – vuxen")
    read = convert(table_with(spans, rows))
    assert read.blocks == (
        paragraph("Avgifter 2027"),
        Grid((head, ("Bad", "80 kr", "120 kr"), ("Bad", "70 kr", "110 kr"))),
        paragraph("Från juli gäller följande."),
        Grid((head, ("Bad", "90 kr", "130 kr"))),
    )
    assert lost_words(read.words, markdown(read.blocks)) == ()


def test_a_large_first_letter_belongs_to_the_first_line_beside_it() -> None:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4)
    sheet.setFont("Helvetica", 34)
    sheet.drawString(70, 705, "B")
    beside = 72 + sheet.stringWidth("B", "Helvetica", 34)
    sheet.setFont("Helvetica", 11)
    lines = [LEFT[0][1:], *LEFT[1:], *RIGHT]
    for row, line in enumerate(lines):
        sheet.drawString(beside if row < 2 else 70, 719 - 13 * row, line)
    sheet.save()
    words = " ".join(block_words(block) for block in convert(stream.getvalue()).blocks)
    assert words == " ".join((*LEFT, *RIGHT))


def test_a_table_over_two_pages_is_one_and_its_repeated_header_is_told() -> None:
    rows = [["Lokal", "Avgift"], *([f"Lokal {number}", f"{number}0 kr"] for number in range(1, 61))]
    stream = io.BytesIO()
    table = Table(rows, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    end = Paragraph("Slut på tabellen om lokaler.", getSampleStyleSheet()["BodyText"])
    SimpleDocTemplate(stream, pagesize=A4).build([table, end])
    found = convert(stream.getvalue())
    (grid,) = (block for block in found.blocks if isinstance(block, Grid))
    assert grid.rows == tuple(map(tuple, rows))
    assert found.dropped == (Dropped("Lokal Avgift"),)
    assert lost_words(found.words, markdown(shaped(found.blocks, "x"))) == ()
