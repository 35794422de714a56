"""Signing in by the organisation's own identity provider, over real HTTP and with real signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from assistant.staff.accounts import Accounts
from assistant.staff.roles import StaffRole
from assistant.web.staff.access import COOKIE
from assistant.web.staff.oidc import highest_role, roles_of
from corpus.errors import SettingsError
from tests.assistant.web.staff.conftest import Desk, Office
from tests.assistant.web.staff.provider import CLIENT, Provider, provider
from tests.federation import Federation


@pytest.fixture
def idp() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def office(open_office: Callable[..., Office], federation: Federation, tmp_path: Path, idp: Provider) -> Office:
    return open_office(
        federation,
        tmp_path,
        oidc_issuer=idp.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret="hemlig",
        oidc_roles="editor=asf-redigerar publisher=asf-publicerar",
    )


def _sent_on(desk: Desk, to: str = "") -> dict[str, str]:
    """Begin, and give what the provider is asked for."""
    response = desk.get(f"/oidc?to={to}", follow_redirects=False)
    assert response.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(response.headers["location"]).query).items()}


def _back(desk: Desk, idp: Provider, query: dict[str, str]) -> Any:
    return desk.client.get(idp.authorised(query))


def test_somebody_with_a_role_is_signed_in_and_comes_to_where_they_wanted(office: Office, idp: Provider) -> None:
    desk = office.desk()
    assert "Logga in med organisationens konto" in desk.get("/sign-in").text
    query = _sent_on(desk, "/log")
    assert query["redirect_uri"] == "http://testserver/staff/oidc/callback" and query["code_challenge_method"] == "S256"
    idp.claims = {"preferred_username": "robin@exempelbygden.example", "groups": ["annat", "asf-redigerar"]}
    response = _back(desk, idp, query)
    assert response.url.path == "/staff/log" and "robin@exempelbygden.example" in response.text
    assert COOKIE in desk.client.cookies and office.deeds[-1] == "signed_in"
    account = next(each for each in Accounts(office.database).all() if each.name.startswith("robin"))
    assert account.role is StaffRole.EDITOR and not account.has_password


def test_the_providers_role_of_today_counts_and_a_closed_account_stays_closed(office: Office, idp: Provider) -> None:
    for role, word in ((StaffRole.EDITOR, "asf-redigerar"), (StaffRole.PUBLISHER, "asf-publicerar")):
        desk = office.desk()
        idp.claims = {"preferred_username": "robin", "groups": word}
        _back(desk, idp, _sent_on(desk))
        assert {each.name: each.role for each in Accounts(office.database).all()}["robin"] is role
    Accounts(office.database).change("robin", disabled=True)
    desk = office.desk()
    response = _back(desk, idp, _sent_on(desk))
    assert response.status_code == 401 and "avstängt" in response.text and COOKIE not in desk.client.cookies


def test_a_name_that_a_local_account_has_is_not_taken_over(office: Office, idp: Provider) -> None:
    desk = office.desk()
    idp.claims = {"preferred_username": "Publisher", "groups": ["asf-redigerar"]}
    response = _back(desk, idp, _sent_on(desk))
    assert "Publisher (7)" in response.text
    roles = {each.name: each.role for each in Accounts(office.database).all()}
    assert roles["publisher"] is StaffRole.PUBLISHER and roles["Publisher (7)"] is StaffRole.EDITOR


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"groups": ["annat"]}, "ingen roll"),
        ({}, "ingen roll"),
        ({"groups": {"asf-publicerar": 1}}, "ingen roll"),
        ({"groups": ["asf-publicerar"], "nonce": "en annan"}, "blev inte klar"),
        ({"groups": ["asf-publicerar"], "aud": "en annan"}, "blev inte klar"),
        ({"groups": ["asf-publicerar"], "iss": "https://annan.example"}, "blev inte klar"),
        ({"groups": ["asf-publicerar"], "exp": 1}, "blev inte klar"),
    ],
)
def test_nobody_else_gets_in(office: Office, idp: Provider, claims: dict[str, Any], told: str) -> None:
    desk = office.desk()
    idp.claims = claims
    response = _back(desk, idp, _sent_on(desk))
    assert response.status_code == 401 and told in response.text
    assert COOKIE not in desk.client.cookies and office.deeds[-1] == "sign_in_failed"


def test_a_token_by_another_key_or_another_browsers_code_is_refused(office: Office, idp: Provider) -> None:
    idp.claims = {"groups": ["asf-publicerar"]}
    idp.signs_with = RSAKey.generate_key(2048, {"kid": "1"})
    desk = office.desk()
    assert _back(desk, idp, _sent_on(desk)).status_code == 401
    idp.signs_with = None
    victim = _sent_on(office.desk())
    other = office.desk()
    _sent_on(other)
    for desk in (other, office.desk()):  # neither one that began itself, nor one that did not
        assert _back(desk, idp, victim).status_code == 401
        assert COOKIE not in desk.client.cookies


def test_a_provider_that_is_away_is_told(
    open_office: Callable[..., Office], federation: Federation, tmp_path: Path
) -> None:
    office = open_office(
        federation, tmp_path, oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT, oidc_roles="editor=a"
    )
    response = office.desk().get("/oidc")
    assert response.status_code == 401 and "går inte att nå" in response.text


def test_roles_are_read_from_the_settings() -> None:
    roles = roles_of("reader=a editor=b publisher=c=d")
    assert roles == {"a": StaffRole.READER, "b": StaffRole.EDITOR, "c=d": StaffRole.PUBLISHER}
    assert highest_role(["a", "c=d", "b"], roles) is StaffRole.PUBLISHER
    assert highest_role("b", roles) is StaffRole.EDITOR
    assert highest_role(None, roles) is None and highest_role([["a"], 1], roles) is None
    for bad in ("admin=a", "editor", "editor="):
        with pytest.raises(SettingsError, match="ASF_OIDC_ROLES"):
            roles_of(bad)


def test_a_half_named_provider_stops_the_start(
    open_office: Callable[..., Office], federation: Federation, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match="ASF_OIDC_CLIENT_ID"):
        open_office(federation, tmp_path, oidc_issuer="https://id.exempelbygden.example")
