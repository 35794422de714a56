"""`/staff/appearance/examples`: the questions that are offered first. Each must get an answer."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.errors import AssistantError, ChangedMeanwhileError, NotReadyError
from assistant.model import Language, Question
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import StaffWording, staff_wording
from assistant.texts.wording import LANGUAGES, wording
from assistant.web.appearance import LONGEST_EXAMPLE
from assistant.web.examples import SUGGESTIONS, suggested
from assistant.web.middleware.faults import fault_text
from assistant.web.staff.access import Publisher, PublisherForm, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.pages import done, page, told

_UNPROCESSABLE = 422


def examples_router(area: Area) -> APIRouter:
    """The routes."""
    router, appearances = APIRouter(), area.site.appearances

    def shown(
        visitor: Visitor, filled: Mapping[Language, list[str]], seen: str, error: str = "", told: str = ""
    ) -> HTMLResponse:
        return page(
            area,
            "appearance/examples.html",
            visitor,
            _UNPROCESSABLE if error else 200,
            active="appearance",
            here="/appearance/examples",
            error=error,
            done=told,
            seen=seen,
            filled=filled,
            suggestions={code: _suggested(area, code) for code in LANGUAGES},
            own=appearances.current().examples,
            most=SUGGESTIONS,
            longest=LONGEST_EXAMPLE,
        )

    @router.get("/examples")
    def examples(request: Request, visitor: Publisher) -> HTMLResponse:
        offered = {code: list(area.site.examples(code)) or _suggested(area, code)[:SUGGESTIONS] for code in LANGUAGES}
        return shown(visitor, offered, appearances.mark, told=told(request, visitor.language))

    @router.post("/examples")
    def save(posted: PublisherForm) -> Response:
        """What is offered in each language, or back to the first of the banks in one."""
        words, seen = staff_wording(posted.visitor.language), posted.text("seen")
        filled = {
            code: [" ".join(text.split())[:LONGEST_EXAMPLE] for text in posted.texts(f"example_{code}")][:SUGGESTIONS]
            for code in LANGUAGES
        }
        resets = posted.text("reset")
        if resets in LANGUAGES:
            chosen = {code: texts for code, texts in appearances.current().examples.items() if code != resets}
        else:
            chosen = {code: tuple(dict.fromkeys(filter(None, texts))) for code, texts in filled.items()}
            usual = {code: tuple(_suggested(area, code)[:SUGGESTIONS]) for code in LANGUAGES}
            chosen = {code: texts for code, texts in chosen.items() if texts and texts != usual[code]}
            if error := " ".join(_faults(area, chosen, words)):
                return shown(posted.visitor, filled, seen, error)
        try:
            appearances.change(seen, posted.visitor.name, examples=chosen)
        except ChangedMeanwhileError:
            text = words.say("appearance", "changed_meanwhile", by=appearances.current().by)
            return shown(posted.visitor, filled, appearances.mark, text)
        deed = Deed.APPEARANCE_RESET if resets else Deed.APPEARANCE_CHANGED
        area.audit.note(posted.visitor.name, deed, "examples")
        return done(area, "/appearance/examples", "appearance_reset" if resets else "appearance_saved")

    return router


def _faults(area: Area, chosen: Mapping[Language, tuple[str, ...]], words: StaffWording) -> list[str]:
    """What is wrong with which question: it must be answered, wholly or in part, as a member would ask it."""
    found = []
    for questions in chosen.values():
        for question in questions:
            try:
                answer = area.engine.answer(Question(question), noted=False)
            except AssistantError as error:
                found.append(f"{question} {fault_text(error, wording('sv'))}")
                continue
            if not answer.status.is_answer:
                got = words.say("questions", f"status_{answer.status}")
                found.append(words.say("appearance", "bad_example", question=question, status=got))
    return found


def _suggested(area: Area, language: Language) -> list[str]:
    try:
        return suggested(area.engine, language)
    except NotReadyError:
        return []
