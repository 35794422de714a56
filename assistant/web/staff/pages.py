"""How a staff page is made: its template, its texts, and what every one of them shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.model import Language
from assistant.texts.staff_wording import staff_wording
from assistant.texts.wording import wording
from assistant.web.rendering import TEMPLATES
from assistant.web.staff.access import Visitor
from assistant.web.staff.area import Area

_PRIVATE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_SEE_OTHER = 303
_LONGEST_TOLD = 80
"""Of what an address may put into such a text."""


class InSwedish(str):
    """A sentence that the rooms have in Swedish alone; pages mark it as such, and say so where they are in English."""

    __slots__ = ()
    is_swedish = True


def in_swedish(error: Exception) -> InSwedish:
    """What a room says of a fault."""
    return InSwedish(error)


def page(area: Area, template: str, visitor: Visitor, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for somebody who is signed in; everything put into the template is escaped."""
    return bare_page(area, template, visitor.language, status, visitor=visitor, **values)


def bare_page(area: Area, template: str, language: Language, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for whoever it is."""
    shared = {
        "lang": language,
        "t": staff_wording(language),
        "texts": wording(language),
        "site": area.site,
        "links": area.site.links,
        "path": area.path,
        "visitor": None,
        "pause": area.pauses.current(),
    }
    html = TEMPLATES.get_template(f"staff/{template}").render({**shared, **values})
    return HTMLResponse(html, status, _PRIVATE)


def done(area: Area, place: str, told: str = "", **values: str) -> RedirectResponse:
    """Lead to a page after something was done, with a text of `done` that says so there (post, redirect, get)."""
    query = f"?{urlencode({'done': told, **values})}" if told else ""
    return RedirectResponse(f"{area.path}{place}{query}", _SEE_OTHER, {"Cache-Control": "no-store"})


def told(request: Request, language: Language) -> str:
    """What a page that `done` leads to says was done; empty otherwise."""
    texts = staff_wording(language).rooms["done"]
    query = {name: value[:_LONGEST_TOLD] for name, value in request.query_params.items()}
    text = texts.get(query.pop("done", ""), "")
    try:
        return text.format(**query)
    except (KeyError, IndexError, ValueError):  # somebody wrote the address by hand
        return ""
