"""What a language model answered, kept with the run, so that a run can be judged again without the model."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.llm.provider import Model
from evals import messages
from evals.errors import NoRunError
from index.embedding.e5_file import bundled_file
from index.embedding.tokenizer import PieceTokenizer

FILE = "model.jsonl"
_NEVER_CUT = 1_000_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call: what was asked, as a hash, what came of it, and what that cost."""

    key: str
    written: Mapping[str, Any]
    """The last that was written; empty where nothing usable was."""
    seconds: float
    sent: str
    """Instructions and data, for counting."""


class Recording:
    """A model whose calls are kept, and answered from what is kept where they are known.

    Without a model, a call that is not known brings nothing.
    """

    def __init__(self, model: Model | None, calls: Mapping[str, Call] | None = None) -> None:
        self._model, self._calls, self._lock = model, dict(calls or {}), threading.Lock()

    @property
    def calls(self) -> tuple[Call, ...]:
        """All that are kept."""
        with self._lock:
            return tuple(self._calls.values())

    def replayed(self) -> Recording:
        """The same without the model."""
        return Recording(None, {call.key: call for call in self.calls})

    def stream(
        self, instructions: str, data: str, schema: Mapping[str, Any], *, whole: bool = False
    ) -> Iterator[Mapping[str, Any]]:
        """See `assistant.llm.provider.Model`."""
        key = hashlib.sha256(f"{instructions}\n{data}".encode()).hexdigest()
        with self._lock:
            known = self._calls.get(key)
        if known is not None or self._model is None:
            yield known.written if known is not None else {}
            return
        began, written = time.perf_counter(), dict[str, Any]()
        try:
            for piece in self._model.stream(instructions, data, schema, whole=whole):
                written = dict(piece)
                yield piece
        finally:  # a call that failed or was given up has cost its time, too
            call = Call(key, written, time.perf_counter() - began, f"{instructions}\n{data}")
            with self._lock:
                self._calls[key] = call

    def save(self, folder: Path) -> None:
        """Write the calls into a run's folder."""
        lines = [json.dumps(asdict(call), ensure_ascii=False) for call in self.calls]
        (folder / FILE).write_text("\n".join([*lines, ""]), encoding="utf-8")


def pieces_of(calls: Sequence[Call]) -> dict[str, tuple[int, int]]:
    """How many pieces of text each call sent and wrote, by its key; as the assistant's own tokenizer cuts it."""
    tokenizer = PieceTokenizer(bundled_file().pieces, _NEVER_CUT)
    sent = tokenizer.pieces([call.sent for call in calls])
    written = tokenizer.pieces([json.dumps(call.written, ensure_ascii=False) for call in calls])
    return {call.key: (len(a), len(b)) for call, a, b in zip(calls, sent, written, strict=True)}


def load_recording(folder: Path) -> Recording:
    """The calls of a saved run, without its model. Raises NoRunError."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
        calls = [Call(**json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError) as error:
        raise NoRunError(messages.NO_RECORDING.format(folder=folder, reason=error)) from error
    return Recording(None, {call.key: call for call in calls})
