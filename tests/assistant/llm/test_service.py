"""Which model the settings name, where it runs, and what is said of that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.engine import Engine
from assistant.llm.provider import identity_of
from assistant.llm.service import language_model_of
from assistant.web.server import create_app
from corpus.errors import SettingsError
from corpus.settings import Settings


@pytest.mark.parametrize(
    ("settings", "is_outside"),
    [
        ({"llm": "ollama:gemma3:12b"}, False),
        ({"llm": "ollama:gemma3:12b", "llm_base_url": "https://llm.elsewhere.example"}, True),
        ({"llm": "ollama:gemma3:12b", "llm_base_url": "http://10.0.0.7:11434"}, False),
        ({"llm": "openai:gpt"}, True),
        ({"llm": "openai:x", "llm_base_url": "http://127.0.0.1:8080/v1"}, False),
        ({"llm": "openai:x", "llm_base_url": "http://[::1]:8080/v1"}, False),
        ({"llm": "openai:x", "llm_base_url": "https://llm.forbundet.example/v1", "llm_outside": False}, False),
    ],
)
def test_where_a_model_runs_follows_from_its_address(settings: dict[str, Any], is_outside: bool) -> None:
    identity = identity_of(Settings(**settings))
    assert identity is not None
    assert (identity.name, identity.is_outside) == (settings["llm"], is_outside)


def test_without_a_model_nothing_changes() -> None:
    assert language_model_of(Settings()) is None


@pytest.mark.parametrize("value", ["gemma3", "ollama:", ":gemma3"])
def test_a_model_without_a_vendor_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="ASF_LLM är fel"):
        language_model_of(Settings(llm=value))


def test_a_vendor_whose_package_is_missing_is_refused_with_what_to_install() -> None:
    with pytest.raises(SettingsError, match=r"pip install -e '\.\[llm\]'"):
        language_model_of(Settings(llm="nobody:model"))


def test_the_key_is_told_to_nobody() -> None:
    settings = Settings(llm="openai:x", llm_api_key="hemlig", llm_base_url="http://127.0.0.1:1/v1")
    assert "hemlig" not in repr(settings)


@pytest.mark.parametrize(
    ("llm", "said", "unsaid"),
    [
        ("", "Ingen språkmodell", "En språkmodell"),
        ("ollama:gemma3:12b", "En språkmodell hos förbundet", "utanför organisationen"),
        ("openai:gpt", "Den körs utanför organisationen", "Ingen språkmodell"),
    ],
)
def test_pages_and_widget_say_what_is_used_before_the_first_question(
    tmp_path: Path, llm: str, said: str, unsaid: str
) -> None:
    engine = Engine(tmp_path, lambda: pytest.fail("the model is not needed"))
    client = TestClient(create_app(engine, Settings(data_dir=tmp_path, llm=llm)))
    privacy = client.get("/privacy").text
    assert said in privacy
    assert unsaid not in privacy
    notice = client.get("/api/widget").json()["words"]["notice"]
    for text in (notice, client.get("/config").text):
        assert ("språkmodell" in text) is bool(llm)
        assert ("utanför organisationen" in text) is (llm == "openai:gpt")
