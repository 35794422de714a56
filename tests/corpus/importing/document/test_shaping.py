from __future__ import annotations

import pytest

from corpus.importing.document.blocks import (
    Block,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Run,
    block_words,
    paragraph,
)
from corpus.importing.document.shaping import shaped

TEXT = paragraph("Förbundet ger stöd.")


def heading(level: int, words: str) -> Heading:
    return Heading(level, (Run(words),))


def bullets(*texts: str) -> Listing:
    return Listing(tuple((paragraph(text),) for text in texts))


def levels(*blocks: Block, title: str = "Riktlinjer för stöd") -> list[tuple[int, str]]:
    return [(b.level, b.heading[0].text) for b in shaped(blocks, title) if isinstance(b, Heading)]


def test_a_document_without_a_title_gets_the_one_asked_for() -> None:
    assert shaped([TEXT], "Riktlinjer för stöd") == (heading(1, "Riktlinjer för stöd"), TEXT)
    assert levels(heading(1, "Bakgrund"), TEXT, heading(1, "Stöd")) == [
        (1, "Riktlinjer för stöd"), (2, "Bakgrund"), (2, "Stöd")
    ]  # fmt: skip


def test_a_title_above_all_other_headings_is_kept_in_its_own_words() -> None:
    assert levels(heading(1, "Policy"), TEXT, heading(2, "Stöd")) == [(1, "Policy"), (2, "Stöd")]
    assert levels(heading(1, "Policy"), TEXT) == [(1, "Policy")]


def test_the_title_comes_first_also_when_something_stands_above_it() -> None:
    above = paragraph("Samordningsförbundet Dalen")
    assert shaped([above, heading(1, "Policy"), TEXT, heading(2, "Stöd")], "x") == (
        heading(1, "Policy"), above, TEXT, heading(2, "Stöd"),
    )  # fmt: skip


def test_a_paragraph_with_the_words_of_the_title_is_the_title() -> None:
    assert shaped([paragraph("RIKTLINJER för stöd."), TEXT], "Riktlinjer för stöd")[0] == heading(
        1, "RIKTLINJER för stöd."
    )


def test_heading_levels_have_no_gaps_and_at_most_six() -> None:
    assert levels(heading(1, "A"), heading(4, "B"), heading(6, "C"), heading(4, "D")) == [
        (1, "A"), (2, "B"), (3, "C"), (2, "D"),
    ]  # fmt: skip
    deep = [heading(level, f"R{level}") for level in (1, 2, 3, 4, 5, 6)]
    assert max(level for level, _ in levels(heading(1, "Annat"), *deep)) == 6


def test_neighbouring_lists_of_one_kind_are_one_list() -> None:
    numbered = Listing(((paragraph("c"),),), 1)
    assert shaped([bullets("a"), bullets("b"), numbered], "T")[1:] == (bullets("a", "b"), numbered)


def numbered(start: int, *texts: str) -> Listing:
    return Listing(tuple((paragraph(text),) for text in texts), start)


def test_numbers_that_do_not_follow_on_stay_among_the_words() -> None:
    assert shaped([numbered(1, "a", "b"), numbered(3, "c")], "T")[1:] == (numbered(1, "a", "b", "c"),)
    assert [block_words(block) for block in shaped([numbered(1, "a", "b"), numbered(5, "e", "f")], "T")[1:]] == [
        "a\nb", "5. e\n6. f"
    ]  # fmt: skip
    again = [numbered(1, "a")] * 3
    assert [block_words(block) for block in shaped(again, "T")[1:]] == ["a", "1. a\n1. a"]


def test_empty_parts_go() -> None:
    empty: list[Block] = [paragraph(" \u00a0"), heading(2, ""), Listing(((),)), Grid((("", ""),)), bullets("")]
    assert shaped([*empty, TEXT], "T") == (heading(1, "T"), TEXT)
    assert shaped([Listing(((Paragraph(()), bullets("a")), (paragraph("b"),)))], "T")[1] == Listing(
        ((bullets("a"),), (paragraph("b"),))
    )


def test_the_heading_of_a_table_of_contents_goes_with_its_lines() -> None:
    assert levels(heading(1, "T"), heading(2, "Innehåll"), heading(2, "Stöd"), TEXT) == [(1, "T"), (2, "Stöd")]
    assert (2, "Innehåll") in levels(heading(1, "T"), heading(2, "Innehåll"), TEXT, heading(2, "Stöd"))


@pytest.mark.parametrize(
    "words",
    [
        "Avgiften är 500 kr per år. Den som inte betalar får inte delta.",
        "Bidrag ges inte till enskilda.",
        "2.1 Avgiften är 500 kr.",
        "som har säte i kommunen,",
    ],
)
def test_a_heading_that_holds_a_sentence_can_be_quoted(words: str) -> None:
    assert shaped([heading(1, "T"), heading(2, words), TEXT], "T") == (heading(1, "T"), paragraph(words), TEXT)


@pytest.mark.parametrize("words", ["2.1. Mål och syfte", "§ 3. Avgift", "Lokaler m.m.", "Vem kan söka?", "Resor, osv."])
def test_a_heading_with_a_number_or_a_question_is_one(words: str) -> None:
    assert levels(heading(1, "T"), heading(2, words), TEXT) == [(1, "T"), (2, words)]


def test_a_title_may_be_a_sentence() -> None:
    assert levels(heading(1, "Så ger vi stöd."), TEXT, title="Så ger vi stöd") == [(1, "Så ger vi stöd.")]
