"""The language model as the rest of the program has it: one that phrases answers and writes out follow-ups, or none."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.phrasing.bounds import Bounds
from assistant.phrasing.phraser import Phraser
from assistant.phrasing.provider import ChatModel, Model, ModelIdentity, identity_of
from assistant.phrasing.rewriting import Rewriter
from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One model with its two tasks, and one set of bounds for both."""

    identity: ModelIdentity
    phraser: Phraser
    rewriter: Rewriter


def phrasing_of(settings: Settings) -> Phrasing | None:
    """What the settings ask for; None without a model. Raises SettingsError."""
    identity = identity_of(settings)
    return phrasing_with(ChatModel(settings), identity, settings) if identity else None


def phrasing_with(model: Model, identity: ModelIdentity, settings: Settings) -> Phrasing:
    """The same over a model that is already there."""
    bounds = Bounds(at_once=settings.llm_at_once, seconds=settings.llm_seconds, most=2 * settings.llm_tokens)
    return Phrasing(identity, Phraser(identity, model, bounds), Rewriter(model, bounds))
