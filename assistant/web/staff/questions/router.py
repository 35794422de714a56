"""`/staff/questions` and below."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.staff.area import Area
from assistant.web.staff.questions.export import export_router
from assistant.web.staff.questions.listing import listing_router
from assistant.web.staff.questions.one import one_router
from assistant.web.staff.questions.sample import sample_router
from assistant.web.staff.questions.selection import QuestionReader


def questions_router(area: Area) -> APIRouter:
    """The routes."""
    router, reader = APIRouter(), QuestionReader(area)
    for part in (
        listing_router(area, reader),
        export_router(area, reader),
        one_router(area, reader),
        sample_router(area),
    ):
        router.include_router(part, prefix="/questions")
    return router
