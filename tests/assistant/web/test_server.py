from __future__ import annotations

import re

import httpx
import pytest
from fastapi.openapi.models import OpenAPI


@pytest.mark.parametrize("path", [
    "/api/guidelines/nej", "/api/guidelines/stod-asf/versions/1999", "/api/guidelines/nej/versions/odaterad",
    "/api/nej", "/nej", "/en/nej", "/guidelines/nej", "/guidelines/stod-asf/versions/1999", "/site/nej.css",
    "/guidelines/..%2F..%2Fetc%2Fpasswd/versions/odaterad", "/site/..%2F..%2Fapi.py",
])  # fmt: skip
def test_what_does_not_exist_is_not_found(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()) == (404, {"detail": "Sidan finns inte."})
    english = client.get(path, headers={"Accept-Language": "en"})
    assert english.json() == {"detail": "There is no such page."}


def test_the_documentation_needs_no_other_host(client: httpx.Client) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "//" not in re.sub(r"<!--.*?-->", "", " ".join(re.findall(r'(?:src|href)="([^"]*)"', page.text)))
    for path in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        assert client.get(path).status_code == 200, path


def test_the_openapi_document_is_valid_and_lists_what_can_go_wrong(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    OpenAPI.model_validate(document)
    for reference in re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(document)):
        assert reference in document["components"]["schemas"]
    for path in ("/api/ask", "/api/ask/stream"):
        assert {"200", "413", "422", "429", "503"} <= set(document["paths"][path]["post"]["responses"])
    assert {"/api/guidelines", "/health", "/ready"} <= set(document["paths"])
