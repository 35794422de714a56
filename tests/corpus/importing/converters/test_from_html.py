from __future__ import annotations

import pytest

from corpus.importing.converters.from_html import convert
from corpus.importing.document.blocks import Block, Dropped, Grid, Heading, Listing, Paragraph, Run, paragraph, plain


def blocks(html: str) -> list[Block]:
    return list(convert(html).blocks)


def words(html: str) -> list[str]:
    return [plain(b.runs) for b in blocks(html) if isinstance(b, Paragraph)]


def test_navigation_goes_and_is_told() -> None:
    page = """<html><head><title>Titel</title><script>var x</script></head><body><header><a href=/>Dalen</a></header>
    <nav><ul><li>Start</ul></nav><div role=navigation>Meny</div><p>Förbundet ger stöd.<aside>Läs mer</aside>
    <form><button>Sök</button></form><!-- kommentar --><style>p{}</style><footer>Kontakt</footer></body></html>"""
    read = convert(page)
    assert [plain(b.runs) for b in read.blocks if isinstance(b, Paragraph)] == ["Förbundet ger stöd."]
    assert {d.text for d in read.dropped} == {"Dalen", "Start", "Meny", "Läs mer", "Sök", "Kontakt"}
    assert read.words == "Förbundet ger stöd."
    assert all(isinstance(d, Dropped) and d.times == 1 for d in read.dropped)


def test_main_is_preferred_to_body_and_a_header_with_the_title_is_text() -> None:
    page = "<body><p>Utanför</p><main><header><h1>Riktlinjer</h1></header><p>Inuti</p></main></body>"
    assert blocks(page) == [Heading(1, (Run("Riktlinjer"),)), paragraph("Inuti")]
    assert words("<p>Utanför</p><article><p>Inuti</p></article>") == ["Inuti"]
    assert words("<article><p>Ett</p></article><article><p>Två</p></article>") == ["Ett", "Två"]


def test_lists_are_nested_however_they_are_written() -> None:
    inner = Listing(((paragraph("inre"),),), 3)
    expected = [Listing(((paragraph("yttre"), inner), (paragraph("sist"),)))]
    assert blocks("<ul><li>yttre<ol start=3><li>inre</li></ol></li><li>sist</li></ul>") == expected
    assert blocks("<ul><li>yttre</li><ol start=3><li>inre</li></ol><li>sist</li></ul>") == expected
    assert blocks("<ul><li>yttre<ol start=3><li>inre</ol><li>sist</ul>") == expected


def test_tables_are_grids_and_layout_tables_are_text() -> None:
    table = "<table><tr><th>Insats<th>Kr</tr><tr><td>Å<td>1</tr></table>"
    assert blocks(table) == [Grid((("Insats", "Kr"), ("Å", "1")))]
    assert blocks(table.replace("<table>", "<table role=presentation>"))[0] == paragraph("Insats")
    assert words("<table><tr><td><p>Ett</p><p>Två</p></td></tr></table>") == ["Ett", "Två"]


def test_loose_text_breaks_and_links() -> None:
    assert words("<div>Ett <b>stöd</b> som<br>bryts<div>Två</div>Tre</div>") == ["Ett stöd som bryts", "Två", "Tre"]
    (found,) = blocks('<p>Se <a href="https://dalen.se/å">sidan</a> och <a href="#x">här</a>.</p>')
    assert isinstance(found, Paragraph)
    assert [run for run in found.runs if run.href] == [Run("sidan", "https://dalen.se/å")]


def test_a_short_bold_paragraph_is_a_heading_and_a_bold_sentence_is_not() -> None:
    first, second = blocks("<p><strong>Ansökan</strong></p><p><b>Detta är viktigt.</b></p>")
    assert isinstance(first, Heading)
    assert second == paragraph("Detta är viktigt.")


def test_entities_and_soft_hyphens() -> None:
    assert words("<p>Arbets&shy;plats &aring; &lt;b&gt; &amp;amp;&nbsp;1</p>") == ["Arbetsplats å <b> &amp; 1"]


