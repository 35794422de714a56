"""`GET /health` (the process runs), `GET /ready` (questions can be answered), `GET /metrics` (counts and times)."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from assistant.engine import Engine
from assistant.errors import NotReadyError
from assistant.pause import Pauses
from assistant.texts.wording import wording
from assistant.web.metrics import CONTENT_TYPE, Metrics

_UNAVAILABLE = 503


class NotReady(BaseModel):
    """What stands in the way of answering."""

    detail: str
    missing: list[str]
    """`index`, `model`; `pause`, as long as nobody knows whether there is one."""


def state_router(engine: Engine, pauses: Pauses, metrics: Metrics | None) -> APIRouter:
    """The routes; without `metrics` there is no /metrics."""
    router = APIRouter(tags=["state"])

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/ready", responses={_UNAVAILABLE: {"model": NotReady}}, response_model=dict[str, str])
    async def ready() -> dict[str, str] | Response:
        if not engine.ready or not pauses.is_known:
            missing = [*engine.missing, *([] if pauses.is_known else ["pause"])]
            told = NotReady(detail=wording("sv").say("error", "not_ready"), missing=missing)
            return JSONResponse(told.model_dump(), _UNAVAILABLE, {"Retry-After": "2"})
        return {"status": "ready", "publication": engine.index.get().manifest.publication}

    if metrics is not None:

        @router.get("/metrics", include_in_schema=False)
        async def counted() -> Response:
            if not engine.ready:
                raise NotReadyError
            return Response(metrics.text(engine.index.get().manifest.publication), media_type=CONTENT_TYPE)

    return router
