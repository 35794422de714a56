"""The floors a run must keep (gates.yaml), checked over groups of cases."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from evals import messages
from evals.errors import EvaluationError
from evals.model import DOCUMENT, Case, Kind, Score
from evals.score.metrics import METRICS, Rate, wilson

REMAINING = "remaining"
"""The metric of the share of cases that is left to judge."""
PROMISES = frozenset({"verbatim", "superseded_as_current"})
"""What holds for every answer, whatever the right one is; no case is exempt from it."""


Group: TypeAlias = Annotated[
    str,
    StringConstraints(
        pattern=rf"^(dialogue|({DOCUMENT}:)?(all|kind:({'|'.join(Kind)})|language:(sv|en|other))|(tag|suite):.+)$"
    ),
]
"""A name of `group_scores`; a misspelt one would have nothing to measure, and nothing to measure holds."""


class Gate(BaseModel):
    """A metric over a group of cases must be at least, or at most, so much."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    group: Group = "all"
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, rate: Rate) -> bool:
        """Whether a measured figure keeps the floor; nothing to measure keeps every floor."""
        if math.isnan(rate.value):
            return True
        above = self.at_least is None or rate.value >= self.at_least
        return above and (self.at_most is None or rate.value <= self.at_most)


class Floors(BaseModel):
    """What must hold over some cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    remaining: Mapping[Group, float] = {}
    """Group to the share of its cases that must be left to judge."""
    floors: tuple[Gate, ...]


class Gates(Floors):
    """All that must hold, as it stands in gates.yaml."""

    guidelines: Mapping[str, Floors] = {}
    """Guidelines with floors of their own: their cases do not count for the others."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """A gate and what was measured for it."""

    gate: Gate
    rate: Rate
    held: bool
    guideline: str = ""
    """Whose cases it is about, where they have floors of their own."""

    @property
    def is_promise(self) -> bool:
        """Whether it is about what every answer promises, and not about how many are right."""
        return self.gate.metric in PROMISES


def load_gates(file: Path) -> Gates:
    """Read the floors. Raises EvaluationError naming what is wrong."""
    try:
        gates = Gates.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise EvaluationError(messages.BAD_GATES.format(file=file, reason=error)) from error
    for gate in (gate for floors in (gates, *gates.guidelines.values()) for gate in floors.floors):
        if gate.metric not in METRICS:
            raise EvaluationError(messages.BAD_GATES.format(file=file, reason=gate.metric))
    return gates


def check_gates(
    gates: Gates, cases: Sequence[Case], scores: Sequence[Score], judged: Collection[str]
) -> list[GateResult]:
    """Measure every gate over the cases with the ids `judged`; what every answer promises, over all of them."""
    apart = {case.case_id: case.guideline for case in cases if case.guideline in gates.guidelines and not case.corpus}
    results = []
    for guideline, floors in {"": gates, **gates.guidelines}.items():
        own = [score for score in scores if apart.get(score.case_id, "") == guideline]
        results += [
            GateResult(gate, rate, gate.holds(rate), guideline) for gate, rate in _measured(floors, cases, own, judged)
        ]
    return results


def _measured(
    floors: Floors, cases: Sequence[Case], scores: Sequence[Score], judged: Collection[str]
) -> Iterator[tuple[Gate, Rate]]:
    """Every gate of some cases with its figure."""
    every = group_scores(cases, scores)
    left = group_scores(cases, [score for score in scores if score.case_id in judged])
    for group, share in floors.remaining.items():
        rate = wilson(len(left.get(group, [])), len(every.get(group, [])))
        yield Gate(metric=REMAINING, group=group, at_least=share), rate
    for gate in floors.floors:
        groups = every if gate.metric in PROMISES else left
        yield gate, METRICS[gate.metric](groups.get(gate.group, []))


def group_scores(cases: Sequence[Case], scores: Sequence[Score]) -> Mapping[str, list[Score]]:
    """Scores by group: "all", "kind:…", "language:…", "tag:…", "suite:…" and "dialogue".

    Cases about versions in time form groups of their own: they ask made-up guidelines without sample questions, so how
    well they are understood says nothing about the others. So do those about documents that nothing is taught about:
    the same names with "document:" before them.
    """
    by_id = {case.case_id: case for case in cases}
    groups: dict[str, list[Score]] = {"all": []}
    for score in scores:
        case = by_id[score.case_id]
        language = case.language if case.language in ("sv", "en") else "other"
        names = [f"kind:{case.kind}", f"suite:{case.suite}", *(f"tag:{tag}" for tag in sorted(case.tags))]
        if case.is_document:
            names = [f"{DOCUMENT}:{name}" for name in ("all", f"kind:{case.kind}", f"language:{language}")]
        elif case.kind is not Kind.VERSION:
            names += ["all", f"language:{language}", *(["dialogue"] if len(case.turns) > 1 else [])]
        for name in names:
            groups.setdefault(name, []).append(score)
    return groups
