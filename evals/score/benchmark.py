"""What an index is measured by: the cases, the texts they were written for, and the floors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.model import Catalogue
from corpus.reading.catalogue import load_catalogue
from evals import messages
from evals.cases.binding import Binding, load_binding
from evals.cases.documents import Imported
from evals.cases.suites import load_suites
from evals.errors import EvaluationError
from evals.model import Case
from evals.score.gates import Gates, load_gates

BUNDLED = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A folder with suites/*.yaml, passages.yaml, gates.yaml and corpora/, as far as it is about the corpus."""

    cases: tuple[Case, ...]
    binding: Binding
    gates: Gates
    left_out: int
    """Cases of guidelines that are not in the corpus."""
    untried: tuple[str, ...]
    """Guidelines of the corpus that no case is about."""
    corpora: Mapping[str, Path]
    """Made-up corpora that cases ask, by name: a folder each."""
    catalogue: Catalogue
    """All that cases are judged by: the corpus, and the made-up ones."""

    def chosen(self, suites: Sequence[str], tags: Sequence[str], split: str) -> list[Case]:
        """Cases of any of the suites, with any of the tags, where some are given; `split` is dev, test or all."""
        return [
            case
            for case in self.cases
            if (not suites or case.suite in suites)
            and (not tags or case.tags.intersection(tags))
            and split in ("all", case.split.value)
        ]

    def with_documents(self, documents: Sequence[Imported]) -> Benchmark:
        """The same with the cases of imported documents. Raises BrokenCorpusError."""
        texts = (load_catalogue(document.folder) for document in documents)
        guidelines = (*self.catalogue.guidelines, *(guideline for each in texts for guideline in each.guidelines))
        return replace(
            self,
            cases=(*self.cases, *(case for document in documents for case in document.cases)),
            corpora={**self.corpora, **{document.name: document.folder for document in documents}},
            catalogue=Catalogue(guidelines, self.catalogue.fingerprint),
        )


def load_benchmark(folder: Path, catalogue: Catalogue) -> Benchmark:
    """Read a folder.

    Raises BrokenSuiteError, EvaluationError, or BrokenCorpusError for a made-up corpus.
    """
    missing = [name for name in ("suites", "passages.yaml", "gates.yaml") if not (folder / name).exists()]
    if missing:
        raise EvaluationError(messages.MISSING_FILES.format(folder=folder, names=", ".join(missing)))
    binding = load_binding(folder / "passages.yaml")
    corpora, made_up = made_up_corpora(folder)
    cases = load_suites(folder / "suites", catalogue, binding, made_up)
    ours = tuple(case for case in cases if case.corpus or catalogue.guideline(case.guideline) is not None)
    tried = {case.guideline for case in ours if not case.corpus}
    guidelines = (guideline for each in (catalogue, *made_up.values()) for guideline in each.guidelines)
    return Benchmark(
        cases=ours,
        binding=binding,
        gates=load_gates(folder / "gates.yaml"),
        left_out=len(cases) - len(ours),
        untried=tuple(each.guideline_id for each in catalogue.guidelines if each.guideline_id not in tried),
        corpora=corpora,
        catalogue=Catalogue(tuple(guidelines), catalogue.fingerprint),
    )


def made_up_corpora(folder: Path) -> tuple[dict[str, Path], dict[str, Catalogue]]:
    """Folders and texts of the made-up corpora in a folder of cases, by name. Raises BrokenCorpusError."""
    corpora = {path.name: path for path in sorted((folder / "corpora").glob("*")) if path.is_dir()}
    return corpora, {name: load_catalogue(path) for name, path in corpora.items()}
