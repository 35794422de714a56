"""A model's server that answers from the suites' labels, and errs in a share of the cases: what a model may bring.

    python -m tests.evals.oracle_model PORT SHARE     serves until it is stopped, over the development cases

Where it errs, it says that nothing answers, or chooses the nearest passage that does not, as surely as ever. A real
model errs more often where the reader errs, too, so what is measured with this one is the most to hope for.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler
from typing import Any

from assistant.question.masking import masked
from corpus.model import Catalogue
from corpus.settings import load_settings
from evals.cases.documents import imported
from evals.model import ANSWERED_NO, Case, Kind
from evals.run.system import open_index
from evals.score.benchmark import BUNDLED, load_benchmark
from index.model import qualified
from tests.assistant.llm.bad_model import bad_model, told_to, writes

NOTHING: Mapping[str, Any] = {"svarar": [], "villkor": [], "besvarat": "inte", "saknas": [], "nej": False}
_ANSWERED = frozenset({Kind.ANSWERABLE, Kind.HISTORY, Kind.PARTIAL})
_FENCED = r"<{name}>\n(.*)\n</{name}>"


class Oracle:
    """Knows the cases by their last turn and the passages by their words."""

    def __init__(self, cases: Iterable[Case], catalogue: Catalogue, errs: float = 0.0) -> None:
        self._errs = errs
        self._cases: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            self._cases[masked(case.turns[-1])].append(case)
        self._names: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        self._titles: dict[str, set[str]] = defaultdict(set)
        for version in (version for guideline in catalogue.guidelines for version in guideline.versions):
            self._titles[version.guideline_id].add(version.title)
            for passage in version.passages:
                said = passage.text, passage.lead_in or ""
                self._names[version.guideline_id][said] = qualified(version.guideline_id, passage.anchor)

    def reply(self, handler: BaseHTTPRequestHandler) -> None:
        """Answers what a request asks."""
        writes(json.dumps(self.answer(told_to(handler)), ensure_ascii=False))(handler)

    def answer(self, told: str) -> Mapping[str, Any]:
        """The choice for a question and passages as the selector sends them; empty for anything else."""
        asked, shown = (re.search(_FENCED.format(name=name), told, re.DOTALL) for name in ("samtal", "passager"))
        if asked is None or shown is None:
            return {}
        turns, passages = json.loads(asked[1]), json.loads(shown[1])
        case = self._case(turns[-1], passages)
        if case is None:
            return {}
        right = self._right(case, passages)
        if right is None or self._chance(case, "errs") >= self._errs:
            return right or {}
        return self._wrong(case, passages, answered=bool(right["svarar"]))

    def _case(self, asked: str, passages: Sequence[Mapping[str, str]]) -> Case | None:
        titles = {passage["rubrik"].split(" – ")[0] for passage in passages}
        found = [case for case in self._cases.get(asked, ()) if self._titles[case.guideline] & titles]
        return found[0] if found else None

    def _named(self, case: Case, passages: Sequence[Mapping[str, str]]) -> dict[str, str]:
        names = self._names[case.guideline]
        return {p["id"]: names.get((p["text"], p["inledning"]), "") for p in passages}

    def _right(self, case: Case, passages: Sequence[Mapping[str, str]]) -> Mapping[str, Any] | None:
        named = self._named(case, passages)
        if case.kind is Kind.VERSION:  # its labels are facts: the passages that state them answer
            if not any(status.is_answer for status in case.status):
                return NOTHING
            chosen = [p["id"] for p in passages if any(re.search(f, p["text"], re.IGNORECASE) for f in case.facts)]
            return {**NOTHING, "svarar": chosen[:5], "besvarat": "helt"} if chosen else None
        if case.kind not in _ANSWERED or not case.evidence:
            return NOTHING
        group = max(case.evidence, key=lambda each: (len(each & set(named.values())) / len(each), -len(each)))
        chosen = [passage_id for passage_id, name in named.items() if name in group]
        if not chosen:
            return NOTHING
        whole = case.kind is not Kind.PARTIAL
        no = whole and ANSWERED_NO in case.tags
        return {**NOTHING, "svarar": chosen, "besvarat": "helt" if whole else "delvis", "nej": no}

    def _wrong(self, case: Case, passages: Sequence[Mapping[str, str]], *, answered: bool) -> Mapping[str, Any]:
        wrong = [passage_id for passage_id, name in self._named(case, passages).items() if name not in case.relevant]
        if not wrong or (answered and self._chance(case, "silent") < 0.5):
            return NOTHING
        return {**NOTHING, "svarar": wrong[:1], "besvarat": "helt"}

    @staticmethod
    def _chance(case: Case, what: str) -> float:
        digest = hashlib.sha256(f"{case.case_id} {what}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48


def main(port: int, errs: float) -> None:
    """Serve over the development cases of what is published."""
    settings = load_settings()
    index = open_index(settings, candidate=False)
    documents = imported("dev", settings.data_dir / "evals/documents", anew=False)
    benchmark = load_benchmark(BUNDLED, index.catalogue).with_documents(documents)
    oracle = Oracle(benchmark.chosen([], [], "dev"), benchmark.catalogue, errs)
    with bad_model(port) as model:
        model.reply = oracle.reply
        sys.stdout.write(f"{model.url}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
