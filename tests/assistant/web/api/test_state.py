from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

Asked = Callable[..., dict[str, Any]]


def test_health_and_readiness(client: httpx.Client, asked: Asked) -> None:
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {"status": "ready", "publication": asked()["publication"]}
