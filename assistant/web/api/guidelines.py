"""`GET /api/guidelines` and below: guidelines, versions, texts, and what applies when."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, HTTPException

from assistant.engine import Engine
from assistant.presentation.links import Links
from assistant.web.api.schema import GuidelineOut, PassageOut, Problem, SegmentOut, VersionOut, VersionTextOut
from corpus.model import Catalogue, Guideline, Version
from corpus.timeline import (
    TimelineSegment,
    Unknown,
    applicable,
    effective_end,
    segments,
    status_on,
    today,
    version_of,
)


def guideline_router(engine: Engine, links: Links) -> APIRouter:
    """`GET /api/guidelines` and below."""
    router = APIRouter(prefix="/api/guidelines", tags=["guidelines"], responses={503: {"model": Problem}})

    def catalogue() -> Catalogue:
        return engine.index.get().catalogue

    @router.get("")
    def guidelines() -> list[GuidelineOut]:
        """All guidelines with their versions."""
        return [_guideline_out(guideline, links) for guideline in catalogue().guidelines]

    @router.get("/{guideline_id}", responses={404: {"model": Problem}})
    def guideline(guideline_id: str) -> GuidelineOut:
        """One guideline with its versions and which of them applies today."""
        return _guideline_out(guideline_or_404(catalogue(), guideline_id), links)

    @router.get("/{guideline_id}/versions/{version_id}", responses={404: {"model": Problem}})
    def version(guideline_id: str, version_id: str) -> VersionTextOut:
        """One version with its passages."""
        found = guideline_or_404(catalogue(), guideline_id)
        return _version_text_out(version_or_404(found, version_id), found, links)

    return router


def guideline_or_404(catalogue: Catalogue, guideline_id: str) -> Guideline:
    """A guideline, or 404."""
    guideline = catalogue.guideline(guideline_id)
    if guideline is None:
        raise HTTPException(404)
    return guideline


def version_or_404(guideline: Guideline, version_id: str) -> Version:
    """A version, or 404."""
    version = guideline.version(version_id)
    if version is None:
        raise HTTPException(404)
    return version


def _guideline_out(guideline: Guideline, links: Links) -> GuidelineOut:
    state = applicable(guideline, today())
    version = version_of(state)
    return GuidelineOut(
        guideline_id=guideline.guideline_id,
        title=guideline.title,
        in_force=version.version_id if version else None,
        in_force_known=not isinstance(state, Unknown),
        versions=[_version_out(version, guideline, links) for version in guideline.versions],
        timeline=[_segment_out(segment) for segment in segments(guideline)],
    )


def _segment_out(segment: TimelineSegment) -> SegmentOut:
    state, period = segment.state, segment.period
    version = version_of(state)
    return SegmentOut(
        first=None if period.first == date.min else period.first,
        last=None if period.last == date.max else period.last,
        state="in_force" if version else "unknown" if isinstance(state, Unknown) else "none",
        version=version.version_id if version else None,
    )


def _version_out(version: Version, guideline: Guideline, links: Links) -> VersionOut:
    return VersionOut(
        version=version.version_id,
        title=version.title,
        adopted=version.adopted,
        adopted_by=version.adopted_by,
        valid_from=version.valid_from,
        valid_to=effective_end(version, guideline),
        confirmed_in_force=version.confirmed_in_force,
        registry_number=version.registry_number,
        status=status_on(version, guideline, today()).value if version.starts else None,
        text_available=version.has_text,
        url=links.version(version.guideline_id, version.version_id),
    )


def _version_text_out(version: Version, guideline: Guideline, links: Links) -> VersionTextOut:
    passages = [
        PassageOut(
            anchor=passage.anchor,
            text=passage.text,
            section=list(passage.section),
            lead_in=passage.lead_in,
            role=passage.role.value if passage.role else None,
        )
        for passage in version.passages
    ]
    return VersionTextOut(**_version_out(version, guideline, links).model_dump(), passages=passages)
