"""A measurement as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evals import messages
from evals.measure.floor import Floor
from evals.measure.scale import Building, Search
from evals.measure.speed import Timing


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured in one run."""

    timing: Timing
    floor: Floor
    building: Building | None
    searches: tuple[Search, ...]


def table(measured: Measured) -> str:
    """In Markdown; every median beside the floor that was measured in the same run."""
    return "\n".join(_lines(measured))


def _lines(measured: Measured) -> Iterator[str]:
    timing, floor = measured.timing, measured.floor
    asked = timing.questions * len(timing.loads)
    memory = {"before": _megabytes(timing.memory_mb), "after": _megabytes(timing.memory_after_mb)}
    yield messages.BENCH_START.format(timing=timing, floor=floor, asked=asked, **memory)
    yield messages.BENCH_LOADS
    for load in timing.loads:
        yield messages.BENCH_LOAD.format(load=load, ratio=load.p50 / floor.embed_and_search)
    if measured.building is not None:
        yield messages.BENCH_BUILDING.format(building=measured.building)
    if measured.searches:
        yield messages.BENCH_SEARCHES
    for search in measured.searches:
        yield messages.BENCH_SEARCH.format(search=search, memory=_megabytes(search.memory_mb))


def _megabytes(value: float | None) -> str:
    return messages.NOT_TOLD if value is None else messages.MEGABYTES.format(value=value)
