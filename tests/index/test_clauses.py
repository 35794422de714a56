import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clauses import clauses_of


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Kan vi få en handledare?", []),
        ("Kan vi få en handledare? Hur mycket då?", ["Kan vi få en handledare?", "Hur mycket då?"]),
        ("Går det att få en coach och hur länge i så fall?", ["Går det att få en coach", "hur länge i så fall?"]),
        ("Utbildning för deltagare – går det?", ["Utbildning för deltagare", "går det?"]),
        ("Kommunen och regionen vill samverka", []),
        ("Can we hire a coach, and who pays?", ["Can we hire a coach", "who pays?"]),
        ("Vem upphandlar, och sista dagen för ansökan", ["Vem upphandlar", "sista dagen för ansökan"]),
        ("Vem upphandlar samt sista dag", ["Vem upphandlar", "sista dag"]),
        ("Ingår arbetsträning, hur många månader max?", ["Ingår arbetsträning", "hur många månader max?"]),
        ("Vem upphandlar (och var söker man)?", ["Vem upphandlar", "och var söker man"]),
        ("Ja! Va?", []),
    ],
)
def test_a_message_is_split_into_what_it_asks(text: str, clauses: list[str]) -> None:
    assert clauses_of(text) == clauses


@given(st.text(max_size=200))
def test_clauses_are_parts_of_the_text_in_order(text: str) -> None:
    at = 0
    for clause in clauses_of(text):
        at = text.index(clause, at) + len(clause)
