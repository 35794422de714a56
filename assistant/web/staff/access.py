"""Who may see and do what on the staff's pages.

Every route has a parameter that says which role it needs: `Reader` or `EditorForm`, for instance. A page that is asked
for without being signed in leads to the sign-in; a form that is sent then keeps what was filled in (see `sign_in`).

The session's token lies in a cookie that scripts cannot read and that is sent to /staff alone; its hash is what the
database holds. Forms carry a word made from the token (double submit bound to the session, OWASP Cross-Site Request
Forgery Prevention Cheat Sheet), and come from the server's own pages (`Origin`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from assistant.model import Language
from assistant.staff.roles import StaffRole
from assistant.staff.sessions import Session
from assistant.web.middleware.allowed_origins import is_own
from assistant.web.staff.area import Area

COOKIE, LANGUAGE_COOKIE = "asf-staff", "asf-staff-language"
CSRF_FIELD = "csrf"
_MOST_FIELDS, _MOST_FIELD_BYTES = 2000, 256 * 1024
_TOO_LARGE = 413


class NotSignedInError(Exception):
    """Nobody is signed in, or not any more. `kept` is what a form carried."""

    def __init__(self, kept: FormData | None = None) -> None:
        self.kept = kept
        super().__init__()


class NotAllowedError(Exception):
    """Who is signed in may not do this."""

    def __init__(self, needed: StaffRole) -> None:
        self.needed = needed
        super().__init__(needed)


class ForeignFormError(Exception):
    """A form that does not come from a page of this session."""


class TooLargeFormError(Exception):
    """More was sent than is taken."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in."""

    name: str
    role: StaffRole
    csrf: str
    """The word that this session's forms carry."""
    language: Language

    def may(self, role: str) -> bool:
        """For templates: whether the visitor has a role or a higher one."""
        return self.role.may(StaffRole(role))


@dataclass(frozen=True, slots=True)
class Posted:
    """A form that somebody who may do so has sent."""

    visitor: Visitor
    form: FormData

    def text(self, name: str) -> str:
        """A field's text without space around it; empty when it is missing or a file."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """All values of a field that can be chosen several times."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]


def _seen(role: StaffRole) -> Callable[[Request], Awaitable[Visitor]]:
    async def visitor(request: Request) -> Visitor:
        return _allowed(request, role, None)

    return visitor


def _posted(role: StaffRole) -> Callable[[Request], AsyncIterator[Posted]]:
    """The form is read only once somebody is known to be signed in and to have the role; of one without a file, the
    text fields are kept when nobody is."""

    async def posted(request: Request) -> AsyncIterator[Posted]:
        check_origin(request)
        session = _session(request)
        if session is None and request.headers.get("content-type", "").startswith("multipart/"):
            raise NotSignedInError
        if session is not None and not session.role.may(role):
            raise NotAllowedError(role)
        try:
            form = await request.form(max_fields=_MOST_FIELDS, max_part_size=_MOST_FIELD_BYTES)
        except HTTPException as error:
            if error.status_code != _TOO_LARGE:
                raise
            raise TooLargeFormError from error
        try:
            visitor = _allowed(request, role, form)
            sent = form.get(CSRF_FIELD)
            if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), visitor.csrf.encode()):
                raise ForeignFormError
            yield Posted(visitor, form)
        finally:
            await form.close()

    return posted


Reader = Annotated[Visitor, Depends(_seen(StaffRole.READER))]
"""Parameter of a route that shows something. Raises NotSignedInError or NotAllowedError."""
Editor = Annotated[Visitor, Depends(_seen(StaffRole.EDITOR))]
Publisher = Annotated[Visitor, Depends(_seen(StaffRole.PUBLISHER))]
ReaderForm = Annotated[Posted, Depends(_posted(StaffRole.READER))]
"""Parameter of a route that a form is sent to. Raises ForeignFormError, too."""
EditorForm = Annotated[Posted, Depends(_posted(StaffRole.EDITOR))]
PublisherForm = Annotated[Posted, Depends(_posted(StaffRole.PUBLISHER))]


def area_of(request: Request) -> Area:
    """The stores and services of the app that a request came to."""
    area: Area = request.app.state.staff_area
    return area


def check_origin(request: Request) -> None:
    """Raise ForeignFormError for what another site's page has sent."""
    if not is_own(request.headers, urlsplit(area_of(request).site.links.public_url).netloc.lower()):
        raise ForeignFormError


def _allowed(request: Request, role: StaffRole, form: FormData | None) -> Visitor:
    session = _session(request)
    if session is None:
        raise NotSignedInError(form)
    if not session.role.may(role):
        raise NotAllowedError(role)
    return Visitor(session.name, session.role, csrf_of(request.cookies[COOKIE]), language_of(request))


def _session(request: Request) -> Session | None:
    token = request.cookies.get(COOKIE, "")
    return area_of(request).sessions.of(token) if token else None


def csrf_of(token: str) -> str:
    """The word that the forms of a session carry; it does not tell the token."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def language_of(request: Request) -> Language:
    """The language that the visitor has chosen."""
    return "en" if request.cookies.get(LANGUAGE_COOKIE) == "en" else "sv"
