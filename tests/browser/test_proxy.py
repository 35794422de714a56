"""Behind a real nginx that serves the assistant under a path of a larger site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import ask_chat, ask_widget, chat_ready, open_widget

if TYPE_CHECKING:
    from tests.browser.conftest import Host

pytestmark = pytest.mark.browser
PREFIX = "/assistent"
CONFIGURATION = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location = /favicon.ico {{ return 500; }}  # nothing but what stands under the prefix may be asked for
    location {prefix}/ {{
      proxy_pass {server}/;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $http_x_test_client;
      proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
}}
"""


@pytest.fixture(scope="module")
def proxied(
    serve: Callable[..., AbstractContextManager[Any]],
    free_port: Callable[[], int],
    tmp_path_factory: pytest.TempPathFactory,
    stranger: Host,
) -> Iterator[str]:
    """Address of the assistant behind nginx; `stranger` may show its widget."""
    nginx = shutil.which("nginx")
    if nginx is None:
        reason = "NO NGINX: the assistant is NOT tested behind a reverse proxy; install nginx-light"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    with serve(
        ASF_ROOT_PATH=PREFIX, ASF_ALLOWED_ORIGINS=stranger.origin, ASF_RATE_LIMIT="20/hour", ASF_FEEDBACK="true"
    ) as running:
        text = CONFIGURATION.format(folder=folder, port=port, prefix=PREFIX, server=running.url)
        (folder / "nginx.conf").write_text(text, encoding="utf-8")
        with _running([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"], folder):
            yield f"http://127.0.0.1:{port}{PREFIX}"


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[None]:
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            deadline = time.monotonic() + 20
            while not (folder / "nginx.pid").exists():
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    pytest.fail(f"nginx did not start: {process.communicate()[1]}")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()


@pytest.fixture
def page(browser: Browser, proxied: str) -> Iterator[Page]:
    """A window whose requests all go under the prefix, without a complaint."""
    page = browser.new_page(extra_http_headers={"X-Test-Client": "192.0.2.1"})
    page.set_default_timeout(30_000)
    called: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda sent: called.add(sent.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert complaints == []
    assert {url for url in called if not url.startswith((f"{proxied}/", "data:", "blob:"))} == set()


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_chat_page_answers_and_links_under_the_prefix(page: Page, proxied: str, path: str) -> None:
    page.goto(f"{proxied}{path}")
    answer = ask_chat(chat_ready(page))
    link = answer.locator(".asf-source a").first
    assert link.evaluate("node => node.href") == f"{proxied}/guidelines/stod-asf/versions/odaterad#handledare"
    for address in page.locator("#asf-header a, #asf-footer a").evaluate_all("nodes => nodes.map(node => node.href)"):
        assert address.startswith(f"{proxied}/")
        assert httpx.get(address, trust_env=False, follow_redirects=True).status_code == 200
    background = page.locator("#asf-ask").evaluate("node => getComputedStyle(node).backgroundColor")
    assert background == "rgb(20, 80, 110)"


@pytest.mark.parametrize("path", ["/guidelines", "/accessibility", "/privacy?lang=en", "/docs"])
def test_the_pages_beside_find_their_styles_and_each_other(page: Page, proxied: str, path: str) -> None:
    page.goto(f"{proxied}{path}")
    expect(page.locator("h1, h2").first).to_be_visible()
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    for address in page.locator("a").evaluate_all("nodes => nodes.map(node => node.href)"):
        assert address.startswith((f"{proxied}/", "https://www.digg.se/", "https://www.imy.se/", "#")), address


def test_the_widget_answers_on_its_own_page(page: Page, proxied: str) -> None:
    page.goto(f"{proxied}/widget")
    assert f'src="{proxied}/widget.js"' in page.locator("pre code").first.inner_text()
    answer = ask_widget(open_widget(page))
    assert answer.locator("a").first.evaluate("node => node.href").startswith(f"{proxied}/guidelines/")
    answer.get_by_role("button", name="Ja", exact=True).click()
    answer.get_by_role("button", name="Skicka").click()
    expect(answer.locator(".asf-helpful")).to_have_text("Tack! Det du tyckte är sparat.")


def test_the_widget_answers_on_another_site(browser: Browser, proxied: str, stranger: Host) -> None:
    page = browser.new_page()
    page.goto(stranger.page("/p", proxied))
    answer = ask_widget(open_widget(page))
    assert answer.locator("a").first.evaluate("node => node.href").startswith(f"{proxied}/guidelines/")
    page.close()


def test_each_client_behind_the_proxy_is_counted_by_itself(proxied: str) -> None:
    def ask(client: str) -> int:
        body = {"question": "Vem upphandlar?"}
        return httpx.post(
            f"{proxied}/api/ask", json=body, headers={"X-Test-Client": client}, trust_env=False
        ).status_code

    codes = [ask("198.51.100.7") for _ in range(21)]
    assert codes == [200] * 20 + [429]
    assert ask("198.51.100.8") == 200


def test_the_stream_comes_through_as_events(proxied: str) -> None:
    headers = {"X-Test-Client": "198.51.100.9"}
    body = {"question": "Vem upphandlar?"}
    with httpx.stream("POST", f"{proxied}/api/ask/stream", json=body, headers=headers, trust_env=False) as answer:
        names = re.findall(r"^event: (\w+)$", answer.read().decode(), re.MULTILINE)
    assert names[0] == "progress"
    assert names[-1] == "answer"
    assert "claim" in names
