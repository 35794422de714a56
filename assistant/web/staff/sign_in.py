"""Signing in and out: by name and password, or by the organisation's own sign-in (OpenID Connect).

A form that was sent after the session had ended is kept in the sign-in page and can be sent again afterwards, so that
nothing that was filled in is lost. Chosen files cannot be kept.
"""

from __future__ import annotations

import hashlib
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assistant.staff.accounts import Account
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.middleware.rate_limit import RateLimit, RateLimitedError
from assistant.web.staff.access import (
    COOKIE,
    CSRF_FIELD,
    LANGUAGE_COOKIE,
    ReaderForm,
    check_origin,
    csrf_of,
    language_of,
)
from assistant.web.staff.area import Area
from assistant.web.staff.oidc import IdentityProvider, SignInRefusedError, identity_provider
from assistant.web.staff.pages import bare_page, done

_TRIES = "10/5 minutes"
"""Of a name from one address, and of an address whatever the name; more than a person makes, few for a machine."""
_TRIES_OF_ADDRESS = "50/5 minutes"
_NOTED = "1/5 minutes"
"""Of an address that tries too often: the log cannot be cleaned, so it must not be filled."""
_LONGEST_NAME = 200
_KEPT_FIELD, _PLACE_FIELD = "kept", "place"
_FOUND, _UNAUTHORISED, _TOO_MANY = 302, 401, 429
_YEAR = 365 * 24 * 3600


def sign_in_router(area: Area) -> APIRouter:
    """`/staff/sign-in`, `/staff/sign-out`, `/staff/language`, and `/staff/oidc` where an identity provider is set."""
    router = APIRouter()
    by_name, by_address, noted = (
        RateLimit(limit, area.counts, of=of, must_hold=True)
        for limit, of in ((_TRIES, "sign-in-name"), (_TRIES_OF_ADDRESS, "sign-in"), (_NOTED, "sign-in-noted"))
    )
    provider = identity_provider(area.settings)

    @router.get("/sign-in")
    def form(request: Request, to: str = "") -> HTMLResponse:
        return sign_in_page(area, request, place=to)

    @router.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        check_origin(request)
        sent = await request.form()
        return await run_in_threadpool(decided, request, sent)  # hashing and the database take their time

    def decided(request: Request, sent: FormData) -> Response:
        name, password, place = (_text(sent, key) for key in ("name", "password", _PLACE_FIELD))
        name = name[:_LONGEST_NAME]
        kept = [value for value in sent.getlist(_KEPT_FIELD) if isinstance(value, str)]
        client = _client(request)
        try:
            by_address.check(client)
            by_name.check(f"{client} {_mark_of(name)}")
        except RateLimitedError:
            if allows(noted, client):
                area.audit.note(area.accounts.known(name), Deed.SIGN_IN_THROTTLED)
            return sign_in_page(area, request, place, kept, name, "too_many", _TOO_MANY)
        account = area.accounts.with_password(name, password)
        if account is None:
            area.audit.note(area.accounts.known(name), Deed.SIGN_IN_FAILED)
            return sign_in_page(area, request, place, kept, name, "wrong", _UNAUTHORISED)
        return _signed_in(area, request, account, place, kept)

    @router.post("/sign-out")
    def sign_out(request: Request, posted: ReaderForm) -> Response:
        area.sessions.end(request.cookies.get(COOKIE, ""))
        area.audit.note(posted.visitor.name, Deed.SIGNED_OUT)
        response = done(area, "/sign-in", "signed_out")
        response.delete_cookie(COOKIE, path=area.path, secure=area.is_secure, httponly=True, samesite="lax")
        return response

    @router.get("/language/{code}")
    def language(code: str, to: str = "") -> Response:
        response = RedirectResponse(f"{area.path}{_own_place(to)}", _FOUND)
        response.set_cookie(
            LANGUAGE_COOKIE, "en" if code == "en" else "sv", _YEAR, path=area.path, secure=area.is_secure,
            httponly=True, samesite="lax",
        )  # fmt: skip
        return response

    if provider is not None:
        _add_provider(router, area, provider, by_address)
    return router


