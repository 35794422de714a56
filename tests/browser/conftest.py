"""A real Chromium, a server that one other site may use, and that site: pages under the strictest policy there is."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.computations import Computation
from assistant.engine import Engine
from assistant.model import Question
from assistant.web.server import create_app
from corpus.settings import Settings
from index.model import ReadingModel

if TYPE_CHECKING:
    from tests.conftest import Server

MILLISECONDS = 30_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--lang=sv-SE"]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
CONTACT = "info@forbundet.example"
HOST_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Förbundets webbplats</title></head>
<body><main><h1>Förbundets webbplats</h1><p><a href="/annan">En annan sida</a></p>{body}</main>
{script}</body></html>"""


@dataclass(frozen=True)
class Host:
    """Another site: serves the same page at every path, with the widget as asked for by the query string's page."""

    origin: str
    pages: dict[str, str]

    def page(self, path: str, server: str, *, body: str = "", language: str = "sv", attributes: str = "") -> str:
        """Put a page at a path and give its address."""
        script = f'<script src="{server}/widget.js" {attributes} defer></script>'
        self.pages[path] = HOST_PAGE.format(language=language, body=body, script=script)
        return f"{self.origin}{path}?personligt=1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        reason = "NO CHROMIUM: the pages are NOT tested in a browser; install chromium or google-chrome"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    expect.set_options(timeout=MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def _serving(policy: Callable[[], str]) -> Iterator[Host]:
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path.partition("?")[0])
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy())
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Host(f"http://127.0.0.1:{server.server_port}", pages)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def allowed(serve: Callable[..., AbstractContextManager[Server]]) -> Iterator[tuple[Server, Host]]:
    """A server that keeps feedback, and the site that may show its widget."""
    address = ""
    with (
        _serving(lambda: f"default-src 'none'; script-src {address}; connect-src {address}") as host,
        serve(ASF_FEEDBACK="true", ASF_ALLOWED_ORIGINS=host.origin, ASF_CONTACT=CONTACT) as running,
    ):
        address = running.url
        yield running, host


@pytest.fixture(scope="session")
def site(allowed: tuple[Server, Host]) -> Server:
    return allowed[0]


@pytest.fixture(scope="session")
def host(allowed: tuple[Server, Host]) -> Host:
    return allowed[1]


@pytest.fixture(scope="session")
def stranger() -> Iterator[Host]:
    """A site that is not allowed anything. It has no policy of its own, so that only the server's rules stop it."""
    with _serving(lambda: "default-src * 'unsafe-inline'") as host:
        yield host


class Held:
    """A server whose answers wait until they are released."""

    def __init__(self, url: str, gate: threading.Event) -> None:
        self.url, self._gate = url, gate

    def hold(self) -> None:
        self._gate.clear()

    def release(self) -> None:
        self._gate.set()


class GatedEngine(Engine):
    """The engine, but no question is answered before the gate is open."""

    gate: threading.Event

    def answering(self, question: Question, *, noted: bool = True) -> Computation:
        assert self.gate.wait(timeout=60)
        return super().answering(question, noted=noted)


@pytest.fixture
def held(data_dir: Path, model: ReadingModel, free_port: Callable[[], int]) -> Iterator[Held]:
    engine = GatedEngine(data_dir, lambda: model)
    engine.gate = threading.Event()
    engine.load()
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(engine, Settings()), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield Held(f"http://127.0.0.1:{port}", engine.gate)
    engine.gate.set()
    server.should_exit = True
    thread.join(timeout=30)


@pytest.fixture
def opened(browser: Browser, site: Server, host: Host) -> Iterator[Callable[..., Page]]:
    """opened(address, width=…, height=…, dark=…): a page in a window of its own.

    Fails afterwards when a page complained, called another host than the two, or kept a cookie.
    """
    contexts: list[BrowserContext] = []
    called: set[str] = set()
    complaints: list[str] = []

    def opened(address: str, *, width: int = 1280, height: int = 900, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="sv-SE",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(MILLISECONDS)
        context.on("request", lambda sent: called.add(sent.url))
        context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert complaints == []
    assert {url for url in called if not url.startswith((site.url, host.origin, "data:", "blob:"))} == set()
    assert not [url for url in called if url.startswith(site.url) and "personligt" in url]
    assert cookies == []


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """violations(page): what axe-core finds against WCAG 2.0, 2.1 and 2.2, levels A and AA."""
    axe = Axe()

    def violations(page: Page) -> list[str]:
        found = axe.run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
        return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]

    return violations
