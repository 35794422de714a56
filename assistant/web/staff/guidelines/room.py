"""The pages on guidelines put together."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.staff.drafts import Drafts
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.closing import closing_router
from assistant.web.staff.guidelines.corpus_view import CorpusView
from assistant.web.staff.guidelines.overview import overview_router
from assistant.web.staff.guidelines.review import review_router
from assistant.web.staff.guidelines.samples import samples_router
from assistant.web.staff.guidelines.text_changes import text_changes_router
from assistant.web.staff.guidelines.upload import upload_router
from assistant.web.staff.guidelines.version import version_router


def guidelines_router(area: Area) -> APIRouter:
    """`/staff/guidelines…` and `/staff/drafts…`."""
    router = APIRouter()
    corpus, drafts = CorpusView(area.settings.corpus_dir), Drafts(area.settings.data_dir)
    router.include_router(upload_router(area, corpus, drafts))  # before what takes "new" for a guideline's id
    router.include_router(overview_router(area, corpus, drafts))
    router.include_router(closing_router(area, corpus))
    router.include_router(version_router(area, corpus))
    router.include_router(samples_router(area, corpus))
    router.include_router(text_changes_router(area, corpus))
    router.include_router(review_router(area, corpus, drafts))
    return router
