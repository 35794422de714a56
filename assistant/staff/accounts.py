"""Accounts of the staff: local ones with a password, and those that the organisation's identity provider vouches for.

Passwords are hashed with Argon2id by the library's recommended settings (RFC 9106, second choice).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, insert, select, update

from assistant.errors import AccountError
from assistant.staff.roles import StaffRole
from corpus.database.engine import Database
from corpus.database.tables import accounts, staff_sessions
from corpus.errors import ConflictError

FEWEST_LETTERS = 12
"""Of a password (NIST SP 800-63B wants 8 at least, and no rules on which letters)."""
_MOST_LETTERS = 1000
_TIED = "sha256:"
_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash("so that an unknown name takes as long as a wrong password")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    account_id: int
    name: str
    role: StaffRole
    is_disabled: bool
    has_password: bool


class Accounts:
    """All accounts in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, role: StaffRole, password: str) -> None:
        """A new local account. Raises AccountError for a taken or empty name, or a password that is too short."""
        name = _clean(name)
        row = {
            "name": name,
            "name_folded": _folded(name),
            "password_hash": _hash(password),
            "role": role.value,
            "created": datetime.now(UTC),
        }
        try:
            with self._database.writing() as connection:
                connection.execute(insert(accounts).values(row))
        except ConflictError as error:
            raise AccountError("name_taken", name=name) from error

    def change(
        self,
        name: str,
        *,
        role: StaffRole | None = None,
        password: str | None = None,
        disabled: bool | None = None,
    ) -> None:
        """Change what is given. Raises AccountError for an unknown name or a password that is too short."""
        values: dict[str, Any] = {}
        if role is not None:
            values["role"] = role.value
        if password is not None:
            values["password_hash"] = _hash(password)
        if disabled is not None:
            values["disabled"] = datetime.now(UTC) if disabled else None
        with self._database.writing() as connection:
            of_name = accounts.c.name_folded == _folded(_clean(name))
            if password is not None:  # whoever had the old one is out
                own = select(accounts.c.id).where(of_name).scalar_subquery()
                connection.execute(delete(staff_sessions).where(staff_sessions.c.account == own))
            if not connection.execute(update(accounts).where(of_name).values(values)).rowcount:
                raise AccountError("name_unknown", name=name)

    def all(self) -> list[Account]:
        """Every account by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.name_folded)).mappings().all()
        return [_account(row) for row in rows]

    @property
    def have_passwords(self) -> bool:
        """Whether anybody can sign in by a password."""
        usable = accounts.c.password_hash.is_not(None) & accounts.c.disabled.is_(None)
        with self._database.reading() as connection:
            return connection.execute(select(accounts.c.id).where(usable).limit(1)).first() is not None

    def known(self, name: str) -> str:
        """The name of an account as it is written; empty where there is none: some type a password as their name."""
        with self._database.reading() as connection:
            found = select(accounts.c.name).where(accounts.c.name_folded == _folded(name))
            return connection.execute(found).scalar() or ""

    def with_password(self, name: str, password: str) -> Account | None:
        """Whose name and password these are; None for nobody who may sign in."""
        with self._database.reading() as connection:
            found = select(accounts).where(accounts.c.name_folded == _folded(name))
            row = connection.execute(found).mappings().first()
        held = row["password_hash"] if row is not None else None
        if not _fits(held or _NOBODYS, password) or held is None or row is None or row["disabled"] is not None:
            return None
        if _HASHER.check_needs_rehash(held):
            self.change(row["name"], password=password)
        return _account(row)

    def of_provider(self, issuer: str, subject: str, name: str, role: StaffRole) -> Account | None:
        """The account of somebody whom a provider vouches for, made or brought up to date; None for a closed one.

        A subject is a person only together with who issued it (OpenID Connect Core 1.0, section 2). An account of
        before that was kept has the subject alone, and goes over to the first issuer that knows it. The role is what
        the provider says now. A local account with the same name stays its own: the newcomer's name gets the
        provider's subject beside it.
        """
        tied = _tied(issuer, subject)
        with self._database.writing() as connection:
            of_subject = accounts.c.oidc_subject == tied
            if connection.execute(select(accounts.c.id).where(of_subject)).first() is None and _is_plain(subject):
                earlier = accounts.c.oidc_subject == subject
                connection.execute(update(accounts).where(earlier).values(oidc_subject=tied))
            row = connection.execute(select(accounts).where(of_subject)).mappings().first()
            if row is not None:
                if row["disabled"] is None:
                    connection.execute(update(accounts).where(of_subject).values(role=role.value))
            else:
                taken = select(accounts.c.id).where(accounts.c.name_folded == _folded(name))
                shown = f"{name} ({subject})" if connection.execute(taken).first() else name
                values = {"name": shown, "name_folded": _folded(shown), "oidc_subject": tied, "role": role.value}
                connection.execute(insert(accounts).values(created=datetime.now(UTC), **values))
            row = connection.execute(select(accounts).where(of_subject)).mappings().one()
        return None if row["disabled"] is not None else _account(row)


def _tied(issuer: str, subject: str) -> str:
    """What stands for both in one column, however long they are."""
    return _TIED + hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


def _is_plain(subject: str) -> bool:
    """Whether a subject cannot be mistaken for what stands for a subject and its issuer."""
    return not subject.startswith(_TIED)


def _account(row: Mapping[Any, Any]) -> Account:
    return Account(
        account_id=row["id"],
        name=row["name"],
        role=StaffRole(row["role"]),
        is_disabled=row["disabled"] is not None,
        has_password=row["password_hash"] is not None,
    )


def _clean(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or not name.isprintable() or len(name) > 100:
        raise AccountError("name_bad")
    return name


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def _hash(password: str) -> str:
    if len(password) < FEWEST_LETTERS or len(password) > _MOST_LETTERS:
        raise AccountError("password_short", fewest=FEWEST_LETTERS)
    return _HASHER.hash(password)


def _fits(held: str, password: str) -> bool:
    try:
        return len(password) <= _MOST_LETTERS and _HASHER.verify(held, password)
    except (VerificationError, InvalidHashError):
        return False
