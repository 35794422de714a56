"""`/staff/appearance` and below."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.staff.appearance.examples import examples_router
from assistant.web.staff.appearance.logo import logo_router
from assistant.web.staff.appearance.looks import looks_router
from assistant.web.staff.appearance.pausing import pause_router
from assistant.web.staff.appearance.preview import preview_router
from assistant.web.staff.appearance.statements import statements_router
from assistant.web.staff.area import Area


def appearance_router(area: Area) -> APIRouter:
    """The routes."""
    router = APIRouter()
    rooms = (looks_router, preview_router, logo_router, examples_router, statements_router, pause_router)
    for room in rooms:
        router.include_router(room(area), prefix="/appearance")
    return router
