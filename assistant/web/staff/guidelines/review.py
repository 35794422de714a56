"""`/staff/drafts/<id>`: what was read from a document, beside the document, before it becomes a version."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from starlette.concurrency import run_in_threadpool

from assistant.staff.audit import Deed
from assistant.staff.drafts import Draft, DraftChangedError, DraftFields, Drafts
from assistant.texts.staff_wording import staff_wording
from assistant.web.pages.changes import grouped_changes
from assistant.web.staff.access import EditorForm, Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.corpus_view import ChangedMeanwhileError, CorpusView
from assistant.web.staff.guidelines.costs import cost_of
from assistant.web.staff.guidelines.downloads import attachment
from assistant.web.staff.guidelines.fields import fields_of, mistakes_in, order_of
from assistant.web.staff.guidelines.shared import NOT_FOUND, REFUSED, not_found, room_page
from assistant.web.staff.pages import done, in_swedish, told
from corpus.errors import ChangeRefusedError, ImportRefusedError
from corpus.importing.change.adding import Addition, prepare_read, write
from corpus.importing.converters.sniff import EXTENSIONS
from corpus.reading.fingerprints import guideline_fingerprint
from corpus.timeline import today


def review_router(area: Area, corpus: CorpusView, drafts: Drafts) -> APIRouter:
    """The routes."""
    router, drawing = APIRouter(), asyncio.Semaphore(1)

    def shown(visitor: Visitor, draft: Draft, status: int = 200, **values: Any) -> HTMLResponse:
        fields: DraftFields = values.pop("fields", draft.fields)
        refusal, addition = "", None
        mistakes = mistakes_in(draft.fields, corpus.catalogue)
        state = _state(corpus, draft)
        if not mistakes:
            try:
                addition = _prepared(draft, drafts, corpus)
            except ChangeRefusedError as error:
                refusal = in_swedish(error)
        return room_page(
            area,
            "review.html",
            visitor,
            status,
            here=f"/drafts/{draft.draft_id}",
            draft=draft,
            fields=fields,
            mistakes=mistakes_in(fields, corpus.catalogue),
            refusal=refusal,
            addition=addition,
            **(_told_of(area, addition) if addition else {}),
            state=state,
            guidelines=corpus.catalogue.guidelines,
            suffixes=",".join(EXTENSIONS),
            most=area.settings.max_import_mb,
            words=drafts.document(draft).extract.words,
            **{"done": "", "error": "", **values},
        )

    def overtaken(visitor: Visitor, draft_id: str, **values: Any) -> HTMLResponse:
        """Somebody else was quicker: the new state, and what the visitor had filled in."""
        draft = drafts.get(draft_id)
        if draft is None:
            return not_found(area, visitor)
        told_so = staff_wording(visitor.language).say("guidelines", "draft_changed")
        return shown(visitor, draft, REFUSED, error=told_so, **values)

    @router.get("/drafts/{draft_id}")
    def review(request: Request, visitor: Reader, draft_id: str) -> HTMLResponse:
        draft = drafts.get(draft_id)
        return shown(visitor, draft, done=told(request, visitor.language)) if draft else not_found(area, visitor)

    @router.post("/drafts/{draft_id}")
    def mend(posted: EditorForm, draft_id: str) -> Response:
        draft = drafts.get(draft_id)
        if draft is None:
            return not_found(area, posted.visitor)
        fields = fields_of(posted, corpus.catalogue)
        try:
            drafts.change(draft_id, fields, posted.visitor.name, posted.text("draft_state"))
        except DraftChangedError:
            return overtaken(posted.visitor, draft_id, fields=fields)
        area.audit.note(posted.visitor.name, Deed.DRAFT_CHANGED, fields.guideline_id, draft=draft_id)
        return done(area, f"/drafts/{draft_id}", "draft_saved")

    @router.post("/drafts/{draft_id}/add")
    def add(posted: EditorForm, draft_id: str) -> Response:
        draft = drafts.get(draft_id)
        if draft is None:
            return not_found(area, posted.visitor)
        if mistakes_in(draft.fields, corpus.catalogue):
            return shown(posted.visitor, draft, REFUSED)
        try:
            with corpus.unchanged(lambda: _state(corpus, drafts.get(draft_id)), posted.text("state")):
                addition = _prepared(draft, drafts, corpus)
                write(addition, corpus.documents)
        except ChangedMeanwhileError:
            return overtaken(posted.visitor, draft_id)
        except ChangeRefusedError as error:
            return shown(posted.visitor, draft, REFUSED, error=in_swedish(error))
        order = addition.order
        area.audit.note(
            posted.visitor.name, Deed.VERSION_ADDED, order.key, valid_from=order.valid_from, file=draft.file_name
        )
        _forget(drafts, draft)
        return done(area, f"/guidelines/{order.guideline_id}/versions/{order.version_id}", "version_added")

    @router.post("/drafts/{draft_id}/delete")
    def delete(posted: EditorForm, draft_id: str) -> Response:
        draft = drafts.get(draft_id)
        if draft is None:
            return not_found(area, posted.visitor)
        try:
            drafts.delete(draft_id, posted.text("draft_state"))
        except DraftChangedError:
            return overtaken(posted.visitor, draft_id)
        area.audit.note(
            posted.visitor.name, Deed.DRAFT_DELETED, draft.fields.guideline_id, draft=draft_id, file=draft.file_name
        )
        return done(area, "/guidelines", "draft_deleted")

    @router.get("/drafts/{draft_id}/original", response_model=None)
    def original(visitor: Reader, draft_id: str) -> FileResponse | HTMLResponse:
        draft = drafts.get(draft_id)
        return attachment(drafts.original(draft), draft.file_name) if draft else not_found(area, visitor)

    @router.get("/drafts/{draft_id}/pages/{page}.png")
    async def picture(visitor: Reader, draft_id: str, page: str) -> Response:
        async with drawing:  # those that wait take no thread from members' questions
            return await run_in_threadpool(drawn_page, visitor, draft_id, page)

    def drawn_page(visitor: Visitor, draft_id: str, page: str) -> Response:
        draft = drafts.get(draft_id)
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0
        if draft is None or not 1 <= number <= draft.pages:
            return not_found(area, visitor)
        try:
            drawn = drafts.picture(draft, number)
        except ImportRefusedError as error:
            return Response(str(error), NOT_FOUND, media_type="text/plain")
        except OSError:  # it was deleted, or became a version, while the page was drawn
            return not_found(area, visitor)
        return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    return router


def _prepared(draft: Draft, drafts: Drafts, corpus: CorpusView) -> Addition:
    order = order_of(draft.fields, drafts.original(draft))
    return prepare_read(order, drafts.document(draft), corpus.documents)


def _state(corpus: CorpusView, draft: Draft | None) -> str:
    """Tells what a review has shown: the draft, and the guideline that it is compared with."""
    if draft is None:
        return ""
    known = corpus.catalogue.guideline(draft.fields.guideline_id)
    held = guideline_fingerprint(corpus.documents, known.guideline_id) if known else ""
    return f"{draft.fingerprint}-{held}"


def _told_of(area: Area, addition: Addition) -> dict[str, Any]:
    """What the page tells of an addition that is possible."""
    previous, order = addition.carry.previous, addition.order
    day = max(today(), order.valid_from)
    if order.valid_to is not None and order.valid_to < day:  # it never comes into force any more
        day = order.valid_from
    return {
        "groups": grouped_changes(previous, addition.version) if previous else {},
        "cost": cost_of(area.workbench, addition.before, addition.after, order.guideline_id, day),
        "proposed": [passage for passage in addition.carry.passages if passage.proposed],
        "ends_before": order.valid_from - timedelta(days=1),
    }


def _forget(drafts: Drafts, draft: Draft) -> None:
    """The draft has become a version; one that somebody has changed at this very moment stays."""
    try:
        drafts.delete(draft.draft_id, draft.fingerprint)
    except DraftChangedError:
        return
