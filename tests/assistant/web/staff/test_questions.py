"""What members asked in vain: read by matter, marked, exported, and made sample questions of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.feedback import Feedback, FeedbackStore
from assistant.model import Answer
from assistant.staff.marks import Mark, Marks, question_key
from assistant.staff.roles import StaffRole
from assistant.unanswered import Unanswered, UnansweredStore
from assistant.web.staff.questions.sample import KINDS
from corpus.model import Status
from corpus.reading.catalogue import check_corpus
from corpus.timeline import today
from index.model import ReadingModel
from tests.assistant.web.staff.conftest import Desk, Office
from tests.federation import Federation

MONEY = ["Hur mycket pengar kan vi få?", "Hur mycket pengar får vi?"]
DANGER = '=HYPERLINK("http://annan.example") <script>alert(1)</script>'
NOTE = "Ring Kim om det"


@pytest.fixture
def asked(office: Office) -> Office:
    """The office, with questions about money, one about bicycles, and an answer that did not help."""
    for days, question, status in (
        (0, MONEY[0], Status.NOT_IN_GUIDELINES),
        (1, MONEY[0].upper(), Status.NOT_IN_GUIDELINES),
        (2, MONEY[1], Status.PARTIAL),
        (3, DANGER, Status.NOT_IN_GUIDELINES),
        (50, "Får hunden följa med till verkstaden?", Status.NOT_IN_GUIDELINES),
    ):
        store = UnansweredStore(office.database, 90, clock=lambda days=days: today() - timedelta(days=days))  # type: ignore[misc]
        assert store.insert(
            Unanswered(question=question, status=status, publication="p-1", as_of=date(2026, 1, 2), language="sv")
        )
    feedback = FeedbackStore(office.database, 90)
    said: dict[str, Any] = {"question": "Kan vi få stöd till en cykelverkstad?", "answer": "Ja, det gick bra. [1]"}
    feedback.add(Feedback(id="a", helpful=False, **said))
    feedback.add(Feedback(id="a", helpful=False, reason="incomplete", comment="Hur länge då?", **said))
    feedback.add(Feedback(id="b", helpful=True, question="Vem ansöker?", answer="Kommunen."))
    return office


def place_of(question: str) -> str:
    return f"/questions/one/{question_key(question)}"


def test_questions_stand_by_matter_with_counts_over_time(asked: Office) -> None:
    page = asked.desk(StaffRole.READER).get("/questions").text
    sections = re.split(r'<section class="matter"', page)[1:]
    assert len(sections) == 4
    assert MONEY[0] in sections[0] or MONEY[1] in sections[0]
    assert "<strong>3</strong> gånger" in sections[0]
    assert page.count('<rect class="bar"') >= 4 and "style=" not in page
    assert "Vem ansöker?" not in page, "an answer that helped"
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page
    assert 'name="mark" value=' not in page and "/questions/mark" not in page, "a reader marks nothing"


def test_a_kind_a_time_and_a_mark_can_be_chosen(asked: Office, editor: Desk) -> None:
    dog = "Får hunden följa med"
    assert dog in editor.get("/questions?months=12").text
    assert dog not in editor.get("/questions?months=1").text
    unhelpful = editor.get("/questions?kind=unhelpful").text
    assert "cykelverkstad" in unhelpful and dog not in unhelpful
    assert editor.get("/questions?kind=x&mark=x&months=x&guideline=x&page=99").status_code == 200
    told = editor.post("/questions/mark", {"key": question_key(MONEY[0]), "mark": "done", "back": "?months=6"})
    assert told.url.query == b"months=6&done=question_marked&count=1" and "Märkt. Antal frågor: 1" in told.text
    assert MONEY[1] in editor.get("/questions").text and MONEY[0].upper() not in editor.get("/questions").text
    assert MONEY[0] in editor.get("/questions?mark=done").text
    assert asked.deeds[-1] == "question_marked"
    assert "pengar" not in editor.get("/log").text, "what is asked is kept for its days only, and not in the log"


def test_the_latest_mark_counts_and_who_and_when_is_shown(asked: Office, editor: Desk) -> None:
    place = place_of(MONEY[0])
    for mark, note in (("wrong", NOTE), ("missing", "")):
        fields = {"key": question_key(MONEY[0]), "mark": mark, "note": note, "back": place.removeprefix("/questions")}
        assert editor.post("/questions/mark", fields).url.path == f"/staff{place}"
    page = editor.get(place).text
    assert page.index("Saknas i riktlinjen</span> editor") < page.index("Fel svar</span> editor")
    assert NOTE in page
    marks = Marks(asked.database)
    assert marks.latest()[question_key(MONEY[0].lower())].mark is Mark.MISSING
    for bad in ({"key": "../x", "mark": "done"}, {"key": question_key("x"), "mark": "x"}, {"mark": "done"}):
        editor.post("/questions/mark", bad)
    assert len(marks.latest()) == 1
    assert editor.post("/questions/mark", {**fields, "back": "//annan.example"}).url.path == "/staff/questions"


def test_a_question_shows_how_it_was_and_is_answered_and_is_not_noted_again(asked: Office, editor: Desk) -> None:
    page = editor.get(place_of(MONEY[0])).text
    assert "p-1" in page and "Så besvaras frågan nu" in page and "asf-answer" in page
    assert f"för dagen {date(2026, 1, 2)}" in page
    assert "/staff/evaluation/cases/new?question=Hur%20mycket%20pengar%20kan%20vi%20f%C3%A5%3F" in page
    bicycles = editor.get(place_of("Kan vi få stöd till en cykelverkstad?")).text
    assert "Hur länge då?" in bicycles and "Något saknas i svaret" in bicycles and "Ja, det gick bra. [1]" in bicycles
    assert bicycles.count("<tr><td>") == 1, "only the last that was said of an answer counts"
    assert len(list(UnansweredStore(asked.database, 90).kept())) == 5
    gone = editor.get("/questions/one/" + "0" * 32)
    assert gone.status_code == 404 and "finns inte" in gone.text


def test_the_board_gets_what_the_guideline_does_not_say_and_no_names(asked: Office, editor: Desk) -> None:
    keys = {"key": [question_key(DANGER)], "mark": "unclear", "note": NOTE}
    editor.post("/questions/mark", keys)
    page = editor.get("/questions/report").text
    main = page[page.index("<main") :]
    assert MONEY[0] in main or MONEY[1] in main
    assert "cykelverkstad" not in main, "it is answered; that it did not help is nothing for the board"
    assert "HYPERLINK" not in main and NOTE not in main and "editor" not in main
    table = editor.get("/questions/export.csv")
    assert table.headers["content-type"].startswith("text/csv") and "attachment" in table.headers["content-disposition"]
    text = table.content.decode("utf-8-sig")
    assert table.content.startswith(b"\xef\xbb\xbf") and text.splitlines()[0].startswith("Sak;Gånger saken tagits upp;")
    assert "'=HYPERLINK" in text and NOTE not in text
    assert "Hur länge då?" in text and len(text.splitlines()) == 7


def test_nothing_is_there_before_anything_is_asked(office: Office, reader: Desk) -> None:
    page = reader.get("/questions").text
    assert "Det finns inga sådana frågor" in page and "ASF_UNANSWERED" in page
    assert "Det finns inga sådana frågor" in reader.get("/questions/report").text
    assert reader.get("/questions/export.csv").content.decode("utf-8-sig").count("\n") == 1
    assert "There are no such questions" in reader.get("/language/en?to=/questions").text


def _form(page: str, **fields: Any) -> dict[str, Any]:
    hidden = dict(re.findall(r'<input type="hidden" name="(guideline|version|seen)" value="([^"]*)"', page))
    return {"question": "Får vi pengar till cyklar?", "kind": "", **hidden, **fields}


def test_a_sample_question_is_added_by_pointing_at_a_passage(office: Office, editor: Desk) -> None:
    place = "/questions/sample"
    page = editor.get(f"{place}?question=Får vi pengar till cyklar?").text
    assert "Förbundet kan ge stöd till cykelverkstäder." in page and "för få för att avgöra" in page
    found = re.search(r'name="passages" value="([^"]+)"> <label [^>]+>Förbundet kan ge stöd till cykel', page)
    assert found is not None
    anchor = found[1]
    form = _form(page, passages=[anchor])
    told = editor.post(place, form)
    assert told.status_code == 200 and f"Exempelfrågan står nu i {anchor}.yaml" in told.text
    bank = check_corpus(office.federation.documents).catalogue.guidelines[0].bank
    assert bank is not None
    assert [(group.passages, group.questions) for group in bank.groups] == [((anchor,), (form["question"],))]
    assert office.deeds[-1] == "sample_added"
    again = editor.post(place, {**form, "question": "En annan?"})
    assert again.status_code == 422 and "Någon annan har ändrat" in again.text and "En annan?" in again.text


def test_a_gap_and_what_is_off_topic_can_be_taught_too(office: Office, editor: Desk) -> None:
    place = "/questions/sample"
    gap = {"gap_id": "dogs", "missing_sv": "om hundar", "missing_en": "dogs", "say_sv": "Inget.", "say_en": "Nothing."}
    assert "står nu i dogs.yaml" in editor.post(place, _form(editor.get(place).text, **gap)).text
    page = editor.get(place).text
    assert 'name="gaps" value="dogs"' in page
    fields = {"question": "Vad är klockan?", "kind": KINDS[0], "new_file": "annat"}
    assert "står nu i annat.yaml" in editor.post(place, _form(page, **fields)).text
    bank = check_corpus(office.federation.documents).catalogue.guidelines[0].bank
    assert bank is not None and bank.gaps["dogs"].missing["sv"] == "om hundar"
    assert {group.status for group in bank.groups} == {None, Status.OFF_TOPIC}


def test_what_is_filled_in_wrongly_stays_and_nothing_is_written(office: Office, editor: Desk) -> None:
    place = "/questions/sample"
    page = editor.get(place).text
    for fields, told in (
        ({}, "Välj vad som är rätt svar"),
        ({"passages": ["finns-inte"]}, "finns-inte"),
        ({"gaps": ["amount"]}, "amount"),
        ({"gap_id": "dogs"}, "Luckan är inte färdig"),
        ({"kind": KINDS[0], "new_file": "../../x"}, "kan inte heta"),
        ({"kind": KINDS[0], "guideline": "finns-inte"}, "finns-inte"),
    ):
        refused = editor.post(place, _form(page, question="Får <b>hunden</b> följa med?", **fields))
        assert refused.status_code == 422 and told in refused.text, fields
        assert "Får &lt;b&gt;hunden&lt;/b&gt; följa med?" in refused.text
    folder = office.federation.documents / "stod-dalen"
    assert not (folder / "bank.yaml").exists() and not (folder / "questions").exists()


def test_a_reader_changes_nothing(asked: Office, reader: Desk) -> None:
    assert reader.get("/questions/sample").status_code == 403
    assert reader.post("/questions/sample", {"question": "x"}).status_code == 403
    assert reader.post("/questions/mark", {"key": question_key(MONEY[0]), "mark": "done"}).status_code == 403
    assert not Marks(asked.database).latest()
    page = reader.get(place_of(MONEY[0])).text
    assert "/questions/mark" not in page and "/evaluation/case" not in page


def test_a_broken_corpus_is_told_and_loses_nothing(office: Office, editor: Desk) -> None:
    file = next(Path(office.federation.documents).glob("*/*.md"))
    file.write_text("trasig", encoding="utf-8")
    page = editor.get("/questions/sample?question=Vad?")
    assert page.status_code == 422 and file.name in page.text


def test_staff_ask_without_being_counted(office: Office, model: ReadingModel) -> None:
    from assistant.engine import Engine
    from assistant.model import Question

    store = UnansweredStore(office.database, 90)
    engine = Engine(office.federation.data, lambda: model, unanswered=store)
    engine.load()
    question = Question("Hur mycket pengar kan vi få till en hund?")
    answers: list[Answer] = [engine.answer(question, noted=False), engine.answer(question)]
    assert answers[0].status is Status.NOT_IN_GUIDELINES
    assert len(list(store.kept())) == 1


def test_questions_of_one_of_several_guidelines(
    open_office: Callable[..., Office], federation: Federation, tmp_path: Path
) -> None:
    federation.write("2021", "Bidrag till båtar ges inte.", "Båtar ska ha flytvästar ombord.", guideline="batar")
    office = open_office(federation, tmp_path)
    for question in ("Vilken färg ska flytvästen på båten ha?", "Hur stort är stödet till en cykelverkstad?"):
        kept = {"publication": "p", "as_of": today(), "language": "sv", "status": Status.NOT_IN_GUIDELINES}
        assert UnansweredStore(office.database, 90).insert(Unanswered(question=question, **kept))
    desk = office.desk(StaffRole.EDITOR)
    both = desk.get("/questions").text
    assert "flytvästen" in both and "cykelverkstad" in both
    boats = desk.get("/questions?guideline=batar").text
    assert "flytvästen" in boats and "cykelverkstad?" not in boats
    bicycles = desk.get("/questions?guideline=stod-dalen").text
    assert "flytvästen" not in bicycles and "cykelverkstad?" in bicycles
    form = desk.get("/questions/sample?guideline=batar").text
    assert "Båtar ska ha flytvästar ombord." in form and "cykelverkstäder" not in form
