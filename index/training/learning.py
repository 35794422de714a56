"""The loop by which a part of the network learns: steps, their rate, and what a stopped training goes on from."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from tqdm import tqdm

from index import messages
from index.errors import TrainingError

T = TypeVar("T")
_SAVE_SECONDS = 60.0
_CLIP = 1.0
_LAST_RATE = 0.02


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast a part learns."""

    epochs: int
    rate: float
    """Highest learning rate, of the layers."""
    head_rate: float
    """The same of what begins without knowledge."""
    batch: int
    """Items a step."""
    warm_up: float = 0.06
    """Share of the steps in which the rate rises; from there on it falls in a line."""
    decay: float = 0.01


def learn(
    part: nn.Module,
    items: Callable[[int], Sequence[T]],
    loss_of: Callable[[T, int], Tensor],
    schedule: Schedule,
    state_file: Path,
    after_epoch: Callable[[int], None],
    material: str = "",
) -> None:
    """Train a part in place. The same items, schedule and seed give the same part, stopped in between or not.

    `items` are those of an epoch in its order, `loss_of` an item's loss with the number of its epoch; `material` tells
    what they are and in what order they come. Raises TrainingError when the state file belongs to another training or
    network.
    """
    learning = [(name.split("."), weight) for name, weight in part.named_parameters() if weight.requires_grad]
    layers = [weight for name, weight in learning if "layers" in name]
    heads = [weight for name, weight in learning if "layers" not in name]
    groups = [{"params": layers, "lr": schedule.rate}, {"params": heads, "lr": schedule.head_rate}]
    optimizer = torch.optim.AdamW([group for group in groups if group["params"]], weight_decay=schedule.decay)
    steps_an_epoch = -(-len(items(0)) // schedule.batch)
    steps = steps_an_epoch * schedule.epochs
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, schedule.warm_up))
    shapes = {name: tuple(weight.shape) for name, weight in part.state_dict().items()}
    identity = {**asdict(schedule), "steps": steps, "material": material, "part": shapes}
    done = _resumed(state_file, identity, part, optimizer, rates)
    saved = time.monotonic()
    bar = tqdm(initial=done, total=steps, desc=messages.LEARNING.format(part=type(part).__name__), disable=None)
    for epoch in range(done // steps_an_epoch, schedule.epochs):
        order = items(epoch)
        for step in range(done - epoch * steps_an_epoch, steps_an_epoch):
            batch = order[step * schedule.batch : (step + 1) * schedule.batch]
            optimizer.zero_grad()
            for item in batch:
                (loss_of(item, epoch) / len(batch)).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(part.parameters(), _CLIP)
            optimizer.step()
            rates.step()
            done += 1
            bar.update()
            if time.monotonic() - saved > _SAVE_SECONDS or done == steps:
                _save(state_file, identity, done, part, optimizer, rates)
                saved = time.monotonic()
        after_epoch(epoch + 1)
    bar.close()


def _rate(step: int, steps: int, warm_up: float) -> float:
    rising = (step + 1) / max(1.0, warm_up * steps)
    falling = (steps - step) / steps
    return min(rising, max(_LAST_RATE, falling))


def _resumed(file: Path, identity: dict[str, Any], part: nn.Module, *others: Any) -> int:
    """The number of steps that were done, with everything as it was after them."""
    if not file.is_file():
        return 0
    saved = torch.load(file, weights_only=True)
    if saved["identity"] != identity:
        raise TrainingError(messages.OTHER_TRAINING.format(file=file))
    part.load_state_dict(saved["part"])
    for other, state in zip(others, saved["others"], strict=True):
        other.load_state_dict(state)
    return int(saved["done"])


def _save(file: Path, identity: dict[str, Any], done: int, part: nn.Module, *others: Any) -> None:
    state = {
        "identity": identity,
        "done": done,
        "part": part.state_dict(),
        "others": [other.state_dict() for other in others],
    }
    beside = file.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(file)
