"""A guideline's whole life: four versions, one after another, from the board's document to the answers of one server.

The engine is started once and never restarted; only the clock moves and new versions are added and published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen import canvas

from assistant.engine import Engine
from assistant.model import Answer, CitationRole, Question
from corpus.alignment import Change
from corpus.importing.change.adding import prepare, write
from corpus.importing.change.order import Order
from corpus.importing.change.writing import sole_writer
from corpus.model import Status
from corpus.timeline import VersionStatus
from index.build.publish_now import build
from index.model import ReadingModel

pytestmark = pytest.mark.slow
GUIDELINE = "bidrag-dalen"
TITLE = "Påhittade regler för bidrag i Dalen"
STARTS = (date(2021, 1, 1), date(2023, 7, 1), date(2026, 1, 1), date(2027, 1, 1))
ADOPTED = tuple(start - timedelta(days=40) for start in STARTS)
MATTERS = (
    "båtar", "cyklar", "datorer", "elektricitet", "flaggor", "gitarrer", "hattar", "instrument", "jackor", "kameror",
    "lampor", "möbler", "noter", "orglar", "pianon", "ramper", "skidor", "tält", "uniformer", "verktyg", "växthus",
    "årsböcker", "äpplen", "öronskydd", "xylofoner",
)  # fmt: skip
WAYS = (
    "Hur högt är bidraget till {}?", "Vilket belopp gäller för {}?", "Hur mycket får man i bidrag till {}?",
    "bidrag till {}, hur många kronor?",
)  # fmt: skip
_ONE_DAY = timedelta(days=1)
SURE = 90
"""Of a hundred questions so many are answered at least. Of some the reader is unsure ("bidrag till tält, hur många
kronor?"): then the passage is shown as the nearest one, and never another amount.
"""


def amount(version: int, matter: int) -> str:
    """The only words in which two versions' passages differ."""
    return f"{100 * (version + 1) + matter} kronor"


def sentences(version: int) -> list[str]:
    return [f"Bidraget till {name} är högst {amount(version, i)} per år." for i, name in enumerate(MATTERS)]


def as_markdown(file: Path, version: int) -> None:
    file.write_text("\n\n".join([f"# {TITLE}", *sentences(version)]), encoding="utf-8")


def as_text(file: Path, version: int) -> None:
    file.write_bytes("\n\n".join([TITLE, *sentences(version)]).encode("latin-1"))


def as_docx(file: Path, version: int) -> None:
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    for sentence in sentences(version):
        document.add_paragraph(sentence)
    document.save(str(file))


def as_pdf(file: Path, version: int) -> None:
    sheet = canvas.Canvas(str(file))
    lines = [("Helvetica-Bold", 18, TITLE), *(("Helvetica", 11, sentence) for sentence in sentences(version))]
    for row, (font, size, words) in enumerate(lines):
        sheet.setFont(font, size)
        sheet.drawString(60, 800 - 25 * row, words)
    sheet.save()


FORMS: tuple[tuple[str, Callable[[Path, int], None]], ...] = (
    (".md", as_markdown), (".txt", as_text), (".docx", as_docx), (".pdf", as_pdf),
)  # fmt: skip


@dataclass
class Life:
    """The federation's corpus and its server."""

    root: Path
    model: ReadingModel
    today: date = STARTS[0]
    added: int = 0
    engine: Engine | None = None

    def add_next(self) -> None:
        """The board has decided: the document is added and published, and the running server takes it up."""
        version = self.added
        suffix, draw = FORMS[version]
        file = self.root / f"beslut{suffix}"
        draw(file, version)
        adopted, start = ADOPTED[version], STARTS[version]
        order = Order(file, GUIDELINE, adopted.isoformat(), TITLE, adopted, start)
        documents = self.root / "documents"
        with sole_writer(documents):
            addition = prepare(order, documents, limit_mb=20)
            write(addition, documents)
        if version:
            assert len(addition.carry.of(Change.CHANGED)) == len(MATTERS)
        build(documents, self.root / "data", "bundled", lambda _: self.model)
        self.added += 1
        if self.engine is None:
            self.engine = Engine(self.root / "data", lambda: self.model, clock=lambda: self.today)
            self.engine.load()

    def ask(self, text: str, as_of: date | None = None) -> Answer:
        assert self.engine is not None
        return self.engine.answer(Question(text, as_of=as_of))

    def in_force(self, day: date) -> int | None:
        """Which version applies, told without the program's timeline; None before the first."""
        begun = [version for version in range(self.added) if STARTS[version] <= day]
        return max(begun, default=None)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory, model: ReadingModel) -> Life:
    root = tmp_path_factory.mktemp("life")
    (root / "documents").mkdir()
    return Life(root, model)


