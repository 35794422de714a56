"""`GET /staff/questions/one/<key>`: a question, each time it was asked in vain, and how it is answered now."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant.engine import Engine
from assistant.errors import AssistantError
from assistant.model import Answer, Question
from assistant.staff.marks import Mark
from assistant.texts.wording import wording
from assistant.web.chat.message import chat_message
from assistant.web.middleware.faults import fault_text
from assistant.web.staff.access import Reader
from assistant.web.staff.area import Area
from assistant.web.staff.log import local
from assistant.web.staff.pages import page, told
from assistant.web.staff.questions.selection import QuestionReader

_MOST_TIMES, _MOST_LETTERS = 100, 4000


def one_router(area: Area, reader: QuestionReader) -> APIRouter:
    """The route."""
    router = APIRouter()

    @router.get("/one/{key}")
    def one(request: Request, visitor: Reader, key: str) -> HTMLResponse:
        found = reader.one(key)
        if found is None:
            return page(area, "fault.html", visitor, 404, active="questions", key="not_found", values={})
        answer, fault = None, ""
        try:
            answer = unnoted(area.engine, found.question)
        except AssistantError as error:
            fault = fault_text(error, wording(visitor.language))
        return page(
            area,
            "questions/one.html",
            visitor,
            active="questions",
            here=f"/questions/one/{key}",
            done=told(request, visitor.language),
            asked=found,
            records=found.records[:_MOST_TIMES],
            more=max(0, len(found.records) - _MOST_TIMES),
            answer=answer,
            html=Markup(chat_message(answer, area.site.links)) if answer else "",  # noqa: S704  of our template
            fault=fault,
            history=reader.marks.of(key),
            marks=list(Mark),
            local=local,
        )

    return router


def unnoted(engine: Engine, question: str) -> Answer:
    """The answer as members would get it now, without being counted among what they ask. Raises AssistantError."""
    return engine.answer(Question(question[:_MOST_LETTERS]), noted=False)
