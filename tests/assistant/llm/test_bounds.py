"""Calls within bounds: places, time, length and failures."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Generator, Iterator

import pytest

from assistant.llm.bounds import THREAD, Bounds
from assistant.llm.breaker import Breaker
from assistant.llm.model import Trouble, TroubleError


def fails() -> Iterator[int]:
    raise OSError("nej")
    yield 1


def trouble(bounds: Bounds, start: Callable[[], Iterator[int]]) -> Trouble | None:
    try:
        list(bounds.within(start))
    except TroubleError as error:
        return error.trouble
    return None


def test_what_comes_is_given_in_order() -> None:
    assert list(Bounds(at_once=1, seconds=5, most=10).within(lambda: iter(range(5)))) == [0, 1, 2, 3, 4]


def test_what_has_no_end_is_ended_and_its_thread_lets_go() -> None:
    bounds = Bounds(at_once=1, seconds=5, most=50)
    assert trouble(bounds, lambda: itertools.count()) is Trouble.ENDLESS
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join(timeout=5)
            assert not thread.is_alive()
    assert list(bounds.within(lambda: iter([1]))) == [1]


def test_a_slow_reader_lets_nothing_pile_up() -> None:
    brought: list[int] = []

    def counted() -> Iterator[int]:
        for number in range(10_000):
            brought.append(number)
            yield number

    first = Bounds(at_once=1, seconds=1, most=10_000).within(counted)
    next(first)
    time.sleep(0.5)
    assert len(brought) < 50
    time.sleep(0.7)
    with pytest.raises(TroubleError) as error:
        list(first)
    assert error.value.trouble is Trouble.SLOW


def test_when_no_thread_can_be_started_the_place_is_free_again(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = Bounds(at_once=1, seconds=5, most=10)
    with monkeypatch.context() as patch:

        def start(_: threading.Thread) -> None:
            raise RuntimeError("can't start new thread")

        patch.setattr(threading.Thread, "start", start)
        assert trouble(bounds, lambda: iter([1])) is Trouble.FAILED
    assert list(bounds.within(lambda: iter([1]))) == [1]


def test_a_reader_that_leaves_is_no_failure_and_no_success() -> None:
    bounds = Bounds(at_once=1, seconds=5, most=1000)
    for _ in range(2):
        assert trouble(bounds, fails) is Trouble.FAILED
    leaving = bounds.within(lambda: itertools.count())
    next(leaving)
    assert isinstance(leaving, Generator)
    leaving.close()
    while trouble(bounds, fails) is Trouble.BUSY:
        time.sleep(0.01)
    assert trouble(bounds, fails) is Trouble.PAUSED


def test_after_a_pause_one_may_try_and_the_others_wait_for_what_becomes_of_it() -> None:
    now = [0.0]
    breaker = Breaker(2, 60, lambda: now[0])
    for _ in range(2):
        assert breaker.admits()
        breaker.failed()
    assert not breaker.admits()
    now[0] = 61
    assert [breaker.admits() for _ in range(3)] == [True, False, False]
    breaker.failed()
    assert not breaker.admits()
    now[0] = 130
    assert breaker.admits()
    breaker.was_dropped()
    assert breaker.admits()
    breaker.went_well()
    assert all(breaker.admits() for _ in range(3))
