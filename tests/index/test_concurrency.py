"""Building and publishing beside readers, and what is left when they are killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.model import PassageKind
from index.build.publish_now import build
from index.embedding.model_identity import BUNDLED
from index.publishing.publication_store import PublicationStore
from index.publishing.published_index import LiveIndex, PublishedIndex, open_published
from tests.toy_model import ToyModel

if TYPE_CHECKING:
    from tests.federation import Federation

ROOT = Path(__file__).parents[2]
KILLS = 30
CHILD = """
import sys
from pathlib import Path
from index.build.candidate import build_candidate
from index.embedding.model_identity import BUNDLED
from index.publishing.publication_store import PublicationStore
from index.publishing.record import Grounds
from tests.toy_model import ToyModel

documents, data = Path(sys.argv[1]), Path(sys.argv[2])
file = documents / "stod-dalen" / "2020.md"
text = file.read_text(encoding="utf-8")
print("ready", flush=True)
for number in range(1_000_000):
    beside = file.with_suffix(".part")
    beside.write_text(text + f"\\nTillägg {number}.\\n", encoding="utf-8")
    beside.replace(file)
    made = build_candidate(documents, data, BUNDLED, lambda _: ToyModel()).manifest
    PublicationStore(data).publish(made, Grounds(reason=str(number)))
    print(made.publication, flush=True)
"""
"""Builds and publishes in a loop, with a model that costs nothing."""


@contextmanager
def building(federation: Federation) -> Iterator[subprocess.Popen[str]]:
    """A process that builds and publishes in a loop, and is killed in the end."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ASF_")}
    command = [sys.executable, "-c", CHILD, str(federation.documents), str(federation.data)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert printed(process) == "ready"
            yield process
        finally:
            process.kill()


def printed(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def look_up(index: PublishedIndex) -> str:
    """Find every passage of an open index; its id."""
    (version,) = (version for guideline in index.catalogue.guidelines for version in guideline.versions)
    hits = index.search("stöd", ToyModel(), [version.key], len(version.passages))
    assert {hit.passage.anchor for hit in hits} == {
        p.anchor for p in version.passages if p.kind is not PassageKind.TITLE
    }
    return index.manifest.publication


def test_readers_never_see_a_half_built_or_missing_index(federation: Federation) -> None:
    with building(federation) as builder:
        first = printed(builder)
        live = LiveIndex(federation.data)
        seen: set[str] = set()
        deadline = time.monotonic() + 30
        while len(seen) < 6 and time.monotonic() < deadline:
            index = open_published(federation.data)
            seen |= {look_up(index), look_up(live.get())}
            index.close()
    if builder.stdout is not None:
        builder.stdout.close()
    assert len(seen - {first}) >= 5


@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_a_whole_index_served(federation: Federation) -> None:
    chance, publications, served = random.Random(4), PublicationStore(federation.data), ""
    for kill in range(KILLS):
        with building(federation) as builder:
            if kill == 0:  # so that something is served
                served = printed(builder)
            time.sleep(chance.uniform(0.0, 1.5))
            builder.kill()
            assert builder.stdout is not None
            told = [served, *(line.strip() for line in builder.stdout)]
        now = look_up(open_published(federation.data))
        assert now == told[-1] or now not in told  # the last switch that was told, or the one that was under way
        record = [entry.publication for entry in publications.record()]
        assert (record[-1], len(record)) == (now, len(set(record)))
        if candidate := publications.candidate():
            look_up(PublishedIndex(publications, candidate))
        served = now
    build(federation.documents, federation.data, BUNDLED, lambda _: ToyModel())
    assert list(publications.directory.glob(".*")) == []
