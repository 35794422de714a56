from __future__ import annotations

import pytest

from corpus.language_rules import Rule, RuleTable, folded, whole_words, word_set, words


def table_of(*patterns: str, is_folded: bool = False) -> RuleTable[Rule]:
    rules = (Rule(str(number), pattern, why="Test.", matches=("x",)) for number, pattern in enumerate(patterns))
    return RuleTable("Test.", *rules, reads=folded if is_folded else None)


@pytest.mark.parametrize("text", ["inom", "vara inne", "klar", "klarare", "by", "deadline", "ett", "ett par"])
def test_a_list_of_words_is_any_of_them(text: str) -> None:
    table = table_of(whole_words("ett(?: par)?", swedish="inom | vara inne\nklar*", english=r"by | dead\w+"))
    assert table.fullmatch(text)
    assert table.search(f"och {text}.")


@pytest.mark.parametrize("text", ["varainne", "vara  inne", "inomhus", "oklar", "dead", "ett  par"])
def test_it_is_nothing_else(text: str) -> None:
    table = table_of(whole_words("ett(?: par)?", swedish="inom | vara inne\nklar*", english=r"by | dead\w+"))
    assert not table.fullmatch(text)


def test_lists_may_stand_in_lists() -> None:
    inner = words("hur mycket | vad*")
    assert words(inner, english="how much") == rf"(?:{inner}|how\ much)"


def test_a_set_of_words_is_read_like_the_texts() -> None:
    assert word_set(swedish="och så\nmen", english="and") == {"och", "så", "men", "and"}
    assert word_set(reads=folded, swedish="och så") == {"och", "sa"}


def test_capitals_do_not_count_unless_the_texts_are_folded() -> None:
    assert table_of("gäller").search("VAD GÄLLER")
    assert not table_of("gäller").search("vad galler")
    assert table_of("gäller", is_folded=True).search(folded("VAD GÄLLER"))
    assert not table_of("gäller", is_folded=True).search("VAD GÄLLER")


def test_the_earlier_rule_goes_before_the_later() -> None:
    assert table_of("och  # joins", "och så").pattern.findall("och så") == ["och"]
    assert [pattern.fullmatch("a") is not None for _, pattern in table_of("a", "b").each] == [True, False]


def test_a_place_to_look_at_may_be_said() -> None:
    table = table_of("^ nu | då $")
    assert table.match("nu")
    assert not table.search("nu", 1)
    assert table.search("nu då", 2)
    assert not table.search("och då", 0, 3)
    assert table.match("och då", 4)


def test_every_character_of_a_folded_text_stays_in_its_place() -> None:
    text = "Å Ä Ö æ Ø é İ ß VAD"
    assert folded(text) == "a a o a o e İ ß vad"
