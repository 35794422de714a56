from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from corpus.model import Catalogue, Status
from corpus.reading.catalogue import BUNDLED_DOCUMENTS, load_catalogue
from evals.model import EXPECTED_STATUS, Case, CaseOutcome, Kind, Split
from index.build.candidate import build_candidate
from index.build.publish_now import build
from index.embedding.model_identity import BUNDLED
from index.publishing.manifest import Manifest
from index.publishing.publication_store import PublicationStore
from tests.toy_model import ToyModel


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The bundled guideline."""
    return load_catalogue(BUNDLED_DOCUMENTS)


@pytest.fixture(scope="session")
def make_case() -> Callable[..., Case]:
    """A case with everything at its default but what is given; names of evidence and gaps need no guideline."""

    def qualify(names: Iterable[str]) -> list[str]:
        return [name if "#" in name else f"stod-asf#{name}" for name in names]

    def make(kind: Kind = Kind.ANSWERABLE, **given: Any) -> Case:
        fields: dict[str, Any] = {
            "case_id": "fall-1", "family": "familj-1", "suite": "svit",
            "guideline": "stod-asf", "language": "sv", "kind": kind,
            "split": Split.DEV, "turns": ("Fråga?",), "status": EXPECTED_STATUS[kind], "evidence": (),
            "also": frozenset(), "gaps": (), "verdict": None, "facts": (), "forbidden": (), "tags": frozenset(),
            "as_of": None,
        }  # fmt: skip
        fields |= given
        fields["evidence"] = tuple(frozenset(qualify(group)) for group in fields["evidence"])
        fields["also"], fields["gaps"] = frozenset(qualify(fields["also"])), tuple(qualify(fields["gaps"]))
        return Case(**fields)

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


class Dalen:
    """The corpus, index and cases of "Samordningsförbundet Påhittade Dalen", which does not exist."""

    def __init__(self, root: Path) -> None:
        self.documents, self.data, self.cases = root / "documents", root / "data", root / "cases"
        self.publications = PublicationStore(self.data)
        (self.cases / "suites").mkdir(parents=True)
        self.gates("floors: [{metric: pass, at_least: 0.9}, {metric: verbatim, at_least: 1.0}]")

    def version(self, year: int, *, guideline: str = "stod-dalen", **passages: str) -> str:
        """Write a version, valid from 1 January of the year, with these passages by anchor; its key."""
        folder = self.documents / guideline
        folder.mkdir(parents=True, exist_ok=True)
        head = {"guideline": guideline, "version": str(year), "title": "Riktlinje för Påhittade Dalen",
                "adopted": None, "adopted_by": None, "valid_from": f"{year}-01-01", "valid_to": None}  # fmt: skip
        rows = [f"{key}: {json.dumps(value)}" for key, value in head.items()]
        body = ["---", *rows, "---", "", "# Riktlinje", "", "\n\n".join(passages.values()), ""]
        (folder / f"{year}.md").write_text("\n".join(body), encoding="utf-8")
        notes = {"riktlinje": "Riktlinje", **passages}
        listed = [{"anchor": anchor, "role": None, "text": text} for anchor, text in notes.items()]
        (folder / f"{year}.passages.yaml").write_text(json.dumps({"passages": listed}), encoding="utf-8")
        return f"{guideline}/{year}"

    def suite(self, *cases: dict[str, Any], guideline: str = "stod-dalen", **bound: str) -> None:
        """Write cases with everything else at its default, and the texts they were written for."""
        fields = {"language": "sv", "kind": "answerable", "split": "dev"}
        written = [{"id": f"fall-{n}", "family": f"f-{n}", **fields, **case} for n, case in enumerate(cases, 1)]
        suite = {"guideline": guideline, "cases": written}
        (self.cases / "suites" / f"{guideline}.yaml").write_text(json.dumps(suite), encoding="utf-8")
        (self.cases / "passages.yaml").write_text(json.dumps({guideline: bound}), encoding="utf-8")

    def gates(self, text: str) -> None:
        (self.cases / "gates.yaml").write_text(text, encoding="utf-8")

    def candidate(self) -> Manifest:
        return build_candidate(self.documents, self.data, BUNDLED, lambda _: ToyModel()).manifest

    def published(self) -> Manifest:
        return build(self.documents, self.data, BUNDLED, lambda _: ToyModel()).manifest


@pytest.fixture
def dalen(tmp_path: Path) -> Dalen:
    return Dalen(tmp_path)
