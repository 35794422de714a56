from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Guideline, Version
from corpus.period import Period
from corpus.timeline import InForce, Unknown, applicable
from corpus.timeline_rows import axis_of, timeline_rows

START, TURN = date(2020, 1, 1), date(2021, 1, 1)


def test_a_row_for_each_version_and_one_for_the_time_without(
    version_of: Callable[..., Version], guideline_of: Callable[..., Guideline]
) -> None:
    guideline = guideline_of(version_of("a", START), version_of("b", TURN))
    rows = timeline_rows(guideline)
    assert [(row.version and row.version.version_id, row.is_unknown) for row in rows] == [
        ("a", False),
        ("b", False),
        (None, False),
    ]
    assert rows[0].periods == (Period(START, TURN - timedelta(days=1)),)
    assert rows[2].periods == (Period(date.min, START - timedelta(days=1)),)


def test_days_outside_the_axis_stand_at_its_edge(
    version_of: Callable[..., Version], guideline_of: Callable[..., Guideline]
) -> None:
    axis = axis_of(guideline_of(version_of("a", START)), TURN)
    assert (axis.share(date.min), axis.share(date.max)) == (0.0, 1.0)
    assert 0 < axis.share(START) < axis.share(TURN) < 1


@given(data=st.data())
def test_every_day_is_in_the_row_of_what_applies(any_timeline: Any, data: st.DataObject) -> None:
    guideline = data.draw(any_timeline)
    day = date(2019, 6, 1) + timedelta(days=data.draw(st.integers(0, 900)))
    state = applicable(guideline, day)
    held = [row for row in timeline_rows(guideline) if any(day in period for period in row.periods)]
    assert len(held) == 1
    assert held[0].version == (state.version if isinstance(state, InForce) else None)
    assert held[0].is_unknown == isinstance(state, Unknown)
