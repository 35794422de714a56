"""Name, looks and words as staff set them: on every page at once, and gone again when they are taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlalchemy import select

from assistant.engine import Engine
from assistant.errors import ChangedMeanwhileError
from assistant.shared import APPEARANCE, shared_state
from assistant.web.appearance import Appearances
from assistant.web.server import create_app
from corpus.database import tables
from corpus.database.engine import Database
from corpus.database.shared_state import SharedState
from corpus.settings import Settings

NAME = "Samordningsförbundet Nya Exemplet"


@pytest.fixture
def state(tmp_path: Path) -> SharedState:
    return shared_state(Database("", tmp_path), tmp_path)


@pytest.fixture
def appearances(state: SharedState) -> Appearances:
    """What the server sees and sets."""
    return Appearances(state)


@pytest.fixture
def client(tmp_path: Path, state: SharedState) -> TestClient:
    return client_over(state, tmp_path)


def client_over(state: SharedState, tmp_path: Path) -> TestClient:
    engine = Engine(tmp_path, lambda: pytest.fail("the model is not needed"))
    settings = Settings(data_dir=tmp_path, contact="info@exemplet.example")
    return TestClient(create_app(engine, settings, state=state))


def elsewhere(tmp_path: Path) -> Appearances:
    """As another process over the same database has it."""
    return Appearances(shared_state(Database("", tmp_path), tmp_path))


@pytest.mark.parametrize("page", ["/", "/en/", "/config", "/privacy", "/privacy?lang=en", "/widget"])
def test_the_name_is_on_every_page_without_a_restart(client: TestClient, appearances: Appearances, page: str) -> None:
    before = client.get(page).text
    mark = appearances.mark
    appearances.change(mark, "Kim", federation=NAME)
    assert NAME in client.get(page).text
    appearances.change(appearances.mark, "Kim", federation=None)
    assert NAME not in before and NAME not in client.get(page).text


def test_the_colour_is_in_every_style_without_a_restart(client: TestClient, appearances: Appearances) -> None:
    styles = ("/site/theme.css", "/widget.js", "/theme.css", "/en/theme.css")
    addresses = {client.get("/privacy").text.split("/site/theme.css")[1][:20]}
    appearances.change("", "Kim", colour="#7a1f1f")
    assert all("#7a1f1f" in client.get(style).text for style in styles)
    addresses.add(client.get("/privacy").text.split("/site/theme.css")[1][:20])
    assert len(addresses) == 2, "a browser would go on with the style that it keeps"


def test_greeting_and_contact_are_said_in_each_language(client: TestClient, appearances: Appearances) -> None:
    appearances.change("", "Kim", intro={"sv": "Hej <b>du</b>"}, notice={"en": "I am a machine."}, contact="Ring 1")
    swedish, english = client.get("/config").text, client.get("/en/config").text
    assert "Hej &lt;b&gt;du&lt;/b&gt;" in swedish and "Hej" not in english
    assert "I am a machine." in english and "Du frågar en automatisk assistent" in swedish
    for text in (swedish, english, client.get("/api/widget").text):
        assert "Ring 1" in text and "info@exemplet.example" not in text


def test_a_statement_in_staffs_own_words_is_shown_and_no_program(client: TestClient, appearances: Appearances) -> None:
    appearances.change(
        "", "Kim", statements={"privacy.sv": "# Vårt\n\n{{ 7 * 7 }} <script>x</script> [x](javascript:1)"}
    )
    page = client.get("/privacy").text
    assert "<h1>Vårt</h1>" in page and "{{ 7 * 7 }}" in page
    assert "<script>x" not in page and 'href="javascript' not in page
    assert "Vårt" not in client.get("/privacy?lang=en").text


def test_two_who_change_at_once_do_not_overwrite_each_other(appearances: Appearances, tmp_path: Path) -> None:
    seen = appearances.mark
    elsewhere(tmp_path).change(seen, "Kim", federation=NAME)
    with pytest.raises(ChangedMeanwhileError):
        appearances.change(seen, "Robin", federation="Ett annat")
    assert appearances.current().federation == NAME and appearances.current().by == "Kim"


@pytest.mark.parametrize("fields", [{"colour": "red"}, {"logo": "../asf.db"}, {"federation": "x" * 121}, {"x": 1}])
def test_what_cannot_be_is_refused_and_changes_nothing(appearances: Appearances, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        appearances.change("", "Kim", **fields)
    assert appearances.mark == ""


@pytest.mark.parametrize("content", [b"{", b'{"of_a_later_release": 1}'])
def test_what_is_no_appearance_leaves_the_settings(
    client: TestClient, appearances: Appearances, state: SharedState, content: bytes
) -> None:
    appearances.change("", "Kim", contact="Ring 1")
    with state.changing() as held:
        held[APPEARANCE] = content
    assert "info@exemplet.example" in client.get("/config").text
    appearances.change(appearances.mark, "Kim", contact="Ring 2")
    assert "Ring 2" in client.get("/config").text


def test_a_database_that_could_not_be_read_yet_leaves_the_settings(state: SharedState, tmp_path: Path) -> None:
    (tmp_path / "asf.db").write_bytes(b"no database" * 100)
    client = client_over(state, tmp_path)
    assert "info@exemplet.example" in client.get("/config").text
    assert client.get("/site/logo").status_code == 404


def test_what_an_earlier_release_kept_in_files_is_shown_with_its_picture(state: SharedState, tmp_path: Path) -> None:
    (tmp_path / "appearance").mkdir()
    (tmp_path / "appearance" / "0123456789abcdef.png").write_bytes(b"PNG")
    kept = {"federation": NAME, "logo": "0123456789abcdef.png", "intro": {}, "by": "Kim"}
    (tmp_path / "appearance.json").write_text(json.dumps(kept), encoding="utf-8")
    client = client_over(state, tmp_path)
    assert NAME in client.get("/").text
    assert client.get("/site/logo").content == b"PNG"
    assert [path.name for path in tmp_path.rglob("*") if path.suffix in (".json", ".png")] == []
    assert elsewhere(tmp_path).current().federation == NAME


def test_a_logo_is_shown_at_a_new_address_and_the_old_one_goes(
    client: TestClient, appearances: Appearances, tmp_path: Path
) -> None:
    assert client.get("/site/logo").status_code == 404
    appearances.change_logo("", "Kim", b"<svg/>", ".svg")
    served = client.get("/site/logo")
    assert (served.content, served.headers["Content-Type"]) == (b"<svg/>", "image/svg+xml")
    assert f"/site/logo?v={appearances.mark}" in client.get("/privacy").text
    assert served.headers["Cache-Control"] == "public, max-age=300"
    tag = served.headers["ETag"]
    known = client.get("/site/logo", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", tag)
    appearances.change_logo(appearances.mark, "Kim", b"<svg> </svg>", ".svg")
    assert client.get("/site/logo", headers={"If-None-Match": tag}).content == b"<svg> </svg>"
    with Database("", tmp_path).reading() as connection:
        names = connection.execute(select(tables.shared_state.c.name)).scalars().all()
    assert len([name for name in names if name.startswith("picture/")]) == 1
    appearances.change(appearances.mark, "Kim", logo=None)
    assert client.get("/site/logo").status_code == 404