@pytest.mark.parametrize(
    ("written", "read", "left_out"),
    [
        ("Avgiften är <del>300</del> <ins>400</ins> kr.", "Avgiften är 400 kr.", {"300"}),
        ("Priset är <s>70</s> 80 kr.", "Priset är 80 kr.", {"70"}),
        ('Taket är <span style="TEXT-DECORATION: line-through">5</span> 6 kr.', "Taket är 6 kr.", {"5"}),
        ('Bidrag ges. <span style="display : none">Högst 900 kr.</span>', "Bidrag ges.", {"Högst 900 kr."}),
        ('Bidrag ges. <b style="visibility:hidden">1 kr</b>', "Bidrag ges.", {"1 kr"}),
        ("Bidrag ges. <span hidden=until-found>2 kr</span>", "Bidrag ges.", {"2 kr"}),
        ("Bidrag ges. <span class='a dold'>3 kr</span>", "Bidrag ges.", {"3 kr"}),
        ("Bidrag ges. <span id=borta>4 kr</span>", "Bidrag ges.", {"4 kr"}),
        ("Bidrag ges. <span class=utskrift>5 kr</span>", "Bidrag ges. 5 kr", set()),
        ("Bidrag ges. <span aria-hidden=true>6 kr</span>", "Bidrag ges. 6 kr", set()),
        ("Bidrag ges. <i class=x>7 kr</i> <b class=x>8 kr</b>", "Bidrag ges. 8 kr", {"7 kr"}),
        ("Bidraget är <span class=struket>9</span> 10 kr.", "Bidraget är 10 kr.", {"9"}),
        (
            "Bidrag ges. <span class='flik öppen'>11 kr</span> <span class=flik>12 kr</span>",
            "Bidrag ges. 11 kr 12 kr",
            set(),
        ),
        ("Bidrag ges. <span style='text-indent:-130pt'>13 kr</span>", "Bidrag ges. 13 kr", set()),
        ("Bidrag ges. <span style='backface-visibility:hidden'>14 kr</span>", "Bidrag ges. 14 kr", set()),
        ("Bidrag ges. <span style='position:absolute;left:-9999px'>15 kr</span>", "Bidrag ges.", {"15 kr"}),
    ],
)
def test_what_a_browser_strikes_or_does_not_show_is_left_out_and_told(
    written: str, read: str, left_out: set[str]
) -> None:
    style = (
        "<style>@import url(a.css); .dold, #borta{color:red;display:none} @media print {.utskrift{display:none}}"
        "/* kursivt { */ i.x{display:none} .struket{text-decoration:line-through} .flik{display:none}"
        ".flik.öppen{display:block} a:hover .dold{color:blue}</style>"
    )
    found = convert(f"<head>{style}</head><body><p>{written}</p></body>")
    assert [plain(b.runs) for b in found.blocks if isinstance(b, Paragraph)] == [read]
    assert {dropped.text for dropped in found.dropped} == left_out
    assert " ".join(found.words.split()) == read


@pytest.mark.parametrize(
    ("written", "read", "marks"),
    [
        ("Högst 500<sup>1</sup> kronor.", "Högst 500 kronor.", ["1"]),
        ("Högst 500<sup><a href=#n>[12]</a></sup> kronor.", "Högst 500 kronor.", ["[12]"]),
        ("Stöd<sup>*)</sup> ges.", "Stöd ges.", ["*)"]),
        ("<sup>1</sup> Beloppet räknas upp.", "Beloppet räknas upp.", ["1"]),
        ("En lokal på 20 m<sup>2</sup> ger 3 m<sup>3</sup>.", "En lokal på 20 m² ger 3 m³.", []),
        ("Den 1<sup>:a</sup> gången.", "Den 1:a gången.", []),
    ],
)
def test_a_footnote_s_mark_is_no_digit_of_the_amount_before_it(written: str, read: str, marks: list[str]) -> None:
    found = convert(f"<p>{written}</p>")
    assert [plain(b.runs) for b in found.blocks if isinstance(b, Paragraph)] == [read]
    assert [dropped.text for dropped in found.dropped] == marks


