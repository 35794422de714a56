import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clauses import asking_clauses, clauses_of


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


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("Kan vi få en handledare?", []),
        ("Vi är en kommun. Kan vi få en handledare?", ["Kan vi få en handledare?"]),
        ("Vi startade 2019. Hur mycket får vi? Vem ansöker?", ["Hur mycket får vi?", "Vem ansöker?"]),
        ("Vi har en coach, men vem betalar", ["vem betalar"]),
        ("Vi har en coach. Och vem betalar", ["Och vem betalar"]),
        ("Coach och handledare. Stöd till båda?", ["Stöd till båda?"]),
        ("We run a shop. And who pays for it", ["And who pays for it"]),
        ("Vi är en kommun. Vi söker stöd.", []),
        ("Vadsbro ligger här. Vi söker stöd.", []),
    ],
)
def test_the_clauses_that_ask_are_told_from_the_story(text: str, asking: list[str]) -> None:
    assert asking_clauses(text) == asking


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("Vi söker. Vem? och vad (kan vi få) – men hur, ".split())).map(" ".join)
)
def test_what_asks_is_some_of_the_clauses(text: str) -> None:
    clauses = iter(clauses_of(text))
    assert all(clause in clauses for clause in asking_clauses(text))


@given(st.text(max_size=200))
def test_clauses_are_parts_of_the_text_in_order(text: str) -> None:
    at = 0
    for clause in clauses_of(text):
        at = text.index(clause, at) + len(clause)
