"""Several processes with data folders of their own over one PostgreSQL and one Chroma server, under load and harm."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from assistant.shared import shared_state
from assistant.web.appearance import Appearances
from corpus.database.engine import Database
from index.publishing.publication_database import PublicationDatabase
from tests.chroma_server import ChromaServer
from tests.federation import GUIDELINE, HEAD
from tests.postgresql import PostgreSQL

if TYPE_CHECKING:
    StartApp = Callable[..., "subprocess.Popen[str]"]

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
ASKERS, SECONDS, SWITCH_SECONDS = 8, 120.0, 10.0
SEEN_SECONDS = 3.0
"""After a command has ended: two for a change to be seen, and what asking takes."""
QUESTION = "Vad kan förbundet ge stöd till?"
RATED = {"helpful": False, "reason": "incomplete", "question": "Hur mycket?", "answer": "Framgår inte."}
PUBLISH = """
from corpus.settings import load_settings
from index.build.publish_now import build
from index.embedding.embedder import SentenceEmbedder
from index.publishing.configured import configured_publications
settings = load_settings()
build(settings.corpus_dir, configured_publications(settings), settings.embedding_model, SentenceEmbedder)
"""
"""Without the gate, which has tests of its own."""
MATTERS = ("cykelverkstäder", "glasblåseri", "smide", "odling", "vävning", "bageri", "snickeri", "tvätteri")


@dataclass
class Service:
    """Two processes that serve, and whoever publishes."""

    settings: dict[str, str]
    documents: Path
    urls: list[str] = field(default_factory=list)
    outputs: list[Path] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)
    """The version that each publication holds, and no other."""

    def publish(self) -> str:
        """Replace the guideline's only version by another one, build and publish; the publication."""
        number = len(self.versions)
        folder = self.documents / GUIDELINE
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.md"):
            old.unlink()
        version = str(2001 + number)
        text = f"Förbundet kan ge stöd till {MATTERS[number % len(MATTERS)]}.\n\nAnsökan görs av kommunen Dalby."
        head = HEAD.format(guideline=GUIDELINE, version=version, valid_from=f"{version}-01-01")
        (folder / f"{version}.md").write_text(f"{head}{text}\n", encoding="utf-8")
        own = {key: value for key, value in os.environ.items() if not key.startswith("ASF_")}
        command = [sys.executable, "-c", PUBLISH]
        done = subprocess.run(command, cwd=ROOT, env={**own, **self.settings}, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        published = self.published()
        self.versions[published] = version
        return published

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Theirs, as another process opens it."""
        with closing(Database(self.settings["ASF_DATABASE_URL"], Path(self.settings["ASF_DATA_DIR"]))) as database:
            yield database

    def published(self) -> str:
        with self.database() as database:
            return PublicationDatabase(database, Path(self.settings["ASF_DATA_DIR"])).current().publication

    def staff(self, *words: str) -> None:
        """Run `asf staff …` with their settings, and a data folder of its own."""
        own = {key: value for key, value in os.environ.items() if not key.startswith("ASF_")}
        command = [sys.executable, "-m", "assistant", "staff", *words]
        subprocess.run(command, cwd=ROOT, env={**own, **self.settings}, check=True, stdout=subprocess.DEVNULL)

    def printed(self) -> str:
        return "\n".join(output.read_text(encoding="utf-8") for output in self.outputs)


def ask(url: str, number: int = 0) -> httpx.Response:
    body = {"question": f"{QUESTION} ({number})"}
    return httpx.post(f"{url}/api/ask", json=body, trust_env=False, timeout=SECONDS)


def rate(url: str) -> httpx.Response:
    return httpx.post(f"{url}/api/feedback", json=RATED, trust_env=False, timeout=SECONDS)


def serves(url: str, publication: str) -> bool:
    with suppress(httpx.TransportError):
        told = httpx.get(f"{url}/ready", trust_env=False, timeout=SECONDS)
        return told.is_success and told.json()["publication"] == publication
    return False


def seconds_until(holds: Callable[[], bool], most: float = SECONDS) -> float:
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > most:
            raise TimeoutError
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float], None]:
    """Prints what was measured, also when the test passes."""

    def tell(what: str, seconds: float) -> None:
        with capsys.disabled():
            print(f"\n{what}: {seconds:.1f} s", end="", flush=True)  # noqa: T201

    return tell


@pytest.fixture(scope="module")
def service(
    new_postgresql_database: Callable[[], str],
    chroma: ChromaServer,
    start_app: StartApp,
    free_port: Callable[[], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    root = tmp_path_factory.mktemp("scale")
    shared = {
        "ASF_DATABASE_URL": new_postgresql_database(),
        "ASF_CHROMA_URL": chroma.url,
        "ASF_CORPUS_DIR": str(root / "documents"),
    }
    service = Service({**shared, "ASF_DATA_DIR": str(root / "publisher")}, root / "documents")
    published = service.publish()
    with ExitStack() as stack:
        for name in ("one", "two"):
            port = free_port()
            service.outputs.append(root / f"{name}.log")
            output = stack.enter_context(service.outputs[-1].open("w"))
            own = {"ASF_DATA_DIR": root / name, "ASF_PORT": port, "ASF_FEEDBACK": "true", "ASF_UNANSWERED": "true"}
            process = start_app(output, subprocess.STDOUT, **shared, **own)
            stack.callback(process.wait, SECONDS)
            stack.callback(process.terminate)
            service.urls.append(f"http://127.0.0.1:{port}")
        for url in service.urls:
            seconds_until(lambda url=url: serves(url, published))  # type: ignore[misc]
        yield service


def test_under_load_both_switch_and_no_answer_mixes_versions(
    service: Service, told: Callable[[str, float], None]
) -> None:
    done, lock = threading.Event(), threading.Lock()
    answers: list[tuple[int, dict[str, Any]]] = []

    def keep_asking(first: int) -> None:
        number = first
        while not done.is_set():
            given = ask(service.urls[number % 2], number)
            with lock:
                answers.append((given.status_code, given.json()))
            number += ASKERS - 1  # odd: both servers are asked
            time.sleep(0.1)  # as people pause

    with ThreadPoolExecutor(ASKERS) as askers:
        running = [askers.submit(keep_asking, number) for number in range(ASKERS)]
        try:
            published = service.publish()
            told(
                "both switched after",
                seconds_until(lambda: all(serves(url, published) for url in service.urls), SWITCH_SECONDS),
            )
            time.sleep(2)
        finally:
            done.set()
        for each in running:
            each.result(SECONDS)
    assert {status for status, _ in answers} == {200}
    assert {answer["publication"] for _, answer in answers} == set(service.versions)
    for _, answer in answers:
        assert {cited["version"] for cited in answer["citations"]} == {service.versions[answer["publication"]]}
        assert answer["status"] == "answered"
    told(f"{len(answers)} answers, none of mixed versions; the last", 0)


def test_without_chroma_answers_go_on_and_publishing_goes_on_with_it(
    service: Service, chroma: ChromaServer, told: Callable[[str, float], None]
) -> None:
    chroma.kill()
    try:
        assert {ask(url, 1_000 + number).status_code for url in service.urls for number in range(3)} == {200}
    finally:
        chroma.start()
    began = time.monotonic()
    published = service.publish()
    told("with Chroma back, built and published after", time.monotonic() - began)
    told("and served by both after", seconds_until(lambda: all(serves(url, published) for url in service.urls)))


def test_without_postgresql_answers_go_on_and_feedback_waits(
    service: Service, postgresql: PostgreSQL, told: Callable[[str, float], None]
) -> None:
    assert {rate(url).status_code for url in service.urls} == {204}
    postgresql.stop()
    try:
        for url in service.urls:
            for number in range(3):
                assert ask(url, 2_000 + number).status_code == 200
            refused = rate(url)
            assert (refused.status_code, "Retry-After" in refused.headers) == (503, True)
            assert refused.json()["detail"].startswith("Det du tyckte kunde inte sparas just nu.")
    finally:
        postgresql.start()
    told("feedback is taken again after", seconds_until(lambda: all(rate(url).is_success for url in service.urls)))
    published = service.publish()
    told("and a publication is served by both after", seconds_until(
        lambda: all(serves(url, published) for url in service.urls), SWITCH_SECONDS
    ))  # fmt: skip
    assert "Traceback" not in service.printed()


def test_a_pause_holds_on_all_and_goes_on_while_postgresql_is_away(
    service: Service, postgresql: PostgreSQL, told: Callable[[str, float], None]
) -> None:
    def statuses() -> list[int]:
        return [ask(url, 3_000).status_code for url in service.urls]

    assert statuses() == [200, 200]
    service.staff("pause", "Vi rättar ett fel.")
    told("a pause holds on both after", seconds_until(lambda: statuses() == [503, 503], SEEN_SECONDS))
    assert [ask(url).json()["detail"] for url in service.urls] == ["Vi rättar ett fel."] * 2
    postgresql.stop()
    try:
        time.sleep(SEEN_SECONDS)
        assert statuses() == [503, 503]
    finally:
        postgresql.start()
    service.staff("resume")
    told("and is over on both after", seconds_until(lambda: statuses() == [200, 200], SEEN_SECONDS))


def test_looks_that_are_set_elsewhere_are_shown_by_all(service: Service, told: Callable[[str, float], None]) -> None:
    name, picture = "Förbundet Nya Exemplet", b"\x89PNG\r\n\x1a\n" + b"\xff" * 1000

    def all_show_it() -> bool:
        pages = [httpx.get(f"{url}/privacy", trust_env=False).text for url in service.urls]
        logos = [httpx.get(f"{url}/site/logo", trust_env=False).content for url in service.urls]
        return all(name in page for page in pages) and logos == [picture] * 2

    assert not all_show_it()
    with service.database() as database:
        appearances = Appearances(shared_state(database, Path(service.settings["ASF_DATA_DIR"])))
        appearances.change_logo("", "Kim", picture, ".png")
        appearances.change(appearances.mark, "Kim", federation=name)
    told("new looks are shown by both after", seconds_until(all_show_it, SEEN_SECONDS))


def test_a_process_that_starts_without_them_waits_for_them(
    service: Service,
    postgresql: PostgreSQL,
    chroma: ChromaServer,
    start_app: StartApp,
    free_port: Callable[[], int],
    tmp_path: Path,
    told: Callable[[str, float], None],
) -> None:
    port, settings = free_port(), dict(service.settings)
    published = service.published()
    url = f"http://127.0.0.1:{port}"
    postgresql.stop()
    chroma.kill()
    try:
        with (tmp_path / "log").open("w") as output:
            settings |= {"ASF_DATA_DIR": str(tmp_path / "three"), "ASF_PORT": str(port)}
            process = start_app(output, subprocess.STDOUT, **settings)

        def refused() -> httpx.Response | None:
            with suppress(httpx.TransportError):
                return ask(url)
            return None

        seconds_until(lambda: refused() is not None)
        time.sleep(3)
        given = refused()
        assert given is not None
        assert (given.status_code, "Retry-After" in given.headers) == (503, True)
        postgresql.start()
        time.sleep(3)
        assert not serves(url, published)
    finally:
        with suppress(subprocess.CalledProcessError):
            postgresql.start()
        chroma.start()
    try:
        told("a process that had to wait is ready after", seconds_until(lambda: serves(url, published)))
        assert ask(url).status_code == 200
    finally:
        process.terminate()
        process.wait(SECONDS)
