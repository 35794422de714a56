"""Which version of a guideline applies on a day.

It fails closed: a version applies only on days for which its validity is stated, and where the statement
leaves the answer open the timeline says Unknown instead of picking the likeliest version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from corpus.model import Guideline, Version
from corpus.period import ALL_TIME, Period

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class InForce:
    """This version applies. Its text may be unavailable (`version.has_text`)."""

    version: Version


@dataclass(frozen=True, slots=True)
class Unknown:
    """The corpus does not tell which version applied.

    `known_from` is the first later day for which it is known, if there is one.
    """

    known_from: date | None


Applicable: TypeAlias = InForce | Unknown | None
"""None: it is known that no version applies on the day."""


@dataclass(frozen=True, slots=True)
class TimelineSegment:
    """The days on which the same applies."""

    state: Applicable
    period: Period


class VersionStatus(StrEnum):
    """A version seen from a day."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    UPCOMING = "upcoming"


def today() -> date:
    """The current day in Sweden, wherever the server stands."""
    return datetime.now(STOCKHOLM).date()


def in_order(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Versions by the day they start to apply; those without stated validity first, by adoption."""
    return tuple(
        sorted(versions, key=lambda v: (v.starts is not None, v.starts or v.adopted or date.min, v.version_id))
    )


def effective_end(version: Version, guideline: Guideline) -> date | None:
    """Last day on which the version applies (inclusive); None while it is open.

    The earlier of the stated `valid_to` and the day before a successor's `valid_from`.
    """
    successor = _successor(version, guideline)
    ends = [version.valid_to, successor.valid_from - _ONE_DAY if successor and successor.valid_from else None]
    return min((end for end in ends if end is not None), default=None)


def applicable(guideline: Guideline, day: date) -> Applicable:
    """The version in force on `day`, or that it is unknown, or that there is none."""
    for version in reversed(guideline.versions):
        if version.starts is None or version.starts > day:
            continue
        successor = _successor(version, guideline)
        if successor is not None and successor.starts is not None and successor.starts <= day:
            continue
        end = effective_end(version, guideline)
        if end is not None and end < day:
            continue
        if end is None and successor is not None and version.valid_from is not None:
            # The successor began on some unstated day before it was confirmed: perhaps before `day`.
            return Unknown(successor.confirmed_in_force)
        return InForce(version)
    return _before_or_between(guideline, day)


def segments(guideline: Guideline, period: Period = ALL_TIME) -> tuple[TimelineSegment, ...]:
    """What applies during a period, in order; neighbouring segments differ."""
    found: list[TimelineSegment] = []
    starts = [period.first, *(day for day in _turning_points(guideline) if period.first < day <= period.last)]
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        end = following - _ONE_DAY if following else period.last
        state = applicable(guideline, start)
        if found and found[-1].state == state:
            found[-1] = TimelineSegment(state, Period(found[-1].period.first, end))
        else:
            found.append(TimelineSegment(state, Period(start, end)))
    return tuple(found)


def coming_days(guidelines: Iterable[Guideline], day: date) -> tuple[date, ...]:
    """The days after `day` on which something else begins to apply in one of the guidelines, in order."""
    ahead = Period(day, date.max)
    return tuple(sorted({segment.period.first for each in guidelines for segment in segments(each, ahead)[1:]}))


def predecessor(version: Version, guideline: Guideline) -> Version | None:
    """The version that began to apply before this one, next to it; None for the first, or where that is not stated."""
    if version.starts is None:
        return None
    earlier = [other for other in guideline.versions if other.starts is not None and other.starts < version.starts]
    return max(earlier, key=lambda other: other.starts or date.min, default=None)


def status_on(version: Version, guideline: Guideline, day: date) -> VersionStatus:
    """How a citation of `version` is to be labelled on `day`."""
    current = version_in_force(guideline, day)
    if current is not None and current.key == version.key:
        return VersionStatus.CURRENT
    if version.starts is not None and version.starts > day:
        return VersionStatus.UPCOMING
    return VersionStatus.SUPERSEDED


def version_of(state: Applicable) -> Version | None:
    """The version in force, where it is known which; its text may be unavailable."""
    return state.version if isinstance(state, InForce) else None


def text_of(state: Applicable) -> Version | None:
    """The version in force, where it is known and its text is there."""
    version = version_of(state)
    return version if version is not None and version.has_text else None


def version_in_force(guideline: Guideline, day: date) -> Version | None:
    """The version in force on a day, where it is known which."""
    return version_of(applicable(guideline, day))


def _turning_points(guideline: Guideline) -> list[date]:
    """Every day on which what applies may become another, in order."""
    days = set()
    for version in guideline.versions:
        days |= {day for day in (version.valid_from, version.confirmed_in_force, version.adopted) if day is not None}
        end = effective_end(version, guideline)
        if end is not None and end < date.max:
            days.add(end + _ONE_DAY)
    return sorted(days)


def _successor(version: Version, guideline: Guideline) -> Version | None:
    started = [other for other in guideline.versions if other.starts is not None]
    later = [other for other in started if version.starts is not None and other.starts > version.starts]  # type: ignore[operator]
    return min(later, key=lambda other: other.starts or date.max, default=None)


def _before_or_between(guideline: Guideline, day: date) -> Applicable:
    """No stated validity covers the day: it is Unknown if an unstated one may."""
    coming = [v for v in guideline.versions if v.starts is not None and v.starts > day]
    ended = [v for v in guideline.versions if v.starts is not None and v.starts <= day]
    last_start = max((v.starts for v in ended if v.starts is not None), default=date.min)
    unstated_start = any(v.valid_from is None for v in coming)
    unstated_version = any(
        v.starts is None and (not ended if v.adopted is None else last_start < v.adopted <= day)
        for v in guideline.versions
    )
    if unstated_start or unstated_version:
        starts = (v.starts for v in coming if v.starts is not None)
        known = (start for start in starts if not isinstance(applicable(guideline, start), Unknown))
        return Unknown(min(known, default=None))
    return None
