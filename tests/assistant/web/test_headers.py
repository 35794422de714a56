from __future__ import annotations

import re

import httpx
import pytest

FOREIGN = "https://elsewhere.example"
PATHS = ["/", "/en/", "/health", "/docs", "/openapi.json", "/api/guidelines", "/guidelines", "/site/guideline.css",
         "/guidelines/stod-asf/versions/odaterad", "/config", "/nej"]  # fmt: skip
PAGES = ["/", "/en/", "/guidelines", "/guidelines/stod-asf/versions/odaterad", "/docs"]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_is_safe_and_timed(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert re.fullmatch(r"app;dur=\d+\.\d", headers["Server-Timing"])
    assert "Server" not in headers
    assert "Set-Cookie" not in headers
    assert not client.cookies


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
    assert int(page.headers["Content-Length"]) < 12_000 < len(page.text)
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize(("path", "language"), [
    ("/", "sv"), ("/en/", "en"), ("/en", "en"), ("/guidelines", "sv"), ("/guidelines?lang=en", "en"),
])  # fmt: skip
def test_a_page_says_its_language(client: httpx.Client, path: str, language: str) -> None:
    page = client.get(path, follow_redirects=True).text
    assert re.findall(r'<html\s[^>]*?lang="(\w+)"', page) == [language]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_other_host(client: httpx.Client, path: str) -> None:
    page = client.get(path).text.replace("http://www.w3.org/", "")
    own = {str(client.base_url.host), "sofisam.se"}  # the guideline itself links to the latter
    assert set(re.findall(r"(?:https?:)?//([\w.-]+\.\w{2,})", page)) <= own
    assert not re.search("googleapis|gstatic|cdn|huggingface", page)
