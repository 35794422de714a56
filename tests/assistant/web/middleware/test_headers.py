from __future__ import annotations

import re
from pathlib import Path

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.engine import Engine
from assistant.texts.wording import wording
from assistant.web.chat.gradio_app import cut_down
from assistant.web.server import create_app
from corpus.settings import Settings

FOREIGN = "https://elsewhere.example"
PATHS = ["/", "/en/", "/health", "/docs", "/openapi.json", "/api/guidelines", "/guidelines", "/site/page.css",
         "/guidelines/stod-asf/versions/odaterad", "/config", "/nej", "/widget.js", "/api/widget", "/accessibility",
         "/privacy", "/widget", "/favicon.ico"]  # fmt: skip
PAGES = ["/", "/en/", "/guidelines", "/guidelines/stod-asf/versions/odaterad", "/docs", "/widget"]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_is_safe_and_timed(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert re.fullmatch(r"app;dur=\d+\.\d", headers["Server-Timing"])
    assert "Server" not in headers
    assert "Set-Cookie" not in headers
    assert not client.cookies


def policy(response: httpx.Response) -> dict[str, list[str]]:
    """Directive to sources."""
    directives = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in directives}


@pytest.mark.parametrize("path", PATHS)
def test_every_response_says_what_it_may_load_and_who_may_frame_it(client: httpx.Client, path: str) -> None:
    allowed = policy(client.get(path))
    assert allowed["frame-ancestors"] == ["'self'"]
    assert allowed["base-uri"] == allowed["form-action"] == ["'self'"]
    assert "'unsafe-eval'" not in allowed["script-src"]
    assert "'unsafe-inline'" not in allowed["script-src"]
    if path not in ("/", "/en/"):
        assert allowed["default-src"] == ["'none'"]
        assert allowed["style-src"] == allowed["script-src"] == allowed["connect-src"] == ["'self'"]


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_chat_page_runs_its_own_scripts_alone(client: httpx.Client, path: str) -> None:
    pages = [client.get(path) for _ in range(2)]
    nonces = [policy(page)["script-src"][1].strip("'").removeprefix("nonce-") for page in pages]
    assert len(set(nonces)) == 2
    for page, nonce in zip(pages, nonces, strict=True):
        scripts = re.findall(r"<script[^>]*>", page.text)
        assert len(scripts) > 2
        assert all(f'nonce="{nonce}"' in script for script in scripts)
        assert 'rel="manifest"' not in page.text


@pytest.mark.parametrize("path", [*PATHS, "/gradio_api/info"])
def test_another_site_s_page_may_read_nothing(client: httpx.Client, path: str) -> None:
    headers = client.get(path, headers={"Origin": FOREIGN}).headers
    assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize("content", [b"", b"{}", b'{"question": "Hej!"}'])
