from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.middleware.body_limit import BodyLimit

FORM, TYPED = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"


async def counted(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = Starlette(routes=[Route(path, counted, methods=["POST", "PUT"]) for path in ("/upload", "/ask")])
    app.add_middleware(BodyLimit, limit=10, uploads={"/upload": 100})
    return TestClient(app, root_path="/assistent")


@pytest.mark.parametrize(
    ("method", "path", "kind", "size", "status"),
    [
        ("POST", "/upload", FORM, 100, 200),
        ("POST", "/upload", FORM, 101, 413),
        ("POST", "/upload", TYPED, 10, 200),
        ("POST", "/upload", TYPED, 11, 413),
        ("PUT", "/upload", FORM, 11, 413),
        ("POST", "/ask", FORM, 11, 413),
        ("POST", "/ask", FORM, 10, 200),
    ],
)
def test_only_a_form_with_a_file_at_its_own_address_may_be_large(
    client: TestClient, method: str, path: str, kind: str, size: int, status: int
) -> None:
    sent = client.request(method, f"/assistent{path}", content=b"x" * size, headers={"Content-Type": kind})
    assert sent.status_code == status
