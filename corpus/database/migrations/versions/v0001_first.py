"""All tables of the first release with a database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TIME = sa.DateTime(timezone=True)
_ONLY_INSERTED = ("audit_log", "publication_log")


def upgrade() -> None:
    """Make the tables, and the triggers of those that are only ever inserted into."""
    _kept_for_staff()
    _staff()
    _publications()
    for table in _ONLY_INSERTED:
        _refuse_changes(table)


def _kept_for_staff() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("answer_id", sa.String(64), nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.CheckConstraint(
            "reason IN ('wrong', 'incomplete', 'quote_not_found', 'outdated', 'not_understood', 'other')",
            name="feedback_reason",
        ),
    )
    op.create_index("ix_feedback_day", "feedback", ["day"])
    op.create_table(
        "unanswered",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("publication", sa.String(80), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_index("ix_unanswered_day", "unanswered", ["day"])
    op.create_table(
        "taken_files",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("at", _TIME, nullable=False),
    )


def _staff() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_folded", sa.String(200), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(300)),
        sa.Column("oidc_subject", sa.String(300), unique=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.Column("disabled", _TIME),
        sa.CheckConstraint("role IN ('reader', 'editor', 'publisher')", name="accounts_role"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account", _ID, sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.Column("expires", _TIME, nullable=False),
    )
    op.create_index("ix_staff_sessions_account", "staff_sessions", ["account"])
    op.create_table(
        "audit_log",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("target", sa.String(300), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "question_marks",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("question_key", sa.String(128), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("at", _TIME, nullable=False),
    )
    op.create_index("ix_question_marks_question_key", "question_marks", ["question_key"])


def _publications() -> None:
    op.create_table(
        "publication_builds",
        sa.Column("publication", sa.String(80), primary_key=True),
        sa.Column("manifest", sa.JSON, nullable=False),
        sa.Column("finished", _TIME, nullable=False),
    )
    op.create_table(
        "publication_files",
        sa.Column(
            "publication",
            sa.String(80),
            sa.ForeignKey("publication_builds.publication", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("path", sa.String(500), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "publication_state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("publication", sa.String(80)),
        sa.Column("previous", sa.String(80)),
        sa.Column("entry", sa.JSON),
        sa.Column("candidate", sa.String(80)),
        sa.CheckConstraint("id = 1", name="publication_state_single"),
    )
    op.create_table(
        "publication_log",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("entry", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is only ever inserted into'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is only ever inserted into'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
