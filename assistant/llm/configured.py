"""The language model that the settings ask for, imported only then: what it needs is installed only for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import messages
from corpus.errors import SettingsError
from corpus.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.service import LanguageModel


def configured_model(settings: Settings) -> LanguageModel | None:
    """The model, or None without one. Raises SettingsError when it cannot be used, and says what to install."""
    if not settings.llm:
        return None
    try:
        from assistant.llm.service import language_model_of
    except ModuleNotFoundError as error:
        raise SettingsError(messages.LLM_NOT_READY.format(value=settings.llm, reason=error)) from error
    return language_model_of(settings)
