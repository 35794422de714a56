"""A range of days, the one way in which the program speaks of more than one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """Consecutive days, both ends included."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> Period:
        """The period of one day."""
        return cls(day, day)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


ALL_TIME = Period(date.min, date.max)
"""From the first day that can be told to the last."""
