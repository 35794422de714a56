"""The language model itself, the only module that knows LangChain's chat models and their vendors."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlsplit

from corpus import messages
from corpus.errors import SettingsError
from corpus.settings import Settings

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableSequence

_OLLAMA, _OPENAI = "ollama", "openai"
_LONGEST = 40_000
_THOUGHTS_END = "</think>"
_NO_KEY = "none"
"""Servers of one's own often want none, but the client insists on something."""


class Model(Protocol):
    """Something that writes JSON of a given schema."""

    def stream(
        self, instructions: str, data: str, schema: Mapping[str, Any], *, whole: bool = False
    ) -> Iterator[Mapping[str, Any]]:
        """What has been written so far, again and again as it grows; nothing before it is `whole`, where that is asked.

        Raises whatever the vendor's client raises.
        """


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model phrases, and whether what it gets leaves the organisation."""

    name: str
    """As in ASF_LLM: `ollama:gemma3:12b`."""
    is_outside: bool


def identity_of(settings: Settings) -> ModelIdentity | None:
    """The model that the settings name; None without one. Raises SettingsError when it names no vendor."""
    if not settings.llm:
        return None
    vendor, _, model = settings.llm.partition(":")
    if not (vendor and model):
        raise SettingsError(messages.BAD_LLM.format(value=settings.llm))
    is_outside = settings.llm_outside
    if is_outside is None:
        is_outside = not _is_near(settings.llm_base_url) if settings.llm_base_url else vendor != _OLLAMA
    return ModelIdentity(settings.llm, is_outside)


def _is_near(url: str) -> bool:
    """Whether an address is this machine or one of a private network."""
    host = urlsplit(url).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_private or address.is_loopback


class ChatModel:
    """A chat model of LangChain's. Retries and time are bounded elsewhere, alike for all vendors."""

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError when the vendor's package is not installed or its settings are wrong."""
        vendor, _, model = settings.llm.partition(":")
        try:
            from langchain.chat_models import init_chat_model

            self._model = init_chat_model(model, model_provider=vendor, **_options(vendor, settings))
        except (ImportError, ValueError) as error:
            raise SettingsError(messages.LLM_NOT_READY.format(value=settings.llm, reason=error)) from error

    def stream(
        self, instructions: str, data: str, schema: Mapping[str, Any], *, whole: bool = False
    ) -> Iterator[Mapping[str, Any]]:
        """See Model."""
        structured = self._model.with_structured_output(dict(schema), method="json_schema")
        # The model without the parser after it: a sequence reads a stream to its end even when nobody wants more of it.
        model = cast("RunnableSequence[Any, Any]", structured).first
        text = ""
        for piece in model.stream([("system", instructions), ("human", data)]):
            text += piece.text
            if len(text) > _LONGEST:
                raise ValueError(f"more than {_LONGEST} characters")
            yield _whole(text) if whole else _parsed(text)


def _parsed(text: str) -> Mapping[str, Any]:
    """An object as far as it has been written; empty while there is none."""
    from langchain_core.utils.json import parse_partial_json

    text = _after_thoughts(text)
    if not text.startswith("{"):
        return {}
    try:
        found = parse_partial_json(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _whole(text: str) -> Mapping[str, Any]:
    """An object that has been written to its end; empty before that."""
    text = _after_thoughts(text)
    if not (text.startswith("{") and text.endswith("}")):
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _after_thoughts(text: str) -> str:
    """What stands after the reasoning that some models write first, where it is marked as such."""
    return text.rpartition(_THOUGHTS_END)[2].strip()


def _options(vendor: str, settings: Settings) -> dict[str, Any]:
    """What each vendor's client calls the same things."""
    key = settings.llm_api_key.get_secret_value()
    address = {"base_url": settings.llm_base_url} if settings.llm_base_url else {}
    if vendor == _OLLAMA:
        timeout = {"client_kwargs": {"timeout": settings.llm_seconds}}
        return {**address, **timeout, "num_predict": settings.llm_tokens, "temperature": 0}
    options = {**address, "timeout": settings.llm_seconds, "max_retries": 0, "max_tokens": settings.llm_tokens}
    if key or (vendor == _OPENAI and address):
        options["api_key"] = key or _NO_KEY
    if vendor == _OPENAI and address:  # servers that speak this language, but not its newest dialect
        options |= {"use_responses_api": False, "stream_usage": False, "temperature": 0}
    return options
