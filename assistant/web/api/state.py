"""`GET /health` (the process runs) and `GET /ready` (questions can be answered)."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.engine import Engine
from assistant.errors import NotReadyError
from assistant.web.api.schema import Problem


def state_router(engine: Engine) -> APIRouter:
    """`GET /health` (the process runs) and `GET /ready` (questions can be answered)."""
    router = APIRouter(tags=["state"])

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/ready", responses={503: {"model": Problem}})
    async def ready() -> dict[str, str]:
        if not engine.ready:
            raise NotReadyError
        return {"status": "ready", "publication": engine.index.get().manifest.publication}

    return router
