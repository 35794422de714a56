"""Suites as they stand in their files, right or wrong: what lists and forms show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.web.staff.bench.cases import CaseFields, CaseRow
from corpus.errors import FileProblems
from corpus.reading.yaml_lines import parse_mapping
from evals.cases.binding import guideline_of
from evals.cases.editing import Written, cases_in
from evals.cases.written import DEFAULT_GUIDELINE
from evals.model import Kind, Split
from index.model import qualified

_DEFAULTS = {"split": Split.DEV.value, "language": "sv", "kind": Kind.ANSWERABLE.value}
_KEPT_DEFAULTS = frozenset({"kind", "split"})
"""Written also where they are what they would be without."""


@dataclass(frozen=True, slots=True)
class SuiteFile:
    """A suite's text and its cases as plain data."""

    file: Path
    text: str
    guideline: str
    made_up: str
    cases: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        """Of the suite."""
        return self.file.stem

    def case(self, case_id: str) -> dict[str, Any] | None:
        """A case's data."""
        return next((case for case in self.cases if case.get("id") == case_id), None)

    def row(self, case: dict[str, Any]) -> CaseRow:
        """A case in a list."""
        fields = self.fields(case)
        names = tuple(dict.fromkeys(name for group in fields.evidence for name in group))
        return CaseRow(fields.case_id, fields.kind, fields.split, fields.language, fields.turns, names)

    def fields(self, case: dict[str, Any]) -> CaseFields:
        """A case as it is filled in."""
        return CaseFields(
            suite=self.name,
            case_id=_words(case, "id"),
            kind=_words(case, "kind") or _DEFAULTS["kind"],
            split=_words(case, "split") or _DEFAULTS["split"],
            language=_words(case, "language") or _DEFAULTS["language"],
            family=_words(case, "family"),
            turns=_list(case, "turns"),
            evidence=tuple(
                tuple(self.qualified(name) for name in group) if isinstance(group, list) else ()
                for group in case.get("evidence") or ()
            ),
            also=tuple(map(self.qualified, _list(case, "also"))),
            gaps=tuple(map(self.qualified, _list(case, "gaps"))),
            verdict=_words(case, "verdict"),
            as_of=_words(case, "as_of"),
            tags=_list(case, "tags"),
            facts=_list(case, "facts"),
            forbidden=_list(case, "forbidden"),
            note=_words(case, "note"),
        )

    def values(self, fields: CaseFields) -> dict[str, Written | None]:
        """What a case's keys are to hold; None for those that it does without."""

        def short(name: str) -> str:
            return name.removeprefix(f"{self.guideline}#")

        evidence = [[short(name) for name in group] for group in fields.evidence if group]
        found: dict[str, Written | None] = {
            "id": fields.case_id,
            "family": fields.family or None,
            "language": fields.language,
            "kind": fields.kind,
            "split": fields.split,
            "turns": list(fields.turns),
            "evidence": evidence or None,
            "also": [short(name) for name in fields.also] or None,
            "gaps": [short(name) for name in fields.gaps] or None,
            "verdict": fields.verdict or None,
            "facts": list(fields.facts) or None,
            "forbidden": list(fields.forbidden) or None,
            "as_of": fields.as_of or None,
            "tags": list(fields.tags) or None,
            "note": fields.note or None,
        }
        return {
            key: None if key not in _KEPT_DEFAULTS and value == _DEFAULTS.get(key, "") else value
            for key, value in found.items()
        }

    def qualified(self, name: object) -> str:
        """A name with its guideline before it."""
        return str(name) if guideline_of(str(name)) else qualified(self.guideline, str(name))


def suite_files(folder: Path) -> Iterator[SuiteFile]:
    """All suites of a folder of cases, by name; those that cannot be read are passed over."""
    for file in sorted((folder / "suites").glob("*.yaml")):
        try:
            text = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        root = parse_mapping(text.removeprefix("\ufeff"), FileProblems(file))
        data = root.data if root is not None else {}
        guideline = data.get("guideline") or DEFAULT_GUIDELINE
        yield SuiteFile(file, text, str(guideline), str(data.get("corpus") or ""), tuple(cases_in(text)))


def fingerprint_of(case: dict[str, Any]) -> str:
    """Of a case's data."""
    return hashlib.sha256(json.dumps(case, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _words(case: dict[str, Any], key: str) -> str:
    value = case.get(key)
    return value if isinstance(value, str) else ""


def _list(case: dict[str, Any], key: str) -> tuple[str, ...]:
    value = case.get(key)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
