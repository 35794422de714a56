from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise, zip_longest
from typing import Self

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from corpus import timeline
from corpus.model import Catalogue, Guideline, Version
from corpus.period import Period
from corpus.timeline import (
    STOCKHOLM,
    InForce,
    TimelineSegment,
    Unknown,
    VersionStatus,
    applicable,
    coming_days,
    effective_end,
    in_order,
    predecessor,
    segments,
    status_on,
    today,
)

VersionOf = Callable[..., Version]
GuidelineOf = Callable[..., Guideline]
DAY = timedelta(days=1)
EPOCH = date(2020, 1, 1)
days = st.integers(0, 400).map(lambda offset: EPOCH + offset * DAY)


def d(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def answer(guideline: Guideline, day: date) -> str:
    """One word for what applies: a version's id, "none", or "unknown until …"."""
    found = applicable(guideline, day)
    if isinstance(found, InForce):
        return found.version.version_id
    return "none" if found is None else f"unknown until {found.known_from or 'ever'}"


# Each version: id, valid_from, valid_to, confirmed_in_force, adopted
OLD = ("old", "2020-01-01", "2021-12-31", None, None)
OPEN = ("open", "2020-01-01", None, None, None)
NEW = ("new", "2022-07-01", None, None, None)
LATE = ("late", "2025-01-01", None, None, None)
EARLY = ("early", "2021-07-01", None, None, None)
UNDATED = ("undated", None, None, "2023-05-01", None)
ENDING = ("undated", None, "2023-12-31", "2023-05-01", None)
LOST = ("lost", None, None, None, "2018-01-01")


@pytest.mark.parametrize(
    ("versions", "day", "expected"),
    [
        ([], "2022-01-01", "none"),
        ([OLD], "2019-12-31", "none"),
        ([OLD], "2020-01-01", "old"),
        ([OLD], "2021-12-31", "old"),  # valid_to is inclusive
        ([OLD], "2022-01-01", "none"),
        ([OPEN], "2099-01-01", "open"),
        ([OPEN, NEW], "2022-06-30", "open"),
        ([OPEN, NEW], "2022-07-01", "new"),
        ([OLD, NEW], "2022-06-30", "none"),  # a gap that is known
        ([OLD, EARLY], "2021-06-30", "old"),
        ([OLD, EARLY], "2021-07-01", "early"),
        ([UNDATED], "2023-04-30", "unknown until 2023-05-01"),
        ([UNDATED], "2023-05-01", "undated"),
        ([ENDING], "2023-12-31", "undated"),
        ([ENDING], "2024-01-01", "none"),
        ([OPEN, ENDING], "2023-12-31", "undated"),
        ([OPEN, ENDING], "2024-01-01", "none"),
        ([OPEN, ENDING, LATE], "2024-01-01", "none"),
        ([OPEN, UNDATED], "2019-12-31", "unknown until 2023-05-01"),
        ([OPEN, UNDATED], "2021-01-01", "unknown until 2023-05-01"),
        ([OPEN, UNDATED], "2023-05-01", "undated"),
        ([OLD, UNDATED], "2022-01-01", "unknown until 2023-05-01"),
        ([UNDATED, ("next", "2024-01-01", None, None, None)], "2023-12-31", "undated"),
        ([UNDATED, ("next", "2024-01-01", None, None, None)], "2024-01-01", "next"),
        ([LOST], "2017-12-31", "none"),
        ([LOST], "2018-01-01", "unknown until ever"),
        ([LOST, OLD], "2019-01-01", "unknown until 2020-01-01"),
        ([LOST, OLD], "2021-01-01", "old"),
        ([LOST, OLD], "2022-01-01", "none"),
    ],
)
def test_what_applies_on_a_day(
    version_of: VersionOf,
    guideline_of: GuidelineOf,
    versions: list[tuple[str, str | None, str | None, str | None, str | None]],
    day: str,
    expected: str,
) -> None:
    made = [version_of(name, d(start), d(end), d(seen), d(made)) for name, start, end, seen, made in versions]
    assert answer(guideline_of(*made), date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (EPOCH - DAY, VersionStatus.UPCOMING),
        (EPOCH, VersionStatus.CURRENT),
        (date(2021, 12, 31), VersionStatus.CURRENT),
        (date(2022, 1, 1), VersionStatus.SUPERSEDED),
    ],
)
def test_the_status_of_a_version_is_seen_from_a_day(
    version_of: VersionOf, guideline_of: GuidelineOf, day: date, expected: VersionStatus
) -> None:
    version = version_of("old", EPOCH, date(2021, 12, 31))
    assert status_on(version, guideline_of(version), day) is expected


