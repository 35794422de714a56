from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from assistant.logs import REQUEST, LogFormat, set_up_logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(capsys: pytest.CaptureFixture[str], form: LogFormat, request: str = "") -> str:
    set_up_logs("info", form)
    token = REQUEST.set(request)
    try:
        raise ZeroDivisionError("noll")
    except ZeroDivisionError:
        logging.getLogger("rum").exception("något gick fel: %s", "åäö")
    finally:
        REQUEST.reset(token)
    logging.getLogger("rum").debug("för noga")
    return capsys.readouterr().err


def test_a_line_of_json_tells_time_level_place_request_and_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = logged(capsys, "json", "r-1").splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("error", "rum", "något gick fel: åäö")
    assert told["request"] == "r-1"
    assert told["exception"].endswith("ZeroDivisionError: noll")
    assert told["time"].endswith("Z")


def test_outside_a_request_there_is_no_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert "request" not in json.loads(logged(capsys, "json"))


def test_a_plain_line_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    first = logged(capsys, "plain", "r-1").splitlines()[0]
    assert first.endswith("Z ERROR rum [r-1]: något gick fel: åäö")
