from __future__ import annotations

from corpus.importing.document.blocks import Listing, Paragraph, Run, paragraph
from corpus.importing.document.typed_lists import with_typed_lists

LEAD_IN = paragraph("Förbundet kan finansiera:")


def test_neighbouring_paragraphs_with_one_mark_are_a_list() -> None:
    found = with_typed_lists([LEAD_IN, paragraph("- utbildning"), paragraph("- åtgärder"), paragraph("Slut.")])
    assert found == (LEAD_IN, Listing(((paragraph("utbildning"),), (paragraph("åtgärder"),))), paragraph("Slut."))


def test_numbers_make_a_numbered_list_from_their_first() -> None:
    assert with_typed_lists([paragraph("3. Ansök"), paragraph("4) Vänta")]) == (
        Listing(((paragraph("Ansök"),), (paragraph("Vänta"),)), 3),
    )


def test_one_mark_alone_is_a_list_only_after_a_lead_in() -> None:
    alone = paragraph("– sade hon.")
    assert with_typed_lists([paragraph("Nej."), alone]) == (paragraph("Nej."), alone)
    assert with_typed_lists([LEAD_IN, alone])[1] == Listing(((paragraph("sade hon."),),))


def test_links_and_runs_behind_the_mark_stay() -> None:
    items = [Paragraph((Run(" - "), Run("Sofisam", "http://sofisam.se"), Run(" ny"))), Paragraph((Run("-"), Run(" b")))]
    assert with_typed_lists(items) == (
        Listing(((Paragraph((Run("Sofisam", "http://sofisam.se"), Run(" ny"))),), (paragraph("b"),))),
    )


def test_numbers_keep_their_gaps() -> None:
    found = with_typed_lists(
        [paragraph(f"{number}. {word}") for number, word in ((1, "a"), (2, "b"), (4, "d"), (5, "e"))]
    )
    assert found == (
        Listing(((paragraph("a"),), (paragraph("b"),)), 1), Listing(((paragraph("d"),), (paragraph("e"),)), 4)
    )  # fmt: skip
