"""`/staff/appearance`: the federation's name, contact, greeting and colour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from assistant.errors import ChangedMeanwhileError
from assistant.model import Language
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import StaffWording, staff_wording
from assistant.texts.wording import LANGUAGES, wording
from assistant.web.appearance import LONGEST_CONTACT, LONGEST_GREETING, LONGEST_NAME, Appearance
from assistant.web.colours import READABLE, WHITE, contrast
from assistant.web.staff.access import Posted, Publisher, PublisherForm, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.log import local
from assistant.web.staff.pages import done, page, told

FIELDS = ("federation", "contact", "colour", "intro_sv", "intro_en", "notice_sv", "notice_en")
LONGEST = {
    "federation": LONGEST_NAME,
    "contact": LONGEST_CONTACT,
    "colour": 7,
    **dict.fromkeys(FIELDS[3:], LONGEST_GREETING),
}
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class RefusedError(Exception):
    """Something that was filled in cannot be; `text` says why."""

    text: str


def looks_router(area: Area) -> APIRouter:
    """The routes."""
    router, appearances = APIRouter(), area.site.appearances

    @router.get("")
    def looks(request: Request, visitor: Publisher) -> HTMLResponse:
        return _page(area, visitor, now(area), appearances.mark, done=told(request, visitor.language))

    @router.post("")
    def save(posted: PublisherForm) -> Response:
        filled, words = filled_in(posted), staff_wording(posted.visitor.language)
        if posted.text("do") == "edit":  # back from the preview
            return _page(area, posted.visitor, filled, posted.text("seen"))
        try:
            fields = checked(filled, area, posted.visitor.language)
            before = now(area)
            appearances.change(posted.text("seen"), posted.visitor.name, **fields)
        except RefusedError as refused:
            return _page(area, posted.visitor, filled, posted.text("seen"), refused.text)
        except ChangedMeanwhileError:
            text = words.say("appearance", "changed_meanwhile", by=appearances.current().by)
            return _page(area, posted.visitor, filled, appearances.mark, text, rival=now(area))
        changed = [name for name in FIELDS if before[name] != filled[name]]
        area.audit.note(posted.visitor.name, Deed.APPEARANCE_CHANGED, ", ".join(changed))
        return done(area, "/appearance", "appearance_saved")

    @router.post("/reset")
    def reset(posted: PublisherForm) -> Response:
        """One field to what the settings or the program say."""
        name = posted.text("field")
        if name not in FIELDS:
            return done(area, "/appearance")
        kind, _, language = name.partition("_")
        current = appearances.current()
        greeting = (
            {code: text for code, text in getattr(current, kind).items() if code != language} if language else None
        )
        try:
            appearances.change(posted.text("seen"), posted.visitor.name, **{kind: greeting})
        except ChangedMeanwhileError:
            words = staff_wording(posted.visitor.language)
            text = words.say("appearance", "changed_meanwhile_reset", by=current.by)
            return _page(area, posted.visitor, now(area), appearances.mark, text)
        area.audit.note(posted.visitor.name, Deed.APPEARANCE_RESET, name)
        return done(area, "/appearance", "appearance_reset")

    return router


def now(area: Area) -> dict[str, str]:
    """What applies now, by field."""
    site, current = area.site, area.site.appearances.current()
    found = {"federation": site.federation, "contact": site.contact, "colour": site.accent}
    for code in LANGUAGES:
        found[f"intro_{code}"] = site.intro(code)
        found[f"notice_{code}"] = current.notice.get(code) or wording(code).say("page", "notice")
    return found


def defaults(area: Area) -> dict[str, str]:
    """What the settings and the program say, by field."""
    settings = area.settings
    found = {"federation": settings.federation, "contact": settings.contact, "colour": settings.colour.lower()}
    for code in LANGUAGES:
        found[f"intro_{code}"] = wording(code).say("page", "intro", federation=area.site.federation)
        found[f"notice_{code}"] = wording(code).say("page", "notice")
    return found


def own_fields(current: Appearance) -> set[str]:
    """The fields that staff have set."""
    found = {name for name in ("federation", "contact", "colour") if getattr(current, name)}
    return found | {f"{kind}_{code}" for kind in ("intro", "notice") for code in getattr(current, kind)}


def filled_in(posted: Posted) -> dict[str, str]:
    """The form's fields, each on one line."""
    filled = {name: " ".join(posted.text(name).split()) for name in FIELDS}
    return {**filled, "colour": filled["colour"].lower()}


def checked(filled: Mapping[str, str], area: Area, language: Language) -> dict[str, Any]:
    """What to set; what is as the settings and the program say it is not set. Raises RefusedError."""
    words = staff_wording(language)
    for name, most in LONGEST.items():
        if len(filled[name]) > most:
            raise RefusedError(words.say("appearance", "too_long", field=words.say("appearance", name), most=most))
    if not filled["federation"]:
        raise RefusedError(words.say("appearance", "no_name"))
    check_colour(filled["colour"], words, language)
    usual = defaults(area)
    # The greeting's own words name the federation: a new name changes what is usual, too.
    renamed = {
        f"intro_{code}": wording(code).say("page", "intro", federation=filled["federation"]) for code in LANGUAGES
    }
    own = {name: text for name, text in filled.items() if text and text not in (usual[name], renamed.get(name))}
    return {
        **{name: own.get(name) for name in ("federation", "contact", "colour")},
        **{
            kind: {code: own[f"{kind}_{code}"] for code in LANGUAGES if f"{kind}_{code}" in own}
            for kind in ("intro", "notice")
        },
    }


def check_colour(colour: str, words: StaffWording, language: Language) -> None:
    """Raise RefusedError for what is no colour, or one on which white text cannot be read."""
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise RefusedError(words.say("appearance", "bad_colour"))
    if (ratio := contrast(colour, WHITE)) < READABLE:
        told = {"ratio": decimal(ratio, language), "needed": decimal(READABLE, language)}
        raise RefusedError(words.say("appearance", "pale_colour", colour=colour, **told))


def decimal(number: float, language: Language) -> str:
    """A number with one decimal, rounded down: 4.49 is less than 4.5."""
    text = f"{int(number * 10 + 1e-9) / 10:.1f}"
    return text.replace(".", ",") if language == "sv" else text


def _page(
    area: Area,
    visitor: Visitor,
    filled: Mapping[str, str],
    seen: str,
    error: str = "",
    **values: Any,
) -> HTMLResponse:
    current = area.site.appearances.current()
    return page(
        area,
        "appearance/looks.html",
        visitor,
        _UNPROCESSABLE if error else 200,
        active="appearance",
        here="/appearance",
        error=error,
        filled=filled,
        seen=seen,
        defaults=defaults(area),
        own=own_fields(current),
        current=current,
        longest=LONGEST,
        readable=READABLE,
        readable_told=decimal(READABLE, visitor.language),
        local=local,
        **{"rival": None, **values},
    )