def test_nor_may_it_read_an_answer(client: httpx.Client, content: bytes) -> None:
    headers = {"Origin": FOREIGN, "Content-Type": "application/json"}
    for path in ("/api/ask", "/api/ask/stream"):
        answer = client.post(path, content=content, headers=headers).headers
        assert "Access-Control-Allow-Origin" not in answer
        assert "Set-Cookie" not in answer
    preflight = client.options("/api/ask", headers={"Origin": FOREIGN, "Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 400
    assert "Access-Control-Allow-Origin" not in preflight.headers


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream", "/gradio_api/queue/join", "/api/feedback"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "application/x-www-form-urlencoded"])
def test_what_a_page_that_is_not_allowed_sends_is_refused(client: httpx.Client, path: str, content_type: str) -> None:
    headers = {"Origin": FOREIGN, "Content-Type": content_type, "Accept-Language": "sv"}
    answer = client.post(path, content=b'{"question": "Vem upphandlar?"}', headers=headers)
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("Den här webbplatsen får inte använda assistenten.")
    for origin in (
        "null",
        "https://127.0.0.1.elsewhere.example",
        f"{client.base_url}.elsewhere.example".replace("/.", "."),
    ):
        assert client.post(path, content=b"{}", headers={**headers, "Origin": origin}).status_code == 403


@pytest.mark.parametrize("headers", [
    {}, {"Origin": "OWN"}, {"Origin": "https://utanfor.example", "Sec-Fetch-Site": "same-origin"},
])  # fmt: skip
def test_own_pages_and_programs_may_ask(client: httpx.Client, headers: dict[str, str]) -> None:
    sent = {name: value.replace("OWN", str(client.base_url).rstrip("/")) for name, value in headers.items()}
    answer = client.post("/api/ask", json={"question": "Vem upphandlar?"}, headers=sent)
    assert answer.status_code == 200


def test_an_allowed_site_may_frame_the_pages(strict_client: httpx.Client) -> None:
    for path in ("/", "/guidelines", "/widget.js"):
        assert policy(strict_client.get(path))["frame-ancestors"] == ["'self'", "https://www.forbundet.example"]


def test_an_allowed_site_may_ask(strict_client: httpx.Client) -> None:
    site = "https://www.forbundet.example"
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    preflight = strict_client.options("/api/ask", headers={"Origin": site, **asking})
    assert preflight.status_code == 200
    answer = strict_client.get("/api/guidelines", headers={"Origin": site})
    for headers in (preflight.headers, answer.headers):
        assert headers["Access-Control-Allow-Origin"] == site
        assert "Access-Control-Allow-Credentials" not in headers
    foreign = strict_client.get("/api/guidelines", headers={"Origin": FOREIGN})
    assert "Access-Control-Allow-Origin" not in foreign.headers


@pytest.mark.parametrize("path", PAGES[:2])
def test_the_chat_page_is_compressed(client: httpx.Client, path: str) -> None:
    page = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert int(page.headers["Content-Length"]) < 15_000 < len(page.text)
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize(("path", "language"), [
    ("/", "sv"), ("/en/", "en"), ("/en", "en"), ("/guidelines", "sv"), ("/guidelines?lang=en", "en"),
])  # fmt: skip
def test_a_page_says_its_language(client: httpx.Client, path: str, language: str) -> None:
    page = client.get(path, follow_redirects=True).text
    assert re.findall(r'<html\s[^>]*?lang="(\w+)"', page) == [language]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_other_host(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    page = response.text.replace("http://www.w3.org/", "")
    for nonce in re.findall(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"]):
        page = page.replace(nonce, "")  # a random one may spell anything
    own = {str(client.base_url.host), "sofisam.se"}  # the guideline itself links to the latter
    assert set(re.findall(r"(?:https?:)?//([\w.-]+\.\w{2,})", page)) <= own
    assert not re.search("googleapis|gstatic|cdn|huggingface", page)


@pytest.mark.parametrize("origin", ["http://[", "null", "file://", "http://", "x" * 5000])
def test_an_origin_that_is_none_is_refused(client: httpx.Client, origin: str) -> None:
    answer = client.post("/api/ask", json={"question": "Vem upphandlar?"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "Content-Security-Policy" in answer.headers


def test_a_fault_nobody_expected_has_all_headers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(tmp_path, lambda: pytest.fail("the model is not needed"))
    monkeypatch.setattr(engine, "answering", lambda _: 1 / 0)
    client = TestClient(create_app(engine, Settings(data_dir=tmp_path, allowed_origins=FOREIGN)))
    answer = client.post("/api/ask", json={"question": "Vem upphandlar?"}, headers={"Origin": FOREIGN})
    assert (answer.status_code, answer.json()) == (503, {"detail": wording("sv").say("error", "fault")})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == FOREIGN


@pytest.mark.parametrize("path", PATHS)
def test_head_is_answered_like_get(client: httpx.Client, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


UNUSED = ["/gradio_api/upload", "/gradio_api/deep_link", "/gradio_api/file=x", "/gradio_api/info",
          "/gradio_api/reset", "/gradio_api/stream/x/1/0/playlist.m3u8", "/monitoring", "/login", "/pwa_icon",
          "/manifest.json"]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", UNUSED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_the_page_does_not_use_of_gradio_is_not_there(
    client: httpx.Client, prefix: str, path: str, method: str
) -> None:
    assert client.request(method, prefix + path).status_code == 404


def test_gradio_remembers_no_visitor() -> None:
    with gr.Blocks() as blocks:
        gr.Textbox()
    app = FastAPI()
    cut_down(app, blocks, lambda: None)
    first = blocks.state_holder["a visitor"]
    assert first is not blocks.state_holder["a visitor"]
    assert not blocks.state_holder.session_data
