"""Reading the suites: YAML lists of cases that staff can edit, checked field by field and against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.errors import FileProblems, Problem
from corpus.model import Catalogue
from corpus.reading.validation import read
from corpus.reading.yaml_lines import Located, parse_mapping, read_mapping
from evals import messages
from evals.cases.binding import Binding
from evals.cases.written import Asked, Known, WrittenCase, WrittenSuite
from evals.errors import BrokenSuiteError
from evals.model import EXPECTED_STATUS, Case, Kind, Split

_NEEDING_EVIDENCE = frozenset({Kind.ANSWERABLE, Kind.PARTIAL, Kind.HISTORY})


def load_suites(
    directory: Path,
    catalogue: Catalogue,
    binding: Binding,
    corpora: Mapping[str, Catalogue] | None = None,
    *,
    instead: Mapping[Path, str] | None = None,
) -> list[Case]:
    """All cases of all suites. Raises BrokenSuiteError with every mistake: file, line, case and field.

    A suite may ask one of the made-up `corpora`, by name, instead of the catalogue. Cases may name passages of the
    catalogue and those that `binding` has the text of, so that a passage which a version drops makes no suite wrong.
    `instead` has texts to check in place of what files hold.
    """
    known = Known.of(catalogue, binding, corpora or {})
    problems: list[Problem] = []
    cases: list[Case] = []
    for file in sorted(directory.glob("*.yaml")):
        report = FileProblems(file)
        cases += _read_suite(report, known, (instead or {}).get(file))
        problems += report.problems
    if not cases and not problems:
        problems.append(Problem(directory, 1, messages.NO_SUITES))
    problems += _across(cases, directory)
    if problems:
        raise BrokenSuiteError(problems)
    return cases


def _read_suite(report: FileProblems, known: Known, text: str | None) -> list[Case]:
    root = read_mapping(report) if text is None else parse_mapping(text.removeprefix("\ufeff"), report)
    suite = read(WrittenSuite, root, report) if root is not None else None
    if root is None or suite is None:
        return []
    if suite.corpus and suite.corpus not in known.corpora:
        report.error(root.key_line("corpus"), messages.UNKNOWN_CORPUS.format(corpus=suite.corpus))
        return []
    cases = (_read_case(place, suite, report, known) for place in root.mappings("cases"))
    return [case for case in cases if case is not None]


def _read_case(place: Located, suite: WrittenSuite, report: FileProblems, known: Known) -> Case | None:
    """One case; every mistake is reported with the case's id in front."""
    own = FileProblems(report.file)
    entry = read(WrittenCase, place, own, Asked(suite.guideline, known, known.corpora.get(suite.corpus)))
    if entry is not None and entry.kind in _NEEDING_EVIDENCE and not place.data.get("evidence"):
        own.error(place.key_line("evidence"), messages.NO_EVIDENCE)
    stated = place.data.get("id")
    case_id = stated if isinstance(stated, str) else "?"
    for problem in own.problems:
        report.error(problem.line, messages.IN_CASE.format(case=case_id, message=problem.message))
    if entry is None or own.problems:
        return None
    return Case(
        case_id=entry.id,
        family=entry.family or entry.id,
        suite=report.file.stem,
        guideline=suite.guideline,
        language=entry.language or "",
        kind=entry.kind,
        split=entry.split,
        turns=entry.turns,
        status=frozenset(entry.status) or EXPECTED_STATUS[entry.kind],
        evidence=tuple(map(frozenset, entry.evidence)),
        also=frozenset(entry.also),
        gaps=entry.gaps,
        verdict=entry.verdict.value if entry.verdict else None,
        facts=entry.facts,
        forbidden=entry.forbidden,
        tags=frozenset(entry.tags),
        as_of=entry.as_of,
        corpus=suite.corpus or None,
        today=entry.today,
        versions=frozenset(entry.versions) if "versions" in entry.model_fields_set else None,
    )


def _across(cases: Sequence[Case], directory: Path) -> list[Problem]:
    """Mistakes that only show between cases: an id used twice, a family on both sides of the split."""
    seen: set[str] = set()
    splits: dict[str, set[Split]] = defaultdict(set)
    problems = []
    for case in cases:
        file = directory / f"{case.suite}.yaml"
        if case.case_id in seen:
            problems.append(Problem(file, 1, messages.DUPLICATE_CASE.format(case=case.case_id)))
        seen.add(case.case_id)
        splits[case.family].add(case.split)
        if len(splits[case.family]) > 1:
            problems.append(Problem(file, 1, messages.STRADDLES.format(case=case.case_id, family=case.family)))
    return problems
