"""The assistant as a running service: loads in the background, answers from what is published now."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import BusyError, NotReadyError
from assistant.question.language import load_detector
from corpus.timeline import today
from index.model import ReadingModel

if TYPE_CHECKING:
    from assistant.llm.service import Phrasing
    from assistant.pipeline import Pipeline
    from index.embedding.cached_model import CachedModel
    from index.publishing.published_index import LiveIndex


class Engine:
    """Holds the index and the model. `start` returns at once; `pipeline` works when `ready` is true."""

    def __init__(
        self,
        data_dir: Path,
        load_model: Callable[[], ReadingModel],
        *,
        max_waiting: int = 64,
        clock: Callable[[], date] = today,
        phrasing: Phrasing | None = None,
        contact: str = "",
    ) -> None:
        self._data_dir, self._load_model, self._clock = data_dir, load_model, clock
        self._phrasing, self._contact = phrasing, contact
        self._places = threading.BoundedSemaphore(max_waiting)
        self._loaded = threading.Event()
        self._index: LiveIndex | None = None
        self._model: CachedModel | None = None
        self.failure: Exception | None = None
        """Why loading failed, if it did."""

    def start(self, on_failure: Callable[[], None] | None = None) -> None:
        """Load in a thread of its own, so that the port can open meanwhile."""

        def load() -> None:
            try:
                self.load()
            except Exception as error:  # whatever it is, a server that will never be ready must not go on
                self.failure = error
                if on_failure is not None:
                    on_failure()

        threading.Thread(target=load, name="load-engine", daemon=True).start()

    def load(self) -> None:
        """Open the index and load the model. Raises SearchIndexError.

        The vector store, the learning library and the model take seconds to import, so it is done here, in the
        background, and not before the port is open.
        """
        from index.embedding.cached_model import CachedModel
        from index.publishing.published_index import LiveIndex

        with ThreadPoolExecutor(max_workers=2) as side:
            model = side.submit(self._load_model)
            side.submit(load_detector)
            self._index = LiveIndex(self._data_dir)
            loaded = model.result()
        self._index.get().require_model(loaded.identity)
        self._model = CachedModel(loaded)
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
        from assistant.pipeline import Pipeline

        if not self.ready or self._model is None:
            raise NotReadyError
        if not self._places.acquire(blocking=False):
            raise BusyError
        try:
            yield Pipeline(self.index.get(), self._model, self._clock, phrasing=self._phrasing, contact=self._contact)
        finally:
            self._places.release()
