"""Who is signed in. The database holds a hash of each session's token, so that reading it lets nobody in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from assistant.staff.accounts import Account
from assistant.staff.roles import StaffRole
from corpus.database.engine import Database
from corpus.database.tables import accounts, staff_sessions

_LONGEST = timedelta(hours=12)
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """A session that goes on."""

    name: str
    role: StaffRole


class Sessions:
    """All sessions in the database. One that lies still for `idle` ends, and every one after twelve hours."""

    def __init__(
        self, database: Database, idle: timedelta, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database, self._idle, self._clock = database, idle, clock

    def begin(self, account: Account) -> str:
        """A new session's token, 256 random bits; sessions that have ended are deleted."""
        token, now = secrets.token_urlsafe(32), self._clock()
        row = {
            "token_hash": _hashed(token),
            "account": account.account_id,
            "created": now,
            "last_seen": now,
            "expires": now + _LONGEST,
        }
        with self._database.writing() as connection:
            ended = (staff_sessions.c.expires <= now) | (staff_sessions.c.last_seen <= now - self._idle)
            connection.execute(delete(staff_sessions).where(ended))
            connection.execute(insert(staff_sessions).values(row))
        return token

    def of(self, token: str) -> Session | None:
        """The session of a token, noted as seen; None when there is none, it has ended, or its account is closed."""
        now = self._clock()
        of_token = staff_sessions.c.token_hash == _hashed(token)
        found = select(
            accounts.c.name, accounts.c.role, accounts.c.disabled, staff_sessions.c.last_seen, staff_sessions.c.expires
        )
        found = found.join_from(staff_sessions, accounts, accounts.c.id == staff_sessions.c.account).where(of_token)
        with self._database.reading() as connection:
            row = connection.execute(found).mappings().first()
        if row is None or row["disabled"] is not None:
            return None
        if row["expires"] <= now or row["last_seen"] <= now - self._idle:
            return None
        if row["last_seen"] <= now - _NOTED_EVERY:
            with self._database.writing() as connection:
                connection.execute(update(staff_sessions).where(of_token).values(last_seen=now))
        return Session(row["name"], StaffRole(row["role"]))

    def end(self, token: str) -> None:
        """End a session; nothing happens without one."""
        with self._database.writing() as connection:
            connection.execute(delete(staff_sessions).where(staff_sessions.c.token_hash == _hashed(token)))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
