"""A look at name, greeting and colour before they are saved: header, an answer and buttons, light and dark."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from starlette.responses import Response

from assistant.errors import AssistantError
from assistant.model import Question
from assistant.texts.wording import LANGUAGES, wording
from assistant.web.chat.message import chat_message
from assistant.web.colours import DARK_PAPER, WHITE, contrast, lightened_until_readable
from assistant.web.examples import suggested
from assistant.web.staff.access import Publisher, PublisherForm
from assistant.web.staff.appearance.looks import FIELDS, RefusedError, checked, decimal, defaults, filled_in
from assistant.web.staff.area import Area
from assistant.web.staff.pages import page

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_UNPROCESSABLE = 422


def preview_router(area: Area) -> APIRouter:
    """The routes."""
    router = APIRouter()

    @router.post("/preview")
    def preview(posted: PublisherForm) -> HTMLResponse:
        filled, language = filled_in(posted), posted.visitor.language
        error = ""
        try:
            checked(filled, area, language)
        except RefusedError as refused:
            error = refused.text
        colour = filled["colour"] if _COLOUR.fullmatch(filled["colour"]) else area.site.accent
        dark = lightened_until_readable(colour, DARK_PAPER)
        notices = {
            code: wording(code).notice(area.site.model, filled["contact"], filled[f"notice_{code}"])
            for code in LANGUAGES
        }
        usual = defaults(area)
        intros = {
            code: wording(code).say("page", "intro", federation=filled["federation"])
            if filled[f"intro_{code}"] in ("", usual[f"intro_{code}"])
            else filled[f"intro_{code}"]
            for code in LANGUAGES
        }
        return page(
            area,
            "appearance/preview.html",
            posted.visitor,
            _UNPROCESSABLE if error else 200,
            active="appearance",
            here="/appearance",
            error=error,
            filled=filled,
            intros=intros,
            fields=FIELDS,
            seen=posted.text("seen"),
            colour=colour,
            notices=notices,
            html=_an_answer(area),
            contrasts=[decimal(each, language) for each in (contrast(colour, WHITE), contrast(dark, DARK_PAPER))],
        )

    @router.get("/preview.css")
    def style(visitor: Publisher, colour: Annotated[str, Query(pattern=r"^#[0-9a-f]{6}$")]) -> Response:
        """The colour for the preview's two halves: a style within the page would not be let through."""
        del visitor
        dark = lightened_until_readable(colour, DARK_PAPER)
        css = (
            f".preview-light {{ --accent: {colour}; --on-accent: #fff; --asf-accent: {colour}; }}\n"
            f".preview-dark {{ --accent: {dark}; --on-accent: {DARK_PAPER}; --asf-accent: {dark}; }}\n"
        )
        return Response(css, media_type="text/css", headers={"Cache-Control": "no-store"})

    return router


def _an_answer(area: Area) -> Markup:
    """The answer to the first question that is offered; nothing while there is none."""
    try:
        questions = area.site.examples("sv") or suggested(area.engine, "sv")
        if not questions:
            return Markup("")
        answer = area.engine.answer(Question(questions[0]), noted=False)
    except AssistantError:
        return Markup("")
    return Markup(chat_message(answer, area.site.links))  # noqa: S704  of our template
