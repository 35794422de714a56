"""Faults as HTTP responses: a status and a JSON `detail` in the asker's language, never a traceback.

A browser that wanted a page gets a page that says the same.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import (
    BusyError,
    FeedbackFullError,
    InvariantError,
    NotReadyError,
    PausedError,
    QuestionError,
)
from assistant.model import Language
from assistant.texts.wording import Wording, wording
from assistant.web.middleware.rate_limit import BudgetSpentError, RateLimitedError
from assistant.web.rendering import render
from assistant.web.site import Site
from corpus.errors import DatabaseError
from index.errors import SearchIndexError

log = logging.getLogger(__name__)
_BAD_REQUEST, _TOO_LARGE, _UNPROCESSABLE, _TOO_MANY, _UNAVAILABLE = 400, 413, 422, 429, 503
_DETAILS, _FIELD_LENGTH = 3, 60
"""How many mistakes are told at once, and how much of a field's name is repeated."""
_RETRY_SECONDS = {"not_ready": "2", "busy": "1", "rate_limited": "30", "budget_spent": "3600", "paused": "300"}
_KEYS: dict[type[Exception], str] = {
    NotReadyError: "not_ready",
    BusyError: "busy",
    InvariantError: "unverified",
    RateLimitedError: "rate_limited",
    BudgetSpentError: "budget_spent",
    FeedbackFullError: "feedback_full",
    PausedError: "paused",
    DatabaseError: "not_kept",
    SearchIndexError: "index_away",
}
"""Which text tells of what."""
_NO_PAGES = ("/api/", "/gradio_api/", "/en/gradio_api/")
_BY_STATUS = {404: "not_found", 405: "method_not_allowed", _TOO_LARGE: "body_too_large", _BAD_REQUEST: "bad_json"}


def header_language(headers: Headers) -> Language:
    """Swedish, unless the caller's browser prefers English to it."""
    for part in headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in ("sv", "en"):
            return "en" if code == "en" else "sv"
    return "sv"


def question_detail(error: QuestionError, texts: Wording) -> tuple[int, str]:
    """Status and detail of a question that cannot be answered as sent."""
    status = _TOO_LARGE if error.reason == "too_long" else _UNPROCESSABLE
    return status, texts.say("error", error.reason, **error.values_for_text)


def fault_key(error: Exception) -> str:
    """Which text tells of a fault that the asker did not cause."""
    return next((key for kind, key in _KEYS.items() if isinstance(error, kind)), "fault")


def fault_text(error: Exception, texts: Wording) -> str:
    """What tells of a fault that the asker did not cause: staff's own words for a pause, where there are some."""
    return (isinstance(error, PausedError) and str(error)) or texts.say("error", fault_key(error))


def add_error_handlers(app: FastAPI, site: Site) -> None:
    """Make every fault a response that a person can act on."""

    @app.exception_handler(QuestionError)
    def on_question(request: Request, error: QuestionError) -> Response:
        return _told(site, request, *question_detail(error, _texts(request)))

    @app.exception_handler(RequestValidationError)
    def on_validation(request: Request, error: RequestValidationError) -> Response:
        return _told(site, request, _UNPROCESSABLE, _validation_detail(error.errors(), _texts(request)))

    @app.exception_handler(StarletteHTTPException)
    def on_http(request: Request, error: HTTPException) -> Response:
        key = _BY_STATUS.get(error.status_code)
        detail = _texts(request).say("error", key) if key else str(error.detail)
        status = _UNPROCESSABLE if error.status_code == _BAD_REQUEST else error.status_code
        return _told(site, request, status, detail, error.headers)

    @app.exception_handler(NotReadyError)
    @app.exception_handler(BusyError)
    @app.exception_handler(FeedbackFullError)
    @app.exception_handler(InvariantError)
    @app.exception_handler(DatabaseError)
    @app.exception_handler(SearchIndexError)
    def on_unavailable(request: Request, error: Exception) -> Response:
        if isinstance(error, InvariantError):
            log.error("an answer was withheld: %s: %s", type(error).__name__, error)
        elif isinstance(error, (DatabaseError, SearchIndexError)):
            log.error("%s", error)
        return _fault(site, request, fault_key(error), _UNAVAILABLE)

    @app.exception_handler(PausedError)
    def on_pause(request: Request, error: PausedError) -> Response:
        detail = fault_text(error, _texts(request))
        return _told(site, request, _UNAVAILABLE, detail, {"Retry-After": _RETRY_SECONDS["paused"]})

    @app.exception_handler(RateLimitedError)
    @app.exception_handler(BudgetSpentError)
    def on_rate(request: Request, error: Exception) -> Response:
        return _fault(site, request, fault_key(error), _TOO_MANY)

    @app.exception_handler(Exception)
    def on_fault(request: Request, _: Exception) -> Response:
        return _fault(site, request, "fault", _UNAVAILABLE)


class Faults:
    """Tells of a fault nobody expected from within the middleware, so that the response has all its headers.

    Starlette calls a handler of `Exception` outside all middleware.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        has_begun = False

        async def noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:
            if has_begun or scope["type"] != "http":
                raise
            log.exception("a request ended with a fault")
            await _fault(self._site, Request(scope), "fault", _UNAVAILABLE)(scope, receive, send)


def _told(site: Site, request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    if not _wants_page(request):
        return JSONResponse({"detail": detail}, status, headers)
    return HTMLResponse(render("error.html", _page_language(request), site, detail=detail), status, headers)


def _fault(site: Site, request: Request, key: str, status: int) -> Response:
    headers = {"Retry-After": _RETRY_SECONDS.get(key, "5")}
    return _told(site, request, status, _texts(request).say("error", key), headers)


def _wants_page(request: Request) -> bool:
    path = request.url.path.removeprefix(str(request.scope.get("root_path", "")))
    return "text/html" in request.headers.get("accept", "") and not path.startswith(_NO_PAGES)


def _page_language(request: Request) -> Language:
    """Pages are in Swedish unless their address says English."""
    return "en" if request.query_params.get("lang") == "en" else "sv"


def _texts(request: Request) -> Wording:
    return wording(_page_language(request) if _wants_page(request) else header_language(request.headers))


def _validation_detail(errors: Sequence[Mapping[str, Any]], texts: Wording) -> str:
    return " ".join(dict.fromkeys(_one_detail(error, texts) for error in errors[:_DETAILS]))


def _one_detail(error: Mapping[str, Any], texts: Wording) -> str:
    kind, place = str(error["type"]), [str(part) for part in error["loc"] if part != "body"]
    if kind == "json_invalid" or not place:
        return texts.say("error", "bad_json")
    field = ".".join(place)[:_FIELD_LENGTH]
    if kind == "extra_forbidden":
        return texts.say("error", "unknown_field", field=field)
    if kind == "missing":
        return texts.say("error", "missing_field", field=field)
    reasons = {
        "value_error": "bad_date",
        "too_long": "too_many_turns",
        "string_too_long": "too_many_characters",
        "literal_error": "bad_role" if place[-1] == "role" else "bad_language",
    }
    limit = error.get("ctx", {}).get("max_length", "")
    reason = texts.say("error", reasons.get(kind, "wrong_type"), limit=limit)
    return texts.say("error", "bad_field", field=field, reason=reason)
