"""`/staff/appearance/statements`: the accessibility statement and what is said of personal data, in Markdown."""

from __future__ import annotations

from typing import Annotated, TypeAlias, cast

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.errors import ChangedMeanwhileError
from assistant.model import Language
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.texts.wording import LANGUAGES
from assistant.web.appearance import LONGEST_STATEMENT
from assistant.web.pages.statements import NAMES, statement_html, statement_text
from assistant.web.staff.access import Publisher, PublisherForm, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.pages import done, page, told

_UNPROCESSABLE = 422
Name: TypeAlias = Annotated[str, Path(pattern="^(accessibility|privacy)$")]
Code: TypeAlias = Annotated[str, Path(pattern="^(sv|en)$")]


def statements_router(area: Area) -> APIRouter:
    """The routes."""
    router, site = APIRouter(), area.site
    appearances = site.appearances

    def usual(name: str, language: Language) -> str:
        return statement_text(name, language, site, area.settings).strip()

    def shown(
        visitor: Visitor,
        name: str,
        code: str,
        text: str,
        seen: str,
        error: str = "",
        told: str = "",
        preview: bool = False,
        rival: str = "",
    ) -> HTMLResponse:
        heading, html = statement_html(text)
        return page(
            area,
            "appearance/statement.html",
            visitor,
            _UNPROCESSABLE if error else 200,
            active="appearance",
            here=f"/appearance/statements/{name}/{code}",
            error=error,
            done=told,
            name=name,
            code=code,
            text=text,
            seen=seen,
            own=site.statement(name, cast("Language", code)) is not None,
            preview=preview,
            heading=heading,
            html=html,
            rival=rival,
            longest=LONGEST_STATEMENT,
            pages=[(each, language) for each in NAMES for language in LANGUAGES],
        )

    @router.get("/statements/{name}/{code}")
    def statement(request: Request, visitor: Publisher, name: Name, code: Code) -> HTMLResponse:
        language = cast("Language", code)
        text = site.statement(name, language) or usual(name, language)
        return shown(visitor, name, code, text, appearances.mark, told=told(request, visitor.language))

    @router.post("/statements/{name}/{code}")
    def save(posted: PublisherForm, name: Name, code: Code) -> Response:
        """Show how it will look, save it, or take it back to the program's own."""
        words, seen, language = staff_wording(posted.visitor.language), posted.text("seen"), cast("Language", code)
        text = posted.text("text").replace("\r\n", "\n")
        todo = posted.text("do")
        if todo == "reset":
            text = ""
        elif not text.startswith("# ") or len(text) > LONGEST_STATEMENT:
            key = "no_heading" if not text.startswith("# ") else "too_long"
            told_field = {"field": words.say("appearance", "text"), "most": LONGEST_STATEMENT}
            return shown(posted.visitor, name, code, text, seen, words.say("appearance", key, **told_field))
        elif todo == "preview":
            return shown(posted.visitor, name, code, text, seen, preview=True)
        own = {key: kept for key, kept in appearances.current().statements.items() if key != f"{name}.{code}"}
        if text and text != usual(name, language):
            own[f"{name}.{code}"] = text
        try:
            appearances.change(seen, posted.visitor.name, statements=own)
        except ChangedMeanwhileError:
            told_text = words.say("appearance", "changed_meanwhile", by=appearances.current().by)
            rival = site.statement(name, language) or usual(name, language)
            return shown(posted.visitor, name, code, text or rival, appearances.mark, told_text, rival=rival)
        deed = Deed.APPEARANCE_RESET if todo == "reset" else Deed.APPEARANCE_CHANGED
        area.audit.note(posted.visitor.name, deed, f"{name}.{code}")
        key = "appearance_reset" if todo == "reset" else "appearance_saved"
        return done(area, f"/appearance/statements/{name}/{code}", key)

    return router
