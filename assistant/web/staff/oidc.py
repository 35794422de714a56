"""The organisation's own sign-in by OpenID Connect (Entra ID, Keycloak and others); the only module that knows Authlib.

The authorisation code flow with PKCE (RFC 7636), state and nonce. They wait in a cookie of ten minutes, so that any of
several servers can finish what another began.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any

from authlib.integrations.starlette_client import OAuth
from fastapi import Request, Response

from assistant.staff.roles import StaffRole
from assistant.web.staff.area import PREFIX, Area
from corpus import messages
from corpus.errors import SettingsError
from corpus.settings import Settings

log = logging.getLogger(__name__)
_COOKIE, _SECONDS = "asf-staff-oidc", 600
_SCOPE = "openid profile email"


class SignInRefusedError(Exception):
    """Nobody is signed in. `reason` names the text of the sign-in page that says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the identity provider vouches for."""

    issuer: str
    subject: str
    """Of the person, among those of the issuer."""
    name: str
    role: StaffRole


class IdentityProvider:
    """Sends people to the provider and takes them back."""

    def __init__(self, settings: Settings) -> None:
        self._roles = roles_of(settings.oidc_roles)
        self._claim, self._path = settings.oidc_claim, f"{settings.root_path}{PREFIX}"
        self._secure = not settings.public_url.startswith("http://")
        self._client = OAuth().register(
            "provider",
            server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() or None,
            client_kwargs={"scope": _SCOPE, "code_challenge_method": "S256", "timeout": 10},
        )

    async def begin(self, request: Request, callback: str, place: str) -> Response:
        """Send somebody to the provider. Raises SignInRefusedError when it cannot be reached."""
        request.scope["session"] = {}
        try:
            response: Response = await self._client.authorize_redirect(request, callback)
        except Exception as error:  # whichever library says so, and however: nobody is sent anywhere
            log.warning("the identity provider could not be asked: %s", type(error).__name__)
            raise SignInRefusedError("provider_away") from error
        waiting = json.dumps({"session": request.session, "place": place})
        response.set_cookie(
            _COOKIE,
            waiting.encode().hex(),
            _SECONDS,
            path=self._path,
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )
        return response

    async def person(self, request: Request) -> tuple[Person, str]:
        """Who has come back, and where they wanted to go. Raises SignInRefusedError."""
        try:
            waiting: dict[str, Any] = json.loads(bytes.fromhex(request.cookies.get(_COOKIE, "")))
            request.scope["session"] = dict(waiting["session"])
            token = await self._client.authorize_access_token(request)
            claims: dict[str, Any] = dict(token["userinfo"])
            issuer, subject = str(claims["iss"]), str(claims["sub"])
        except Exception as error:  # likewise: nobody is signed in
            log.warning("a sign-in by the identity provider failed: %s", type(error).__name__)
            raise SignInRefusedError("provider_failed") from error
        role = highest_role(claims.get(self._claim), self._roles)
        if role is None:
            raise SignInRefusedError("no_role")
        name = str(claims.get("preferred_username") or claims.get("email") or claims.get("name") or subject)
        return Person(issuer, subject, name, role), str(waiting.get("place", ""))

    def began(self, request: Request) -> bool:
        """Whether this browser has begun to sign in."""
        return _COOKIE in request.cookies

    def forget(self, response: Response, area: Area) -> None:
        """Take the cookie of a sign-in away that has come to its end."""
        response.delete_cookie(_COOKIE, path=area.path, secure=self._secure, httponly=True, samesite="lax")


def identity_provider(settings: Settings) -> IdentityProvider | None:
    """What the settings name; None without one. Raises SettingsError for a half-named one."""
    if not settings.oidc_issuer:
        return None
    if not settings.oidc_client_id or not settings.oidc_roles:
        raise SettingsError(messages.OIDC_INCOMPLETE)
    return IdentityProvider(settings)


def roles_of(text: str) -> dict[str, StaffRole]:
    """Roles by the provider's own words: "publisher=asf-admin editor=asf-staff". Raises SettingsError."""
    found = {}
    for pair in text.split():
        role, _, word = pair.partition("=")
        if role not in set(StaffRole) or not word:
            raise SettingsError(messages.BAD_OIDC_ROLES.format(value=pair, roles=", ".join(StaffRole)))
        found[word] = StaffRole(role)
    return found


def highest_role(claim: Any, roles: dict[str, StaffRole]) -> StaffRole | None:
    """The highest role that a claim, one word or a list of them, gives; None for nothing that is known."""
    words = claim if isinstance(claim, list) else [claim]
    order = list(StaffRole)
    given = [roles[word] for word in words if isinstance(word, str) and word in roles]
    return max(given, key=order.index, default=None)
