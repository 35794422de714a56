"""Both kinds of database, empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.database.engine import Database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Empty for SQLite; else a new database of a PostgreSQL that runs for the tests."""
    if request.param == "sqlite":
        return ""
    new: Callable[[], str] = request.getfixturevalue("new_postgresql_database")
    return new()


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database]:
    opened = Database(database_url, tmp_path)
    yield opened
    opened.close()
