"""Who waits, who joins, who is turned away, and what is given again."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from assistant.computations import Computation, Computations
from assistant.errors import BusyError
from assistant.model import Answer, Event, Progress
from corpus.model import Status

SECONDS = 20
ANSWER = Answer(Status.OFF_TOPIC, None, (), (), (), "sv", "Fråga?", date(2026, 1, 1), is_today=True, publication="p")


class Held:
    """A way to compute that stops after its first event until it is let go, and counts how often it was begun."""

    def __init__(self) -> None:
        self.go, self.begun, self.times = threading.Event(), threading.Event(), 0

    def __call__(self) -> Iterator[Event]:
        self.times += 1
        yield Progress("check")
        self.begun.set()
        assert self.go.wait(SECONDS)
        yield ANSWER


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def computations(workers: int = 1, most_waiting: int = 8, **given: float) -> Computations:
    settings = {"patience": 60.0, "kept": 2, "kept_seconds": 600.0, **given}
    return Computations(workers=workers, most_waiting=most_waiting, **settings)  # type: ignore[arg-type]


def at_once() -> Iterator[Event]:
    yield ANSWER


def broken() -> Iterator[Event]:
    yield Progress("check")
    raise ZeroDivisionError


async def heard(computation: Computation) -> list[Event]:
    return [event async for event in computation]


WAYS: list[Callable[[Computation], list[Event]]] = [list, lambda each: asyncio.run(heard(each))]


@pytest.mark.parametrize("hear", WAYS)
def test_all_who_ask_the_same_hear_the_same_from_the_beginning(hear: Callable[[Computation], list[Event]]) -> None:
    held, made = Held(), computations()
    first = made.start("a", held)
    assert held.begun.wait(SECONDS)
    with ThreadPoolExecutor(4) as askers:
        heard = [askers.submit(hear, made.start("a", held)) for _ in range(4)]
        time.sleep(0.05)
        assert not any(each.done() for each in heard)
        held.go.set()
        assert [each.result(SECONDS) for each in heard] == [[Progress("check"), ANSWER]] * 4
    assert (held.times, first.answer) == (1, ANSWER)


@pytest.mark.parametrize("hear", WAYS)
def test_what_goes_wrong_is_told_to_all_and_not_kept(hear: Callable[[Computation], list[Event]]) -> None:
    made = computations()
    for _ in range(2):
        computation = made.start("a", broken)
        with pytest.raises(ZeroDivisionError):
            hear(computation)
        assert computation.answer is None
    assert hear(made.start("a", at_once)) == [ANSWER]


def test_no_more_is_computed_at_once_than_there_are_workers() -> None:
    made, held = computations(workers=2), [Held(), Held(), Held()]
    waiting = [made.start(str(number), each) for number, each in enumerate(held)]
    assert held[0].begun.wait(SECONDS)
    assert held[1].begun.wait(SECONDS)
    assert not held[2].begun.wait(0.1)
    held[0].go.set()
    assert held[2].begun.wait(SECONDS)
    for each in held:
        each.go.set()
    assert all(list(each)[-1] == ANSWER for each in waiting)


def test_more_than_may_wait_are_turned_away_and_places_come_back() -> None:
    made, held = computations(most_waiting=1), Held()
    made.start("a", held)
    assert held.begun.wait(SECONDS)
    waiting = made.start("b", at_once)
    with pytest.raises(BusyError):
        made.start("c", at_once)
    assert made.start("b", at_once) is waiting  # joining takes no place
    held.go.set()
    assert list(waiting) == [ANSWER]
    assert list(made.start("c", at_once)) == [ANSWER]


def test_nobody_waits_longer_than_the_patience_lasts() -> None:
    made, held = computations(patience=0.15), Held()  # an answer is first thought to take a tenth of a second
    made.start("a", held)
    assert held.begun.wait(SECONDS)
    for name in ("b", "c"):
        made.start(name, at_once)
    with pytest.raises(BusyError):
        made.start("d", at_once)
    held.go.set()


def test_answers_are_kept_for_a_while_the_last_asked_ones_longest() -> None:
    clock = Clock()
    made = Computations(workers=1, most_waiting=8, patience=60, kept=2, kept_seconds=600, clock=clock)
    first = made.start("a", at_once)
    list(first)
    list(made.start("b", at_once))
    assert made.start("a", at_once) is first
    list(made.start("c", at_once))
    assert made.start("a", at_once) is first
    clock.now = 601
    again = made.start("a", at_once)
    assert again is not first
    list(again)
    unkept = made.start("d", at_once, keep=False)
    list(unkept)
    assert made.start("d", at_once) is not unkept


def test_who_leaves_leaves_the_others_alone() -> None:
    held, made = Held(), computations()

    async def leave_early(computation: Computation) -> None:
        async for _ in computation:
            break

    computation = made.start("a", held)
    asyncio.run(leave_early(computation))
    held.go.set()
    assert list(computation)[-1] == ANSWER
