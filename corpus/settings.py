"""Settings of all rooms, read from the environment (prefix ASF_) by the entry points and passed in.

They stand in the lowest room so that every command line knows every key and can refuse a misspelt one.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus import messages
from corpus.errors import SettingsError
from corpus.reading.catalogue import BUNDLED_DOCUMENTS

PREFIX = "ASF_"
_FILE = "_FILE"
_ORIGIN = r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?"


class Settings(BaseSettings):
    """Every setting with its default. Field `data_dir` is the variable ASF_DATA_DIR, and so on."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    corpus_dir: Path = BUNDLED_DOCUMENTS
    """Folder with one folder a guideline."""
    cases_dir: Path | None = None
    """Folder with suites/, passages.yaml and gates.yaml; without it, those that come with the program."""
    data_dir: Path = Path("data")
    """Where the index is kept."""
    database_url: SecretStr = SecretStr("")
    """Database of feedback, accounts and records; without it, the SQLite file asf.db in the data folder."""
    chroma_url: str = Field("", pattern=r"^(https?://\S+)?$")
    """Chroma server that holds the vectors of builds; without it, they lie beside a build's other files."""
    chroma_token: SecretStr = SecretStr("")
    """Token for the Chroma server, sent as a bearer's."""
    embedding_model: str = "bundled"
    """`bundled`, or the name or folder of a sentence-transformers model."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(7860, ge=1, le=65535)
    """Port to listen on."""
    public_url: str = Field("", pattern=r"^(https?://\S+)?$")
    """Address under which the public reaches the service; links become absolute with it."""
    root_path: str = Field("", pattern=r"^(/[\w\-./~]+)?$")
    """Path prefix that a reverse proxy strips, such as /assistent."""
    federation: str = "Samordningsförbundet"
    """Name shown on the pages."""
    contact: str = ""
    """Whom to ask instead, shown on the pages: an e-mail address, telephone number or sentence."""
    logo: Path | None = None
    """Picture file shown at the top of the pages."""
    colour: str = Field("#14506e", pattern=r"^#[0-9a-fA-F]{6}$")
    """Colour of buttons and marks; white text must be readable on it."""
    allowed_origins: str = Field("", pattern=rf"^\s*({_ORIGIN}(\s+{_ORIGIN})*)?\s*$")
    """Origins, separated by spaces, whose pages may call the service; empty for its own pages only."""
    trusted_proxies: str = "127.0.0.1"
    """Addresses, separated by commas, of reverse proxies whose forwarded headers are believed."""
    feedback: bool = False
    """Whether "was this helpful" is asked, and the question, answer and comment kept."""
    paused: str = ""
    """Words that visitors read instead of answers; empty to answer."""
    unanswered: bool = False
    """Whether questions that the guidelines leave open are kept, for as many days as feedback."""
    feedback_days: int = Field(90, ge=1, le=3650)
    """Days that feedback is kept."""
    statements_dir: Path | None = None
    """Folder with the federation's own accessibility and privacy statements."""
    rate_limit: str = "120/minute"
    """Questions per client, such as 60/minute; `off` for no limit."""
    rate_limit_storage: SecretStr = SecretStr("")
    """Where questions are counted, such as redis://host:6379, so that several processes count together."""
    origin_budget: int | None = Field(None, ge=1)
    """Questions a day from the pages of each allowed origin; without it, no end."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """What is logged; with debug, a line for each request."""
    log_format: Literal["plain", "json"] = "plain"
    """Lines for people, or for a collector."""
    metrics: bool = False
    """Whether `GET /metrics` tells counts and times in Prometheus' format."""
    staff: bool = False
    """Whether the staff's pages are under /staff."""
    staff_minutes: int = Field(60, ge=5, le=720)
    """Minutes that a session of the staff may lie still before it ends."""
    oidc_issuer: str = Field("", pattern=r"^(https?://\S+)?$")
    """Address of the organisation's identity provider, for the staff to sign in by; empty for accounts of our own."""
    oidc_client_id: str = ""
    """What the identity provider calls this service."""
    oidc_client_secret: SecretStr = SecretStr("")
    """The service's secret at the identity provider."""
    oidc_claim: str = "groups"
    """The claim that tells somebody's role."""
    oidc_roles: str = ""
    """Roles by the claim's words, such as `publisher=asf-publishers editor=asf-editors`."""
    max_import_mb: int = Field(20, ge=1, le=1000)
    """Largest document that `corpus add` reads, in megabytes."""
    llm: str = ""
    """Language model that reads questions and chooses passages, as vendor:model; empty for none."""
    llm_phrase: bool = False
    """Whether it also puts what is quoted into sentences, each checked word for word."""
    llm_base_url: str = Field("", pattern=r"^(https?://\S+)?$")
    """Address of the model's server, where it is not the vendor's own."""
    llm_api_key: SecretStr = SecretStr("")
    """Key for the model's server."""
    llm_outside: bool | None = None
    """Whether the model runs outside the organisation; without it, the address decides."""
    llm_seconds: float = Field(20, gt=0, le=60)
    """Longest wait for the model to read a question."""
    llm_tokens: int = Field(1000, ge=50, le=20_000)
    """Most tokens that the model may write for an answer."""
    llm_at_once: int = Field(2, ge=1, le=100)
    """Calls to the model at once; beyond them answers are given without it."""
    max_waiting: int = Field(64, ge=1)
    """Questions that may wait for their turn before more are turned away with 503."""

    @property
    def origins(self) -> tuple[str, ...]:
        """The allowed origins, as browsers write them."""
        return tuple(origin.lower() for origin in self.allowed_origins.split())


def _secrets(known: Collection[str]) -> dict[str, Any]:
    """Settings that stand in files, as secrets do: ASF_LLM_API_KEY_FILE names the file with ASF_LLM_API_KEY."""
    found = {}
    for key, path in os.environ.items():
        name = key.upper().removesuffix(_FILE)
        if name == key.upper() or name not in known or not path:
            continue
        if os.environ.get(name):
            raise SettingsError(messages.SETTING_TWICE.format(key=name, other=key))
        try:
            found[name.removeprefix(PREFIX).lower()] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(messages.SETTING_UNREADABLE.format(key=key, path=path, reason=error)) from error
    return found


def load_settings() -> Settings:
    """Read the environment. Raises SettingsError for a bad value or an unknown ASF_ key, naming it."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    ours = {key for key in os.environ if key.upper().startswith(PREFIX)}
    unknown = sorted(key for key in ours if key.upper() not in known and key.upper().removesuffix(_FILE) not in known)
    if unknown:
        names = ", ".join(sorted(known))
        raise SettingsError(messages.UNKNOWN_SETTING.format(keys=", ".join(unknown), known=names))
    try:
        return Settings(**_secrets(known))
    except ValidationError as error:
        first = error.errors()[0]
        key = PREFIX + str(first["loc"][0]).upper()
        text = messages.BAD_SETTING.format(key=key, value=first["input"])
        raise SettingsError(text) from error
