"""A run with a language model: the model as the program sets it up, and what it thinks of its own work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.llm.service import Phrasing, language_model_of
from corpus.settings import Settings
from evals.model import CaseOutcome
from evals.score.llm_judge import graded


@dataclass(frozen=True, slots=True)
class Phrased:
    """What came back, and the model that helped."""

    outcomes: Sequence[CaseOutcome]
    phrasing: Phrasing

    def grades(self) -> list[bool | None]:
        """For each answer that the model phrased, whether it finds that it answers."""
        return graded(self.outcomes, self.phrasing.model, self.phrasing.bounds)


def run_phrased(settings: Settings, llm: str, ask_all: Callable[[Phrasing], Sequence[CaseOutcome]]) -> Phrased:
    """Ask with the model in place of the one that the settings name, if any. Raises SettingsError."""
    phrasing = language_model_of(settings.model_copy(update={"llm": llm}))
    if phrasing is None:
        raise ValueError(llm)
    return Phrased(ask_all(phrasing), phrasing)
