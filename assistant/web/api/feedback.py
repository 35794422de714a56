"""`POST /api/feedback`: was this helpful. There only when the settings say that feedback is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends

from assistant.feedback import Feedback, FeedbackStore
from assistant.web.api.schema import Problem
from assistant.web.middleware.rate_limit import RateLimit

_NO_CONTENT = 204


def feedback_router(store: FeedbackStore, limit: RateLimit, rated: Callable[[bool, str], None]) -> APIRouter:
    """The route over a store; `rated` is told whether an answer helped, and why not."""
    router = APIRouter(prefix="/api", tags=["feedback"], dependencies=[Depends(limit)])
    faults: dict[int | str, dict[str, Any]] = {code: {"model": Problem} for code in (422, 429, 503)}

    @router.post("/feedback", status_code=_NO_CONTENT, responses=faults)
    def feedback(given: Feedback) -> None:
        """Keep what somebody thinks of an answer."""
        store.add(given)
        rated(given.helpful, given.reason or "")

    return router
