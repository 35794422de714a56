"""`/staff/evaluation`: the cases that the assistant is measured by, what they cover, and runs over them."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.staff.area import Area
from assistant.web.staff.evaluation.case_form import add_case_form
from assistant.web.staff.evaluation.reviews import add_reviews
from assistant.web.staff.evaluation.runs import add_runs
from assistant.web.staff.evaluation.suites import add_suites


def evaluation_router(area: Area) -> APIRouter:
    """The routes."""
    router = APIRouter()
    add_case_form(router, area)
    add_reviews(router, area)
    add_runs(router, area)
    add_suites(router, area)
    return router
