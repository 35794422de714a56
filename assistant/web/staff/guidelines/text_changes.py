"""`…/correct` and `…/withdraw`: what is changed of a version after it was added; what it costs is said before."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from assistant.presentation.word_difference import both_marked
from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import Editor, EditorForm, Posted, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.corpus_view import ChangedMeanwhileError, CorpusView, Place
from assistant.web.staff.guidelines.costs import cost_of
from assistant.web.staff.guidelines.overview import publication_of
from assistant.web.staff.guidelines.shared import REFUSED, not_found, room_page
from assistant.web.staff.pages import done, in_swedish
from corpus.errors import ChangeRefusedError
from corpus.importing.change import correcting, withdrawing
from corpus.timeline import today, version_in_force

_PLACE = "/guidelines/{guideline_id}/versions/{version_id}"
_LONGEST = 2000


def text_changes_router(area: Area, corpus: CorpusView) -> APIRouter:
    """The routes."""
    router = APIRouter()
    _add_correcting(router, area, corpus)
    _add_withdrawing(router, area, corpus)
    return router


def _add_correcting(router: APIRouter, area: Area, corpus: CorpusView) -> None:
    def shown(visitor: Visitor, place: Place, status: int = 200, **values: Any) -> HTMLResponse:
        return room_page(
            area, "correct.html", visitor, status, here=f"{place.address}/correct", place=place.address,
            version=place.version, state=corpus.fingerprint(place.version),
            **{"old": "", "new": "", "reason": "", "planned": None, "error": "", **values},
        )  # fmt: skip

    def previewed(posted: Posted, place: Place, status: int, error: str = "") -> HTMLResponse:
        """What the correction would do, or why it cannot be made."""
        filled = _filled(posted, "old", "new", "reason")
        if problem := _lacking(posted, filled):
            return shown(posted.visitor, place, REFUSED, error=problem, **filled)
        ids = place.guideline.guideline_id, place.version.version_id
        try:
            planned = correcting.plan(*ids, filled["old"], filled["new"], corpus.documents)
        except ChangeRefusedError as refused:
            return shown(posted.visitor, place, REFUSED, error=in_swedish(refused), **filled)
        before, after = both_marked(planned.before.text, planned.after.text)
        bank = place.guideline.bank
        groups = [group for group in (bank.groups if bank else ()) if planned.before.anchor in group.passages]
        return shown(
            posted.visitor, place, status, error=error, planned=planned, before=before, after=after,
            questions=sum(group.size for group in groups),
            cases=area.workbench.stakes.naming(corpus.catalogue, ids[0], planned.before.anchor), **filled,
        )  # fmt: skip

    @router.get(f"{_PLACE}/correct")
    def form(visitor: Editor, guideline_id: str, version_id: str, old: str = "") -> HTMLResponse:
        place = corpus.place(guideline_id, version_id)
        return shown(visitor, place, old=old[:_LONGEST]) if place else not_found(area, visitor)

    @router.post(f"{_PLACE}/correct")
    def correct(posted: EditorForm, guideline_id: str, version_id: str) -> Response:
        place = corpus.place(guideline_id, version_id)
        if place is None:
            return not_found(area, posted.visitor)
        filled = _filled(posted, "old", "new", "reason")
        if not posted.text("confirmed") or _lacking(posted, filled):
            return previewed(posted, place, 200)
        try:
            with corpus.unchanged(lambda: corpus.fingerprint(place.version), posted.text("state")):
                by = posted.visitor.name
                found = correcting.correct(guideline_id, version_id, **filled, by=by, documents=corpus.documents)
        except ChangedMeanwhileError:
            now = corpus.place(guideline_id, version_id)
            if now is None:
                return not_found(area, posted.visitor)
            return previewed(posted, now, REFUSED, _changed(posted.visitor))
        except ChangeRefusedError as error:
            return shown(posted.visitor, place, REFUSED, error=in_swedish(error), **filled)
        target = f"{place.version.key}#{found.passage.anchor}"
        area.audit.note(posted.visitor.name, Deed.VERSION_CORRECTED, target, **filled)
        return done(area, place.address, "version_corrected")


def _add_withdrawing(router: APIRouter, area: Area, corpus: CorpusView) -> None:
    def shown(visitor: Visitor, place: Place, status: int = 200, error: str = "", reason: str = "") -> HTMLResponse:
        guideline_id, version = place.guideline.guideline_id, place.version
        planned, cost, then = None, None, None
        day = max(today(), version.starts or today())
        try:
            planned = withdrawing.plan(guideline_id, version.version_id, corpus.documents)
        except ChangeRefusedError as refused:
            error = error or in_swedish(refused)
        else:
            cost = cost_of(area.workbench, planned.before, planned.after, guideline_id, day)
            left = planned.after.guideline(guideline_id)
            then = version_in_force(left, day) if left else None
        return room_page(
            area, "withdraw.html", visitor, status, here=f"{place.address}/withdraw", place=place.address,
            version=version, planned=planned, cost=cost, then=then, day=day, reason=reason, error=error,
            in_force=version_in_force(place.guideline, day) == version,
            publication=publication_of(version, area.engine.index.get().catalogue),
            state=corpus.fingerprint(version),
        )  # fmt: skip

    @router.get(f"{_PLACE}/withdraw")
    def form(visitor: Editor, guideline_id: str, version_id: str) -> HTMLResponse:
        place = corpus.place(guideline_id, version_id)
        return shown(visitor, place) if place else not_found(area, visitor)

    @router.post(f"{_PLACE}/withdraw")
    def withdraw(posted: EditorForm, guideline_id: str, version_id: str) -> Response:
        place = corpus.place(guideline_id, version_id)
        if place is None:
            return not_found(area, posted.visitor)
        reason = _filled(posted, "reason")["reason"]
        if not reason:
            told_so = staff_wording(posted.visitor.language).say("guidelines", "no_reason")
            return shown(posted.visitor, place, REFUSED, told_so)
        try:
            with corpus.unchanged(lambda: corpus.fingerprint(place.version), posted.text("state")):
                folder = withdrawing.withdraw(guideline_id, version_id, reason, posted.visitor.name, corpus.documents)
        except ChangedMeanwhileError:
            now = corpus.place(guideline_id, version_id)
            if now is None:
                return not_found(area, posted.visitor)
            return shown(posted.visitor, now, REFUSED, _changed(posted.visitor), reason)
        except ChangeRefusedError as error:
            return shown(posted.visitor, place, REFUSED, in_swedish(error), reason)
        area.audit.note(
            posted.visitor.name, Deed.VERSION_WITHDRAWN, place.version.key, reason=reason, folder=folder.name
        )
        left = corpus.catalogue.guideline(guideline_id)
        return done(area, f"/guidelines/{guideline_id}" if left else "/guidelines", "version_withdrawn")


def _filled(posted: Posted, *names: str) -> dict[str, str]:
    return {name: posted.text(name)[:_LONGEST] for name in names}


def _lacking(posted: Posted, filled: dict[str, str]) -> str:
    """What must be filled in first; empty when everything is."""
    texts = staff_wording(posted.visitor.language)
    if not filled["old"] or not filled["new"]:
        return texts.say("guidelines", "no_words")
    return "" if filled["reason"] else texts.say("guidelines", "no_reason")


def _changed(visitor: Visitor) -> str:
    return staff_wording(visitor.language).say("guidelines", "version_changed")
