"""Faults as HTTP responses: a status and a JSON `detail` in the asker's language, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.errors import BusyError, InvariantError, NotReadyError, QuestionError
from assistant.model import Language
from assistant.web.schema import MAX_TURNS
from assistant.wording import Wording, wording

log = logging.getLogger(__name__)
_BAD_REQUEST, _TOO_LARGE, _UNPROCESSABLE, _TOO_MANY, _UNAVAILABLE = 400, 413, 422, 429, 503
_DETAILS, _FIELD_LENGTH = 3, 60
"""How many mistakes are told at once, and how much of a field's name is repeated."""
_RETRY_SECONDS = {"not_ready": "2", "busy": "1", "rate_limited": "30"}
_BY_STATUS = {404: "not_found", 405: "method_not_allowed", _TOO_LARGE: "body_too_large", _BAD_REQUEST: "bad_json"}


class RateLimitedError(Exception):
    """A client has asked more often than the settings allow."""


def request_language(request: Request) -> Language:
    """Swedish, unless the caller's browser prefers English to it."""
    for part in request.headers.get("accept-language", "").split(","):
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
    known = ((NotReadyError, "not_ready"), (BusyError, "busy"), (InvariantError, "unverified"))
    return next((key for kind, key in known if isinstance(error, kind)), "fault")


def add_error_handlers(app: FastAPI) -> None:
    """Make every fault a response that a person can act on."""

    @app.exception_handler(QuestionError)
    def on_question(request: Request, error: QuestionError) -> JSONResponse:
        status, detail = question_detail(error, wording(request_language(request)))
        return JSONResponse({"detail": detail}, status)

    @app.exception_handler(RequestValidationError)
    def on_validation(request: Request, error: RequestValidationError) -> JSONResponse:
        texts = wording(request_language(request))
        return JSONResponse({"detail": _validation_detail(error.errors(), texts)}, _UNPROCESSABLE)

    @app.exception_handler(StarletteHTTPException)
    def on_http(request: Request, error: HTTPException) -> JSONResponse:
        texts = wording(request_language(request))
        key = _BY_STATUS.get(error.status_code)
        detail = texts.say("error", key) if key else str(error.detail)
        status = _UNPROCESSABLE if error.status_code == _BAD_REQUEST else error.status_code
        return JSONResponse({"detail": detail}, status, headers=error.headers)

    @app.exception_handler(NotReadyError)
    @app.exception_handler(BusyError)
    @app.exception_handler(InvariantError)
    def on_unavailable(request: Request, error: Exception) -> JSONResponse:
        if isinstance(error, InvariantError):
            log.error("an answer was withheld: %s: %s", type(error).__name__, error)
        key = fault_key(error)
        return _fault(request, key, _UNAVAILABLE)

    @app.exception_handler(RateLimitedError)
    def on_rate(request: Request, _: RateLimitedError) -> JSONResponse:
        return _fault(request, "rate_limited", _TOO_MANY)

    @app.exception_handler(Exception)
    def on_fault(request: Request, _: Exception) -> JSONResponse:
        return _fault(request, "fault", _UNAVAILABLE)


def _fault(request: Request, key: str, status: int) -> JSONResponse:
    headers = {"Retry-After": _RETRY_SECONDS.get(key, "5")}
    return JSONResponse({"detail": wording(request_language(request)).say("error", key)}, status, headers)


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
        "literal_error": "bad_role" if place[-1] == "role" else "bad_language",
    }
    reason = texts.say("error", reasons.get(kind, "wrong_type"), limit=MAX_TURNS)
    return texts.say("error", "bad_field", field=field, reason=reason)
