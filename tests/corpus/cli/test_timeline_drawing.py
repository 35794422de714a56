from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import messages
from corpus.cli.timeline_drawing import timeline_lines
from corpus.model import Guideline, Version
from corpus.timeline import InForce, Unknown, applicable

VersionOf = Callable[..., Version]
GuidelineOf = Callable[..., Guideline]
DAY = timedelta(days=1)
START = date(2020, 1, 1)
TURN = START + 234 * DAY
"""With half a year before the first and after the last of two changes, 600 days are drawn: ten a column."""
WIDTH = 60


def row(name: str, bar: str, days: str) -> str:
    return f"{name:<13}  {bar:<{WIDTH}}  {days}"


def test_each_version_has_a_bar_and_the_day_a_mark(version_of: VersionOf, guideline_of: GuidelineOf) -> None:
    guideline = guideline_of(version_of("a", START), version_of("b", TURN))
    assert timeline_lines(guideline, START + 100 * DAY) == [
        row("a", " " * 18 + "█" * 24, "2020-01-01–2020-08-21"),
        row("b", " " * 41 + "█" * 18 + "▶", "2020-08-22–"),
        row("ingen version", "░" * 19, "–2019-12-31"),
        f"{'':13}  {' ' * 28}▲ 2020-04-10",
    ]


def test_a_gap_and_the_time_after_the_end_are_drawn(version_of: VersionOf, guideline_of: GuidelineOf) -> None:
    ended = version_of("a", START, START + 99 * DAY)
    guideline = guideline_of(ended, version_of("b", START + 200 * DAY, TURN - DAY))
    assert timeline_lines(guideline, TURN) == [
        row("a", " " * 18 + "█" * 11, "2020-01-01–2020-04-09"),
        row("b", " " * 38 + "█" * 4, "2020-07-19–2020-08-21"),
        row("ingen version", "░" * 19 + " " * 9 + "░" * 11 + " " * 2 + "░" * 19,
            "–2019-12-31, 2020-04-10–2020-07-18, 2020-08-22–"),
        f"{'':13}  {' ' * 41}▲ 2020-08-22",
    ]  # fmt: skip


def test_one_version_and_an_unknown_time_before_it(version_of: VersionOf, guideline_of: GuidelineOf) -> None:
    lines = timeline_lines(guideline_of(version_of("a", confirmed=START)), TURN)
    assert lines == [
        f"a      {' ' * 18}{'█' * 41}▶  2020-01-01–",
        f"okänt  {'░' * 19}{' ' * 41}  –2019-12-31",
        f"       {' ' * 41}▲ 2020-08-22",
    ]


def test_a_version_whose_text_is_lost_is_named_so(version_of: VersionOf, guideline_of: GuidelineOf) -> None:
    guideline = guideline_of(version_of("a", START, text=""), version_of("b", TURN))
    name = f"a ({messages.UNAVAILABLE})"
    assert [line[: len(name)].rstrip() for line in timeline_lines(guideline, START)] == [
        name, "b", messages.NO_VERSION, "",
    ]  # fmt: skip


def test_versions_without_stated_validity_have_no_bar(version_of: VersionOf, guideline_of: GuidelineOf) -> None:
    lines = timeline_lines(guideline_of(version_of("a", text="")), START)
    assert lines == [f"okänt  {'░' * WIDTH}  –", f"       {' ' * 30}▲ 2020-01-01"]


@pytest.mark.parametrize(("day", "column"), [(date.min, 0), (date.max, WIDTH - 1)])
def test_the_ends_of_time_can_be_drawn(
    version_of: VersionOf, guideline_of: GuidelineOf, day: date, column: int
) -> None:
    mark = timeline_lines(guideline_of(version_of("a", START)), day)[-1]
    assert mark == f"{'':13}  {' ' * column}▲ {day}"


@given(data=st.data(), day=st.dates(date(2019, 1, 1), date(2022, 1, 1)))
def test_every_column_is_drawn_and_the_mark_stands_under_what_applies(
    any_timeline: st.SearchStrategy[Guideline], data: st.DataObject, day: date
) -> None:
    guideline = data.draw(any_timeline)
    *rows, mark = timeline_lines(guideline, day)
    state = applicable(guideline, day)
    name = messages.NOT_KNOWN if isinstance(state, Unknown) else messages.NO_VERSION
    if isinstance(state, InForce):
        name = state.version.version_id
    (drawn,) = (line for line in rows if line.split("  ")[0].rstrip() == name)
    assert drawn[mark.index("▲")] in "█░▶"
    start = max(len(line.split("  ")[0].rstrip()) for line in rows) + 2
    bars = [line[start : start + WIDTH] for line in rows]
    assert all(any(bar[column] != " " for bar in bars) for column in range(WIDTH))
