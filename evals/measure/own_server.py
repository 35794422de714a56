"""The program as a server of its own, started for measuring and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import httpx

from corpus.settings import PREFIX, Settings
from evals import messages
from evals.errors import UnreachableError

_APP = Path(__file__).parents[2] / "app.py"
_PATIENCE_SECONDS, _STOP_SECONDS = 120, 20
_POLL_SECONDS = 0.1  # seldom enough not to slow down what is being measured


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A running server."""

    url: str
    pid: int
    health_seconds: float
    """From its start until /health answered."""
    started: float
    """By `time.perf_counter`."""


@contextmanager
def own_server(settings: Settings, **chosen: object) -> Iterator[OwnServer]:
    """Serve over the settings' index on a free port, ready for questions; `chosen` are further settings by name.

    Raises UnreachableError when the server ends or takes too long.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    places = {"data_dir": settings.data_dir.resolve(), "corpus_dir": settings.corpus_dir.resolve()}
    servers = {"database_url": settings.database_url.get_secret_value(), "chroma_url": settings.chroma_url}
    own = {"host": host, "port": port, **places, **servers, **chosen}
    named = {f"{PREFIX}{name.upper()}": str(value) for name, value in own.items()}
    environment = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in named} | named
    url, started = f"http://{host}:{port}", time.perf_counter()
    with TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, str(_APP)], env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        try:
            health = _wait_for(f"{url}/health", process, started)
            _wait_for(f"{url}/ready", process, started)
            yield OwnServer(url, process.pid, health, started)
        except _EndedError as error:
            errors.seek(0)
            raise UnreachableError(messages.SERVER_ENDED.format(reason=errors.read().strip())) from error
        finally:
            process.terminate()
            process.wait(timeout=_STOP_SECONDS)


class _EndedError(Exception):
    """The server has ended by itself."""


def _wait_for(url: str, process: subprocess.Popen[bytes], started: float) -> float:
    """Seconds since the start until the address answered."""
    while time.perf_counter() - started < _PATIENCE_SECONDS:
        if process.poll() is not None:
            raise _EndedError
        with suppress(httpx.TransportError):
            if httpx.get(url, trust_env=False).is_success:
                return time.perf_counter() - started
        time.sleep(_POLL_SECONDS)
    raise UnreachableError(messages.SERVER_SLOW.format(seconds=_PATIENCE_SECONDS))
