"""Publications in a real PostgreSQL, their vectors in a real Chroma server, with two machines' data folders."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.database.engine import Database
from index.build.candidate import Found, build_candidate
from index.build.publish_now import build
from index.errors import (
    BrokenIndexError,
    BuildRunningError,
    CandidateChangedError,
    NoIndexError,
    NothingToRollBackError,
    VectorsAwayError,
)
from index.publishing.publication_database import PublicationDatabase
from index.publishing.published_index import LiveIndex, PublishedIndex, open_published
from index.publishing.record import Action, Grounds
from index.retrieval.vector_server import VectorServer
from index.retrieval.vector_store import ServedVectorStore

if TYPE_CHECKING:
    from tests.chroma_server import ChromaServer
    from tests.federation import Federation

pytestmark = pytest.mark.slow
KEY = "stod-dalen/2020"
NEW = "Förbundet kan ge stöd till glasblåseri."
SECONDS = 15.0


class Machines:
    """Two machines over one database; the first one builds."""

    def __init__(self, federation: Federation, root: Path, database: Database, server: VectorServer | None) -> None:
        self.federation = federation
        self.first, self.second = (PublicationDatabase(database, root / name, server) for name in ("one", "two"))
        self.folders = [root / name / "index" / "fetched" for name in ("one", "two")]

    def build(self, *, force: bool = False) -> str:
        own = self.federation
        return build(own.documents, self.first, "bundled", lambda _: own.model, force=force).manifest.publication


@pytest.fixture(params=["files", "chroma"])
def machines(
    request: pytest.FixtureRequest,
    federation: Federation,
    tmp_path: Path,
    new_postgresql_database: Callable[[], str],
) -> Iterator[Machines]:
    server = None
    if request.param == "chroma":
        chroma: ChromaServer = request.getfixturevalue("chroma")
        server = VectorServer.at(chroma.url)
    with closing(Database(new_postgresql_database(), tmp_path)) as database:
        yield Machines(federation, tmp_path, database, server)


def until(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def test_what_one_machine_publishes_another_one_serves(machines: Machines) -> None:
    with pytest.raises(NoIndexError):
        open_published(machines.second)
    first = machines.build()
    live = LiveIndex(machines.second)
    held = live.get()
    assert held.manifest.publication == first
    machines.federation.write("2020", NEW)
    second = machines.build()
    assert until(lambda: live.get().manifest.publication == second)
    assert machines.federation.found(live.get(), "Vad får stöd?", KEY) == [NEW]
    assert NEW not in machines.federation.found(held, "Vad får stöd?", KEY)
    machines.second.roll_back(machines.federation.model.identity, "fel", "ada")
    assert until(lambda: live.get().manifest.publication == first)
    record = [(entry.action, entry.publication) for entry in machines.first.record()]
    assert record == [(Action.PUBLISHED, first), (Action.PUBLISHED, second), (Action.ROLLED_BACK, first)]


def test_a_candidate_waits_and_gives_way(machines: Machines) -> None:
    machines.build()
    machines.federation.write("2020", NEW)
    own = machines.federation
    made = build_candidate(own.documents, machines.second, "bundled", lambda _: own.model)
    assert (made.found, machines.first.candidate()) == (Found.CHANGED, made.manifest)
    assert PublishedIndex(machines.first, made.manifest).manifest == made.manifest
    other = build_candidate(own.documents, machines.second, "bundled", lambda _: own.model, force=True)
    with pytest.raises(CandidateChangedError):
        machines.first.publish(made.manifest, Grounds())
    machines.first.publish(other.manifest, Grounds(reason="prov"))
    assert machines.second.current() == other.manifest
    assert machines.second.candidate() is None


def test_nothing_is_rolled_back_where_there_is_nothing(machines: Machines) -> None:
    with pytest.raises(NothingToRollBackError):
        machines.first.roll_back("m")
    machines.build()
    with pytest.raises(NothingToRollBackError):
        machines.first.roll_back("m")


def test_one_builds_at_a_time(machines: Machines) -> None:
    machines.first.prepare()
    with machines.first.lock():
        with pytest.raises(BuildRunningError), machines.second.lock():
            pass
        assert machines.second.pointer() is None
    with machines.second.lock():
        pass


def test_old_builds_go_with_their_vectors_and_copies(machines: Machines) -> None:
    names = [machines.build(force=True) for _ in range(5)]
    assert {path.name for path in machines.folders[0].iterdir()} == set(names[-3:])
    with pytest.raises(BrokenIndexError):
        machines.first.manifest(names[0])
    if machines.first.server is not None:
        assert ServedVectorStore(machines.first.server, names[-1]).count() == 2
        with pytest.raises(Exception, match="har inte vektorerna"):
            ServedVectorStore(machines.first.server, names[0])


@pytest.mark.parametrize("part", ["vectors.npz", "corpus/stod-dalen/2020.md", "chroma"])
def test_a_damaged_copy_is_brought_anew(machines: Machines, part: str) -> None:
    if machines.first.server is not None and part == "chroma":
        pytest.skip("the vectors lie on the server")
    name = machines.build()
    open_published(machines.second).close()
    place = machines.folders[1] / name / part
    damaged = (
        [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file() and path.stat().st_size]
    )
    assert damaged
    for file in damaged:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0x55
        file.write_bytes(bytes(content))
    assert machines.federation.found(open_published(machines.second), "Vad får stöd?", KEY)
    assert open_published(machines.second).manifest.publication == name


def test_without_its_copies_a_machine_brings_them_again(machines: Machines) -> None:
    name = machines.build()
    shutil.rmtree(machines.folders[0])
    assert open_published(machines.first).manifest.publication == name
    assert machines.build() == name


def test_a_chroma_server_that_is_away_is_one_clear_fault(
    federation: Federation, tmp_path: Path, new_postgresql_database: Callable[[], str]
) -> None:
    with closing(Database(new_postgresql_database(), tmp_path)) as database:
        machines = Machines(federation, tmp_path, database, VectorServer.at("http://127.0.0.1:1"))
        with pytest.raises(VectorsAwayError, match=r"Chroma-servern http://127\.0\.0\.1:1 går inte att använda"):
            machines.build()
