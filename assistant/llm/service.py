"""The language model as the rest of the program has it: one that phrases answers and writes out follow-ups, or none."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.llm.bounds import Bounds
from assistant.llm.phraser import Phraser
from assistant.llm.provider import ChatModel, Model, identity_of
from assistant.llm.rewriting import Rewriter
from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One model with its two tasks, and one set of bounds for all calls to it."""

    model: Model
    bounds: Bounds
    phraser: Phraser
    rewriter: Rewriter


def phrasing_of(settings: Settings) -> Phrasing | None:
    """What the settings ask for; None without a model. Raises SettingsError."""
    identity = identity_of(settings)
    if identity is None:
        return None
    model = ChatModel(settings)
    bounds = Bounds(at_once=settings.llm_at_once, seconds=settings.llm_seconds, most=2 * settings.llm_tokens)
    return Phrasing(model, bounds, Phraser(identity, model, bounds), Rewriter(model, bounds))
