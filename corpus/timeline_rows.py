"""A guideline's timeline as rows to draw: one for each version, and for times without one or with an unknown one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Guideline, Version
from corpus.period import Period
from corpus.timeline import InForce, Unknown, segments

_MARGIN = timedelta(days=183)
"""How much time is drawn before the first and after the last change."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What is drawn on one line."""

    version: Version | None
    """In force during the periods; None where no version or an unknown one applies."""
    is_unknown: bool
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that are drawn."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Where a day is, from 0 to 1; days outside are drawn at the edge."""
        return min(max((day - self.first) / (self.last - self.first), 0.0), 1.0)


def timeline_rows(guideline: Guideline) -> list[TimelineRow]:
    """Versions in order, then the times without one or with an unknown one."""
    periods: dict[tuple[str, bool], list[Period]] = {}
    versions: dict[tuple[str, bool], Version | None] = {}
    for segment in segments(guideline):
        version = segment.state.version if isinstance(segment.state, InForce) else None
        key = (version.version_id if version else "", isinstance(segment.state, Unknown))
        periods.setdefault(key, []).append(segment.period)
        versions[key] = version
    rows = [TimelineRow(versions[key], key[1], tuple(found)) for key, found in periods.items()]
    return sorted(rows, key=lambda row: row.version is None)


def axis_of(guideline: Guideline, day: date) -> Axis:
    """From some time before the first change, or `day`, to some time after the last."""
    changes = [segment.period.first for segment in segments(guideline)[1:]] or [day]
    first, last = min(*changes, day), max(*changes, day)
    return Axis(first - min(_MARGIN, first - date.min), last + min(_MARGIN, date.max - last))