def test_a_version_without_stated_validity_is_never_current(version_of: VersionOf, guideline_of: GuidelineOf) -> None:
    lost = version_of("lost", adopted=EPOCH)
    assert status_on(lost, guideline_of(lost), date(2030, 1, 1)) is VersionStatus.SUPERSEDED


def test_versions_are_ordered_by_start_with_unstated_ones_first_by_adoption(version_of: VersionOf) -> None:
    versions = [
        version_of("1", confirmed=date(2023, 1, 1)), version_of("2", EPOCH),
        version_of("3", adopted=date(2013, 11, 28)), version_of("4", adopted=date(2009, 6, 11)),
    ]  # fmt: skip
    assert [version.version_id for version in in_order(versions)] == ["4", "3", "2", "1"]


def test_today_is_the_day_in_stockholm() -> None:
    before = datetime.now(STOCKHOLM).date()
    assert before <= today() <= datetime.now(STOCKHOLM).date()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_stockholm(monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(moment.timestamp(), tz)

    monkeypatch.setattr(timeline, "datetime", Clock)
    assert today() == day


def test_the_bundled_guideline_applies_from_its_confirmation(bundled: Catalogue) -> None:
    guideline = bundled.guideline("stod-asf")
    assert guideline is not None
    assert answer(guideline, date(2026, 11, 23)) == answer(guideline, date(2030, 1, 1)) == "odaterad"
    for day in (date(2008, 1, 1), date(2009, 6, 11), date(2013, 11, 28), date(2026, 11, 22)):
        assert answer(guideline, day) == "unknown until 2026-11-23"


@given(data=st.data(), day=days)
def test_never_two_versions_in_force(
    any_timeline: st.SearchStrategy[Guideline], data: st.DataObject, day: date
) -> None:
    guideline = data.draw(any_timeline)
    current = [v for v in guideline.versions if status_on(v, guideline, day) is VersionStatus.CURRENT]
    found = applicable(guideline, day)
    assert current == ([found.version] if isinstance(found, InForce) else [])


@given(data=st.data(), day=days)
def test_a_version_in_force_states_its_validity_for_that_day(
    any_timeline: st.SearchStrategy[Guideline], data: st.DataObject, day: date
) -> None:
    guideline = data.draw(any_timeline)
    found = applicable(guideline, day)
    assume(isinstance(found, InForce))
    assert isinstance(found, InForce)
    version = found.version
    end = effective_end(version, guideline)
    assert version.starts is not None
    assert version.starts <= day <= (end or date.max)
    assert not any(other.valid_from and version.starts < other.valid_from <= day for other in guideline.versions)


@given(data=st.data())
def test_a_version_ends_at_its_valid_to_or_the_day_before_the_next(
    any_timeline: st.SearchStrategy[Guideline], data: st.DataObject
) -> None:
    guideline = data.draw(any_timeline)
    dated = [v for v in guideline.versions if v.valid_from]
    assume(all(v.valid_from or not v.starts for v in guideline.versions))
    for version, successor in zip_longest(dated, dated[1:]):
        ends = [version.valid_to or date.max]
        if successor and successor.valid_from:
            ends.append(successor.valid_from - DAY)
        assert (effective_end(version, guideline) or date.max) == min(ends)
    last_end = effective_end(dated[-1], guideline) if dated else None
    if last_end:
        assert applicable(guideline, last_end) == InForce(dated[-1])
        after = last_end + DAY
        starts = dated[-1].starts
        adopted = [v.adopted for v in guideline.versions if not v.starts and v.adopted]
        may_apply = starts is not None and any(starts < day <= after for day in adopted)
        assert applicable(guideline, after) == (Unknown(None) if may_apply else None)


@given(confirmed=days, before=st.integers(1, 1000), lost=st.lists(st.none() | days, max_size=2))
def test_before_the_confirmation_of_an_undated_version_nothing_is_known(
    version_of: VersionOf, guideline_of: GuidelineOf, confirmed: date, before: int, lost: list[date | None]
) -> None:
    others = [version_of(f"lost{number}", adopted=adopted) for number, adopted in enumerate(lost)]
    guideline = guideline_of(version_of("undated", confirmed=confirmed), *others)
    assert applicable(guideline, confirmed - before * DAY) == Unknown(confirmed)


@given(data=st.data(), day=days)
def test_what_is_unknown_is_known_from_the_first_day_on_which_it_is(
    any_timeline: st.SearchStrategy[Guideline], data: st.DataObject, day: date
) -> None:
    guideline = data.draw(any_timeline)
    found = applicable(guideline, day)
    assume(isinstance(found, Unknown))
    assert isinstance(found, Unknown)
    later = (each for each in segments(guideline, Period(day, date.max)) if not isinstance(each.state, Unknown))
    assert found.known_from == next((each.period.first for each in later), None)


@given(data=st.data(), first=days, length=st.integers(0, 800))
def test_segments_cover_every_day_once_and_differ_from_their_neighbours(
    any_timeline: st.SearchStrategy[Guideline], data: st.DataObject, first: date, length: int
) -> None:
    guideline = data.draw(any_timeline)
    last = first + length * DAY
    found = segments(guideline, Period(first, last))
    assert (found[0].period.first, found[-1].period.last) == (first, last)
    assert all(each.period.first <= each.period.last for each in found)
    for before, after in pairwise(found):
        assert before.period.last + DAY == after.period.first
        assert before.state != after.state
    day = first + data.draw(st.integers(0, length)) * DAY
    (segment,) = (each for each in found if day in each.period)
    assert segment.state == applicable(guideline, day)


def test_segments_reach_from_the_first_day_of_all_to_the_last(version_of: VersionOf, guideline_of: GuidelineOf) -> None:
    guideline = guideline_of(version_of("a", EPOCH, date(2020, 12, 31)), version_of("b", date(2022, 1, 1), date.max))
    whole = segments(guideline)
    assert [(answer(guideline, each.period.first), each.period.first, each.period.last) for each in whole] == [
        ("none", date.min, EPOCH - DAY),
        ("a", EPOCH, date(2020, 12, 31)),
        ("none", date(2021, 1, 1), date(2021, 12, 31)),
        ("b", date(2022, 1, 1), date.max),
    ]
    assert segments(guideline, Period.of(EPOCH)) == (TimelineSegment(InForce(guideline.versions[0]), Period.of(EPOCH)),)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2019-12-31", ["2020-01-01", "2021-01-01", "2022-01-01", "2022-07-01"]),
        ("2020-12-31", ["2021-01-01", "2022-01-01", "2022-07-01"]),
        ("2021-01-01", ["2022-01-01", "2022-07-01"]),
        ("2022-06-30", ["2022-07-01"]),
        ("2022-07-01", []),
        ("9999-12-31", []),
    ],
)
def test_the_coming_days_are_those_of_all_guidelines_in_order_and_once(
    version_of: VersionOf, guideline_of: GuidelineOf, day: str, expected: list[str]
) -> None:
    one = guideline_of(version_of("a", EPOCH, date(2021, 12, 31)), version_of("b", date(2022, 7, 1)))
    other = guideline_of(version_of("a", EPOCH), version_of("b", date(2021, 1, 1)))
    assert coming_days([other, one], date.fromisoformat(day)) == tuple(map(date.fromisoformat, expected))


