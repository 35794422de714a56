"""The tables, as they are after the last step of `migrations`. Rooms write their queries over these values.

Days and times are UTC but for `day`, which is the calendar's in Sweden. What is only ever inserted, `audit_log` and
`publication_log`, refuses UPDATE and DELETE by triggers.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

ROLES = ("reader", "editor", "publisher")
"""Of accounts, from the least right to the most."""
REASONS = ("wrong", "incomplete", "quote_not_found", "outdated", "not_understood", "other")
"""Why an answer did not help."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its time zone, UTC, also where the database keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """What is sent. Raises ValueError for a moment without time zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(value)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """What is read."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


def one_of(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    """A column that holds one of these words, or nothing."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


_ID = BigInteger().with_variant(Integer, "sqlite")
metadata = MetaData()

feedback = Table(
    "feedback",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("answer_id", String(64), nullable=False),  # on the visitor's page; empty where there was none
    Column("helpful", Boolean, nullable=False),
    Column("reason", String(20)),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("size", Integer, nullable=False),  # bytes, for what a day may bring
    one_of("reason", REASONS, "feedback_reason"),
)
unanswered = Table(
    "unanswered",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("question", Text, nullable=False),  # masked
    Column("status", String(20), nullable=False),
    Column("publication", String(80), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("language", String(8), nullable=False),
    Column("size", Integer, nullable=False),
)
taken_files = Table(  # files of earlier releases whose lines stand in these tables now
    "taken_files",
    metadata,
    Column("sha256", String(64), primary_key=True),  # of kind, name and content
    Column("name", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
accounts = Table(
    "accounts",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("name_folded", String(200), nullable=False, unique=True),  # name.casefold(): "Åsa" and "åsa" are one
    Column("password_hash", String(300)),
    Column("oidc_subject", String(300), unique=True),  # stands for the subject and its issuer: see staff/accounts.py
    Column("role", String(20), nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("disabled", UtcDateTime),  # when; null while the account is in use
    one_of("role", ROLES, "accounts_role"),
)
staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", _ID, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", UtcDateTime, nullable=False),
    Column("last_seen", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)
audit_log = Table(
    "audit_log",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(200), nullable=False),
    Column("action", String(80), nullable=False),
    Column("target", String(300), nullable=False),
    Column("detail", JSON, nullable=False),
    sqlite_autoincrement=True,
)
question_marks = Table(  # the last mark of a question counts
    "question_marks",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("question_key", String(128), nullable=False, index=True),
    Column("mark", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
publication_builds = Table(
    "publication_builds",
    metadata,
    Column("publication", String(80), primary_key=True),
    Column("manifest", JSON, nullable=False),
    Column("finished", UtcDateTime, nullable=False),
)
publication_files = Table(
    "publication_files",
    metadata,
    Column(
        "publication",
        String(80),
        ForeignKey("publication_builds.publication", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("path", String(500), primary_key=True),  # below the build's folder, with /
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
publication_state = Table(  # one row
    "publication_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("publication", String(80)),  # what is served
    Column("previous", String(80)),
    Column("entry", JSON),
    Column("candidate", String(80)),  # the latest finished build
    CheckConstraint("id = 1", name="publication_state_single"),
)
publication_log = Table(
    "publication_log",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("entry", JSON, nullable=False),
    sqlite_autoincrement=True,
)
shared_state = Table(  # few and small: every process keeps all of it in memory
    "shared_state",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the content
    Column("changed", UtcDateTime, nullable=False),
)
