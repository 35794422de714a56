"""Questions to begin with."""

from __future__ import annotations

from assistant.engine import Engine
from assistant.model import Language

SUGGESTIONS = 3


def examples(engine: Engine, language: Language) -> list[str]:
    """The first suggestions of the banks of the guidelines held; none while the service is starting."""
    if not engine.ready:
        return []
    found: list[str] = []
    for guideline in engine.index.get().catalogue.guidelines:
        suggestions = guideline.bank.suggestions if guideline.bank else {}
        found += [suggestion[language] for suggestion in suggestions.values()]
    return list(dict.fromkeys(found))[:SUGGESTIONS]
