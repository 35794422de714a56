from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus.importing.document.blocks import Grid, Heading, Listing, Run, paragraph
from corpus.importing.layout.typeset import Line, Part, blocks_of

WIDE = 400.0


def set_lines(*rows: tuple[float, str], left: float = 70.0, width: float = WIDE, **fields: Any) -> list[Line]:
    """Lines of 11 points at these heights."""
    return [Line(words, left, left + width, top, 11.0, **fields) for top, words in rows]


def item(top: float, words: str, left: float = 70.0, mark: str = "•", indent: float = 90.0) -> Line:
    return Line(words, left, 300.0, top, 11.0, mark=mark, indent=indent)


def heading(top: float, words: str, size: float = 16.0, bold: bool = True) -> Line:
    return Line(words, 70.0, 300.0, top, size, bold)


def blocks(*pages: Sequence[Part]) -> list[object]:
    return list(blocks_of(pages))


BODY = set_lines((0, "Förbundet kan"), (14, "ge stöd till"), (28, "medlemmarna."))


def test_lines_at_the_usual_distance_are_one_paragraph_and_a_gap_begins_another() -> None:
    more = set_lines((50, "Det gäller även"), (64, "kommuner."))
    assert blocks([*BODY, *more]) == [
        paragraph("Förbundet kan ge stöd till medlemmarna."), paragraph("Det gäller även kommuner.")
    ]  # fmt: skip


def test_a_line_broken_on_purpose_ends_its_paragraph() -> None:
    short = set_lines((42, "Styrelsen beslutar."), width=100)
    long = set_lines((56, "Sedan betalas stödet ut."))
    assert blocks([*BODY, *short, *long])[-1] == paragraph("Sedan betalas stödet ut.")


def test_a_page_break_cuts_no_paragraph() -> None:
    first = set_lines((0, "Ett stöd som"), (14, "går till"))
    second = set_lines((0, "kommunerna i Dalen."), (14, "Nästa mening."))
    assert blocks(first, second) == [paragraph("Ett stöd som går till kommunerna i Dalen. Nästa mening.")]


def test_a_page_break_after_a_full_stop_begins_a_paragraph() -> None:
    short = set_lines((42, "Slut."), width=40)
    assert len(blocks([*BODY, *short], set_lines((0, "Ett annat stycke.")))) == 2
    assert len(blocks(BODY, set_lines((0, "Ett stycke som bröts efter en mening.")))) == 1


def test_larger_and_bold_type_makes_headings_by_rank() -> None:
    bold = Line("Undantag", 70, 130, 70, 11.0, bold=True)
    found = blocks([heading(0, "Riktlinjer", 20), heading(30, "Stöd"), *set_lines((50, "Text här.")), bold,
                    *set_lines((84, "Mera text."))])  # fmt: skip
    assert found == [
        Heading(1, (Run("Riktlinjer"),)), Heading(2, (Run("Stöd"),)), paragraph("Text här."),
        Heading(3, (Run("Undantag"),)), paragraph("Mera text."),
    ]  # fmt: skip


def test_a_heading_over_two_lines_is_one_and_its_number_stays() -> None:
    numbered = Line("Stöd till samverkans-", 90, 300, 0, 16.0, True, mark="2.", indent=90)
    found = blocks([numbered, heading(20, "insatser"), *[*set_lines((50, "Text som är längre än rubriken."))]])
    assert found[0] == Heading(1, (Run("2. Stöd till samverkansinsatser"),))


def test_a_bold_sentence_is_no_heading() -> None:
    bold = Line("Detta är viktigt.", 70, 170, 50, 11.0, bold=True)
    assert blocks([*BODY, bold])[-1] == paragraph("Detta är viktigt.")


def test_items_make_lists_nested_by_their_marks() -> None:
    found = blocks([*BODY, item(42, "Utbildning"), item(56, "för chefer", left=90, indent=110),
                    item(70, "för andra", left=90, indent=110), item(84, "Handledare")])  # fmt: skip
    inner = Listing(((paragraph("för chefer"),), (paragraph("för andra"),)))
    assert found[1] == Listing(((paragraph("Utbildning"), inner), (paragraph("Handledare"),)))


def test_numbers_and_bullets_are_different_lists_and_the_first_number_is_kept() -> None:
    found = blocks([*BODY, item(42, "Ansök", mark="3."), item(56, "Vänta", mark="4)"), item(70, "Resor")])
    assert found[1:] == [
        Listing(((paragraph("Ansök"),), (paragraph("Vänta"),)), 3), Listing(((paragraph("Resor"),),))
    ]  # fmt: skip