def _add_provider(router: APIRouter, area: Area, provider: IdentityProvider, by_address: RateLimit) -> None:
    @router.get("/oidc")
    async def begin(request: Request, to: str = "") -> Response:
        try:
            return await provider.begin(request, _callback(area, request), _own_place(to))
        except SignInRefusedError as refused:
            return sign_in_page(area, request, to, error=refused.reason, status=_UNAUTHORISED)

    @router.get("/oidc/callback", name="oidc_callback")
    async def callback(request: Request) -> Response:
        try:
            person, place = await provider.person(request)
        except SignInRefusedError as refused:
            if provider.began(request) and await run_in_threadpool(allows, by_address, _client(request)):
                area.audit.note("", Deed.SIGN_IN_FAILED, reason=refused.reason)
            return sign_in_page(area, request, error=refused.reason, status=_UNAUTHORISED)
        account = area.accounts.of_provider(person.issuer, person.subject, person.name, person.role)
        if account is None:
            area.audit.note(person.name, Deed.SIGN_IN_FAILED, reason="disabled")
            return sign_in_page(area, request, error="disabled", status=_UNAUTHORISED)
        response = _signed_in(area, request, account, place, [])
        provider.forget(response, area)
        return response


def sign_in_page(
    area: Area,
    request: Request,
    place: str = "",
    kept: list[str] | None = None,
    name: str = "",
    error: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The page to sign in on. `kept` are the fields of a form that waits, as name=value."""
    language = language_of(request)
    query = dict(parse_qsl(request.url.query))
    return bare_page(
        area,
        "sign_in.html",
        language,
        status,
        place=_own_place(place),
        kept=kept or [],
        name=name,
        error=staff_wording(language).say("sign_in", error) if error else "",
        told=staff_wording(language).rooms["done"]["signed_out"] if query.get("done") == "signed_out" else "",
        has_passwords=area.accounts.have_passwords,
        provider=area.settings.oidc_issuer,
    )


def kept_fields(form: FormData | None) -> list[str]:
    """A form's text fields as name=value, for the sign-in page to keep."""
    fields = form.multi_items() if form else ()
    return [f"{name}={value}" for name, value in fields if isinstance(value, str) and name != CSRF_FIELD]


def _signed_in(area: Area, request: Request, account: Account, place: str, kept: list[str]) -> Response:
    token = area.sessions.begin(account)
    area.audit.note(account.name, Deed.SIGNED_IN)
    response: Response
    if kept:
        fields = [tuple(field.partition("=")[::2]) for field in kept]
        response = bare_page(
            area, "go_on.html", language_of(request), place=_own_place(place), fields=fields, csrf=csrf_of(token)
        )
    else:
        response = done(area, _own_place(place))
    response.set_cookie(COOKIE, token, path=area.path, secure=area.is_secure, httponly=True, samesite="lax")
    return response


def allows(limit: RateLimit, key: str) -> bool:
    """Whether once more is not too often; counts it."""
    try:
        limit.check(key)
    except RateLimitedError:
        return False
    return True


def _mark_of(name: str) -> str:
    """Tells names apart well enough to count by, and no more: some type a password as their name, and what is counted
    may lie in a storage of others."""
    return hashlib.sha256(name.casefold().encode()).hexdigest()[:6]


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _own_place(place: str) -> str:
    """A place below /staff, whatever somebody put into the address."""
    try:
        parts = urlsplit(place)
    except ValueError:
        return ""
    is_own_path = place.startswith("/") and not place.startswith(("//", "/\\")) and not parts.netloc
    return place if is_own_path and "\\" not in place and not parts.path.startswith(("/sign-", "/oidc")) else ""


def _callback(area: Area, request: Request) -> str:
    base = area.site.links.public_url.rstrip("/") or str(request.base_url).rstrip("/")
    return f"{base}/staff/oidc/callback"


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) and name != "password" else value if isinstance(value, str) else ""
