"""The federation's own name, logo, colour, statements and feedback, as settings have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.computations import Computation
from assistant.engine import Engine
from assistant.feedback import FeedbackStore
from assistant.model import Question
from assistant.shared import shared_state
from assistant.web.server import create_app
from assistant.web.site import site_of
from corpus.database.engine import Database
from corpus.errors import SettingsError
from corpus.settings import Settings
from index.errors import VectorsAwayError

LOGO = '<svg xmlns="http://www.w3.org/2000/svg"/>'
GIVEN: dict[str, Any] = {"helpful": True, "question": "Kan vi få stöd?", "answer": "Ja.", "comment": "Bra"}


@pytest.fixture
def app_with(tmp_path: Path) -> Any:
    """app_with(setting=…): a client of the app; the engine has not been loaded."""

    def app_with(**settings: Any) -> TestClient:
        engine = Engine(tmp_path, lambda: pytest.fail("the model is not needed"))
        return TestClient(create_app(engine, Settings(data_dir=tmp_path, **settings)))

    return app_with


def test_the_colour_is_in_every_style(app_with: Any) -> None:
    client = app_with(colour="#7A1F1F")
    assert "--accent: #7a1f1f" in client.get("/site/theme.css").text
    assert "#7a1f1f" in client.get("/widget.js").text
    assert "#7a1f1f" in client.get("/theme.css").text


def test_a_colour_that_white_text_cannot_be_read_on_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"ASF_COLOUR är för ljus: vit text på #ffcc00 har kontrasten 1\.5"):
        site_of(Settings(colour="#ffcc00"), shared_state(Database("", tmp_path), tmp_path))


def test_the_logo_is_shown_and_served(app_with: Any, tmp_path: Path) -> None:
    logo = tmp_path / "logga.SVG"
    logo.write_text(LOGO, encoding="utf-8")
    client = app_with(logo=logo)
    served = client.get("/site/logo")
    assert (served.text, served.headers["Content-Type"]) == (LOGO, "image/svg+xml")
    assert '<img src="/site/logo" alt="" height="40">' in client.get("/privacy").text
    assert client.get("/site/page.css").status_code == 200


@pytest.mark.parametrize("name", ["saknas.svg", "logga.exe"])
def test_a_logo_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "logga.exe").write_bytes(b"MZ")
    with pytest.raises(SettingsError, match="ASF_LOGO"):
        site_of(Settings(logo=tmp_path / name), shared_state(Database("", tmp_path), tmp_path))


def test_feedback_is_not_there_unless_it_is_wanted(app_with: Any, tmp_path: Path) -> None:
    client = app_with()
    assert client.post("/api/feedback", json=GIVEN).status_code == 404
    assert client.get("/api/widget").json()["feedback"] is None
    assert "Var svaret till hjälp" not in client.get("/privacy").text
    assert list(tmp_path.iterdir()) == []


def test_feedback_is_kept_and_the_privacy_page_says_so(app_with: Any, tmp_path: Path) -> None:
    client = app_with(feedback=True, feedback_days=30)
    assert client.post("/api/feedback", json=GIVEN).status_code == 204
    kept = [given for _, given in FeedbackStore(Database("", tmp_path), 30).kept()]
    assert [each.model_dump() for each in kept] == [{"id": "", "reason": None, **GIVEN, "language": "sv"}]
    privacy = client.get("/privacy").text
    assert "Var svaret till hjälp" in privacy
    assert "i 30 dagar" in privacy
    assert client.get("/api/widget").json()["feedback"] == "api/feedback"
    assert "i 30 dagar" in client.get("/api/widget").json()["words"]["feedback_kept"]


@pytest.mark.parametrize(
    ("changed", "detail"),
    [
        ({"comment": "x" * 1001}, "Fältet ”comment” är fel: för många tecken; skriv högst 1000"),
        ({"helpful": "kanske"}, "Fältet ”helpful” är fel: fel typ av värde"),
        ({"name": "Anna"}, "Fältet ”name” finns inte. Se /docs."),
        ({"question": None}, "Fältet ”question” är fel: fel typ av värde"),
    ],
)
def test_bad_feedback_is_refused_with_what_to_do(
    app_with: Any, tmp_path: Path, changed: dict[str, Any], detail: str
) -> None:
    answer = app_with(feedback=True).post("/api/feedback", json={**GIVEN, **changed})
    assert (answer.status_code, answer.json()) == (422, {"detail": detail})
    assert not (tmp_path / "asf.db").exists()


def test_feedback_is_counted_with_the_questions(app_with: Any) -> None:
    client = app_with(feedback=True, rate_limit="2/hour")
    codes = [client.post("/api/feedback", json=GIVEN).status_code for _ in range(3)]
    assert codes == [204, 204, 429]


@pytest.mark.parametrize("path", ["/accessibility", "/privacy", "/widget"])
def test_the_pages_beside_are_in_both_languages(app_with: Any, path: str) -> None:
    client = app_with(federation="Samordningsförbundet Påhittade Dalen", contact="info@dalen.example")
    pages = [client.get(path).text, client.get(f"{path}?lang=en").text]
    assert pages[0] != pages[1]
    for page in pages:
        assert page.count("<h1>") == 1
        assert "Påhittade Dalen" in page
        assert "{{" not in page
    assert client.get(f"{path}?lang=de").status_code == 422


def test_what_the_federation_has_to_fill_in_is_marked(app_with: Any) -> None:
    for path in ("/accessibility", "/privacy"):
        assert "[Förbundet fyller i:" in app_with().get(path).text
        assert "[To be completed by the association:" in app_with().get(f"{path}?lang=en").text
    assert "digg.se/tdosanmalan" in app_with().get("/accessibility").text


def test_the_federation_s_own_statement_is_shown_instead(app_with: Any, tmp_path: Path) -> None:
    (tmp_path / "accessibility.sv.md").write_text(
        "# Vår redogörelse\n\nVi heter {{ federation }}. <script>hit = 1</script>\n", encoding="utf-8"
    )
    client = app_with(statements_dir=tmp_path, federation="Dalen")
    page = client.get("/accessibility").text
    assert "<h1>Vår redogörelse</h1>" in page
    assert "Vi heter Dalen." in page
    assert "<script>hit" not in page
    assert "<h1>Accessibility statement</h1>" in client.get("/accessibility?lang=en").text


@pytest.mark.parametrize("text", [b"# Redog\xf6relse", b"# R\n\n{{ okant }}", b"# R\n\n{% if %}"])
def test_a_statement_that_cannot_be_read_stops_the_start(app_with: Any, tmp_path: Path, text: bytes) -> None:
    (tmp_path / "privacy.sv.md").write_bytes(text)
    with pytest.raises(SettingsError, match=r"privacy\.sv\.md går inte att läsa"):
        app_with(statements_dir=tmp_path)


def test_a_folder_of_statements_that_is_not_there_stops_the_start(app_with: Any, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="misspelt finns inte"):
        app_with(statements_dir=tmp_path / "misspelt")


def test_an_index_that_cannot_be_reached_is_told_with_when_to_come_back(tmp_path: Path) -> None:
    class Away(Engine):
        def answering(self, question: Question, *, noted: bool = True) -> Computation:
            raise VectorsAwayError("Chroma-servern går inte att använda")

    engine = Away(tmp_path, lambda: pytest.fail("the model is not needed"))
    given = TestClient(create_app(engine, Settings(data_dir=tmp_path))).post("/api/ask", json={"question": "Vem?"})
    assert (given.status_code, given.headers["Retry-After"]) == (503, "5")
    assert given.json() == {"detail": "Assistenten når inte riktlinjernas index just nu. Försök igen om en stund."}
