"""`asf staff add|accounts|change`, with the password from a pipe as a script would give it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.staff.accounts import Accounts
from assistant.staff.audit import AuditLog
from assistant.staff.roles import StaffRole
from corpus.database.engine import Database
from corpus.errors import DatabaseError
from tests.command_line import CommandLine

PASSWORD = "en lång mening som går att minnas"


@dataclass(frozen=True)
class Done:
    """What a command did."""

    exit_code: int
    output: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """run("add", …, password=…): the command over an empty database."""
    monkeypatch.setenv("ASF_DATA_DIR", str(tmp_path))

    commands = CommandLine("assistant", main, monkeypatch, capsys)

    def run(*words: str, password: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(password))
        return Done(*commands("staff", *words))

    return run


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(Database("", tmp_path))


def test_an_account_can_sign_in_once_it_is_added(run: Run, accounts: Accounts) -> None:
    added = run("add", "Kim Exempel", "--role", "editor", password=f"{PASSWORD}\n")
    assert added.exit_code == 0 and "Kim Exempel" in added.output
    account = accounts.with_password("KIM  exempel", PASSWORD)
    assert account is not None and account.role is StaffRole.EDITOR
    assert accounts.with_password("Kim Exempel", PASSWORD.upper()) is None
    assert "Kim Exempel  editor  lösenord  öppet" in run("accounts").output


def test_a_password_is_not_kept_as_it_is(run: Run, tmp_path: Path) -> None:
    run("add", "Kim", "--role", "reader", password=PASSWORD)
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert b"$argon2id$" in kept and PASSWORD.encode() not in kept


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("kim", PASSWORD, "Det finns redan ett konto"),
        ("Robin", "elva tecken", "minst 12 tecken"),
        ("  ", PASSWORD, "Namnet ska ha"),
        ("a\u202eb", PASSWORD, "Namnet ska ha"),
    ],
)
def test_what_cannot_be_is_told(run: Run, accounts: Accounts, name: str, password: str, told: str) -> None:
    run("add", "Kim", "--role", "reader", password=PASSWORD)
    refused = run("add", name, "--role", "reader", password=password)
    assert refused.exit_code == 1 and told in refused.stderr
    assert [account.name for account in accounts.all()] == ["Kim"]


def test_role_password_and_closing_can_be_changed_and_are_noted(run: Run, accounts: Accounts, tmp_path: Path) -> None:
    run("add", "Kim", "--role", "reader", password=PASSWORD)
    new = "en helt annan lång mening"
    changed = run("change", "kim", "--role", "publisher", "--password", "--by", "Robin", password=new)
    assert changed.exit_code == 0
    account = accounts.with_password("Kim", new)
    assert account is not None and account.role is StaffRole.PUBLISHER
    assert run("change", "Kim", "--close").exit_code == 0 and accounts.with_password("Kim", new) is None
    assert run("change", "Kim", "--reopen").exit_code == 0 and accounts.with_password("Kim", new) is not None
    entries = AuditLog(Database("", tmp_path)).entries(10)
    assert [entry.deed for entry in entries] == ["account_changed"] * 3 + ["account_added"]
    assert (entries[2].who, entries[2].detail) == ("Robin", {"role": "publisher", "password": "True"})
    assert not any(word in str(entry.detail) for entry in entries for word in (PASSWORD, new))


def test_an_unknown_name_and_nothing_to_change_are_told(run: Run) -> None:
    assert "Det finns inget konto" in run("change", "Kim", "--close").stderr
    assert run("change", "Kim").exit_code == 2
    assert run("change", "Kim", "--close", "--reopen").exit_code == 2


def test_the_log_cannot_be_changed(run: Run, tmp_path: Path) -> None:
    from sqlalchemy import delete, update

    from corpus.database.tables import audit_log

    run("add", "Kim", "--role", "reader", password=PASSWORD)
    database = Database("", tmp_path)
    for change in (delete(audit_log), update(audit_log).values(who="ingen")):
        with pytest.raises(DatabaseError), database.writing() as connection:
            connection.execute(change)
    assert len(AuditLog(database).entries(10)) == 1
