"""`POST /api/ask`, and the same with a stream of events."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, format_sse_event

from assistant.computations import Computation
from assistant.engine import Engine
from assistant.model import Answer, Claim, Draft, Event, Language, Progress, answer_of
from assistant.presentation.ask_response import AskResponse, ClaimOut
from assistant.presentation.links import Links
from assistant.question.cleaning import checked
from assistant.texts.wording import wording
from assistant.web.api.schema import AskRequest, Problem
from assistant.web.middleware.faults import fault_text, header_language
from assistant.web.middleware.pausing import Pausing
from assistant.web.middleware.rate_limit import OriginBudget, RateLimit

log = logging.getLogger(__name__)
_FAULTS: dict[int | str, dict[str, Any]] = {code: {"model": Problem} for code in (413, 422, 429, 503)}

_STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""No reverse proxy keeps a claim until the answer is whole."""


def ask_router(engine: Engine, links: Links, limit: RateLimit, budget: OriginBudget, pausing: Pausing) -> APIRouter:
    """`POST /api/ask` and `/api/ask/stream`."""
    checks = [Depends(pausing), Depends(limit), Depends(budget)]
    router = APIRouter(prefix="/api", tags=["ask"], dependencies=checks)

    @router.post("/ask", responses=_FAULTS)
    async def ask(request: AskRequest) -> AskResponse:
        """Answer a question from the guideline version in force on `as_of` (today by default)."""
        computation = engine.answering(request.to_question())
        return AskResponse.of(answer_of([event async for event in computation]), links)

    @router.post("/ask/stream", responses={**_FAULTS, 200: {"content": {"text/event-stream": {}}}})
    async def ask_stream(request: AskRequest, http: Request) -> EventSourceResponse:
        """The same as events: `progress`, `claim` (verified, final), `answer` (authoritative), `error`.

        Where a language model phrases, `draft` is the whole answer without its claims, which follow.
        """
        checked(request.question)
        computation = engine.answering(request.to_question())
        language = request.language or header_language(http.headers)
        return EventSourceResponse(_stream(computation, links, language), headers=_STREAM_HEADERS)

    return router


async def _stream(computation: Computation, links: Links, language: Language) -> AsyncIterator[bytes]:
    try:
        async for event in computation:
            yield _event(event, links)
    except Exception as error:  # the response has begun: a fault can only be told as an event
        log.exception("a stream ended with a fault")
        text = fault_text(error, wording(language))
        yield format_sse_event(event="error", data_str=json.dumps({"detail": text}, ensure_ascii=False))


def _event(event: Event, links: Links) -> bytes:
    match event:
        case Progress(step):
            return format_sse_event(event="progress", data_str=json.dumps({"step": step}))
        case Draft(answer):
            name, data = "draft", AskResponse.of(answer, links)
        case Claim():
            return format_sse_event(event="claim", data_str=ClaimOut.of(event).model_dump_json())
        case Answer():
            name, data = "answer", AskResponse.of(event, links)
    return format_sse_event(event=name, data_str=data.model_dump_json())
