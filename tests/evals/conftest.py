from collections.abc import Callable
from typing import Any

import pytest

from assistant.model import Status
from corpus.catalogue import BUNDLED_DOCUMENTS, load_catalogue
from corpus.model import Catalogue
from evals.model import EXPECTED_STATUS, Case, CaseOutcome, Kind, Split


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The bundled guideline."""
    return load_catalogue(BUNDLED_DOCUMENTS)


@pytest.fixture(scope="session")
def make_case() -> Callable[..., Case]:
    """A case with everything at its default but what is given."""

    def make(kind: Kind = Kind.ANSWERABLE, **given: Any) -> Case:
        fields: dict[str, Any] = {
            "case_id": "fall-1", "family": "familj-1", "suite": "svit", "language": "sv", "kind": kind,
            "split": Split.DEV, "turns": ("Fråga?",), "status": EXPECTED_STATUS[kind], "evidence": (),
            "also": frozenset(), "gaps": (), "verdict": None, "facts": (), "forbidden": (), "tags": frozenset(),
            "as_of": None,
        }  # fmt: skip
        return Case(**(fields | given))

    return make


@pytest.fixture(scope="session")
def make_outcome(catalogue: Catalogue) -> Callable[..., CaseOutcome]:
    """An outcome that cites passages of the bundled guideline as they stand there."""

    def make(status: Status, answer: str = "", verdict: str | None = None, **cited: str) -> CaseOutcome:
        version = catalogue.version("stod-asf/odaterad")
        assert version is not None
        citations = []
        for name, role in cited.items():
            passage = version.passage(name.replace("_", "-"))
            assert passage is not None
            citations.append(
                {"passage": passage.anchor, "role": role, "quote": passage.text, "guideline_id": "stod-asf",
                 "version": "odaterad", "version_status": "current"}
            )  # fmt: skip
        fields = {"status": status.value, "verdict": verdict, "answer": answer, "citations": citations,
                  "as_of": "2026-11-23", "language": "sv"}  # fmt: skip
        return CaseOutcome("fall-1", fields, 12.0)

    return make
