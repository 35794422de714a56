from __future__ import annotations

from corpus.importing.document.blocks import Grid, Heading, Listing, Run, block_words, listings, paragraph, plain

INNER = Listing(((paragraph("inre  å"),),))
OUTER = Listing(((paragraph("yttre"), INNER), (paragraph("sist"),)), 1)


def test_words_are_collapsed_and_on_lines_of_their_own() -> None:
    assert plain([Run(" Ett "), Run("stöd\n"), Run("till")]) == "Ett stöd till"
    assert block_words(OUTER) == "yttre\ninre å\nsist"
    assert block_words(Grid((("a", "b"), ("c", "")))) == "a b\nc "
    assert block_words(Heading(1, (Run("Rubrik "),))) == "Rubrik"


def test_inner_lists_are_lists() -> None:
    assert list(listings([paragraph("a"), OUTER])) == [OUTER, INNER]
