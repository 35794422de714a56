"""Answers in the making: by as few threads as there are cores, and shared by all who ask the same.

More threads than cores make every answer slower and none sooner, so questions wait in line; one that would wait too
long is turned away at once. A question that is being answered is joined by those that ask the same, and an answer given
within the last minutes is given again. Keys are for the caller to make, so that nothing here holds what somebody wrote.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial

from assistant.errors import BusyError
from assistant.logs import REQUEST
from assistant.model import Answer, Draft, Event, Progress
from assistant.observation import Observation, Observer, Step, Unobserved

_LEARNED = 0.1
"""Weight of the last answer's time in the average by which the wait is foreseen."""
_FIRST_GUESS_SECONDS = 0.1


class Computation:
    """The events of one answer: those that have come, and the way to wait for the rest."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._fault: BaseException | None = None
        self._changed = threading.Condition()
        self._wakers: set[Callable[[], None]] = set()
        self.done = False

    def put(self, event: Event) -> None:
        """One more event."""
        self._change(lambda: self._events.append(event))

    def finish(self, fault: BaseException | None = None) -> None:
        """Nothing more will come."""

        def end() -> None:
            self._fault, self.done = fault, True

        self._change(end)

    def _change(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()
            wakers = tuple(self._wakers)
        for wake in wakers:
            wake()

    @property
    def answer(self) -> Answer | None:
        """The whole answer, once it is there."""
        last = self._events[-1] if self.done and self._fault is None and self._events else None
        return last if isinstance(last, Answer) else None

    def __iter__(self) -> Iterator[Event]:
        """The events from the first on, as they come. Raises what the computation raised."""
        place = 0
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self.done or len(self._events) > place)  # noqa: B023  waits at once
                new, done = self._events[place:], self.done
            yield from new
            place += len(new)
            if done:
                break
        if self._fault is not None:
            raise self._fault

    async def __aiter__(self) -> AsyncIterator[Event]:
        """The same without a thread that waits."""
        loop, changed, place = asyncio.get_running_loop(), asyncio.Event(), 0

        def wake() -> None:
            loop.call_soon_threadsafe(changed.set)

        with self._changed:
            self._wakers.add(wake)
        try:
            while True:
                changed.clear()
                with self._changed:
                    new, done = self._events[place:], self.done
                for event in new:
                    yield event
                place += len(new)
                if done:
                    break
                await changed.wait()
        finally:
            with self._changed:
                self._wakers.discard(wake)
        if self._fault is not None:
            raise self._fault


class Computations:
    """All answers in the making, and the last ones made.

    `workers` threads compute; at most `most_waiting` questions wait, and none that would wait longer than `patience`
    seconds. `kept` answers are remembered for `kept_seconds`.
    """

    def __init__(
        self, *, workers: int, most_waiting: int, patience: float, kept: int, kept_seconds: float,
        observer: Observer | None = None, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="answer")
        self._workers, self._most_waiting, self._patience = workers, most_waiting, patience
        self._kept, self._kept_seconds, self._clock = kept, kept_seconds, clock
        self._observer = observer or Unobserved()
        self._lock = threading.Lock()
        self._running: dict[str, Computation] = {}
        self._last: OrderedDict[str, tuple[float, Computation]] = OrderedDict()
        self._waiting = 0
        self._seconds = _FIRST_GUESS_SECONDS

    def start(self, key: str, compute: Callable[[], Iterator[Event]], *, keep: bool = True) -> Computation:
        """The computation under `key`: the one that runs, the one that was kept, or a new one. Raises BusyError."""
        with self._lock:
            known = self._running.get(key) or self._remembered(key)
            wait = self._waiting * self._seconds / self._workers
            refused = known is None and (self._waiting >= self._most_waiting or wait > self._patience)
            if known is None and not refused:
                computation = self._running[key] = Computation()
                self._waiting += 1
        if refused:
            self._observer.refused()
            raise BusyError
        if known is not None:
            self._observer.shared()
            return known
        work = partial(self._run, key, computation, compute, keep=keep, asked=self._clock())
        self._pool.submit(copy_context().run, work)  # with the request's id
        return computation

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return self._waiting

    def _remembered(self, key: str) -> Computation | None:
        made, computation = self._last.get(key, (0.0, None))
        if computation is None or self._clock() - made > self._kept_seconds:
            self._last.pop(key, None)
            return None
        self._last.move_to_end(key)
        return computation

    def _run(
        self, key: str, computation: Computation, compute: Callable[[], Iterator[Event]], *, keep: bool, asked: float
    ) -> None:
        with self._lock:
            self._waiting -= 1
        watch, fault = _Watch(self._clock, asked), None
        try:
            for event in compute():
                watch.saw(event)
                computation.put(event)
        except BaseException as error:  # those who wait are told, whatever it is
            fault = error
        if watch.core_seconds is not None:
            self._learn(watch.core_seconds)
        with self._lock:
            del self._running[key]
            if keep and fault is None:
                self._last[key] = (self._clock(), computation)
                while len(self._last) > self._kept:
                    self._last.popitem(last=False)
        computation.finish(fault)
        self._observer.ended(watch.observation(computation.answer, fault))

    def _learn(self, seconds: float) -> None:
        with self._lock:
            self._seconds += _LEARNED * (seconds - self._seconds)


class _Watch:
    """Times one computation by its events."""

    def __init__(self, clock: Callable[[], float], asked: float) -> None:
        self._clock, self._began, self._at = clock, clock(), time.time()
        self._waited = self._began - asked
        self._steps: list[tuple[str, float]] = []
        self._first: float | None = None
        self.core_seconds: float | None = None
        """Until the answer stood: what a language model adds takes its own time, and no core."""

    def saw(self, event: Event) -> None:
        """Note when it came."""
        now = self._clock() - self._began
        if isinstance(event, Progress):
            self._steps.append((event.step, now))
        elif self._first is None:
            self._first = now
        if self.core_seconds is None and isinstance(event, Draft | Answer):
            self.core_seconds = now

    def observation(self, answer: Answer | None, fault: BaseException | None) -> Observation:
        """What was seen, now that it has ended."""
        seconds = self._clock() - self._began
        until = self._first if self._first is not None else seconds
        ends = [*(at for _, at in self._steps[1:]), until]
        steps = tuple(Step(name, at, end - at) for (name, at), end in zip(self._steps, ends, strict=False))
        return Observation(self._at, self._waited, seconds, self._first, steps, answer, fault, REQUEST.get())
