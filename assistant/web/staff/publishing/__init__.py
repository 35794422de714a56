"""`/staff/publishing`: a candidate is built, tried, asked beside what is published, and published; or taken back."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.staff.area import Area
from assistant.web.staff.publishing.candidate import OpenCandidate
from assistant.web.staff.publishing.deciding import add_deciding
from assistant.web.staff.publishing.overview import add_overview
from assistant.web.staff.publishing.trying import add_trying


def publishing_router(area: Area) -> APIRouter:
    """The routes."""
    router, candidate = APIRouter(), OpenCandidate(area.publications)
    overview = add_overview(router, area, candidate)
    add_deciding(router, area, overview)
    add_trying(router, area, candidate)
    return router
