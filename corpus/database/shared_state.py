"""What all processes over one database share and look at often: few and small contents by name, such as a pause.

Each process keeps all of it in memory, so that a question or page waits for no database. It is looked at again when it
is two seconds old, and by a thread every second where a server runs. While the database is away, what was seen last
holds.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import case, delete, null, select

from corpus import messages
from corpus.database.earlier_files import EarlierFiles
from corpus.database.engine import Database, Transaction
from corpus.database.tables import shared_state
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)
_OLD_SECONDS, _SECONDS_BETWEEN_LOOKS = 2.0, 1.0
_CHANGE = 0x617366_04
"""Of the database's locks, the one for changing what is shared."""


class SharedState:
    """The contents by name. Safe to share between threads; nothing is made by reading.

    `earlier` are files of earlier releases, which are taken over; where that cannot be done, they hold as they lie.
    """

    def __init__(
        self,
        database: Database,
        earlier: EarlierFiles | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` gives seconds that only ever grow."""
        self._database, self._earlier, self._clock = database, earlier, clock
        self._held: Mapping[str, bytes] | None = None
        self._lock, self._looked, self._told = threading.Lock(), float("-inf"), ""

    def get(self, name: str) -> bytes | None:
        """A content as it was at most two seconds ago, or last seen; None where nothing is set.

        Raises DatabaseError as long as it could never be looked at: what to do about that is the caller's to know.
        """
        if self._clock() - self._looked >= _OLD_SECONDS:
            self.look()
        if self._held is None:
            raise DatabaseError(self._told or messages.DATABASE_NOT_READ.format(database=self._database.name))
        return self._held.get(name)

    def look(self) -> None:
        """See what is set now. Whoever comes while another one looks goes on; so does everyone when that fails."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._held, self._told = self._seen(), ""
        except (DatabaseError, OSError) as error:
            if str(error) != self._told:
                log.error("what is shared cannot be looked at: %s", error)
            self._told = str(error)
        finally:
            self._looked = self._clock()
            self._lock.release()

    def follow(self) -> None:
        """Look now, and every second from then on, in a thread: so no question has to."""
        self.look()
        threading.Thread(target=self._keep_looking, name="follow-shared-state", daemon=True).start()

    @contextmanager
    def changing(self) -> Iterator[dict[str, bytes]]:
        """What is set in truth, to be changed in place; written at the end of the block unless it raises.

        Nobody else changes it meanwhile. Raises DatabaseError; this process sees what was found or written at once.
        """
        with self._lock:
            if self._earlier is not None:
                self._earlier.take_over(self._database)
            with self._database.writing() as connection:
                self._database.hold(connection, _CHANGE)
                found = {row.name: row.content for row in connection.execute(select(shared_state))}
                self._held, self._looked = found, self._clock()
                wanted = dict(found)
                yield wanted
                _write(connection, found, wanted)
            self._held, self._looked = wanted, self._clock()

    def _keep_looking(self) -> None:
        while True:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
            try:
                self.look()
            except Exception:  # whatever it is, what was seen last holds, and the next look may be better
                log.exception("what is shared cannot be looked at")

    def _seen(self) -> Mapping[str, bytes]:
        left = self._earlier.left_after_taking(self._database) if self._earlier is not None else {}
        if not self._database.exists:
            return left
        with self._database.reading() as connection:
            return {**left, **self._rows(connection)}

    def _rows(self, connection: Transaction) -> dict[str, bytes]:
        """In one query, without the contents that are known."""
        if not self._database.has(connection, shared_state):
            return {}
        known, table = {_sha256(content): content for content in (self._held or {}).values()}, shared_state.c
        content = case((table.sha256.in_(list(known)), null()), else_=table.content)
        rows = connection.execute(select(table.name, table.sha256, content.label("content")))
        return {row.name: known[row.sha256] if row.content is None else bytes(row.content) for row in rows}


def _write(connection: Transaction, found: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> None:
    changed = {name: content for name, content in wanted.items() if found.get(name) != content}
    for name in {*changed, *(found.keys() - wanted.keys())}:
        connection.execute(delete(shared_state).where(shared_state.c.name == name))
    for name, content in changed.items():
        row = {"name": name, "content": content, "sha256": _sha256(content), "changed": datetime.now(UTC)}
        connection.execute(shared_state.insert().values(row))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
