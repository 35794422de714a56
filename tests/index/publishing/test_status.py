from __future__ import annotations

from index.embedding.model_identity import BUNDLED, model_identity
from index.publishing.status import IndexStatus, index_status
from tests.federation import Federation


def status(federation: Federation) -> IndexStatus:
    return index_status(federation.publications, federation.documents, model_identity(BUNDLED))


def test_what_is_published_and_what_waits_beside_the_corpus(federation: Federation) -> None:
    first = federation.build().manifest
    found = status(federation)
    assert (found.published, found.stale, found.candidate, found.waits) == (first, (), None, False)
    federation.write("2021", "Förbundet kan ge stöd till bagerier.")
    assert status(federation).stale
    candidate = federation.build_candidate().manifest
    found = status(federation)
    assert (found.candidate, found.waits, found.candidate_stale) == (candidate, True, ())
    federation.write("2022", "Förbundet ger inget stöd.")
    found = status(federation)
    assert found.candidate_stale and not found.waits


def test_a_corpus_that_was_taken_back_is_told(federation: Federation) -> None:
    federation.build()
    federation.write("2021", "Förbundet kan ge stöd till bagerier.")
    federation.build()
    federation.publications.roll_back(model_identity(BUNDLED), "Fel", "Kim")
    found = status(federation)
    assert found.taken_back is not None and found.taken_back.grounds.reason == "Fel"