def listed(html: str) -> list[str]:
    (found,) = (block for block in blocks(html) if isinstance(block, Listing))
    return [plain(part.runs) for item in found.items for part in item if isinstance(part, Paragraph)]


def test_letters_of_a_list_stay_among_its_words() -> None:
    items = "<li>har säte</li><li>har medlemmar</li><li value=5>följer b ovan</li><li>betalar</li>"
    expected = ["a) har säte", "b) har medlemmar", "e) följer b ovan", "f) betalar"]
    assert listed(f"<ol type=a>{items}</ol>") == expected
    assert listed("<ol type=I start=4><li>fyra</li></ol>") == ["IV) fyra"]
    assert listed("<p>a) har säte</p><p>b) har medlemmar</p>") == expected[:2]
    assert listed(f'<ol style="list-style-type: lower-alpha">{items}</ol>') == expected


def test_numbers_out_of_turn_stay_among_the_words() -> None:
    assert listed("<ol><li>ett<li value=5>fem<li>sex</ol>") == ["1. ett", "5. fem", "6. sex"]
    assert listed("<ol><li>ett<li><del>två</del><li>tre</ol>") == ["1. ett", "3. tre"]
    assert [b.start for b in blocks("<ol start=0><li>noll<li>ett</ol>") if isinstance(b, Listing)] == [0]
    assert [b.start for b in blocks("<ol start=3><li>tre<li>fyra</ol>") if isinstance(b, Listing)] == [3]
    assert listed("<ol reversed><li>två<li>ett</ol>") == ["2. två", "1. ett"]
    assert words("<p>1. ett</p><p>3. tre</p>") == ["1. ett", "3. tre"]


def test_an_item_that_is_not_shown_does_not_count() -> None:
    for hidden in ("<li hidden>", '<li style="display:none">'):
        assert listed(f"<ol><li>ett{hidden}gammalt<li>två</ol>") == ["ett", "två"]
    assert listed("<ol><li>ett<li style='visibility:hidden'>två<li>tre</ol>") == ["1. ett", "3. tre"]


def test_lines_that_begin_with_a_mark_are_a_list_however_they_were_broken() -> None:
    page = "<p>Föreningen ska:<br>- ha säte<br />- ha medlemmar<br>och styrelse</p>"
    assert words(page) == ["Föreningen ska:"]
    assert listed(page) == ["ha säte", "ha medlemmar och styrelse"]
    assert words("<p>Ett<br>stycke</p>") == ["Ett stycke"]
    assert listed("<p>- ha säte<br>i kommunen<br>- ha medlemmar</p>") == ["ha säte i kommunen", "ha medlemmar"]
    assert listed("<p>Krav<br>• säte<br>• medlemmar</p>") == ["säte", "medlemmar"]


@pytest.mark.parametrize(
    "sentence",
    ["Bidrag ges till alla föreningar<br>– dock inte partier – en gång.", "Tiden är 1 januari<br>– 31 december 2026."],
)
def test_a_dash_behind_a_break_does_not_cut_a_sentence(sentence: str) -> None:
    assert words(f"<p>{sentence}</p>") == [sentence.replace("<br>", " ")]


@pytest.mark.parametrize(
    ("written", "read", "marks"),
    [
        ("kl. 18<sup>30</sup>", "kl. 18³⁰", []),
        ("12<sup>50</sup> kr", "12⁵⁰ kr", []),
        ("<sup>1</sup>/<sub>2</sub> basbelopp", "¹/2 basbelopp", []),
        ("10<sup>6</sup> kr", "10⁶ kr", []),
        ("8<sup>o</sup>C", "8°C", []),
        ("20 m<sup>2</sup>, 2 M<sup>2</sup>, CO<sup>2</sup>", "20 m², 2 M², CO²", []),
        ("500<sup>1,2</sup> kr, 600<sup>[3]</sup> kr", "500 kr, 600 kr", ["1,2", "[3]"]),
        ("500<sup>1</sup> kr för 20 m<sup>2</sup>, 70<sup>3</sup> kr", "500 kr för 20 m², 70³ kr", ["1"]),
        ('500<span style="Vertical-Align: super">1</span> kr', "500 kr", ["1"]),
        ('500<sup><a href="#not9">9</a></sup> kr, 7<a href="#not8"><sup>8</sup></a> kr', "500 kr, 7 kr", ["9", "8"]),
        ("bidraget<sup>17</sup> betalas", "bidraget betalas", ["17"]),
        ("5<b>0</b>0 kr", "500 kr", []),
    ],
)
def test_what_stands_above_the_line_never_joins_a_number(written: str, read: str, marks: list[str]) -> None:
    found = convert(f"<p>{written}</p><table><tr><th>a<th>b<tr><td>{written}<td>c</table>")
    paragraph, grid = found.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(grid, Grid)
    assert (plain(paragraph.runs), grid.rows[1]) == (read, (read, "c"))
    told = {dropped.text for dropped in found.dropped}
    assert told == set(marks)
    assert read in found.words


