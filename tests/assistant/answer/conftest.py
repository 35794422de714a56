"""Answers composed from decisions made by hand, over a guideline of every role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from assistant.answer.citations import verify
from assistant.answer.compose import compose
from assistant.decision.model import AskedDay, Decision, TimeSlice
from assistant.decision.scope import scope_on
from assistant.model import Answer, ClaimKind
from corpus.model import Catalogue, PassageKind, Role, Status
from corpus.period import Period

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

Answered: TypeAlias = Callable[..., Answer]
THEN, LATER = Period(date(2021, 1, 1), date(2021, 12, 31)), Period(date(2022, 1, 1), date(2023, 12, 31))
LOST, OWN = Period(date(2010, 1, 1), date(2010, 12, 31)), Period.of(date(2026, 11, 23))


@pytest.fixture(scope="module")
def catalogue(made: type[Made]) -> Catalogue:
    passages = (
        made.passage("titel", "Påhittad riktlinje", kind=PassageKind.TITLE),
        made.passage("kurs", role=Role.SUPPORT),
        made.passage("resa", role=Role.SUPPORT, conditions=("avtal", "kvitto")),
        made.passage("lokal", role=Role.SUPPORT, conditions=("avtal",)),
        made.passage("alkohol", role=Role.EXCLUSION),
        made.passage("tobak", role=Role.EXCLUSION),
        made.passage("avtal", role=Role.CONDITION),
        made.passage("kvitto", role=Role.CONDITION),
        made.passage("ansokan", role=Role.PROCEDURE, refers_to="Påhittade ansökningsregler"),
        made.passage("historik", "Påhittad policy, fastställd 131128 och 090611", role=Role.HISTORY),
    )
    bank = made.bank(*passages, gaps=(made.gap("belopp"), made.gap("tid")))
    return made.catalogue(made.version("2020", *passages, valid_from=date(2020, 1, 1)), bank=bank)


@pytest.fixture(scope="module")
def answer(made: type[Made], catalogue: Catalogue) -> Answered:
    """answer(anchors …, status=…, near=…, day=…, language=…, text=…): of one decision."""

    def answer(*anchors: str, status: Status = Status.ANSWERED, near: tuple[str, ...] = (), **more: Any) -> Answer:
        keys = ("day", "language", "text")
        state = {key: more.pop(key) for key in keys if key in more}
        decision = Decision(status, passages=made.cited(catalogue, *anchors), near=made.cited(catalogue, *near), **more)
        return verify(compose(made.state(catalogue, decision, **state), catalogue, "påhittad"), catalogue)

    return answer


@pytest.fixture(scope="module")
def answer_in_time(made: type[Made], catalogue: Catalogue) -> Answered:
    """answer_in_time((period, status or None, anchors) …, day=…): one part of the time each."""

    def answer_in_time(
        *parts: tuple[Period, Status | None, tuple[str, ...]], day: AskedDay | None = None, held: Catalogue = catalogue
    ) -> Answer:
        slices = [
            TimeSlice(
                period,
                scope_on(held, period.first),
                decision=Decision(status, made.cited(held, *anchors)) if status else None,
            )
            for period, status, anchors in parts
        ]
        whole = Period(parts[0][0].first, parts[-1][0].last)
        state = replace(
            made.state(held, None), slices=tuple(slices), day=day or AskedDay(made.today, whole.last, whole)
        )
        return verify(compose(state, held, "påhittad"), held)

    return answer_in_time


def claims(answer: Answer, kind: ClaimKind) -> list[str]:
    return [claim.text for claim in answer.claims if claim.kind is kind]
