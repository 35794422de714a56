"""What is kept for staff for so many days: a row a record, deleted when its time is over."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import Table, func, select

from corpus.database.earlier_files import contents_of
from corpus.database.engine import Database
from corpus.database.tables import taken_files
from corpus.errors import ConflictError, DatabaseError
from corpus.timeline import today

log = logging.getLogger(__name__)
M = TypeVar("M", bound=BaseModel)
_MAX_BYTES_A_DAY = 20 * 1024 * 1024
_SECONDS_BETWEEN = 3600


class DayTable(ABC, Generic[M]):
    """Keeps records of one kind for so many days. Safe to share between threads and processes.

    Earlier releases kept them in `earlier`, a file a day with one JSON object a line; such files are taken over, each
    in one transaction, and deleted.
    """

    def __init__(
        self,
        kind: type[M],
        table: Table,
        database: Database,
        days: int,
        clock: Callable[[], date] = today,
        earlier: Path | None = None,
    ) -> None:
        self._kind, self._table, self._database = kind, table, database
        self._days, self._clock, self._earlier = days, clock, earlier

    @abstractmethod
    def row_of(self, record: M) -> dict[str, Any]:
        """The columns of a record but for day and size."""

    @abstractmethod
    def record_of(self, row: Mapping[str, Any]) -> M:
        """The record of a row."""

    def insert(self, record: M) -> bool:
        """Keep one; False when a day has brought too much. Raises DatabaseError."""
        self._take_over()
        day, columns = self._clock(), self._table.c
        with self._database.writing() as connection:
            size = connection.execute(select(func.sum(columns.size)).where(columns.day == day)).scalar()
            if (size or 0) > _MAX_BYTES_A_DAY:
                return False
            connection.execute(self._table.insert().values(self._row(day, record)))
        return True

    def kept(self) -> Iterator[tuple[date, M]]:
        """All that is kept, oldest first, with the day it came. Raises DatabaseError."""
        self.delete_old()
        if not self._database.exists:
            return
        with self._database.reading() as connection:
            rows = connection.execute(self._table.select().order_by(self._table.c.day, self._table.c.id)).mappings()
            found = [(row["day"], self.record_of(dict(row))) for row in rows]
        yield from found

    def delete_old(self) -> None:
        """Delete what has been kept for its days. Raises DatabaseError."""
        self._take_over()
        if not self._database.exists:
            return
        with self._database.writing() as connection:
            last_deleted = self._clock() - timedelta(days=self._days)
            connection.execute(self._table.delete().where(self._table.c.day <= last_deleted))

    def _row(self, day: date, record: M) -> dict[str, Any]:
        return {"day": day, "size": len(record.model_dump_json().encode()), **self.row_of(record)}

    def _take_over(self) -> None:
        """Move what files of earlier releases hold into the table; what is no record stays in a file beside them."""
        for path, content in contents_of(self._earlier.glob("????-??-??.jsonl") if self._earlier else ()):
            mark = hashlib.sha256(f"{self._table.name}/{path.name}\n".encode() + content).hexdigest()
            records, others = self._parsed(content)
            rows = [self._row(date.fromisoformat(path.stem), record) for record in records]
            try:
                with self._database.writing() as connection:
                    taken = {"sha256": mark, "name": path.name, "at": datetime.now(UTC)}
                    connection.execute(taken_files.insert().values(taken))
                    if rows:
                        connection.execute(self._table.insert(), rows)
            except ConflictError:  # taken, but not yet deleted
                log.info("%s stands in the database already", path.name)
            _put_away(path, others)

    def _parsed(self, content: bytes) -> tuple[list[M], list[bytes]]:
        records, others = [], []
        for line in content.splitlines():
            try:
                records.append(self._kind.model_validate_json(line))
            except ValidationError:
                others.append(line)
        return records, others


def _put_away(path: Path, others: Sequence[bytes]) -> None:
    try:
        if others:
            log.error("%s: %s lines are no records and stay in %s.rest", path, len(others), path.name)
            path.rename(path.with_name(f"{path.name}.rest"))
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("%s is in the database, but cannot be deleted: %s", path, error.strerror or error)


def delete_in_time(stores: Sequence[DayTable[Any]]) -> None:
    """Start a thread that deletes what is too old, now and every hour, whether or not anything new is still kept."""

    def delete() -> None:
        while True:
            for store in stores:
                try:
                    store.delete_old()
                except DatabaseError as error:
                    log.warning("what is too old could not be deleted: %s", error)
            time.sleep(_SECONDS_BETWEEN)

    threading.Thread(target=delete, name="delete-old", daemon=True).start()
