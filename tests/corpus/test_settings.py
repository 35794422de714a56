from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.errors import SettingsError
from corpus.reading.catalogue import BUNDLED_DOCUMENTS
from corpus.settings import load_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in [key for key in os.environ if key.upper().startswith("ASF_")]:
        monkeypatch.delenv(key)


def test_every_setting_has_a_default() -> None:
    settings = load_settings()
    assert (settings.corpus_dir, settings.data_dir) == (BUNDLED_DOCUMENTS, Path("data"))
    assert (settings.host, settings.port, settings.embedding_model) == ("127.0.0.1", 7860, "bundled")
    assert (settings.public_url, settings.root_path, settings.allowed_origins) == ("", "", "")
    assert settings.rate_limit == "120/minute"
    assert settings.max_waiting >= 1
    assert settings.max_import_mb == 20


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ASF_PORT", "8080")
    monkeypatch.setenv("ASF_PUBLIC_URL", "https://dalen.example/asf")
    monkeypatch.setenv("ASF_ROOT_PATH", "/asf")
    settings = load_settings()
    assert (settings.data_dir, settings.port) == (tmp_path, 8080)
    assert (settings.public_url, settings.root_path) == ("https://dalen.example/asf", "/asf")


def test_origins_are_written_as_browsers_send_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().origins == ()
    monkeypatch.setenv("ASF_ALLOWED_ORIGINS", "  https://Forbundet.example  http://127.0.0.1:8000 ")
    assert load_settings().origins == ("https://forbundet.example", "http://127.0.0.1:8000")


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("ASF_PORT", "ASF_DATA_DIR", "ASF_EMBEDDING_MODEL", "ASF_CONTACT"):
        monkeypatch.setenv(key, "")
    settings = load_settings()
    assert (settings.port, settings.data_dir) == (7860, Path("data"))
    assert (settings.embedding_model, settings.contact) == ("bundled", "")


@pytest.mark.parametrize("key", ["ASF_PROT", "ASF_", "ASF_PORT_", "asf_prot", "Asf_Data"])
@pytest.mark.parametrize("value", ["8080", ""])
def test_an_unknown_key_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, key: str, value: str) -> None:
    monkeypatch.setenv(key, value)
    with pytest.raises(SettingsError, match=f"Okänd inställning: {key}[.]") as caught:
        load_settings()
    assert "ASF_PORT" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_all_unknown_keys_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASF_TWO", "1")
    monkeypatch.setenv("ASF_ONE", "1")
    with pytest.raises(SettingsError, match=r"Okänd inställning: ASF_ONE, ASF_TWO\."):
        load_settings()


def test_other_keys_are_none_of_its_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASFALT", "1")
    monkeypatch.setenv("PORT", "1")
    assert load_settings().port == 7860


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ASF_PORT", "åttatusen"),
        ("ASF_PORT", "0"),
        ("ASF_PORT", "65536"),
        ("ASF_PORT", "-1"),
        ("ASF_PUBLIC_URL", "dalen.example"),
        ("ASF_PUBLIC_URL", "javascript:alert(1)"),
        ("ASF_ROOT_PATH", "asf"),
        ("ASF_ROOT_PATH", '/"><script>'),
        ("ASF_MAX_WAITING", "0"),
        ("ASF_COLOUR", "red"),
        ("ASF_COLOUR", "#12345"),
        ("ASF_ALLOWED_ORIGINS", "*"),
        ("ASF_ALLOWED_ORIGINS", "forbundet.example"),
        ("ASF_ALLOWED_ORIGINS", "https://forbundet.example/sida"),
        ("ASF_ALLOWED_ORIGINS", "https://forbundet.example; script-src *"),
        ("ASF_FEEDBACK", "kanske"),
        ("ASF_FEEDBACK_DAYS", "0"),
        ("ASF_MAX_IMPORT_MB", "0"),
    ],
)
def test_a_bad_value_is_refused_with_its_key(monkeypatch: pytest.MonkeyPatch, key: str, value: str) -> None:
    monkeypatch.setenv(key, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"Inställningen {key} har ett felaktigt värde: {value!r}")
    assert len(str(caught.value).splitlines()) == 1


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError):
        load_settings().port = 1  # type: ignore[misc]


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "nyckel").write_text("hemlig\n", encoding="utf-8")
    monkeypatch.setenv("ASF_LLM_API_KEY_FILE", str(tmp_path / "nyckel"))
    assert load_settings().llm_api_key.get_secret_value() == "hemlig"
    monkeypatch.setenv("ASF_LLM_API_KEY", "annan")
    with pytest.raises(SettingsError, match="ASF_LLM_API_KEY och ASF_LLM_API_KEY_FILE är båda satta"):
        load_settings()
    monkeypatch.delenv("ASF_LLM_API_KEY")
    monkeypatch.setenv("ASF_LLM_API_KEY_FILE", str(tmp_path / "borta"))
    with pytest.raises(SettingsError, match=r"ASF_LLM_API_KEY_FILE: filen .*borta går inte att läsa"):
        load_settings()


def test_a_file_for_a_setting_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASF_NYCKEL_FILE", "/tmp/nyckel")
    with pytest.raises(SettingsError, match="Okänd inställning: ASF_NYCKEL_FILE"):
        load_settings()
