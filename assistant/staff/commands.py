"""`asf staff add|accounts|change`: who may sign in to the staff's pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from assistant.errors import AccountError
from assistant.staff.accounts import Accounts
from assistant.staff.audit import AuditLog, Deed
from assistant.staff.roles import StaffRole
from assistant.texts.wording import wording
from corpus.command_line import WrongOptionError
from corpus.database.engine import Database
from corpus.settings import load_settings
from corpus.who import who

_TEXTS = wording("sv")
_HELP = _TEXTS.cli
cli = typer.Typer()
Name = Annotated[str, typer.Argument(help=_HELP["account_name"])]
By = Annotated[str, typer.Option("--by", help=_HELP["account_by"])]


@cli.command(help=_HELP["account_add"])
def add(
    name: Name, role: Annotated[StaffRole, typer.Option("--role", help=_HELP["account_role"])], by: By = ""
) -> None:
    """Add a local account; its password is asked for, or read from a pipe."""
    database = _database()
    _done(lambda: Accounts(database).add(name, role, _password()))
    AuditLog(database).note(who(by), Deed.ACCOUNT_ADDED, name, role=role.value)
    typer.echo(_TEXTS.say("cli", "account_added", name=name, role=role.value))


@cli.command(help=_HELP["account_list"])
def accounts() -> None:
    """List all accounts."""
    for account in Accounts(_database()).all():
        kind = "account_password" if account.has_password else "account_provider"
        state = _TEXTS.say("cli", "account_closed" if account.is_disabled else "account_open")
        typer.echo(f"{account.name}  {account.role.value}  {_TEXTS.say('cli', kind)}  {state}")


@cli.command(help=_HELP["account_change"])
def change(
    name: Name,
    role: Annotated[StaffRole | None, typer.Option("--role", help=_HELP["account_role"])] = None,
    password: Annotated[bool, typer.Option("--password", help=_HELP["account_new_password"])] = False,
    close: Annotated[bool, typer.Option("--close", help=_HELP["account_close"])] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help=_HELP["account_reopen"])] = False,
    by: By = "",
) -> None:
    """Change an account's role or password, close it, or open it again."""
    if (close and reopen) or not (role or password or close or reopen):
        raise WrongOptionError(_HELP["account_nothing"])
    database = _database()
    disabled = close if close or reopen else None
    new = _password() if password else None
    _done(lambda: Accounts(database).change(name, role=role, password=new, disabled=disabled))
    detail = {"role": role and role.value, "password": password or None, "closed": disabled}
    told = {key: value for key, value in detail.items() if value is not None}
    AuditLog(database).note(who(by), Deed.ACCOUNT_CHANGED, name, **told)
    typer.echo(_TEXTS.say("cli", "account_changed", name=name))


def _database() -> Database:
    settings = load_settings()
    return Database(settings.database_url.get_secret_value(), settings.data_dir)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password: str = typer.prompt(_HELP["account_ask"], hide_input=True, confirmation_prompt=_HELP["account_again"])
    return password


def _done(change: Callable[[], None]) -> None:
    try:
        change()
    except AccountError as error:
        typer.echo(_TEXTS.say("cli", error.reason, **error.values_for_text), err=True)
        raise typer.Exit(1) from error
