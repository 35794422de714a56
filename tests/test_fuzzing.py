"""Whatever is sent, no fault of the server comes back: the interface as its own description has it, and any text at all.

About 500 requests; FUZZ_EXAMPLES=1200 sends 10,000, for a run by hand.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

if TYPE_CHECKING:
    from tests.conftest import Server

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "50"))
SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize="FUZZ_EXAMPLES" not in os.environ,
)
SCRIPTS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x5FF), (0x600, 0x6FF),
    (0x900, 0x97F), (0xE00, 0xE7F), (0x10A0, 0x10FF), (0x1200, 0x137F), (0x2000, 0x206F), (0x3040, 0x30FF),
    (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xE000, 0xE0FF), (0xFE00, 0xFEFF), (0x1D400, 0x1D7FF),
    (0x1F300, 0x1FAFF), (0xE0000, 0xE01EF), (0x0, 0x1F), (0x7F, 0x9F),
)  # fmt: skip
"""Ranges of characters: Latin, Greek, Cyrillic, Hebrew, Arabic, … emoji, tags, what steers a terminal, half pairs."""
WORDS = st.sampled_from(
    ["Kan vi få stöd till", "2026-02-30", "i går", "§", "ASF", "nästa år", "<script>", "![x](y)", "%00", "'; --", "?"]
)


def script(low: int, high: int) -> st.SearchStrategy[str]:
    return st.text(st.integers(low, high).map(chr), min_size=1, max_size=200)


TEXT = st.lists(st.one_of(WORDS, st.text(max_size=100), *(script(*each) for each in SCRIPTS)), min_size=1, max_size=6)


@pytest.fixture(scope="session")
def fuzzed(serve: Callable[..., AbstractContextManager[Server]]) -> Iterator[Server]:
    with serve(ASF_FEEDBACK="true", ASF_UNANSWERED="true", ASF_METRICS="true") as running:
        yield running
        assert "Traceback" not in running.printed()


@pytest.fixture(scope="session")
def api(fuzzed: Server) -> Any:
    described = httpx.get(f"{fuzzed.url}/openapi.json", trust_env=False).json()
    schema = schemathesis.openapi.from_dict(described)
    schema.config.update(base_url=fuzzed.url)
    return schema


@pytest.fixture(scope="session")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@schemathesis.pytest.from_fixture("api").parametrize()
@SETTINGS
def test_the_interface_as_it_is_described(case: schemathesis.Case, session: requests.Session) -> None:
    checks = [not_a_server_error, response_schema_conformance, content_type_conformance]
    case.call_and_validate(session=session, checks=checks, timeout=60)


@SETTINGS
@given(parts=TEXT, turns=st.lists(TEXT, max_size=2), language=st.sampled_from(["sv", "en", None]))
def test_any_text_as_a_question(fuzzed: Server, parts: list[str], turns: list[list[str]], language: str | None) -> None:
    history = [{"role": role, "content": " ".join(turn)} for turn in turns for role in ("user", "assistant")]
    body = {"question": " ".join(parts), "history": history, **({"language": language} if language else {})}
    given = httpx.post(
        f"{fuzzed.url}/api/ask",
        content=json.dumps(body),
        headers={"Content-Type": "application/json"},
        trust_env=False,
        timeout=60,
    )
    assert given.status_code in (200, 413, 422), given.text
    if given.status_code != 200:
        assert given.json()["detail"]
