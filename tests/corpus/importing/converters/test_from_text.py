from __future__ import annotations

import pytest

from corpus.importing.converters.from_text import convert, decoded
from corpus.importing.document.blocks import Block, Dropped, Heading, Listing, Run, paragraph

WORDS = "Åtgärder för målgruppen är möjliga – även “små”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_survive_in_every_encoding(encoding: str) -> None:
    assert decoded(WORDS.encode(encoding)) == WORDS


def test_latin_1_and_old_line_ends_are_read() -> None:
    assert decoded("Räksmörgås\r\npå\rö\u2028nu".encode("utf-8")) == "Räksmörgås\npå\nö\nnu"
    assert decoded("Räksmörgås på ö".encode("latin-1")) == "Räksmörgås på ö"
    assert decoded(b"\x81 \xe5") == "\x81 å"


def blocks(text: str) -> list[Block]:
    return list(convert(text).blocks)


def heading(level: int, words: str) -> Heading:
    return Heading(level, (Run(words),))


def test_hard_wrapped_lines_are_joined_and_hyphens_mended() -> None:
    assert blocks("Förbundet kan stödja arbets-\nintegrerande företag och\nderas handledare.\n\nNästa stycke.") == [
        paragraph("Förbundet kan stödja arbetsintegrerande företag och deras handledare."), paragraph("Nästa stycke."),
    ]  # fmt: skip


def test_headings_stand_alone_or_are_underlined() -> None:
    text = "Riktlinjer för stöd\n\nBakgrund\n========\nText om stöd.\n\n1 Stöd\n\nMera text.\n"
    assert [b for b in blocks(text) if isinstance(b, Heading)] == [
        heading(1, "Riktlinjer för stöd"), heading(1, "Bakgrund"), heading(2, "1 Stöd"),
    ]  # fmt: skip


def test_lists_with_every_mark_nested_and_over_several_lines() -> None:
    bullets = "* handledare som är\n  anställda\n* utbildning\n  - för chefer\n"
    text = f"Förbundet kan finansiera:\n\n{bullets}\n1) Ansök.\n2) Vänta."
    inner = Listing(((paragraph("för chefer"),),))
    assert blocks(text)[1:] == [
        Listing(((paragraph("handledare som är anställda"),), (paragraph("utbildning"), inner))),
        Listing(((paragraph("Ansök."),), (paragraph("Vänta."),)), 1),
    ]  # fmt: skip


def test_a_year_at_the_start_of_a_line_is_no_list_item() -> None:
    assert blocks("Policyn antogs av styrelsen i\n2013. Den gäller.") == [
        paragraph("Policyn antogs av styrelsen i 2013. Den gäller.")
    ]  # fmt: skip


def test_printed_pages_lose_their_headers_and_page_numbers() -> None:
    page = "Påhittade Dalen\n\n{}\n\nSida {} (2)"
    read = convert(page.format("Ett stycke som fortsätter\npå nästa", 1) + "\f" + page.format("sida och\ntar slut.", 2))
    assert list(read.blocks) == [paragraph("Ett stycke som fortsätter på nästa sida och tar slut.")]
    assert read.dropped == (Dropped("Påhittade Dalen", 2), Dropped("Sida 1 (2)", 2))
    assert "Sida" not in read.words


def test_a_text_with_markdown_headings_is_markdown() -> None:
    assert blocks("# Stöd\n\nFörbundet **kan**\nge stöd.")[0] == heading(1, "Stöd")
