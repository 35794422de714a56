"""Reading the suites: YAML lists of cases that staff can edit, checked field by field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from assistant.model import Status, Verdict
from corpus.errors import Problem
from corpus.files import read_text
from corpus.located_yaml import Fields, Mapping, Report, load
from corpus.model import Catalogue
from evals import messages
from evals.errors import BrokenSuiteError
from evals.model import EXPECTED_STATUS, Case, Kind, Split

SUITES = Path(__file__).parent / "suites"
_BARE_WORDS = 2
_REQUIRED = frozenset({"id", "family", "language", "kind", "split", "turns"})
_OPTIONAL = frozenset({"status", "evidence", "also", "gaps", "verdict", "facts", "forbidden", "tags", "as_of", "note"})


def load_suites(directory: Path, catalogue: Catalogue) -> list[Case]:
    """All cases of all suites. Raises BrokenSuiteError with every mistake: file, line, case and field."""
    problems: list[Problem] = []
    cases: list[Case] = []
    for file in sorted(directory.glob("*.yaml")):
        report = Report(file)
        cases += _read_suite(report, _Known.of(catalogue))
        problems += report.problems
    if not cases and not problems:
        problems.append(Problem(directory, 1, messages.NO_SUITES))
    problems += _across(cases, directory)
    if problems:
        raise BrokenSuiteError(problems)
    return cases


class _Known:
    """The anchors and gaps that cases may name."""

    def __init__(self, anchors: Collection[str], gaps: Collection[str]) -> None:
        self.anchors, self.gaps = frozenset(anchors), frozenset(gaps)

    @classmethod
    def of(cls, catalogue: Catalogue) -> _Known:
        versions = [version for guideline in catalogue.guidelines for version in guideline.versions]
        banks = [guideline.bank for guideline in catalogue.guidelines if guideline.bank is not None]
        anchors = {passage.anchor for version in versions for passage in version.passages}
        return cls(anchors, {gap for bank in banks for gap in bank.gaps})


def _read_suite(report: Report, known: _Known) -> list[Case]:
    text = read_text(report)
    root = load(text, report) if text is not None else None
    if root is None:
        return []
    fields = Fields(root, report, frozenset({"cases"}), frozenset({"note"}))
    return [case for node in fields.mappings("cases") if (case := _read_case(node, report, known)) is not None]


def _read_case(node: Mapping, report: Report, known: _Known) -> Case | None:
    """One case; every mistake is reported with the case's id in front."""
    own = Report(report.file)
    fields = Fields(node, own, _REQUIRED, _OPTIONAL)
    case_id = fields.text("id", needed=True) or "?"
    kind = fields.parsed("kind", Kind, messages.BAD_VALUE, known=", ".join(Kind))
    split = fields.parsed("split", Split, messages.BAD_VALUE, known=", ".join(Split))
    verdict = fields.parsed("verdict", Verdict, messages.BAD_VALUE, known=", ".join(Verdict))
    turns = _values(fields, "turns")
    evidence = _groups(fields)
    also, gaps = _values(fields, "also"), _values(fields, "gaps")
    _check_known(own, fields.line("evidence"), {a for group in evidence for a in group} | set(also), known.anchors)
    _check_known(own, fields.line("gaps"), set(gaps), known.gaps)
    status = _statuses(fields, own)
    patterns = {key: _patterns(fields, own, key) for key in ("facts", "forbidden")}
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
        as_of=fields.text("as_of"),
    )


def _values(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(scalar.value or "" for scalar in fields.texts(key))


def _groups(fields: Fields) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(scalar.value or "" for scalar in group) for group in fields.lists("evidence"))


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


def shared_share(cases: Sequence[Case], catalogue: Catalogue) -> float:
    """The share of cases whose judged turn has three consecutive words of a guideline's text."""
    texts = [p.text for g in catalogue.guidelines for v in g.versions for p in v.passages]
    known = {triple for text in texts for triple in _triples(text)}
    return sum(bool(known & set(_triples(case.turns[-1]))) for case in cases) / max(len(cases), 1)


def leaks(cases: Sequence[Case], catalogue: Catalogue, closeness: float = 0.75) -> list[tuple[str, str]]:
    """Bank questions that are a test case's question, or nearly: pairs of case id and bank question.

    Nearness is the Jaccard index of character trigrams. Questions of one or two words belong to everyone and do not
    count.
    """
    bank = [q for g in catalogue.guidelines if g.bank for group in g.bank.groups for q in group.questions]
    bank = [question for question in bank if len(question.split()) > _BARE_WORDS]
    grams = [(question, _grams(question)) for question in bank]
    found = []
    for case in cases:
        if case.split is Split.TEST and len(case.turns) == 1:
            own = _grams(case.turns[0])
            found += [
                (case.case_id, question)
                for question, other in grams
                if len(own & other) >= closeness * max(len(own | other), 1)
            ]
    return found


def _triples(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return list(zip(words, words[1:], words[2:], strict=False))


def _grams(text: str) -> frozenset[str]:
    folded = " ".join(re.findall(r"\w+", text.lower()))
    return frozenset(folded[i : i + 3] for i in range(len(folded) - 2))
