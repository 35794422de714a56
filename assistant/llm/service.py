"""The language model as the rest of the program has it: one that reads, and may phrase, or none."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.llm.bounds import Bounds
from assistant.llm.phraser import Phraser
from assistant.llm.provider import ChatModel, Model, identity_of
from assistant.llm.rewriting import Rewriter
from assistant.llm.selecting import Selector
from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """One model with its tasks, and one set of bounds for all calls to it."""

    model: Model
    bounds: Bounds
    selector: Selector
    rewriter: Rewriter
    phraser: Phraser | None
    """None where it is not to word anything."""


def language_model_of(settings: Settings, model: Model | None = None) -> LanguageModel | None:
    """What the settings ask for, with `model` in place of the one they name; None without a model.

    Raises SettingsError.
    """
    identity = identity_of(settings)
    if identity is None:
        return None
    model = model or ChatModel(settings)
    bounds = Bounds(at_once=settings.llm_at_once, seconds=settings.llm_seconds, most=2 * settings.llm_tokens)
    return LanguageModel(
        model,
        bounds,
        Selector(identity, model, bounds),
        Rewriter(model, bounds),
        Phraser(identity, model, bounds) if settings.llm_phrase else None,
    )