def test_a_mark_is_known_by_the_note_that_begins_with_it() -> None:
    found = convert("<p>500<sup>a</sup> kr, 600<sup>b</sup> kr, 7<sup>4</sup> kr</p><p><sup>a</sup> Från 2027.</p>")
    assert [plain(b.runs) for b in found.blocks if isinstance(b, Paragraph)] == ["500 kr, 600ᵇ kr, 7⁴ kr", "Från 2027."]
    assert [(each.text, each.times) for each in found.dropped] == [("a", 2)]


def test_notes_are_paragraphs_behind_a_last_list_and_no_items_of_it() -> None:
    page = (
        '<p>Bidrag ges<sup><a href="#f1">1</a></sup> om:</p><ol><li>Ansökan finns.<li>Intyg finns.</ol>'
        '<ol><li id=f1><p>Gäller inte barn. <a href="#r1">↩</a></p></ol>'
    )
    assert listed(page) == ["Ansökan finns.", "Intyg finns."]
    assert words(page) == ["Bidrag ges om:", "[1] Gäller inte barn."]
    assert words("<p>Stöd<sup>1</sup> ges.</p><ol start=3><li id=footnote-3>Ej barn.</ol>")[1] == "[3] Ej barn."
    assert words('<p><a href="#a">Syfte</a></p><ol><li id=a>Syfte</ol>') == ["Syfte"]


SHEET = """<style>.isHidden{display:none}.Struken{Text-Decoration:line-through}.ruta{display:flex}
.ruta.gammal{display:none} .sen{display:none} .sen{display:block} .fotnot{vertical-align:super;font-size:70%}
ol.alfa{list-style-type:lower-alpha} .kix>li:before{content:counter(a,lower-roman) ") "}</style>"""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('Avgiften är <span class="Struken">300</span> 400 kr.', "Avgiften är 400 kr."),
        ('Stöd ges. <span class="isHidden">Gäller 2019.</span>', "Stöd ges."),
        ('<span class="ruta gammal">Avgiften är 300 kr.</span> <span class=ruta>400 kr.</span>', "400 kr."),
        ('<span class="sen">Gäller nu.</span>', "Gäller nu."),
        ('Avgiften är 500<span class="fotnot">1</span> kr.', "Avgiften är 500 kr."),
        ("Högst <b>500<o:p></o:p></b> kr.<o:p></o:p>", "Högst 500 kr."),
        ("Högst <nobr>500 kr</nobr> per år, <acronym>LSS</acronym>-insats.", "Högst 500 kr per år, LSS-insats."),
    ],
)
def test_a_page_s_own_style_sheet_is_followed(written: str, read: str) -> None:
    found = convert(f"<head>{SHEET}</head><p>{written}</p>")
    assert [plain(b.runs) for b in found.blocks if isinstance(b, Paragraph)] == [read]
    assert " ".join(found.words.split()) == read


@pytest.mark.parametrize(
    ("tag", "items"), [("ol class=alfa", ["a) ett", "b) två"]), ("ol class=kix", ["i) ett", "ii) två"])]
)
def test_a_style_sheet_may_tell_a_list_s_letters(tag: str, items: list[str]) -> None:
    assert listed(f"{SHEET}<{tag}><li>ett<li>två</ol>") == items
