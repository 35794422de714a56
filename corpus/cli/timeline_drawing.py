"""A guideline's timeline drawn in characters: a bar for every version, on one axis of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus import messages
from corpus.model import Guideline
from corpus.timeline import Applicable, InForce, Span, Unknown, spans

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
    whole = spans(guideline, date.min, date.max)
    changes = [span.first for span in whole[1:]] or [day]
    first, last = min(*changes, day), max(*changes, day)
    axis = _Axis(first - min(_MARGIN, first - date.min), last + min(_MARGIN, date.max - last))
    rows: dict[str, list[Span]] = {}
    for span in whole:
        rows.setdefault(_name(span.state), []).append(span)
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


def _bar(row: list[Span], axis: _Axis) -> str:
    columns = [" "] * _WIDTH
    for span in row:
        in_force = isinstance(span.state, InForce)
        for column in range(axis.column(span.first), axis.column(span.last) + 1):
            columns[column] = _IN_FORCE if in_force else _DARK
        if span.last == date.max and in_force:
            columns[-1] = _OPEN
    return "".join(columns)


def _days(row: list[Span]) -> str:
    return ", ".join(_period(span) for span in row)


def _period(span: Span) -> str:
    return "".join(_ends(span))


def _ends(span: Span) -> Iterator[str]:
    yield "" if span.first == date.min else span.first.isoformat()
    yield "–"
    yield "" if span.last == date.max else span.last.isoformat()
