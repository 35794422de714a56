"""What several rooms' tests share: the real model, and the bundled guideline built with it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
import pytest
from filelock import FileLock

from corpus.reading.catalogue import BUNDLED_DOCUMENTS
from index.embedding.cached_model import CachedModel
from index.embedding.model_identity import BUNDLED
from index.model import ReadingModel
from index.publishing.published_index import PublishedIndex, open_published
from tests.chroma_server import chroma as chroma
from tests.federation import federation as federation
from tests.federation import federation_in as federation_in
from tests.postgresql import new_postgresql_database as new_postgresql_database
from tests.postgresql import postgresql as postgresql
from tests.small_corpus import write_small_corpus

ROOT = Path(__file__).parents[1]
os.environ.setdefault("OMP_NUM_THREADS", "1")  # as app.py has it; read when the embedding engine is loaded
_START_SECONDS = 120
_PUBLISH = """
import sys
from pathlib import Path
from index.build.publish_now import build
from index.embedding.embedder import SentenceEmbedder
from index.embedding.model_identity import BUNDLED
build(Path(sys.argv[1]), Path(sys.argv[2]), BUNDLED, SentenceEmbedder)
"""


@dataclass(frozen=True)
class Server:
    """`app.py`, running as a process of its own."""

    url: str
    output: Path

    def printed(self) -> str:
        """What it has written to stdout and stderr so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="session")
def start_app() -> Callable[..., subprocess.Popen[str]]:
    """start_app(stdout, stderr, ASF_…=…): a process that runs app.py with these settings and no others."""

    def start(stdout: int | IO[str], stderr: int, **settings: object) -> subprocess.Popen[str]:
        kept = {key: value for key, value in os.environ.items() if not key.upper().startswith("ASF_")}
        environment = {
            **kept,
            "PYTHONUNBUFFERED": "1",
            "ASF_RATE_LIMIT": "off",
            **{key: str(value) for key, value in settings.items()},
        }
        return subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment,
            stdout=stdout,
            stderr=stderr,
            text=True,
            encoding="utf-8",
        )

    return start


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    def port() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])

    return port


@pytest.fixture(scope="session")
def serve(
    data_dir: Path,
    small_corpus: Path,
    start_app: Callable[..., subprocess.Popen[str]],
    free_port: Callable[[], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., AbstractContextManager[Server]]:
    """serve(ASF_…=…): a server over the small corpus, ready for questions, until the context ends."""

    @contextmanager
    def serve(**settings: object) -> Iterator[Server]:
        port = free_port()
        server = Server(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("server") / "output")
        own = {"ASF_DATA_DIR": data_dir.absolute(), "ASF_CORPUS_DIR": small_corpus, "ASF_PORT": port}
        settings = {**own, **settings}
        with server.output.open("w") as output:
            process = start_app(output, subprocess.STDOUT, **settings)
        try:
            _wait_until_ready(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)

    return serve


def _wait_until_ready(server: Server, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{server.url}/ready", trust_env=False, timeout=10).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"the server did not become ready:\n{server.printed()}")


@pytest.fixture(scope="session")
def server(serve: Callable[..., AbstractContextManager[Server]]) -> Iterator[Server]:
    """A server with nothing set but where it listens and what it reads."""
    with serve() as running:
        yield running


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture(scope="session")
def bundled_model() -> ReadingModel:
    """The bundled models, loaded once."""
    from index.reader.reading_model import BundledReadingModel

    return BundledReadingModel(BUNDLED)


@pytest.fixture(scope="session")
def model(bundled_model: ReadingModel) -> ReadingModel:
    """The same, under a name that a room may give to a model of its own."""
    return bundled_model


def _built(config: pytest.Config, name: str, documents: Path) -> Path:
    """A data directory with these documents published; kept between runs, rebuilt when stale.

    Built in a process that may use all cores for embedding, and published without the gate, which has tests of its own.
    """
    assert config.cache is not None
    directory = Path(config.cache.mkdir(name))
    with FileLock(directory / "tests.lock"):  # two test runs at once share the directory
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("ASF_", "OMP_"))}
        command = [sys.executable, "-c", _PUBLISH, str(documents), str(directory)]
        subprocess.run(command, cwd=ROOT, check=True, env=environment)
    return directory


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled guideline with a part of its sample questions."""
    return write_small_corpus(tmp_path_factory.mktemp("small") / "documents")


@pytest.fixture(scope="session")
def data_dir(pytestconfig: pytest.Config, small_corpus: Path) -> Path:
    """A data directory with the small corpus published."""
    return _built(pytestconfig, "asf-small", small_corpus)


@pytest.fixture(scope="session")
def full_data_dir(pytestconfig: pytest.Config) -> Path:
    """A data directory with the whole bundled guideline published, which takes minutes: for slow tests."""
    return _built(pytestconfig, "asf-data", BUNDLED_DOCUMENTS)


@pytest.fixture(scope="session")
def published(data_dir: Path) -> PublishedIndex:
    """The small corpus' index, open."""
    return open_published(data_dir)


@pytest.fixture(scope="session")
def fully_published(full_data_dir: Path) -> PublishedIndex:
    """The bundled guideline's index, open: for slow tests."""
    return open_published(full_data_dir)


@pytest.fixture(scope="session")
def cached_model(bundled_model: ReadingModel) -> CachedModel:
    """The model as the engine uses it."""
    return CachedModel(bundled_model)
