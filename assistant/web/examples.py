"""Questions to begin with."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.engine import Engine
from assistant.model import Language

SUGGESTIONS = 3


def examples(engine: Engine, language: Language, chosen: Sequence[str] = ()) -> list[str]:
    """Those that staff have chosen, else the first of the banks; none while the service is starting."""
    if not engine.ready:
        return []
    return list(chosen or suggested(engine, language))[:SUGGESTIONS]


def suggested(engine: Engine, language: Language) -> list[str]:
    """All suggestions of the banks of the guidelines held. Raises NotReadyError."""
    found: list[str] = []
    for guideline in engine.index.get().catalogue.guidelines:
        suggestions = guideline.bank.suggestions if guideline.bank else {}
        found += [suggestion[language] for suggestion in suggestions.values()]
    return list(dict.fromkeys(found))
