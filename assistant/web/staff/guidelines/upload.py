"""`/staff/guidelines/new`: a document and what is known about the decision become a draft."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from assistant.staff.audit import Deed
from assistant.staff.drafts import DraftChangedError, DraftFields, Drafts
from assistant.web.staff.access import Editor, EditorForm, Visitor
from assistant.web.staff.area import PREFIX, Area
from assistant.web.staff.guidelines.corpus_view import CorpusView
from assistant.web.staff.guidelines.fields import fields_of
from assistant.web.staff.guidelines.shared import REFUSED, room_page
from assistant.web.staff.pages import done, in_swedish
from corpus import messages
from corpus.errors import ImportRefusedError
from corpus.importing.change.adding import Document, read
from corpus.importing.converters.sniff import EXTENSIONS
from corpus.settings import Settings

PLACE = "/guidelines/new"
UPLOAD = f"{PREFIX}{PLACE}"
"""The one address that takes more than forms do."""
_FORM_BYTES = 1024 * 1024
"""What the form may have beside the file, and what a file that is a little too large is read by to be told so."""


def upload_router(area: Area, corpus: CorpusView, drafts: Drafts) -> APIRouter:
    """The routes."""
    router = APIRouter()

    def shown(
        visitor: Visitor, fields: DraftFields, status: int = 200, error: str = "", replaced: str = ""
    ) -> HTMLResponse:
        return room_page(
            area,
            "upload.html",
            visitor,
            status,
            here=PLACE,
            fields=fields,
            mistakes={},
            error=error,
            replaced=replaced,
            guidelines=corpus.catalogue.guidelines,
            suffixes=",".join(EXTENSIONS),
            most=area.settings.max_import_mb,
        )

    @router.get(PLACE)
    def form(visitor: Editor, guideline: str = "", draft: str = "") -> HTMLResponse:
        earlier = drafts.get(draft)
        if earlier is not None:
            return shown(visitor, earlier.fields, replaced=draft)
        held = corpus.catalogue.guidelines
        chosen = corpus.catalogue.guideline(guideline) or (held[0] if len(held) == 1 and not guideline else None)
        if chosen is None:
            return shown(visitor, DraftFields())
        last = chosen.versions[-1]
        return shown(visitor, DraftFields(chosen.guideline_id, last.title, adopted_by=last.adopted_by or ""))

    @router.post(PLACE)
    def upload(posted: EditorForm) -> Response:
        fields, replaced = fields_of(posted, corpus.catalogue), posted.text("draft")
        sent = posted.form.get("file")
        if not isinstance(sent, UploadFile) or not sent.filename:
            told = messages.IMPORT_NO_FILE
            return shown(posted.visitor, fields, REFUSED, told, replaced)
        try:
            document = _read(sent, area.settings.max_import_mb)
        except ImportRefusedError as error:
            return shown(posted.visitor, fields, REFUSED, in_swedish(error), replaced)
        try:
            draft = drafts.add(fields, sent.filename, document, posted.visitor.name)
        except OSError as error:
            reason = error.strerror or error
            told = messages.ADD_NOT_WRITABLE.format(folder=area.settings.data_dir, reason=reason)
            return shown(posted.visitor, fields, REFUSED, told, replaced)
        area.audit.note(
            posted.visitor.name, Deed.DRAFT_ADDED, fields.guideline_id, draft=draft.draft_id, file=draft.file_name
        )
        earlier = drafts.get(replaced)
        if earlier is not None:
            _replace(drafts, replaced, earlier.fingerprint)
        return done(area, f"/drafts/{draft.draft_id}", "draft_added")

    return router


def upload_bytes(settings: Settings) -> int:
    """How much may be sent to `UPLOAD`."""
    return settings.max_import_mb * 1024 * 1024 + _FORM_BYTES


def _replace(drafts: Drafts, draft_id: str, shown: str) -> None:
    """The newcomer has taken a draft's place; one that somebody changes at this very moment stays, too."""
    try:
        drafts.delete(draft_id, shown)
    except DraftChangedError:
        return


def _read(sent: UploadFile, limit_mb: int) -> Document:
    """Read an upload as the command line reads a file, under its own ending. Raises ImportRefusedError."""
    limit = limit_mb * 1024 * 1024
    with tempfile.TemporaryDirectory(prefix="asf-upload-") as folder:
        file = Path(folder) / f"document{_suffix(sent.filename or '')}"
        sent.file.seek(0)
        file.write_bytes(sent.file.read(limit + 1))
        return read(file, limit_mb)


def _suffix(name: str) -> str:
    """A name's ending where it may be one of a file: letters and digits."""
    suffix = Path(name).suffix
    return suffix if suffix[1:].isalnum() and len(suffix) < 20 else ""
