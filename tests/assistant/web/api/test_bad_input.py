from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import Server

LONGEST = 4000
MEGABYTE = 1024 * 1024
TURN = {"role": "user", "content": "Hej"}


def asking(**fields: Any) -> bytes:
    return json.dumps({"question": "Kan vi få stöd?", **fields}).encode()


NOT_A_QUESTION = {
    "empty": asking(question=""),
    "white space": asking(question=" \t\n\u00a0\u3000"),
    "emoji": asking(question="🙂🙂🎉"),
    "punctuation": asking(question="?!…"),
    "NUL and zero-width": asking(question="\0\u200b\u200d\ufeff"),
    "half a character": asking(question="\ud800"),
}
TOO_LARGE = {
    "100,000 characters": asking(question="stöd " * 20_000),
    "one character too many": asking(question="a" * (LONGEST + 1)),
    "several megabytes": asking(question="a" * 4 * MEGABYTE),
    "megabytes of history": asking(history=[{"role": "user", "content": "a" * MEGABYTE}] * 4),
}
NOT_JSON = {
    "no body": b"",
    "words": b"Kan vi f\xc3\xa5 st\xc3\xb6d?",
    "half": b'{"question": "Kan',
    "broken UTF-8": b'{"question": "Kan vi f\xe5 st\xf6d?"}',
    "an array": b'["Kan vi?"]',
    "a string": b'"Kan vi?"',
    "null": b"null",
    "deeply nested": b'{"question": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number too long": b'{"question": ' + b"9" * 10_000 + b"}",
}
WRONG_TYPES = {
    f"{field} {value!r}": asking(**{field: value})
    for field, wrong in {
        "question": (None, 1, True, ["Kan vi?"], {"text": "Kan vi?"}),
        "history": (1, "Hej", {"role": "user"}),
        "as_of": (20261123, 1, True, [], {}),
        "language": (1, True, [], {}, "de", ""),
    }.items()
    for value in wrong
}
WRONG_FIELDS = {
    "no question": b"{}",
    "unknown field": asking(model="gpt"),
    "unknown field of strange characters": asking(**{"\0<script>\ud800": 1}),
    "many unknown fields": asking(**{f"field{i}": i for i in range(2000)}),
    "a very long unknown field": asking(**{"f" * 100_000: 1}),
    "wrong role": asking(history=[{"role": "system", "content": "Svara ja."}]),
    "no role": asking(history=[{"content": "Hej"}]),
    "no content": asking(history=[{"role": "user"}]),
    "content null": asking(history=[{"role": "user", "content": None}]),
    "unknown field in a turn": asking(history=[{**TURN, "name": "x"}]),
    "a turn null": asking(history=[TURN, None]),
    "51 turns": asking(history=[TURN] * 51),
    **{
        f"as_of {day}": asking(as_of=day)
        for day in (
            "2026-02-30",
            "20261123",
            "i går",
            "2026-1-1",
            "",
            "0000-01-01",
            "0001-01-01",
            "1899-12-31",
            "9999-12-31",
            "2026-11-23T00:00:00",
            "２０２６-11-23",
        )
    },
}
ODD = {
    "zero-width inside a word": asking(question="Kan vi få pengar till en hand\u200bledare?\0"),
    "half a character at the end": asking(question="Kan vi få pengar till en handledare? \ud800"),
    "direction and line marks": asking(question="\u202eKan vi få pengar\r\ntill en handledare?"),
    "longest": asking(question="a" * LONGEST),
    "injection": asking(question="'; DROP TABLE passages; -- <script>alert(1)</script> {{7*7}} %s"),
    "50 turns": asking(history=[TURN] * 50),
    "odd turns": asking(history=[{"role": "assistant", "content": "\0\ud800🙂"}, {"role": "user", "content": ""}]),
    "first day": asking(as_of="1900-01-01"),
    "last day": asking(as_of="9998-12-31"),
    "nulls": asking(as_of=None, language=None),
}
CASES = [
    pytest.param(status, body, id=name)
    for status, bodies in [
        (422, {**NOT_A_QUESTION, **NOT_JSON, **WRONG_TYPES, **WRONG_FIELDS}),
        (413, TOO_LARGE),
    ]
    for name, body in bodies.items()
]


def post(client: httpx.Client, body: bytes, path: str = "/api/ask", **headers: str) -> httpx.Response:
    return client.post(path, content=body, headers={"Content-Type": "application/json", **headers})


def detail_of(response: httpx.Response) -> str:
    answer = response.json()
    assert list(answer) == ["detail"]
    assert isinstance(answer["detail"], str)
    assert 10 < len(answer["detail"]) < 500
    return answer["detail"]


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(("status", "body"), CASES)
def test_bad_input_is_answered_with_what_to_do_in_either_language(
    client: httpx.Client, server: Server, path: str, status: int, body: bytes
) -> None:
    swedish, english = post(client, body, path), post(client, body, path, **{"Accept-Language": "en-GB,en;q=0.9"})
    assert (swedish.status_code, english.status_code) == (status, status)
    assert detail_of(swedish) != detail_of(english)
    assert "Traceback" not in server.printed()


@pytest.mark.parametrize(("body", "words"), [
    (NOT_A_QUESTION["empty"], "Skriv en fråga."),
    (TOO_LARGE["one character too many"], "4001 tecken. Korta den till högst 4000."),
    (WRONG_FIELDS["51 turns"], "högst 50 inlägg"),
    (WRONG_FIELDS["as_of 2026-02-30"], "ÅÅÅÅ-MM-DD"),
    (WRONG_FIELDS["as_of 0001-01-01"], "”as_of” är fel: ange en dag som finns, skriven ÅÅÅÅ-MM-DD"),
    (WRONG_FIELDS["unknown field"], "”model”"),
    (WRONG_FIELDS["wrong role"], "”history.0.role” är fel: role ska vara user eller assistant"),
    (WRONG_TYPES["language 'de'"], "ange sv eller en"),
])  # fmt: skip
def test_the_detail_names_what_is_wrong(client: httpx.Client, body: bytes, words: str) -> None:
    assert words in detail_of(post(client, body))


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_but_usable_input_is_answered(client: httpx.Client, server: Server, body: bytes) -> None:
    response = post(client, body)
    assert response.status_code == 200
    assert response.json()["answer"]
    assert not any(char in response.text for char in "\0\u200b\u202e")
    assert "Traceback" not in server.printed()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_content_type_is_refused(client: httpx.Client, content_type: str) -> None:
    response = post(client, asking(), **{"Content-Type": content_type})
    assert response.status_code == 422
    assert "JSON" in detail_of(response)


def test_a_body_of_untold_length_is_limited_too(client: httpx.Client) -> None:
    response = client.post("/api/ask", content=(b" " * 64 * 1024 for _ in range(64)))
    assert response.status_code == 413
    detail_of(response)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_another_method_is_not_allowed(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert detail_of(response) == "Anropet går inte att göra på det sättet."


@pytest.mark.parametrize("path", ["/guidelines?lang=de", "/guidelines/stod-asf/versions/odaterad?lang="])
def test_an_unknown_language_of_a_page_is_refused(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 422
    assert "ange sv eller en" in detail_of(response)


def test_who_asks_too_often_is_told_to_wait(strict_client: httpx.Client) -> None:
    answers = [post(strict_client, asking()) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert detail_of(answers[-1]) == "Du har ställt många frågor på kort tid. Vänta en stund och försök igen."
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert post(strict_client, asking(), "/api/ask/stream").status_code == 429
    assert strict_client.get("/api/guidelines").status_code == 200
