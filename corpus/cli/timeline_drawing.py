"""A guideline's timeline drawn in characters: a bar for every version, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus import messages
from corpus.model import Guideline
from corpus.period import Period
from corpus.timeline import Applicable, InForce, TimelineSegment, Unknown, segments

_MARGIN = timedelta(days=183)
"""How much time is drawn before the first and after the last change."""
_WIDTH = 60
_IN_FORCE, _DARK, _OPEN, _TODAY = "█", "░", "▶", "▲"


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days as columns."""

    first: date
    last: date

    def column(self, day: date) -> int:
        """The column of a day, 0 to the width minus one; days outside are drawn at the edge."""
        share = (day - self.first) / (self.last - self.first)
        return min(max(int(share * _WIDTH), 0), _WIDTH - 1)


def timeline_lines(guideline: Guideline, day: date) -> list[str]:
    """The drawing, seen from `day`: versions in order, then the times without one or with an unknown one."""
    whole = segments(guideline)
    changes = [segment.period.first for segment in whole[1:]] or [day]
    first, last = min(*changes, day), max(*changes, day)
    axis = _Axis(first - min(_MARGIN, first - date.min), last + min(_MARGIN, date.max - last))
    rows: dict[str, list[TimelineSegment]] = {}
    for segment in whole:
        rows.setdefault(_name(segment.state), []).append(segment)
    ordered = sorted(rows, key=lambda name: not isinstance(rows[name][0].state, InForce))
    width = max(len(name) for name in rows)
    lines = [f"{name:<{width}}  {_bar(rows[name], axis)}  {_days(rows[name])}" for name in ordered]
    mark = " " * axis.column(day) + f"{_TODAY} {day}"
    return [*lines, f"{'':<{width}}  {mark}"]


def _name(state: Applicable) -> str:
    if isinstance(state, InForce):
        lost = "" if state.version.has_text else f" ({messages.UNAVAILABLE})"
        return state.version.version_id + lost
    return messages.NOT_KNOWN if isinstance(state, Unknown) else messages.NO_VERSION


def _bar(row: list[TimelineSegment], axis: _Axis) -> str:
    columns = [" "] * _WIDTH
    for segment in row:
        in_force, period = isinstance(segment.state, InForce), segment.period
        for column in range(axis.column(period.first), axis.column(period.last) + 1):
            columns[column] = _IN_FORCE if in_force else _DARK
        if period.last == date.max and in_force:
            columns[-1] = _OPEN
    return "".join(columns)


def _days(row: list[TimelineSegment]) -> str:
    return ", ".join("".join(_ends(segment.period)) for segment in row)


def _ends(period: Period) -> Iterator[str]:
    yield "" if period.first == date.min else period.first.isoformat()
    yield "–"
    yield "" if period.last == date.max else period.last.isoformat()
