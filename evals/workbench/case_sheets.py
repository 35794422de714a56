"""The form of a case: what it holds, and the passages and gaps that it may name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.model import Verdict
from assistant.web.staff.bench.cases import CaseFields, CaseSheet, GapChoice, PassageChoice
from corpus.dates import day_or_none
from corpus.model import Catalogue, Guideline, Version
from corpus.timeline import today, version_in_force
from evals.model import Kind
from evals.workbench.suite_files import SuiteFile
from index.model import qualified


def sheet_of(fields: CaseFields, fingerprint: str, catalogue: Catalogue, suites: Sequence[SuiteFile]) -> CaseSheet:
    """The form over the version that applies on the case's day."""
    suite = next((each for each in suites if each.name == fields.suite), None)
    guideline = catalogue.guideline(suite.guideline) if suite else None
    version = version_in_force(guideline, day_of_case(fields)) if guideline else None
    passages = tuple(_choice(version, place) for place in range(len(version.passages))) if version else ()
    known = {passage.name for passage in passages}
    named = dict.fromkeys([name for group in (*fields.evidence, fields.also) for name in group])
    texts = {qualified(each.version.guideline_id, each.anchor): each for each in catalogue.passages}
    elsewhere = tuple(
        PassageChoice(name, "", "", texts[name].text if name in texts else "") for name in named if name not in known
    )
    return CaseSheet(
        fields=fields,
        fingerprint=fingerprint,
        version=version.key if version else "",
        passages=passages,
        elsewhere=elsewhere,
        gaps=_gaps(guideline),
        suites=tuple(each.name for each in suites if not each.made_up),
        kinds=tuple(kind.value for kind in Kind if kind is not Kind.VERSION),
        verdicts=tuple(verdict.value for verdict in Verdict),
    )


def day_of_case(fields: CaseFields) -> date:
    """The day that a case is about: today where it names none."""
    return day_or_none(fields.as_of) or today()


def free_id(suite: SuiteFile) -> str:
    """A name for a new case that no other of the suite has."""
    taken = {str(case.get("id")) for case in suite.cases}
    number = len(suite.cases) + 1
    while f"{suite.name}-{number}" in taken:
        number += 1
    return f"{suite.name}-{number}"


def _choice(version: Version, place: int) -> PassageChoice:
    passage = version.passages[place]
    before = version.passages[place - 1] if place else None
    section = passage.section[-1] if passage.section else ""
    is_first = before is None or before.section != passage.section
    return PassageChoice(
        name=qualified(version.guideline_id, passage.anchor),
        section=section if is_first else "",
        lead_in=passage.lead_in or "",
        text=passage.text,
    )


def _gaps(guideline: Guideline | None) -> tuple[GapChoice, ...]:
    gaps = guideline.bank.gaps if guideline is not None and guideline.bank is not None else {}
    return tuple(
        GapChoice(qualified(guideline.guideline_id, name), gap.missing.get("sv", name))
        for name, gap in gaps.items()
        if guideline is not None
    )
