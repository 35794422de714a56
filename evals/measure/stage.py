"""Where the ways onto another website are shown: the server, another site with one page, and a real Chromium.

All is on the loopback. Needs what only developers install, so it is imported where it is used.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Error, Frame, Page, Request, sync_playwright

from corpus.settings import Settings
from evals import messages
from evals.errors import EvaluationError
from evals.measure.own_server import own_server

MARK = "secret"
"""Stands in the address of the host's page, and is nobody else's business."""
_ROOM = Path(__file__).parent
_PATIENCE_MS, _QUIET_MS = 15_000, 1_000
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--lang=sv-SE",
)
_HOST_PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark"><title>Värdens sida</title></head>
<body><main><h1>Värdens sida</h1>{html}</main></body></html>"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page in a browser that had seen nothing before, and what others than the host were asked so far."""

    page: Page
    answered: list[Request] = field(default_factory=list)
    failed: list[Request] = field(default_factory=list)

    @property
    def frame(self) -> Frame:
        """The page, or the frame in it if it has one."""
        return self.page.frames[-1]

    def settle(self) -> None:
        """Wait until for a second no request has been answered."""
        count = -1
        while count != len(self.answered):
            count = len(self.answered)
            self.page.wait_for_timeout(_QUIET_MS)


@dataclass(frozen=True, slots=True)
class Stage:
    """A browser, and the origins of the server and of the host, whose only page is a file."""

    browser: Browser
    server: str
    host: str
    file: Path

    @contextmanager
    def visit(self, html: str, policy: str = "", *, path: str = "/", **looks: Any) -> Iterator[Visit]:
        """Open the host's page with this HTML under a Content-Security-Policy; without HTML the server's, at a path.

        `looks` are more of Playwright's options.
        """
        self.file.write_text(_HOST_PAGE.format(html=html, policy=policy), encoding="utf-8")
        with closing(self.browser.new_context(locale="sv-SE", **looks)) as context:
            context.set_default_timeout(_PATIENCE_MS)
            context.add_init_script(path=_ROOM / "weight.js")
            visit = Visit(context.new_page())
            visit.page.on("requestfinished", partial(self._note, visit.answered))
            visit.page.on("requestfailed", partial(self._note, visit.failed))
            visit.page.goto(f"{self.host}/?{MARK}=1" if html else f"{self.server}{path}")
            yield visit

    def _note(self, requests: list[Request], request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(self.host):
            requests.append(request)


@contextmanager
def staged(settings: Settings) -> Iterator[Stage]:
    """Start all that is needed, and stop it. Raises EvaluationError, also for what the browser cannot do meanwhile."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        with (
            TemporaryDirectory() as folder,
            _host(folder) as host,
            own_server(settings, allowed_origins=host) as server,
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=executable, args=_FLAGS) as browser,
        ):
            yield Stage(browser, server.url, host, Path(folder) / "index.html")
    except Error as error:
        raise EvaluationError(messages.BROWSER_FAILED.format(reason=error.message)) from error


@contextmanager
def _host(folder: str) -> Iterator[str]:
    """Another website's origin: on localhost, which to 127.0.0.1 is another site and not only another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass
