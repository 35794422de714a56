"""`GET /staff`: what is published and in force, at a glance."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from assistant.web.staff.access import Gate, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.pages import page, told


def home_router(area: Area, gate: Gate) -> APIRouter:
    """The route."""
    router = APIRouter()

    @router.get("")
    def home(request: Request, visitor: Annotated[Visitor, Depends(gate.seen())]) -> HTMLResponse:
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
