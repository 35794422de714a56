"""The staff's pages over a made-up federation of their own, asked in process; what a test changes is gone after it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.engine import Engine
from assistant.staff.accounts import Accounts
from assistant.staff.audit import AuditLog
from assistant.staff.roles import StaffRole
from assistant.web.server import create_app
from assistant.web.staff.access import CSRF_FIELD
from corpus.database.engine import FILE, Database
from corpus.settings import Settings
from evals.workbench import EvaluationWorkbench
from index.model import ReadingModel
from tests.federation import Federation

PASSWORD = "en lång mening som går att minnas"
_CSRF = re.compile(rf'name="{CSRF_FIELD}" value="(\w+)"')


@dataclass
class Desk:
    """Somebody at the staff's pages."""

    client: TestClient
    csrf: str = field(default="")

    def sign_in(self, name: str, password: str = PASSWORD, **fields: Any) -> Any:
        """Sign in, and remember the word that this session's forms carry."""
        response = self.client.post("/staff/sign-in", data={"name": name, "password": password, **fields})
        if found := _CSRF.search(self.client.get("/staff/log").text):
            self.csrf = found[1]
        return response

    def get(self, place: str, **options: Any) -> Any:
        """A page of the staff's."""
        return self.client.get(f"/staff{place}", **options)

    def post(self, place: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        """Send a form as the page itself would; where it leads to is followed."""
        return self.client.post(f"/staff{place}", data={CSRF_FIELD: self.csrf, **(data or {})}, **options)


@dataclass
class Office:
    """The federation, its server with the staff's pages, and an account of each role, named by it."""

    federation: Federation
    settings: Settings
    app: Any
    database: Database

    def desk(self, role: StaffRole | None = None) -> Desk:
        """A browser of its own, signed in with a role."""
        desk = Desk(TestClient(self.app, base_url="http://testserver", follow_redirects=True))
        if role is not None:
            desk.sign_in(role.value)
        return desk

    @property
    def deeds(self) -> list[str]:
        """What the audit log says was done, oldest first."""
        return [entry.deed for entry in AuditLog(self.database).entries(1000)][::-1]


@pytest.fixture
def office(federation: Federation, tmp_path: Path, open_office: Callable[..., Office]) -> Office:
    return open_office(federation, tmp_path)


@pytest.fixture(scope="session")
def accounts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an account of each role, to be copied: hashing a password is slow on purpose."""
    folder = tmp_path_factory.mktemp("accounts")
    database = Database("", folder)
    for role in StaffRole:
        Accounts(database).add(role.value, role, PASSWORD)
    database.close()
    return folder / FILE


@pytest.fixture
def open_office(model: ReadingModel, accounts_file: Path) -> Iterator[Callable[..., Office]]:
    """open_office(federation, folder, key=value…): the office with these settings."""
    databases = []

    def opened(federation: Federation, folder: Path, **settings: Any) -> Office:
        federation.build()
        (folder / "cases" / "suites").mkdir(parents=True, exist_ok=True)
        values = {"corpus_dir": federation.documents, "data_dir": federation.data, "cases_dir": folder / "cases"}
        made = Settings(**{"public_url": "http://testserver", "staff": True, **values, **settings})
        shutil.copy(accounts_file, federation.data / FILE)
        database = Database("", federation.data)
        databases.append(database)
        engine = Engine(federation.data, lambda: model)
        engine.load()
        return Office(
            federation, made, create_app(engine, made, database=database, workbench=EvaluationWorkbench(made)), database
        )

    yield opened
    for database in databases:
        database.close()


@pytest.fixture
def reader(office: Office) -> Desk:
    return office.desk(StaffRole.READER)


@pytest.fixture
def editor(office: Office) -> Desk:
    return office.desk(StaffRole.EDITOR)


@pytest.fixture
def publisher(office: Office) -> Desk:
    return office.desk(StaffRole.PUBLISHER)
