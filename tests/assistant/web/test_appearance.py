"""Name, looks and words as staff set them: on every page at once, and gone again when they are taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from assistant.engine import Engine
from assistant.web.appearance import Appearances, ChangedMeanwhileError
from assistant.web.server import create_app
from corpus.settings import Settings

NAME = "Samordningsförbundet Nya Exemplet"


@pytest.fixture
def appearances(tmp_path: Path) -> Appearances:
    """What another process, such as another server, would see and set."""
    return Appearances(tmp_path)


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    engine = Engine(tmp_path, lambda: pytest.fail("the model is not needed"))
    return TestClient(create_app(engine, Settings(data_dir=tmp_path, contact="info@exemplet.example")))


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
    Appearances(tmp_path).change(seen, "Kim", federation=NAME)
    with pytest.raises(ChangedMeanwhileError):
        appearances.change(seen, "Robin", federation="Ett annat")
    assert appearances.current().federation == NAME and appearances.current().by == "Kim"


@pytest.mark.parametrize("fields", [{"colour": "red"}, {"logo": "../asf.db"}, {"federation": "x" * 121}, {"x": 1}])
def test_what_cannot_be_is_refused_and_changes_nothing(appearances: Appearances, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        appearances.change("", "Kim", **fields)
    assert appearances.mark == ""


def test_a_file_that_cannot_be_read_leaves_the_settings(
    client: TestClient, appearances: Appearances, tmp_path: Path
) -> None:
    appearances.change("", "Kim", contact="Ring 1")
    (tmp_path / "appearance.json").write_text("{", encoding="utf-8")
    assert "info@exemplet.example" in client.get("/config").text


def test_a_logo_is_shown_at_a_new_address_and_the_old_one_goes(
    client: TestClient, appearances: Appearances, tmp_path: Path
) -> None:
    assert client.get("/site/logo").status_code == 404
    first = appearances.put_picture(b"<svg/>", ".svg")
    appearances.change("", "Kim", logo=first)
    served = client.get("/site/logo")
    assert (served.content, served.headers["Content-Type"]) == (b"<svg/>", "image/svg+xml")
    assert f"/site/logo?v={appearances.mark}" in client.get("/privacy").text
    second = appearances.put_picture(b"<svg> </svg>", ".svg")
    appearances.change(appearances.mark, "Kim", logo=second)
    assert client.get("/site/logo").content == b"<svg> </svg>"
    assert [path.name for path in (tmp_path / "appearance").iterdir()] == [second]