def test_an_item_goes_on_below_its_words_also_over_a_page_break() -> None:
    end = [*BODY, item(42, "Handledare som är")]
    top = [*set_lines((0, "anställd"), (14, "hos en medlem"), left=90), *set_lines((50, "Nytt stycke."))]
    assert blocks(end, top)[1:] == [
        Listing(((paragraph("Handledare som är anställd hos en medlem"),),)), paragraph("Nytt stycke.")
    ]  # fmt: skip


def test_a_lead_in_stands_alone() -> None:
    lead = set_lines((0, "Förbundet kan ge följande:"))
    assert blocks([*lead, *set_lines((14, "Ett stöd till alla."))]) == [
        paragraph("Förbundet kan ge följande:"), paragraph("Ett stöd till alla.")
    ]  # fmt: skip


def test_a_table_that_goes_on_overleaf_is_one_without_its_second_header() -> None:
    first, second = Grid((("Insats", "Kr"), ("A", "1"))), Grid((("Insats", "Kr"), ("B", "2")))
    assert blocks([*BODY, first], [second])[1:] == [Grid((("Insats", "Kr"), ("A", "1"), ("B", "2")))]
    assert len(blocks([*BODY, first, second])) == 3


def test_nothing_gives_nothing() -> None:
    assert blocks() == blocks([]) == []


def test_a_number_or_dash_that_a_sentence_was_broken_before_is_part_of_it() -> None:
    numbered = Line("Sedan betalas det ut.", 70, 300, 28, 11.0, mark="2.", indent=82)
    assert blocks([*set_lines((0, "Förbundet kan"), (14, "ge stöd enligt punkt")), numbered]) == [
        paragraph("Förbundet kan ge stöd enligt punkt 2. Sedan betalas det ut.")
    ]  # fmt: skip
    dashed = Line("även till kommuner.", 70, 300, 28, 11.0, mark="–", indent=82)
    assert blocks([*set_lines((0, "Förbundet kan"), (14, "ge stöd")), dashed]) == [
        paragraph("Förbundet kan ge stöd – även till kommuner.")
    ]  # fmt: skip


def test_text_that_goes_back_to_the_margin_ends_an_item() -> None:
    first = item(42, "Handledare som är anställd och hos")
    inside, outside = set_lines((56, "någon av medlemmarna"), left=90), set_lines((70, "Stödet är detsamma."))
    assert blocks([*BODY, first, *inside, *outside])[-1] == paragraph("Stödet är detsamma.")


def test_a_list_s_numbers_keep_their_gaps() -> None:
    found = blocks([*BODY, *(item(42 + 14 * n, "ord", mark=f"{n}.") for n in (1, 2, 4))])
    assert found[1:] == [
        Listing(((paragraph("ord"),), (paragraph("ord"),)), 1), Listing(((paragraph("ord"),),), 4)
    ]  # fmt: skip


def test_a_note_at_a_page_s_foot_stands_behind_the_paragraph_that_goes_on_overleaf() -> None:
    note = [Line("Gäller inte idrott.", 70.0, 470.0, 60, 8.0), Line("Se beslut.", 70.0, 470.0, 70, 8.0)]
    found = blocks([*set_lines((0, "Ett stöd om högst")), *note], set_lines((0, "5 000 kr."), (14, "Nästa mening.")))
    assert found == [
        paragraph("Ett stöd om högst 5 000 kr. Nästa mening."),
        paragraph("Gäller inte idrott. Se beslut."),
    ]


def test_lines_of_different_sizes_are_no_paragraph() -> None:
    small = Line("mindre text som går på", 70.0, 470.0, 42, 9.0)
    assert blocks([*BODY[:2], small, *set_lines((56, "här."))]) == [
        paragraph("Förbundet kan ge stöd till"), paragraph("mindre text som går på"), paragraph("här.")
    ]  # fmt: skip


def test_a_text_with_more_space_between_its_lines_is_no_row_of_paragraphs() -> None:
    wide = set_lines((60, "Ett stöd om högst"), (82, "fem tusen kronor"), (104, "per år."))
    assert blocks([*BODY, *wide])[-1] == paragraph("Ett stöd om högst fem tusen kronor per år.")


def test_a_line_with_words_of_another_size_breaks_no_paragraph() -> None:
    mixed = Line("med kod", 70.0, 470.0, 28, 9.0, others=frozenset((11.0,)))
    assert blocks([*BODY[:2], mixed]) == [paragraph("Förbundet kan ge stöd till med kod")]
