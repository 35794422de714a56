"""The assistant as a running service: loads in the background, answers from what is published now."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant.errors import AssistantError
from assistant.pipeline import Pipeline
from corpus.timeline import today
from index.cached import CachedEmbedder
from index.errors import BrokenIndexError, SearchIndexError
from index.model import Embedder
from index.published import LiveIndex

log = logging.getLogger(__name__)


class NotReadyError(AssistantError):
    """The service has not finished loading."""


class BusyError(AssistantError):
    """As many questions as allowed are being answered already."""


class Engine:
    """Holds the index and the model. `start` returns at once; `pipeline` works when `ready` is true."""

    def __init__(
        self,
        data_dir: Path,
        load_model: Callable[[], Embedder],
        *,
        max_waiting: int = 64,
        clock: Callable[[], date] = today,
    ) -> None:
        self._data_dir, self._load_model, self._clock = data_dir, load_model, clock
        self._places = threading.BoundedSemaphore(max_waiting)
        self._loaded = threading.Event()
        self._index: LiveIndex | None = None
        self._embedder: CachedEmbedder | None = None
        self.failure: SearchIndexError | None = None
        """Why loading failed, if it did."""

    def start(self, on_failure: Callable[[], None] | None = None) -> None:
        """Load in a thread of its own, so that the port can open meanwhile."""

        def load() -> None:
            try:
                self.load()
            except SearchIndexError as error:
                self.failure = error
                if on_failure is not None:
                    on_failure()

        threading.Thread(target=load, name="load-engine", daemon=True).start()

    def load(self) -> None:
        """Open the index and load the model. Raises SearchIndexError."""
        self._index = LiveIndex(self._data_dir)
        embedder = self._load_model()
        built_with = self._index.get().manifest.model
        if embedder.identity != built_with:
            raise BrokenIndexError(f"{built_with} ≠ {embedder.identity}")
        self._embedder = CachedEmbedder(embedder)
        self._loaded.set()

    @property
    def ready(self) -> bool:
        """Whether questions can be answered."""
        return self._loaded.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until ready; False when that takes longer."""
        return self._loaded.wait(seconds)

    @property
    def index(self) -> LiveIndex:
        """The index that follows what is published. Raises NotReadyError while loading."""
        if self._index is None:
            raise NotReadyError
        return self._index

    @contextmanager
    def pipeline(self) -> Iterator[Pipeline]:
        """A pipeline over what is published now. Raises NotReadyError, or BusyError when all places are taken."""
        if not self.ready or self._embedder is None:
            raise NotReadyError
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            yield Pipeline(self.index.get(), self._embedder, self._clock)
        finally:
            self._places.release()
