"""Reading the suites: YAML lists of cases that staff can edit, checked field by field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.model import Status, Verdict
from corpus.dates import iso_day
from corpus.errors import Problem
from corpus.model import Catalogue
from corpus.reading.located_yaml import Fields, Report, load
from corpus.reading.located_yaml import Mapping as Node
from corpus.reading.text_files import read_text
from evals import messages
from evals.cases.binding import Binding, guideline_of
from evals.errors import BrokenSuiteError
from evals.model import EXPECTED_STATUS, Case, Kind, Split
from index.model import qualified

DEFAULT_GUIDELINE = "stod-asf"
"""Whose passages the cases of a suite name where it does not say."""
_REQUIRED = frozenset({"id", "family", "language", "kind", "split", "turns"})
_OPTIONAL = frozenset("status evidence also gaps verdict facts forbidden tags as_of today versions note".split())


def load_suites(
    directory: Path, catalogue: Catalogue, binding: Binding, corpora: Mapping[str, Catalogue] | None = None
) -> list[Case]:
    """All cases of all suites. Raises BrokenSuiteError with every mistake: file, line, case and field.

    A suite may ask one of the made-up `corpora`, by name, instead of the catalogue. Cases may name passages of the
    catalogue and those that `binding` has the text of, so that a passage which a version drops makes no suite wrong.
    """
    known = _Known.of(catalogue, binding, corpora or {})
    problems: list[Problem] = []
    cases: list[Case] = []
    for file in sorted(directory.glob("*.yaml")):
        report = Report(file)
        cases += _read_suite(report, known)
        problems += report.problems
    if not cases and not problems:
        problems.append(Problem(directory, 1, messages.NO_SUITES))
    problems += _across(cases, directory)
    if problems:
        raise BrokenSuiteError(problems)
    return cases


@dataclass(frozen=True, slots=True)
class _Known:
    """The anchors and gaps that cases may name, qualified, and the guidelines whose gaps are known."""

    anchors: frozenset[str]
    gaps: frozenset[str]
    guidelines: frozenset[str]
    corpora: Mapping[str, Catalogue]

    @classmethod
    def of(cls, catalogue: Catalogue, binding: Binding, corpora: Mapping[str, Catalogue]) -> _Known:
        anchors = {
            qualified(guideline.guideline_id, passage.anchor)
            for guideline in catalogue.guidelines
            for version in guideline.versions
            for passage in version.passages
        }
        gaps = {
            qualified(guideline.guideline_id, gap)
            for guideline in catalogue.guidelines
            if guideline.bank is not None
            for gap in guideline.bank.gaps
        }
        guidelines = frozenset(guideline.guideline_id for guideline in catalogue.guidelines)
        return cls(frozenset(anchors | binding.keys()), frozenset(gaps), guidelines, corpora)

    def gaps_named(self, names: Collection[str]) -> set[str]:
        """Those that can be checked: what a guideline outside the corpus lacks is not known."""
        return {name for name in names if guideline_of(name) in self.guidelines}


def _read_suite(report: Report, known: _Known) -> list[Case]:
    text = read_text(report)
    root = load(text, report) if text is not None else None
    if root is None:
        return []
    fields = Fields(root, report, frozenset({"cases"}), frozenset({"guideline", "corpus", "note"}))
    corpus = fields.text("corpus", needed=True)
    if corpus is not None and corpus not in known.corpora:
        report.error(fields.line("corpus"), messages.UNKNOWN_CORPUS.format(corpus=corpus))
        return []
    guideline = fields.text("guideline", needed=True) or DEFAULT_GUIDELINE
    read = (_read_case(node, guideline, corpus, report, known) for node in fields.mappings("cases"))
    return [case for case in read if case is not None]


def _read_case(node: Node, guideline: str, corpus: str | None, report: Report, known: _Known) -> Case | None:
    """One case; every mistake is reported with the case's id in front."""
    own = Report(report.file)
    fields = Fields(node, own, _REQUIRED, _OPTIONAL)
    case_id = fields.text("id", needed=True) or "?"
    kind = fields.parsed("kind", Kind, messages.BAD_VALUE, known=", ".join(Kind))
    split = fields.parsed("split", Split, messages.BAD_VALUE, known=", ".join(Split))
    verdict = fields.parsed("verdict", Verdict, messages.BAD_VALUE, known=", ".join(Verdict))
    turns = _values(fields, "turns")
    evidence = _groups(fields, guideline)
    also, gaps = (_qualified(_values(fields, key), guideline) for key in ("also", "gaps"))
    _check_known(own, fields.line("evidence"), {a for group in evidence for a in group} | set(also), known.anchors)
    _check_known(own, fields.line("gaps"), known.gaps_named(gaps), known.gaps)
    status = _statuses(fields, own)
    patterns = {key: _patterns(fields, own, key) for key in ("facts", "forbidden")}
    days = {key: fields.parsed(key, iso_day, messages.NOT_A_DAY) for key in ("as_of", "today")}
    versions = _values(fields, "versions") if "versions" in node.values else None
    held = known.corpora[corpus] if corpus else None
    for key in versions or ():
        if held is None or held.version(key) is None:
            own.error(fields.line("versions"), messages.UNKNOWN_VERSION.format(version=key))
    if not turns:
        own.error(fields.line("turns"), messages.NO_TURNS)
    needs_evidence = kind in (Kind.ANSWERABLE, Kind.PARTIAL, Kind.HISTORY)
    if needs_evidence and not evidence:
        own.error(fields.line("evidence"), messages.NO_EVIDENCE)
    report.problems += [
        Problem(problem.file, problem.line, messages.IN_CASE.format(case=case_id, message=problem.message))
        for problem in own.problems
    ]
    if kind is None or split is None or own.problems:
        return None
    return Case(
        case_id=case_id,
        family=fields.text("family") or case_id,
        suite=report.file.stem,
        guideline=guideline,
        language=fields.text("language") or "",
        kind=kind,
        split=split,
        turns=turns,
        status=status or EXPECTED_STATUS[kind],
        evidence=evidence,
        also=frozenset(also),
        gaps=gaps,
        verdict=verdict.value if verdict else None,
        facts=patterns["facts"],
        forbidden=patterns["forbidden"],
        tags=frozenset(_values(fields, "tags")),
        as_of=_iso(days["as_of"]),
        corpus=corpus,
        today=_iso(days["today"]),
        versions=None if versions is None else frozenset(versions),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _values(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(scalar.value or "" for scalar in fields.texts(key))


def _groups(fields: Fields, guideline: str) -> tuple[frozenset[str], ...]:
    groups = ([scalar.value or "" for scalar in group] for group in fields.lists("evidence"))
    return tuple(frozenset(_qualified(group, guideline)) for group in groups)


def _qualified(names: Sequence[str], guideline: str) -> tuple[str, ...]:
    """Names made unique across guidelines; those that already are stay as they are."""
    return tuple(name if guideline_of(name) else qualified(guideline, name) for name in names)


def _check_known(report: Report, line: int, names: set[str], known: frozenset[str]) -> None:
    for name in sorted(names - known):
        report.error(line, messages.UNKNOWN_NAME.format(name=name))


def _statuses(fields: Fields, report: Report) -> frozenset[Status]:
    found = set()
    for text in _values(fields, "status"):
        try:
            found.add(Status(text))
        except ValueError:
            known = ", ".join(Status)
            report.error(fields.line("status"), messages.BAD_VALUE.format(key="status", value=text, known=known))
    return frozenset(found)


def _patterns(fields: Fields, report: Report, key: str) -> tuple[str, ...]:
    patterns = _values(fields, key)
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            report.error(fields.line(key), messages.BAD_PATTERN.format(key=key, pattern=pattern, reason=error))
    return patterns


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