@given(data=st.data(), day=days, after=st.integers(1, 500))
def test_a_day_is_coming_when_it_differs_from_the_day_before(
    any_timeline: st.SearchStrategy[Guideline], data: st.DataObject, day: date, after: int
) -> None:
    guidelines = data.draw(st.lists(any_timeline, max_size=3))
    later = day + after * DAY
    differs = any(applicable(each, later) != applicable(each, later - DAY) for each in guidelines)
    assert (later in coming_days(guidelines, day)) == differs


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([OLD, NEW], {"old": None, "new": "old"}),
        ([NEW, OLD, EARLY], {"old": None, "early": "old", "new": "early"}),
        ([OLD, UNDATED, LATE], {"old": None, "undated": "old", "late": "undated"}),
        ([LOST, OLD], {"lost": None, "old": None}),
    ],
)
def test_the_predecessor_is_the_version_that_began_next_before(
    version_of: VersionOf,
    guideline_of: GuidelineOf,
    versions: list[tuple[str, str | None, str | None, str | None, str | None]],
    expected: dict[str, str | None],
) -> None:
    guideline = guideline_of(
        *(version_of(name, d(start), d(end), d(seen), d(made)) for name, start, end, seen, made in versions)
    )
    found = {version.version_id: predecessor(version, guideline) for version in guideline.versions}
    assert {name: before and before.version_id for name, before in found.items()} == expected
