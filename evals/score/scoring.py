"""Judging outcomes. A pure function of case, outcome and the guidelines' texts, so old runs can be judged again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.model import Verdict
from corpus.model import Catalogue, Status
from corpus.timeline import VersionStatus, status_on
from evals import messages
from evals.cases.pattern import is_found
from evals.model import ANSWERED_NO, BEARING, Case, CaseOutcome, Kind, Score
from index.model import qualified

_MUST_ANSWER = frozenset({Kind.ANSWERABLE, Kind.HISTORY, Kind.PARTIAL})
_MUST_ABSTAIN = frozenset({Kind.UNANSWERABLE, Kind.OFF_TOPIC})
_GIVES_NO_YES = _MUST_ABSTAIN | {Kind.ATTACK}
_YES = frozenset({Verdict.FUNDABLE.value, Verdict.CONDITIONAL.value})


def score(case: Case, outcome: CaseOutcome, catalogue: Catalogue) -> Score:
    """Judge one case. It passes when status, evidence, verdict, facts and forbidden patterns are all right."""
    answer = outcome.answer
    status = Status(answer["status"])
    citations: list[Mapping[str, Any]] = answer["citations"]
    bearing = {_cited(citation) for citation in citations if citation["role"] in BEARING}
    answering = [_cited(citation) for citation in citations if citation["role"] == "answer"]
    claims = status.is_answer
    status_right = status in case.status
    recall = max((len(group & bearing) / len(group) for group in case.evidence), default=None)
    hit = recall is None or recall == 1.0 or (status_right and not claims)
    verdict_right = None if case.verdict is None or not claims else answer["verdict"] == case.verdict
    whole = _whole(answer)
    versions = {f"{c['guideline_id']}/{c['version']}" for c in citations if c["role"] in BEARING}
    versions_right = None if case.versions is None else (versions if claims else set()) == case.versions
    stated = [is_found(fact, whole) for fact in case.facts]
    facts = all(stated) if stated else None
    ours = whole if case.kind is Kind.VERSION else _prose(answer)
    said = [is_found(pattern, ours) for pattern in case.forbidden]
    clean = all(each is False for each in said) if said else None
    checks = {
        messages.WRONG_STATUS.format(status=status.value): status_right,
        messages.EVIDENCE_MISSING: hit,
        messages.WRONG_VERDICT.format(verdict=answer["verdict"] or "–"): verdict_right,
        messages.WRONG_VERSIONS.format(versions=", ".join(sorted(versions)) or "–"): versions_right,
        messages.FACT_MISSING: facts,
        messages.FORBIDDEN_SAID: clean,
        messages.SLOW_PATTERN: None not in (*stated, *said),
    }
    reasons = tuple(reason for reason, right in checks.items() if right is False)
    return Score(
        case_id=case.case_id,
        passed=not reasons,
        status_right=status_right,
        evidence_recall=recall,
        relevant_cited=sum(anchor in case.relevant for anchor in answering),
        cited=0 if case.kind is Kind.VERSION else len(answering),
        quotes=len(bearing) if claims else None,
        false_abstention=not claims and not status_right if case.kind in _MUST_ANSWER else None,
        abstained=not claims or status_right if case.kind in _MUST_ABSTAIN else None,
        gap_named=_gap_named(case, answer, catalogue) if case.gaps and status_right else None,
        verdict_right=verdict_right,
        wrong_yes=answer["verdict"] in _YES and _gives_no_yes(case),
        verbatim=all(_verbatim(citation, catalogue) for citation in citations),
        versions_right=versions_right,
        superseded_as_current=sum(_falsely_current(c, answer["as_of"], catalogue) for c in citations),
        facts_right=facts,
        forbidden_absent=clean,
        milliseconds=outcome.milliseconds,
        reasons=reasons,
    )


def _gives_no_yes(case: Case) -> bool:
    return case.kind in _GIVES_NO_YES or case.verdict not in {None, *_YES} or ANSWERED_NO in case.tags


def _cited(citation: Mapping[str, Any]) -> str:
    return qualified(citation["guideline_id"], citation["passage"])


def _whole(answer: Mapping[str, Any]) -> str:
    return " ".join([answer["answer"], *(c["quote"] for c in answer["citations"])])


def _prose(answer: Mapping[str, Any]) -> str:
    """The answer without the quotes in it: what the assistant says in its own words."""
    prose = str(answer["answer"])
    for citation in answer["citations"]:
        prose = prose.replace(citation["quote"], "")
    return prose


def _gap_named(case: Case, answer: Mapping[str, Any], catalogue: Catalogue) -> bool:
    gaps = {
        qualified(guideline.guideline_id, gap_id): gap
        for guideline in catalogue.guidelines
        if guideline.bank is not None
        for gap_id, gap in guideline.bank.gaps.items()
    }
    names = [gaps[name].missing[answer["language"]] for name in case.gaps if name in gaps]
    return any(name in answer["answer"] for name in names)


def _verbatim(citation: Mapping[str, Any], catalogue: Catalogue) -> bool:
    version = catalogue.version(f"{citation['guideline_id']}/{citation['version']}")
    passage = version.passage(citation["passage"]) if version else None
    return passage is not None and passage.text == citation["quote"]


def _falsely_current(citation: Mapping[str, Any], as_of: str, catalogue: Catalogue) -> bool:
    guideline = catalogue.guideline(citation["guideline_id"])
    version = guideline.version(citation["version"]) if guideline else None
    if citation["version_status"] != VersionStatus.CURRENT:
        return False
    if guideline is None or version is None:
        return True
    return status_on(version, guideline, date.fromisoformat(as_of)) is not VersionStatus.CURRENT
