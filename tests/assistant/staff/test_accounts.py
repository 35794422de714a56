"""Accounts: who is known by which name, and whom a provider vouches for."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from assistant.staff.accounts import Account, Accounts
from assistant.staff.roles import StaffRole
from corpus.database.engine import Database
from corpus.database.tables import accounts

ISSUER, OTHER = "https://inloggning.exempel.se", "https://annan.exempel.se"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database("", tmp_path)


def signed_in(database: Database, issuer: str, subject: str = "7", name: str = "Robin") -> Account:
    account = Accounts(database).of_provider(issuer, subject, name, StaffRole.EDITOR)
    assert account is not None
    return account


def test_a_name_is_known_as_it_is_written_and_passwords_only_of_those_who_may_sign_in(database: Database) -> None:
    own = Accounts(database)
    assert not own.have_passwords and own.known("Åsa Exempel") == ""
    signed_in(database, ISSUER)
    assert not own.have_passwords
    own.add("Åsa Exempel", StaffRole.READER, "en lång mening som går att minnas")
    assert own.have_passwords and own.known("  A\u030asa  exempel ") == "Åsa Exempel"
    own.change("Åsa Exempel", disabled=True)
    assert not own.have_passwords and own.known("åsa exempel") == "Åsa Exempel"


def test_the_same_subject_of_another_issuer_is_another_person(database: Database) -> None:
    first = signed_in(database, ISSUER)
    other = signed_in(database, OTHER)
    assert other.account_id != first.account_id and other.name == "Robin (7)"
    assert signed_in(database, ISSUER).account_id == first.account_id
    assert signed_in(database, OTHER).account_id == other.account_id


def test_an_account_of_before_issuers_were_kept_goes_over_to_the_first_that_knows_it(database: Database) -> None:
    first = signed_in(database, ISSUER)
    with database.writing() as connection:
        connection.execute(update(accounts).values(oidc_subject="7"))
    assert signed_in(database, ISSUER, name="Robin Nynamn") == first
    assert signed_in(database, OTHER).account_id != first.account_id


def test_nobody_is_let_in_by_a_subject_that_looks_like_what_is_kept(database: Database) -> None:
    first = signed_in(database, ISSUER)
    with database.reading() as connection:
        (kept,) = connection.execute(accounts.select()).mappings().all()
    assert signed_in(database, OTHER, kept["oidc_subject"]).account_id != first.account_id
