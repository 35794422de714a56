"""`GET /staff`: what is published and in force, at a glance."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.web.staff.access import Reader
from assistant.web.staff.area import Area
from assistant.web.staff.pages import page, told


def home_router(area: Area) -> APIRouter:
    """The route."""
    router = APIRouter()

    @router.get("")
    def home(request: Request, visitor: Reader) -> HTMLResponse:
        index = area.engine.index.get()
        return page(
            area,
            "home.html",
            visitor,
            active="home",
            done=told(request, visitor.language),
            publication=index.manifest.publication,
            guidelines=index.catalogue.guidelines,
        )

    return router
