"""What became of a question, for whoever measures: counts and times, and no word of what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant.model import Answer


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the pipeline. Seconds since the computation began, and the step's own."""

    name: str
    began: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Observation:
    """A computation that has ended."""

    began: float
    """Seconds of the epoch."""
    waited: float
    """Seconds in line before it began."""
    seconds: float
    first_content: float | None
    """Seconds until something could be shown; None when nothing came."""
    steps: tuple[Step, ...]
    answer: Answer | None
    """None when it ended with a fault."""
    fault: BaseException | None
    request: str
    """Id of the request that asked first; empty outside one."""


class Observer(Protocol):
    """Is told of every question."""

    def ended(self, observation: Observation) -> None:
        """An answer was computed, or could not be."""

    def refused(self) -> None:
        """A question was turned away because too many wait."""

    def shared(self) -> None:
        """A question was answered by what another one has brought, or brings."""


class Unobserved:
    """Nobody measures."""

    def ended(self, observation: Observation) -> None:
        """Nothing."""

    def refused(self) -> None:
        """Nothing."""

    def shared(self) -> None:
        """Nothing."""


class Several:
    """Tells several observers."""

    def __init__(self, *observers: Observer) -> None:
        self._observers = observers

    def ended(self, observation: Observation) -> None:
        """Tell all."""
        for each in self._observers:
            each.ended(observation)

    def refused(self) -> None:
        """Tell all."""
        for each in self._observers:
            each.refused()

    def shared(self) -> None:
        """Tell all."""
        for each in self._observers:
            each.shared()
