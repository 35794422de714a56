"""`GET /staff/publishing`: what is published, what waits, how its trial went, and the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.web.staff.access import Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.bench.trial import Flip, TrialGroup
from assistant.web.staff.jobs import jobs_of
from assistant.web.staff.log import local
from assistant.web.staff.pages import in_swedish, page, told
from assistant.web.staff.publishing.candidate import OpenCandidate
from corpus.model import Catalogue, Version
from corpus.timeline import coming_days, today, version_in_force
from index.embedding.model_identity import model_identity
from index.errors import SearchIndexError
from index.publishing.publications import Publications
from index.publishing.record import Action, Entry
from index.publishing.status import IndexStatus, index_status

_MOST_ENTRIES = 100


class Overview(Protocol):
    """The page, also with an error."""

    def __call__(self, visitor: Visitor, status: int = 200, **more: Any) -> HTMLResponse:
        """With more values for the template."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The candidate beside what is published."""

    status: IndexStatus
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidelineResult:
    """How a guideline's questions are answered by the candidate."""

    guideline: str
    groups: tuple[TrialGroup, ...]
    worse: tuple[Flip, ...]
    better: tuple[Flip, ...]

    @property
    def compared(self) -> int:
        """Questions that both were judged on."""
        return sum(group.compared for group in self.groups)


def add_overview(router: APIRouter, area: Area, candidate: OpenCandidate) -> Overview:
    """The route; what makes the page is given back, for forms that are refused."""
    publications, jobs = area.publications, jobs_of(area)

    def overview(visitor: Visitor, status: int = 200, **more: Any) -> HTMLResponse:
        fault, waiting, trial = "", None, None
        try:
            waiting = _waiting(area, publications, candidate)
            trial = area.workbench.publishing.last_trial() if waiting.status.candidate else None
        except (SearchIndexError, BenchRefusedError) as error:
            fault = in_swedish(error)
        entries, pointer = publications.record()[::-1], publications.pointer()
        catalogue = area.engine.index.get().catalogue
        values = {
            "published": pointer,
            "entry": next((each for each in entries if pointer and each.publication == pointer.publication), None),
            "entries": entries[:_MOST_ENTRIES],
            "waiting": waiting,
            "fault": fault,
            "trial": trial,
            "results": results_by_guideline(trial.trial.groups, trial.trial.flips) if trial else (),
            "titles": {guideline.guideline_id: guideline.title for guideline in catalogue.guidelines},
            "in_force": _in_force(catalogue),
            "coming": coming_versions(catalogue, today()),
            "running": jobs.running,
            "local_time": local_time,
            "built_time": lambda manifest: local(datetime.fromisoformat(manifest.built)),
            "went_back": bool(entries) and entries[0].action is Action.ROLLED_BACK,  # again would undo it, untried
            "reason": "",
            "back_reason": "",
            "figures": figures_of,
        }
        return page(area, "publishing.html", visitor, status, active="publishing", here="/publishing",
                    local=local, **{**values, **more})  # fmt: skip

    @router.get("/publishing")
    def show(request: Request, visitor: Reader) -> HTMLResponse:
        return overview(visitor, done=told(request, visitor.language))

    return overview


def results_by_guideline(groups: Sequence[TrialGroup], flips: Sequence[Flip]) -> tuple[GuidelineResult, ...]:
    """A trial's comparison, a guideline at a time."""
    return tuple(
        GuidelineResult(
            guideline,
            tuple(group for group in groups if group.guideline == guideline),
            tuple(flip for flip in flips if flip.question.guideline == guideline and not flip.better),
            tuple(flip for flip in flips if flip.question.guideline == guideline and flip.better),
        )
        for guideline in dict.fromkeys(group.guideline for group in groups)
    )


def coming_versions(catalogue: Catalogue, day: date) -> list[Version]:
    """Versions that begin to apply after a day."""
    days = coming_days(catalogue.guidelines, day)
    return [version for version in catalogue.versions if version.starts in days]


def local_time(entry: Entry) -> str:
    """When a publication was made, by the clock in Sweden."""
    return local(datetime.fromisoformat(entry.when))


def figures_of(entry: Entry) -> list[tuple[str, int, int]]:
    """Day, percent right and number of cases, of each day that was tried."""
    found = []
    for day, row in entry.grounds.figures.items():
        passed, cases = row.get("pass"), row.get("cases")
        if passed is not None and cases:
            found.append((day, round(100 * passed), int(cases)))
    return found


def _in_force(catalogue: Catalogue) -> list[Version]:
    found = (version_in_force(guideline, today()) for guideline in catalogue.guidelines)
    return [version for version in found if version is not None]


def _waiting(area: Area, publications: Publications, candidate: OpenCandidate) -> Waiting:
    from index.build.candidate_diff import differences

    settings = area.settings
    status = index_status(publications, settings.corpus_dir, model_identity(settings.embedding_model))
    opened = candidate.get() if status.candidate is not None else None
    return Waiting(status, tuple(differences(area.engine.index.get(), opened)) if opened else ())
