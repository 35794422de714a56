"""A guideline's timeline as a picture: where each bar begins and ends, in percent, for an SVG as wide as the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.model import Guideline, Version
from corpus.period import Period
from corpus.timeline import VersionStatus, status_on
from corpus.timeline_rows import Axis, axis_of, timeline_rows

_ROW, _MOST_YEARS = 46, 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time: left edge and width as percentages, and whether it goes on beyond the picture."""

    left: str
    width: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row, at `top` pixels: a version, or the times without one or with an unknown one."""

    version: Version | None
    kind: str
    """current, upcoming, superseded, unknown or none."""
    days: str
    """As ISO dates: "2027-01-01 –"."""
    bars: tuple[Bar, ...]
    top: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it, `height` pixels high."""

    lines: tuple[Line, ...]
    years: tuple[tuple[str, int], ...]
    """Place and year of each mark on the axis."""
    today: str
    """The place of the day that it is seen from."""
    today_side: str
    """Where the words beside that place go: start, middle or end, as text-anchor names it."""
    day: date
    height: int
    axis_top: int


def timeline_picture(guideline: Guideline, day: date) -> Picture:
    """The picture, seen from a day."""
    axis = axis_of(guideline, day)
    lines = tuple(
        Line(
            version=row.version,
            kind=_kind(row.version, row.is_unknown, guideline, day),
            days=", ".join(map(_days, row.periods)),
            bars=tuple(_bar(axis, period) for period in row.periods),
            top=place * _ROW,
        )
        for place, row in enumerate(timeline_rows(guideline))
    )
    share = axis.share(day)
    side = "start" if share < 0.2 else "end" if share > 0.8 else "middle"
    bottom = len(lines) * _ROW
    return Picture(lines, tuple(_years(axis)), _percent(share), side, day, bottom + 44, bottom)


def _kind(version: Version | None, is_unknown: bool, guideline: Guideline, day: date) -> str:
    if version is None:
        return "unknown" if is_unknown else "none"
    return status_on(version, guideline, day).value if version.starts else VersionStatus.SUPERSEDED.value


def _bar(axis: Axis, period: Period) -> Bar:
    left, right = axis.share(period.first), axis.share(period.last)
    return Bar(_percent(left), _percent(max(right - left, 0.004)), period.last == date.max)


def _years(axis: Axis) -> list[tuple[str, int]]:
    years = range(axis.first.year + 1, axis.last.year + 1)
    step = -(-len(years) // _MOST_YEARS) or 1
    shares = ((axis.share(date(year, 1, 1)), year) for year in years[::step])
    return [(_percent(share), year) for share, year in shares if share < 0.95]


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"


def _days(period: Period) -> str:
    first = "" if period.first == date.min else f"{period.first} "
    last = "" if period.last == date.max else f" {period.last}"
    return f"{first}–{last}"
