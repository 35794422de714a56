"""A guideline's timeline drawn in characters: a bar for every version, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from corpus import messages
from corpus.model import Guideline
from corpus.period import Period
from corpus.timeline_rows import Axis, TimelineRow, axis_of, timeline_rows

_WIDTH = 60
_IN_FORCE, _DARK, _OPEN, _TODAY = "█", "░", "▶", "▲"


def timeline_lines(guideline: Guideline, day: date) -> list[str]:
    """The drawing, seen from `day`: versions in order, then the times without one or with an unknown one."""
    axis, rows = axis_of(guideline, day), timeline_rows(guideline)
    names = [_name(row) for row in rows]
    width = max(map(len, names))
    lines = [f"{name:<{width}}  {_bar(row, axis)}  {_days(row)}" for name, row in zip(names, rows, strict=True)]
    mark = " " * _column(axis, day) + f"{_TODAY} {day}"
    return [*lines, f"{'':<{width}}  {mark}"]


def _column(axis: Axis, day: date) -> int:
    return min(int(axis.share(day) * _WIDTH), _WIDTH - 1)


def _name(row: TimelineRow) -> str:
    if row.version is not None:
        lost = "" if row.version.has_text else f" ({messages.UNAVAILABLE})"
        return row.version.version_id + lost
    return messages.NOT_KNOWN if row.is_unknown else messages.NO_VERSION


def _bar(row: TimelineRow, axis: Axis) -> str:
    columns = [" "] * _WIDTH
    for period in row.periods:
        for column in range(_column(axis, period.first), _column(axis, period.last) + 1):
            columns[column] = _IN_FORCE if row.version else _DARK
        if period.last == date.max and row.version:
            columns[-1] = _OPEN
    return "".join(columns)


def _days(row: TimelineRow) -> str:
    return ", ".join("".join(_ends(period)) for period in row.periods)


def _ends(period: Period) -> Iterator[str]:
    yield "" if period.first == date.min else period.first.isoformat()
    yield "–"
    yield "" if period.last == date.max else period.last.isoformat()
