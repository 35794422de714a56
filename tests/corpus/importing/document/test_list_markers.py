from __future__ import annotations

import pytest

from corpus.importing.document.list_markers import is_bare_mark, may_be_words, number_of, split_mark


@pytest.mark.parametrize(
    ("line", "mark", "words"),
    [
        ("• Utbildning", "•", "Utbildning"), ("•Utbildning", "•", "Utbildning"), ("–  i egen regi", "–", "i egen regi"),
        ("- resor", "-", "resor"), ("* åäö", "*", "åäö"), ("\uf0b7 Word", "\uf0b7", "Word"),
        ("o nivå två", "o", "nivå två"),
        ("(cid:127) Helvetica", "•", "Helvetica"), ("2. Vänta", "2.", "Vänta"), ("12) Slut", "12)", "Slut"),
        ("2013. Ett år", None, "2013. Ett år"), ("1.1 Bakgrund", None, "1.1 Bakgrund"),
        ("-5 grader", None, "-5 grader"),
        ("ord", None, "ord"), ("•", None, "•"), ("3 Resa", None, "3 Resa"),
    ],
)  # fmt: skip
def test_marks_are_told_from_words(line: str, mark: str | None, words: str) -> None:
    assert split_mark(line) == (mark, words)


def test_kinds_of_marks() -> None:
    assert [number_of(mark) for mark in ("2.", "12)", "3", "•", "–", None)] == [2, 12, 3, None, None, None]
    assert [mark for mark in ("2.", "–", "-", "•", "\uf0b7", None) if may_be_words(mark)] == ["2.", "–", "-"]
    assert [text for text in ("–", "•", "2.", "2013.", "ord", "") if is_bare_mark(text)] == ["–", "•", "2."]
