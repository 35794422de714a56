from __future__ import annotations

from assistant.presentation.word_difference import marked_paragraphs, marked_words


def test_runs_of_words_that_the_other_lacks_are_marked() -> None:
    before, after = "stöd till bagerier i Dalen".split(), "stöd till små kaféer i Dalen".split()
    assert marked_words(before, after, "del") == "stöd till <del>bagerier</del> i Dalen"
    assert marked_words(after, before, "ins") == "stöd till <ins>små kaféer</ins> i Dalen"
    assert marked_words(before, before, "ins") == "stöd till bagerier i Dalen"


def test_what_stands_there_is_no_markup() -> None:
    assert marked_words(["<b>", "&"], ["&"], "ins") == "<ins>&lt;b&gt;</ins> &amp;"


def test_paragraphs_keep_their_places() -> None:
    old, new = ["Ja, det kan ges.", "Stöd ges.", ""], ["Ja, det kan ges.", "Villkor gäller.", "Stöd ges."]
    assert marked_paragraphs(new, old, "ins") == ["Ja, det kan ges.", "<ins>Villkor gäller.</ins>", "Stöd ges."]
    assert marked_paragraphs(old, new, "del") == ["Ja, det kan ges.", "Stöd ges.", ""]
    assert marked_paragraphs([], ["a"], "ins") == []
