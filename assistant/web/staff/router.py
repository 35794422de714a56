"""The staff's pages put together, and what they say when something is in the way."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import (
    ForeignFormError,
    NotAllowedError,
    NotSignedInError,
    TooLargeFormError,
    language_of,
)
from assistant.web.staff.appearance.router import appearance_router
from assistant.web.staff.area import PREFIX, Area
from assistant.web.staff.evaluation import evaluation_router
from assistant.web.staff.guidelines.room import guidelines_router
from assistant.web.staff.home import home_router
from assistant.web.staff.jobs import jobs_router
from assistant.web.staff.log import log_router
from assistant.web.staff.pages import bare_page
from assistant.web.staff.publishing import publishing_router
from assistant.web.staff.questions.router import questions_router
from assistant.web.staff.sign_in import kept_fields, sign_in_page, sign_in_router

_FORBIDDEN, _SEE_OTHER, _TOO_LARGE, _UNAUTHORISED = 403, 303, 413, 401
ROOMS = (
    sign_in_router,
    appearance_router,
    evaluation_router,
    guidelines_router,
    home_router,
    jobs_router,
    log_router,
    publishing_router,
    questions_router,
)
"""Each makes the routes of a part of the pages."""


def add_staff_pages(app: FastAPI, area: Area) -> None:
    """Put them on the app. Raises SettingsError for an identity provider that is half named."""
    app.state.staff_area = area
    for room in ROOMS:
        app.include_router(room(area), prefix=PREFIX, include_in_schema=False)
    _add_faults(app, area)


def _add_faults(app: FastAPI, area: Area) -> None:
    def told(request: Request, key: str, status: int, **values: str) -> Response:
        return bare_page(area, "fault.html", language_of(request), status, key=key, values=values)

    @app.exception_handler(NotSignedInError)
    def on_nobody(request: Request, error: NotSignedInError) -> Response:
        place = request.url.path.removeprefix(request.scope.get("root_path", "")).removeprefix(PREFIX)
        if request.method == "POST":
            return sign_in_page(area, request, place, kept_fields(error.kept), status=_UNAUTHORISED)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{area.path}/sign-in?to={quote(place + query, safe='')}", _SEE_OTHER)

    @app.exception_handler(NotAllowedError)
    def on_forbidden(request: Request, error: NotAllowedError) -> Response:
        role = staff_wording(language_of(request)).say("common", f"role_{error.needed.value}")
        return told(request, "not_allowed", _FORBIDDEN, role=role)

    @app.exception_handler(ForeignFormError)
    def on_foreign(request: Request, error: ForeignFormError) -> Response:
        del error
        return told(request, "foreign", _FORBIDDEN)

    @app.exception_handler(TooLargeFormError)
    def on_too_large(request: Request, error: TooLargeFormError) -> Response:
        del error
        return told(request, "too_large", _TOO_LARGE, limit=str(area.settings.max_import_mb))
