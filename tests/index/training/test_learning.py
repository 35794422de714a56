"""A part of two linear layers learns sums; what is said here of it holds of the network's parts."""

from __future__ import annotations

import contextlib
import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from index.errors import TrainingError
from index.training import learning
from index.training.learning import Schedule, learn

SCHEDULE = Schedule(epochs=3, rate=0.02, head_rate=0.05, batch=4)
ITEMS = list(range(10))
STEP_ENDS = [0, 4, 8, 10, 14, 18, 20, 24, 28, 30]
"""Three steps an epoch, the last of them smaller."""


def new_part() -> nn.Module:
    torch.manual_seed(1)
    return nn.ModuleDict({"layers": nn.Linear(3, 3), "head": nn.Linear(3, 1)})


def order_of(epoch: int) -> list[int]:
    return random.Random(f"7 {epoch}").sample(ITEMS, len(ITEMS))


WHOLE = [item for epoch in range(SCHEDULE.epochs) for item in order_of(epoch)]


def loss(part: nn.Module, item: int) -> Tensor:
    given = torch.randn(3, generator=torch.Generator().manual_seed(item))
    assert isinstance(part, nn.ModuleDict)
    found: Tensor = part["head"](part["layers"](given))
    return ((found - given.sum()) ** 2).sum()


def taught(state_file: Path, schedule: Schedule = SCHEDULE, most: int | None = None) -> tuple[nn.Module, list[int]]:
    """A part that has learned, and the items that it learned from; stopped where there would be more than `most`."""
    part = new_part()
    items: list[int] = []

    def loss_of(item: int, epoch: int) -> Tensor:
        if len(items) == most:
            raise KeyboardInterrupt
        items.append(item)
        return loss(part, item)

    with contextlib.suppress(KeyboardInterrupt):
        learn(part, order_of, loss_of, schedule, state_file, lambda _: None)
    return part, items


def same(one: nn.Module, other: nn.Module) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_what_is_learned_makes_the_loss_fall(tmp_path: Path) -> None:
    after, _ = taught(tmp_path / "state.pt", replace(SCHEDULE, epochs=20))
    was, became = (sum(loss(part, item).item() for item in ITEMS) for part in (new_part(), after))
    assert became < was / 4


def test_every_epoch_is_learned_in_its_own_order(tmp_path: Path) -> None:
    _, items = taught(tmp_path / "state.pt")
    assert items == WHOLE
    assert order_of(0) != order_of(1)


def test_the_same_items_give_the_same_weights(tmp_path: Path) -> None:
    one, other = taught(tmp_path / "one.pt")[0], taught(tmp_path / "other.pt")[0]
    assert same(one, other)
    assert not same(one, new_part())


@pytest.mark.parametrize("stop", [0, 3, 4, 6, 9, 10, 13, 20, 25, 29])
def test_a_training_that_was_stopped_ends_as_if_it_had_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    monkeypatch.setattr(learning, "_SAVE_SECONDS", -1.0)  # after every step
    _, first = taught(tmp_path / "state.pt", most=stop)
    resumed, rest = taught(tmp_path / "state.pt")
    assert first == WHOLE[:stop]
    assert rest == WHOLE[max(end for end in STEP_ENDS if end <= stop) :]
    assert same(resumed, taught(tmp_path / "whole.pt")[0])


def test_it_may_be_stopped_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_SAVE_SECONDS", -1.0)
    for _ in STEP_ENDS:
        resumed, _ = taught(tmp_path / "state.pt", most=5)
    assert same(resumed, taught(tmp_path / "whole.pt")[0])


def test_between_two_savings_nothing_is_kept(tmp_path: Path) -> None:
    taught(tmp_path / "state.pt", most=len(WHOLE) - 1)
    assert list(tmp_path.iterdir()) == []
    taught(tmp_path / "state.pt")
    assert list(tmp_path.iterdir()) == [tmp_path / "state.pt"]


def test_what_has_been_learned_is_not_learned_again(tmp_path: Path) -> None:
    part, _ = taught(tmp_path / "state.pt")
    again, items = taught(tmp_path / "state.pt")
    assert items == []
    assert same(again, part)


@pytest.mark.parametrize(
    "other",
    [
        replace(SCHEDULE, epochs=4),
        replace(SCHEDULE, rate=0.03),
        replace(SCHEDULE, head_rate=0.0),
        replace(SCHEDULE, batch=5),
        replace(SCHEDULE, batch=2, epochs=1),
        replace(SCHEDULE, warm_up=0.2),
        replace(SCHEDULE, decay=0.0),
    ],
)
def test_the_state_of_another_schedule_is_refused_and_kept(tmp_path: Path, other: Schedule) -> None:
    taught(tmp_path / "state.pt")
    kept = (tmp_path / "state.pt").read_bytes()
    with pytest.raises(TrainingError, match=r"state\.pt"):
        taught(tmp_path / "state.pt", other)
    assert (tmp_path / "state.pt").read_bytes() == kept


def test_the_state_of_more_items_is_refused(tmp_path: Path) -> None:
    taught(tmp_path / "state.pt")
    part = new_part()
    with pytest.raises(TrainingError, match=r"state\.pt"):
        learn(
            part, lambda _: [*ITEMS, *ITEMS], lambda item, _: loss(part, item), SCHEDULE, tmp_path / "state.pt", print
        )


@pytest.mark.parametrize(("still", "moved"), [("layers", "head"), ("head", "layers")])
def test_layers_and_heads_have_rates_of_their_own(tmp_path: Path, still: str, moved: str) -> None:
    rates = {"layers": "rate", "head": "head_rate"}
    part, _ = taught(tmp_path / "state.pt", replace(SCHEDULE, **{rates[still]: 0.0}))  # type: ignore[arg-type]
    assert same(part.get_submodule(still), new_part().get_submodule(still))
    assert not same(part.get_submodule(moved), new_part().get_submodule(moved))


def test_a_part_without_heads_learns(tmp_path: Path) -> None:
    part = new_part()
    layers = nn.ModuleDict({"layers": part.get_submodule("layers")})
    learn(layers, order_of, lambda item, _: loss(part, item), SCHEDULE, tmp_path / "state.pt", lambda _: None)
    assert not same(layers, new_part().get_submodule("layers"))
    assert same(part.get_submodule("head"), new_part().get_submodule("head"))


def test_the_end_of_every_epoch_is_told(tmp_path: Path) -> None:
    part = new_part()
    told: list[int] = []
    learn(part, order_of, lambda item, _: loss(part, item), SCHEDULE, tmp_path / "state.pt", told.append)
    assert told == [1, 2, 3]
