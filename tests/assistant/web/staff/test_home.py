"""The first page: what waits for somebody is there with the way to it, and goes when it is done."""

from __future__ import annotations

from datetime import date

from assistant.staff.marks import Mark, Marks, question_key
from corpus.database.tables import unanswered
from tests.assistant.web.staff.conftest import Desk, Office

LEFT_OPEN = "Hur långt är ett snöre?"


def test_what_waits_is_told_with_the_way_to_it(office: Office, reader: Desk) -> None:
    quiet = reader.get("").text
    assert "Inget väntar på er just nu." in quiet and 'id="waits"' not in quiet
    office.federation.write("2021", "Förbundet kan ge stöd till kaféer.", "Ansökan görs av kommunen Dalby.")
    assert "Det som besökarna ser är inte det senaste" in reader.get("").text
    office.federation.build_candidate()
    waits = reader.get("").text
    assert 'href="/staff/publishing">En kandidat är byggd' in waits and "inte det senaste" not in waits


def test_open_questions_count_until_they_are_done(office: Office, reader: Desk) -> None:
    row = {"day": date(2026, 11, 29), "question": LEFT_OPEN, "status": "not_in_guidelines", "publication": "p",
           "as_of": date(2026, 11, 29), "language": "sv", "size": 1}  # fmt: skip
    with office.database.writing() as connection:
        connection.execute(unanswered.insert().values(row))
    assert "Frågor som ingen är klar med: 1" in reader.get("").text
    Marks(office.database).put(question_key(LEFT_OPEN), Mark.DONE, "", "reader")
    assert "Frågor som ingen är klar med" not in reader.get("").text


def test_what_visitors_get_is_told_in_both_languages(office: Office, reader: Desk) -> None:
    assert "versionen 2020 gäller i dag" in reader.get("").text
    assert "version 2020 is in force today" in reader.get("/language/en").text
