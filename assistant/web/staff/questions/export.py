"""For the board: what members ask that the guidelines do not say, to print and as a table. No marks, no names."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from assistant.presentation.spreadsheet import spreadsheet
from assistant.staff.asked import AskedQuestion, Kind, Record, months_with
from assistant.staff.marks import Mark
from assistant.texts.staff_wording import staff_wording
from assistant.texts.wording import wording
from assistant.web.staff.access import Reader
from assistant.web.staff.area import Area
from assistant.web.staff.pages import page
from assistant.web.staff.questions.plots import bars
from assistant.web.staff.questions.selection import QuestionReader, Selected, Selection
from corpus.timeline import today

_COLUMNS = ("matter", "times", "typical", "question", "day", "kind", "language", "reason", "comment")


def export_router(area: Area, reader: QuestionReader) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.get("/report")
    def report(visitor: Reader, wanted: Selected) -> HTMLResponse:
        matters = reader.matters(_for_the_board(reader, wanted))
        months = months_with(matters, wanted.shown_months)
        most = max((count for matter in matters for count in matter.by_month.values()), default=1)
        return page(
            area,
            "questions/report.html",
            visitor,
            active="questions",
            here=f"/questions/report?{wanted.query}",
            wanted=wanted,
            months=months,
            several=[matter for matter in matters if matter.times > 1],
            single=[matter for matter in matters if matter.times == 1],
            times=sum(matter.times for matter in matters),
            bars_of=lambda matter: bars([matter.by_month.get(month, 0) for month in months], most),
            day=today(),
            guidelines=reader.guidelines,
        )

    @router.get("/export.csv")
    def table(visitor: Reader, wanted: Selected) -> Response:
        words, reasons = staff_wording(visitor.language).rooms["questions"], wording(visitor.language).page
        rows = []
        for number, matter in enumerate(reader.matters(reader.questions(wanted)), 1):
            for question in matter.questions:
                for record in question.records:
                    kind = ", ".join(words[f"kind_{each}"] for each in record.kinds)
                    reason = record.reason and reasons[f"reason_{record.reason}"]
                    typical, day = matter.questions[0].question, record.day.isoformat()
                    rows.append((number, matter.times, typical, record.question, day, kind, record.language, reason,
                                 record.comment))  # fmt: skip
        content = spreadsheet([words[f"column_{name}"] for name in _COLUMNS], rows)
        headers = {
            "Content-Disposition": f'attachment; filename="{words["export_file"]}-{today()}.csv"',
            "Cache-Control": "no-store",
        }
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)

    return router


def _for_the_board(reader: QuestionReader, wanted: Selection) -> list[AskedQuestion]:
    """What the guidelines leave open, but for what staff have found to be answered wrongly or not to be understood."""
    every = reader.questions(replace(wanted, kind=None, mark="all"))
    some = (each for each in every if each.mark not in (Mark.WRONG, Mark.UNCLEAR))
    return [replace(each, records=left) for each in some if (left := tuple(filter(_is_open, each.records)))]


def _is_open(record: Record) -> bool:
    return record.kinds != (Kind.UNHELPFUL,)
