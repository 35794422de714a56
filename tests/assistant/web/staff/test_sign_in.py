"""Who gets in, and what is kept when a session has ended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import redis

from assistant.staff.accounts import Accounts
from assistant.staff.audit import AuditLog
from assistant.staff.roles import StaffRole
from assistant.web.staff.access import COOKIE, CSRF_FIELD
from tests.assistant.web.staff.conftest import PASSWORD, Desk, Office
from tests.federation import Federation


def test_a_page_leads_to_the_sign_in_and_from_there_back(office: Office) -> None:
    desk = office.desk()
    form = desk.get("/log")
    assert form.url.path == "/staff/sign-in" and 'name="place" value="/log"' in form.text
    response = desk.sign_in("reader", place="/log")
    assert response.url.path == "/staff/log" and "loggade in" in response.text


def test_the_cookie_is_for_the_staffs_pages_alone_and_out_of_reach_of_scripts(office: Office) -> None:
    desk = office.desk()
    response = desk.client.post(
        "/staff/sign-in",
        data={"name": "reader", "password": PASSWORD},
        follow_redirects=False,
    )
    cookie = response.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie and "Path=/staff" in cookie and "SameSite=lax" in cookie
    assert "expires" not in cookie.lower() and "max-age" not in cookie.lower()
    assert "set-cookie" not in desk.client.get("/guidelines").headers


def test_the_cookie_is_secure_unless_the_server_is_known_by_a_plain_address(
    open_office: Any, federation: Any, tmp_path: Any
) -> None:
    office = open_office(federation, tmp_path, public_url="https://testserver")
    response = office.desk().client.post(
        "/staff/sign-in",
        data={"name": "reader", "password": PASSWORD},
        follow_redirects=False,
    )
    assert "Secure" in response.headers["set-cookie"]


@pytest.mark.parametrize(("name", "password"), [("reader", "fel"), ("ingen", "fel"), ("", ""), ("reader", "x" * 5000)])
def test_a_wrong_name_or_password_is_told_alike(office: Office, name: str, password: str) -> None:
    response = office.desk().client.post("/staff/sign-in", data={"name": name, "password": password})
    assert response.status_code == 401 and "stämmer inte" in response.text
    assert COOKIE not in response.cookies
    assert office.deeds[-1] == "sign_in_failed"


def test_what_was_typed_as_an_unknown_name_is_not_kept(office: Office) -> None:
    desk = office.desk()
    for name in (PASSWORD, "READER"):
        desk.client.post("/staff/sign-in", data={"name": name, "password": "fel"})
    assert [entry.who for entry in AuditLog(office.database).entries(2)] == ["reader", ""]


def test_guessing_is_slowed_down_even_with_the_right_password_in_the_end(office: Office) -> None:
    desk = office.desk()
    for _ in range(10):
        desk.client.post("/staff/sign-in", data={"name": "Reader", "password": "fel"})
    response = desk.client.post("/staff/sign-in", data={"name": "reader", "password": PASSWORD})
    assert response.status_code == 429 and office.deeds[-1] == "sign_in_throttled"


def test_servers_over_one_storage_count_guesses_together(
    open_office: Callable[..., Office],
    federation: Federation,
    tmp_path: Path,
    redis_server: Callable[[], AbstractContextManager[str]],
) -> None:
    with redis_server() as url:
        offices = [open_office(federation, tmp_path, rate_limit_storage=url) for _ in range(2)]
        desks = [office.desk().client for office in offices]
        wrong = {"name": "reader", "password": "fel"}
        codes = [desks[number % 2].post("/staff/sign-in", data=wrong).status_code for number in range(11)]
        assert codes == [401] * 10 + [429]
        named = redis.Redis.from_url(url).keys("*sign-in-name*")
        assert named and not any(b"reader" in key for key in named)


def test_a_new_password_ends_the_sessions_that_began_with_the_old_one(office: Office, reader: Desk) -> None:
    Accounts(office.database).change("reader", password="en annan lång mening")
    assert reader.get("/log").url.path == "/staff/sign-in"


def test_trying_on_and_on_does_not_fill_the_log(office: Office) -> None:
    desk = office.desk()
    for number in range(70):
        desk.client.post("/staff/sign-in", data={"name": f"namn {number % 7}", "password": "fel"})
    assert office.deeds.count("sign_in_throttled") == 1
    assert office.deeds.count("sign_in_failed") <= 50


@pytest.mark.parametrize("place", ["/sign-in?to=//[", "/log?before=" + "9" * 30, "/questions?months=" + "9" * 5000])
def test_an_address_written_by_hand_is_no_fault(office: Office, reader: Desk, place: str) -> None:
    assert reader.get(place).status_code in (200, 422)


def test_signing_out_ends_the_session_itself(office: Office, reader: Desk) -> None:
    token = reader.client.cookies[COOKIE]
    assert "Du är utloggad" in reader.post("/sign-out").text
    reader.client.cookies.set(COOKIE, token, path="/staff")
    assert reader.get("/log").url.path == "/staff/sign-in"


def test_a_closed_account_is_out_at_once(office: Office, reader: Desk) -> None:
    Accounts(office.database).change("READER", disabled=True)
    assert reader.get("/log").url.path == "/staff/sign-in"
    assert office.desk().sign_in("reader").status_code == 401


def test_what_was_filled_in_is_kept_when_the_session_has_ended(office: Office, reader: Desk) -> None:
    reader.client.cookies.clear()
    kept = reader.post("/sign-out", {"text": 'rad 1\r\nrad 2 = "<b>"'})
    assert kept.status_code == 401 and "Det du fyllde i finns kvar" in kept.text
    field = unescape(kept.text.split('name="kept" value="')[1].split('">')[0])
    assert field.replace("\r\n", "\n") == 'text=rad 1\nrad 2 = "<b>"'
    go_on = reader.client.post(
        "/staff/sign-in",
        data={"name": "reader", "password": PASSWORD, "place": "/sign-out2", "kept": field},
    )
    assert go_on.status_code == 200 and 'action="/staff"' in go_on.text  # a place of the sign-in itself is none
    assert '<input type="hidden" name="text" value="rad 1' in go_on.text and "&lt;b&gt;" in go_on.text


@pytest.mark.parametrize("place", ["https://annan.example", "//annan.example", "/\\annan.example", "javascript:1", "x"])
def test_no_address_leads_away_from_the_staffs_pages(office: Office, place: str) -> None:
    desk = office.desk()
    response = desk.client.post(
        "/staff/sign-in",
        data={"name": "reader", "password": PASSWORD, "place": place},
        follow_redirects=False,
    )
    assert response.headers["location"] == "/staff"
    response = desk.get(f"/language/en?to={place}", follow_redirects=False)
    assert response.headers["location"] == "/staff"


def _staff_routes(app: Any) -> list[Any]:
    """Every route below /staff as it is served, however its router was put in; each has a path and methods."""
    included = (route for route in app.routes if hasattr(route, "effective_route_contexts"))
    routes = (context for route in included for context in route.effective_route_contexts())
    return [route for route in routes if str(route.path).startswith("/staff")]


_OPEN = {"/staff/sign-in", "/staff/language/{code}", "/staff/oidc", "/staff/oidc/callback"}


def test_no_route_can_be_used_without_being_signed_in(office: Office) -> None:
    desk, tried = office.desk(), 0
    for route in _staff_routes(office.app):
        if route.path in _OPEN:
            continue
        path = route.path_format.format(**dict.fromkeys(route.param_convertors, "1"))
        for method in set(route.methods or ()) - {"HEAD"}:
            response = desk.client.request(method, path, follow_redirects=False)
            tried += 1
            if method == "GET":
                assert response.headers.get("location", "").startswith("/staff/sign-in"), path
            else:
                assert response.status_code == 401 and "Logga in" in response.text, path
    assert tried > 40


def test_no_form_is_taken_without_the_sessions_word_or_from_another_site(office: Office, publisher: Desk) -> None:
    for route in _staff_routes(office.app):
        if "POST" not in (route.methods or ()) or route.path in _OPEN:
            continue
        path = route.path_format.format(**dict.fromkeys(route.param_convertors, "1"))
        for fields in ({}, {CSRF_FIELD: "x"}, {CSRF_FIELD: office.desk(StaffRole.PUBLISHER).csrf}):
            assert publisher.client.post(path, data=fields).status_code == 403, path
        own = {CSRF_FIELD: publisher.csrf}
        response = publisher.client.post(path, data=own, headers={"Origin": "https://annan.example"})
        assert response.status_code == 403, path


def test_sessions_end_by_lying_still_and_after_twelve_hours(office: Office) -> None:
    from assistant.staff.sessions import Sessions

    now = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
    account = Accounts(office.database).all()[0]
    times = {"now": now}
    sessions = Sessions(office.database, timedelta(minutes=60), lambda: times["now"])
    token = sessions.begin(account)
    for hour in range(24):
        times["now"] = now + timedelta(minutes=30 * hour)
        assert (sessions.of(token) is not None) == (hour < 24), hour
    times["now"] = now + timedelta(hours=12)
    assert sessions.of(token) is None
    token = sessions.begin(account)
    times["now"] += timedelta(minutes=60)
    assert sessions.of(token) is None
