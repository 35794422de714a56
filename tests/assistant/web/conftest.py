"""The server over HTTP, and what its answers look like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest

QUESTION = "Kan vi få pengar till en handledare?"
SITE = "https://www.forbundet.example"


@pytest.fixture(scope="session")
def question() -> str:
    """A question that the guideline answers, on conditions."""
    return QUESTION


@pytest.fixture(scope="session")
def asked(client: httpx.Client) -> Callable[..., dict[str, Any]]:
    """asked(question, history=…, as_of=…, language=…): the answer as JSON."""

    def asked(question: str = QUESTION, **fields: Any) -> dict[str, Any]:
        response = client.post("/api/ask", json={"question": question, **fields})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return asked


@pytest.fixture(scope="session")
def strict_client(serve: Callable[..., AbstractContextManager[Any]]) -> Iterator[httpx.Client]:
    """Of a server that lets each client ask three times a minute and one other site call it."""
    with (
        serve(ASF_RATE_LIMIT="3/minute", ASF_ALLOWED_ORIGINS=SITE) as running,
        httpx.Client(base_url=running.url, trust_env=False, timeout=60) as client,
    ):
        yield client
