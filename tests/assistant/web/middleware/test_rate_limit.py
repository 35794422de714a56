"""Counting questions: in memory, and in a real Redis that several processes share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from fastapi.testclient import TestClient

from assistant.engine import Engine
from assistant.web.middleware.rate_limit import (
    BudgetSpentError,
    Counts,
    OriginBudget,
    RateLimit,
    RateLimitedError,
)
from assistant.web.server import create_app
from corpus.errors import SettingsError
from corpus.settings import Settings

Redis: TypeAlias = Callable[[], AbstractContextManager[str]]
SITES = ("https://a.example", "https://b.example")
DAY = date(2026, 11, 29)


def refused(limit: RateLimit, client: str, times: int) -> int:
    count = 0
    for _ in range(times):
        try:
            limit.check(client)
        except RateLimitedError:
            count += 1
    return count


def test_each_client_is_counted_by_itself() -> None:
    limit = RateLimit("2/hour")
    assert [refused(limit, client, 3) for client in ("a", "b")] == [1, 1]


def test_processes_over_one_storage_count_together(redis_server: Redis) -> None:
    with redis_server() as url:
        one, two = (RateLimit("3/hour", Counts(url)) for _ in range(2))
        assert refused(one, "a", 2) + refused(two, "a", 2) == 1


def test_while_the_storage_is_away_everyone_passes_and_one_line_says_so(
    redis_server: Redis,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.web.middleware.rate_limit._AWAY_SECONDS", 0.0)
    with redis_server() as url:
        limit = RateLimit("1/hour", Counts(url))
        assert refused(limit, "a", 2) == 1
    assert refused(limit, "a", 3) == 0
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    with redis_server():
        assert refused(limit, "a", 2) == 1


def test_a_limit_that_must_hold_is_counted_by_the_process_itself_while_the_storage_is_away(
    redis_server: Redis,
) -> None:
    with redis_server() as url:
        limit = RateLimit("2/hour", Counts(url), must_hold=True)
        assert refused(limit, "a", 3) == 1
    assert refused(limit, "a", 3) == 1


def test_what_is_counted_for_one_thing_does_not_count_for_another(
    redis_server: Redis,
) -> None:
    with redis_server() as url:
        one, other = (RateLimit("1/hour", Counts(url), of=of) for of in ("client", "sign-in"))
        assert refused(one, "a", 2) + refused(other, "a", 1) == 1


@pytest.mark.parametrize("storage", ["redis://anna:hemligt@127.0.0.1:1", "okänd://x", "nonsense"])
def test_a_storage_of_no_use_is_told_at_the_start_without_its_password(storage: str) -> None:
    with pytest.raises(SettingsError, match="ASF_RATE_LIMIT_STORAGE går inte att använda") as caught:
        Counts(storage)
    assert "hemligt" not in str(caught.value)


def test_a_budget_is_of_one_origin_and_one_day() -> None:
    days = [DAY]
    budget = OriginBudget(2, SITES, Counts(), lambda: days[-1])
    for origin in (*SITES, *SITES, "", "https://other.example", "", ""):
        budget.check(origin)
    with pytest.raises(BudgetSpentError):
        budget.check(SITES[0])
    days.append(date(2026, 11, 30))
    budget.check(SITES[0])


def test_without_a_budget_there_is_no_end() -> None:
    budget = OriginBudget(None, SITES, Counts())
    for _ in range(1000):
        budget.check(SITES[0])


def test_a_spent_budget_is_told_and_own_pages_go_on(tmp_path: Path) -> None:
    engine = Engine(tmp_path, lambda: pytest.fail("the model is not needed"))
    settings = Settings(data_dir=tmp_path, allowed_origins=" ".join(SITES), origin_budget=1)
    client = TestClient(create_app(engine, settings), base_url="http://testserver")

    def ask(origin: str | None) -> tuple[int, str]:
        headers = {"Origin": origin} if origin else {}
        given = client.post("/api/ask", json={"question": "Vem upphandlar?"}, headers=headers)
        return given.status_code, given.json()["detail"]

    assert [ask(SITES[0])[0], ask(None)[0], ask(SITES[1])[0]] == [503, 503, 503]  # not loaded, but counted
    code, detail = ask(SITES[0])
    assert (code, detail.startswith("Så många frågor som kan ställas härifrån")) == (429, True)
    assert [ask(None)[0], ask("http://testserver")[0]] == [503, 503]
