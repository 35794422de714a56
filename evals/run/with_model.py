"""A run with a language model: by itself, and together with the reader as members get it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assistant.decision.heard import ALONE, MEASURED, Trust
from assistant.llm.provider import ChatModel
from assistant.llm.service import LanguageModel, language_model_of
from corpus.settings import Settings
from evals.model import CaseOutcome
from evals.run.recording import Recording
from evals.score.llm_judge import graded

AskAll: TypeAlias = Callable[[LanguageModel, Trust], Sequence[CaseOutcome]]


@dataclass(frozen=True, slots=True)
class WithModel:
    """What came back, and all that the model was asked."""

    together: Sequence[CaseOutcome]
    alone: Sequence[CaseOutcome]
    """As if the reader agreed to whatever the model chose."""
    recording: Recording
    llm: LanguageModel

    def grades(self) -> list[bool | None]:
        """For each answer that the model phrased, whether it finds that it answers."""
        return graded(self.together, self.llm.model, self.llm.bounds)


def run_with_model(settings: Settings, llm: str, ask_all: AskAll, recorded: Recording | None = None) -> WithModel:
    """Ask with the model in place of the one that the settings name, if any, or with what it answered before.

    It is asked once: what it chose is weighed twice. Raises SettingsError.
    """
    settings = settings.model_copy(update={"llm": llm})
    recording = recorded or Recording(ChatModel(settings))
    together = ask_all(_model(settings, recording), MEASURED)
    alone = ask_all(_model(settings, recording.replayed()), ALONE)
    return WithModel(together, alone, recording, _model(settings, recording))


def _model(settings: Settings, recording: Recording) -> LanguageModel:
    found = language_model_of(settings, recording)
    if found is None:
        raise ValueError(settings.llm)
    return found