def hundred() -> Iterator[tuple[int, str]]:
    for way in WAYS:
        for matter, name in enumerate(MATTERS):
            yield matter, way.format(name)


def check_citations(life: Life, answer: Answer, day: date) -> None:
    """No version that is not in force is called current, and none that is to come anything but that."""
    version = life.in_force(day)
    for citation in answer.citations:
        cited = [each.isoformat() for each in ADOPTED].index(citation.version_id)
        assert (citation.version_status is VersionStatus.CURRENT) == (cited == version)
        if cited < life.added and STARTS[cited] > day:
            assert citation.version_status is VersionStatus.UPCOMING


def right_answers(life: Life, day: date, as_of: date | None = None) -> int:
    """How many of a hundred questions are answered with the amount of the version in force, none with another's."""
    version = life.in_force(day)
    right = 0
    for matter, question in hundred():
        answer = life.ask(question, as_of)
        check_citations(life, answer, day)
        quotes = " ".join(citation.quote for citation in answer.citations)
        others = [amount(other, matter) for other in range(len(STARTS)) if other != version]
        assert not any(other in quotes for other in others), question
        answered = answer.status is Status.ANSWERED
        assert not answered or {c.role for c in answer.citations} >= {CitationRole.ANSWER}
        right += answered and version is not None and amount(version, matter) in quotes
    return right


def test_every_version_answers_from_its_first_day_to_its_last(life: Life) -> None:
    for number, start in enumerate(STARTS):
        life.today = ADOPTED[number]
        life.add_next()  # adopted, valid later
        before = start - _ONE_DAY
        for day in (ADOPTED[number], before, start, start + timedelta(days=30)):
            life.today = day
            right = right_answers(life, day)
            assert right >= SURE if life.in_force(day) is not None else right == 0, day


def test_the_switch_comes_at_midnight_without_anybody_doing_anything(life: Life) -> None:
    question = WAYS[0].format(MATTERS[0])
    for number in range(1, len(STARTS)):
        for day, version in ((STARTS[number] - _ONE_DAY, number - 1), (STARTS[number], number)):
            life.today = day
            (citation,) = [c for c in life.ask(question).citations if c.role is CitationRole.ANSWER]
            assert amount(version, 0) in citation.quote
            assert citation.version_status is VersionStatus.CURRENT


def test_a_chosen_day_selects_the_version_of_then_whenever_it_is_asked(life: Life) -> None:
    life.today = date(2026, 11, 26)
    for day in (date(2020, 12, 31), date(2022, 5, 5), date(2023, 7, 1), date(2026, 12, 31), date(2028, 2, 29)):
        right = right_answers(life, day, as_of=day)
        assert right >= SURE if life.in_force(day) is not None else right == 0, day


def test_what_changed_is_told_with_the_words_of_both_versions(life: Life) -> None:
    life.today = date(2026, 11, 26)
    answer = life.ask("Vad ändras om båtar vid årsskiftet?")
    said = [(c.quote, c.version_status) for c in answer.citations]
    assert [status for _, status in said] == [VersionStatus.CURRENT, VersionStatus.UPCOMING]
    assert amount(2, 0) in said[0][0]
    assert amount(3, 0) in said[1][0]
