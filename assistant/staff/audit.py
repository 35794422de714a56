"""Who did what and when. Entries are only ever added: the database itself refuses to change or delete them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import insert, select

from corpus.database.engine import Database
from corpus.database.tables import audit_log

_LONGEST_WHO, _LONGEST_TARGET, _LONGEST_DETAIL = 200, 300, 1000


class Deed(StrEnum):
    """What can be done. Each has its words in texts/staff/*/log.yaml."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_THROTTLED = "sign_in_throttled"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    DRAFT_ADDED = "draft_added"
    DRAFT_CHANGED = "draft_changed"
    DRAFT_DELETED = "draft_deleted"
    VERSION_ADDED = "version_added"
    VERSION_CORRECTED = "version_corrected"
    VERSION_WITHDRAWN = "version_withdrawn"
    GUIDELINE_CLOSED = "guideline_closed"
    ROLE_SET = "role_set"
    ROLES_APPROVED = "roles_approved"
    QUESTIONS_ACCEPTED = "questions_accepted"
    JOB_STARTED = "job_started"
    JOB_CANCELLED = "job_cancelled"
    PUBLISHED = "published"
    ROLLED_BACK = "rolled_back"
    CASES_STARTED = "cases_started"
    CASE_ADDED = "case_added"
    CASE_CHANGED = "case_changed"
    ANSWER_JUDGED = "answer_judged"
    QUESTION_MARKED = "question_marked"
    SAMPLE_ADDED = "sample_added"
    APPEARANCE_CHANGED = "appearance_changed"
    APPEARANCE_RESET = "appearance_reset"
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    entry_id: int
    at: datetime
    """UTC."""
    who: str
    deed: str
    """Of a later release perhaps, and then not a Deed of this one."""
    target: str
    detail: Mapping[str, str]


class AuditLog:
    """The log in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, who: str, deed: Deed, target: str = "", **detail: object) -> None:
        """Add an entry. Raises DatabaseError: what cannot be noted should not be done."""
        row = {
            "at": datetime.now(UTC),
            "who": who[:_LONGEST_WHO],
            "action": deed.value,
            "target": target[:_LONGEST_TARGET],
            "detail": {name: str(value)[:_LONGEST_DETAIL] for name, value in detail.items()},
        }
        with self._database.writing() as connection:
            connection.execute(insert(audit_log).values(row))

    def entries(self, count: int, before: int | None = None) -> list[Entry]:
        """The newest entries first; `before` is the id of the last one that was shown already."""
        wanted = select(audit_log).order_by(audit_log.c.id.desc()).limit(count)
        if before is not None:
            wanted = wanted.where(audit_log.c.id < before)
        with self._database.reading() as connection:
            rows = connection.execute(wanted).mappings().all()
        return [Entry(r["id"], r["at"], r["who"], r["action"], r["target"], r["detail"]) for r in rows]
