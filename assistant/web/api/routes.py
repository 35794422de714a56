"""The HTTP interface: ask, ask with a stream, read the guidelines, and tell how the service is."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse
from fastapi.sse import EventSourceResponse, format_sse_event

from assistant.engine import Engine
from assistant.errors import NotReadyError
from assistant.model import Claim, Draft, Event, Progress
from assistant.presentation.links import Links
from assistant.presentation.render import claim_json, to_json
from assistant.question.cleaning import checked
from assistant.texts.wording import wording
from assistant.web.api.schema import (
    AskRequest,
    AskResponse,
    GuidelineOut,
    PassageOut,
    Problem,
    SpanOut,
    VersionOut,
    VersionTextOut,
)
from assistant.web.middleware.faults import fault_key, header_language
from assistant.web.middleware.rate_limit import RateLimit
from corpus.model import Catalogue, Guideline, Version
from corpus.timeline import InForce, Span, Unknown, applicable, effective_end, spans, status_on, today

log = logging.getLogger(__name__)
_FAULTS: dict[int | str, dict[str, Any]] = {code: {"model": Problem} for code in (413, 422, 429, 503)}


def ask_router(engine: Engine, links: Links, limit: RateLimit) -> APIRouter:
    """`POST /api/ask` and `/api/ask/stream`."""
    router = APIRouter(prefix="/api", tags=["ask"], dependencies=[Depends(limit)])

    @router.post("/ask", response_model=AskResponse, responses=_FAULTS)
    def ask(request: AskRequest) -> JSONResponse:
        """Answer a question from the guideline version in force on `as_of` (today by default)."""
        with engine.pipeline() as pipeline:
            return JSONResponse(to_json(pipeline.answer(request.to_question()), links))

    @router.post("/ask/stream", responses={**_FAULTS, 200: {"content": {"text/event-stream": {}}}})
    def ask_stream(request: AskRequest, http: Request) -> EventSourceResponse:
        """The same as events: `progress`, `claim` (verified, final), `answer` (authoritative), `error`.

        Where a language model phrases, `draft` is the whole answer without its claims, which follow.
        """
        checked(request.question)
        if not engine.ready:
            raise NotReadyError
        return EventSourceResponse(_stream(engine, request, links, http), headers={"Cache-Control": "no-store"})

    return router


def guideline_router(engine: Engine, links: Links) -> APIRouter:
    """`GET /api/guidelines` and below."""
    router = APIRouter(prefix="/api/guidelines", tags=["guidelines"], responses={503: {"model": Problem}})

    def catalogue() -> Catalogue:
        return engine.index.get().catalogue

    @router.get("")
    def guidelines() -> list[GuidelineOut]:
        """All guidelines with their versions."""
        return [_guideline_out(guideline, links) for guideline in catalogue().guidelines]

    @router.get("/{guideline_id}", responses={404: {"model": Problem}})
    def guideline(guideline_id: str) -> GuidelineOut:
        """One guideline with its versions and which of them applies today."""
        return _guideline_out(find_guideline(catalogue(), guideline_id), links)

    @router.get("/{guideline_id}/versions/{version_id}", responses={404: {"model": Problem}})
    def version(guideline_id: str, version_id: str) -> VersionTextOut:
        """One version with its passages."""
        found = find_guideline(catalogue(), guideline_id)
        return _version_text_out(find_version(found, version_id), found, links)

    return router


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


def find_guideline(catalogue: Catalogue, guideline_id: str) -> Guideline:
    """A guideline, or 404."""
    guideline = catalogue.guideline(guideline_id)
    if guideline is None:
        raise HTTPException(404)
    return guideline


def find_version(guideline: Guideline, version_id: str) -> Version:
    """A version, or 404."""
    version = guideline.version(version_id)
    if version is None:
        raise HTTPException(404)
    return version


def _stream(engine: Engine, request: AskRequest, links: Links, http: Request) -> Iterator[bytes]:
    try:
        with engine.pipeline() as pipeline:
            for event in pipeline.stream(request.to_question()):
                yield _event(event, links)
    except Exception as error:  # the response has begun: a fault can only be told as an event
        log.exception("a stream ended with a fault")
        text = wording(request.language or header_language(http.headers)).say("error", fault_key(error))
        yield format_sse_event(event="error", data_str=json.dumps({"detail": text}, ensure_ascii=False))


def _event(event: Event, links: Links) -> bytes:
    if isinstance(event, Progress):
        name, data = "progress", {"step": event.step}
    elif isinstance(event, Draft):
        name, data = "draft", to_json(event.answer, links)
    elif isinstance(event, Claim):
        name, data = "claim", claim_json(event)
    else:
        name, data = "answer", to_json(event, links)
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))


def _guideline_out(guideline: Guideline, links: Links) -> GuidelineOut:
    state = applicable(guideline, today())
    return GuidelineOut(
        guideline_id=guideline.guideline_id,
        title=guideline.title,
        in_force=state.version.version_id if isinstance(state, InForce) else None,
        in_force_known=not isinstance(state, Unknown),
        versions=[_version_out(version, guideline, links) for version in guideline.versions],
        timeline=[_span_out(span) for span in spans(guideline, date.min, date.max)],
    )


def _span_out(span: Span) -> SpanOut:
    return SpanOut(
        first=None if span.first == date.min else span.first,
        last=None if span.last == date.max else span.last,
        state="in_force"
        if isinstance(span.state, InForce)
        else "unknown"
        if isinstance(span.state, Unknown)
        else "none",
        version=span.state.version.version_id if isinstance(span.state, InForce) else None,
    )


def _version_out(version: Version, guideline: Guideline, links: Links) -> VersionOut:
    return VersionOut(
        version=version.version_id,
        title=version.title,
        adopted=version.adopted,
        adopted_by=version.adopted_by,
        valid_from=version.valid_from,
        valid_to=effective_end(version, guideline),
        confirmed_in_force=version.confirmed_in_force,
        registry_number=version.registry_number,
        status=status_on(version, guideline, today()).value if version.starts else None,
        text_available=version.has_text,
        url=links.version(version.guideline_id, version.version_id),
    )


def _version_text_out(version: Version, guideline: Guideline, links: Links) -> VersionTextOut:
    passages = [
        PassageOut(
            anchor=passage.anchor,
            text=passage.text,
            section=list(passage.section),
            lead_in=passage.lead_in,
            role=passage.role.value if passage.role else None,
        )
        for passage in version.passages
    ]
    return VersionTextOut(**_version_out(version, guideline, links).model_dump(), passages=passages)
