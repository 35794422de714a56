"""Versions that are being prepared: an uploaded document, what was read from it, and what is known about the decision.

A draft is a folder below the data folder. It is there whole or not at all, and outlives the server. Nothing of it is in
the corpus.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from corpus.errors import ImportRefusedError
from corpus.importing.change.adding import Document
from corpus.importing.converters.page_pictures import page_count, page_picture
from corpus.importing.converters.sniff import Format
from corpus.importing.document.blocks import Extract

FOLDER = "drafts"
_ID = re.compile(r"[0-9a-f]{16}")
_RECORD, _EXTRACT, _ORIGINAL, _LOCK = "draft.json", "extract.json", "original", ".lock"
_LONGEST_NAME = 150


class DraftChangedError(Exception):
    """Somebody else has changed or deleted the draft."""


@dataclass(frozen=True, slots=True)
class DraftFields:
    """What was filled in, as it was typed: it may still be wrong."""

    guideline_id: str = ""
    title: str = ""
    adopted: str = ""
    adopted_by: str = ""
    valid_from: str = ""
    valid_to: str = ""
    registry_number: str = ""
    version_id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it is kept."""

    draft_id: str
    fields: DraftFields
    file_name: str
    """Of the document on the computer that it came from, for showing."""
    suffix: str
    format_: Format
    pages: int
    """Of a PDF that can be drawn; 0 for everything else."""
    by: str
    at: datetime
    changed_by: str
    changed_at: datetime

    @property
    def fingerprint(self) -> str:
        """Tells this state of the draft from every other."""
        return hashlib.sha256(_RECORDS.dump_json(self)).hexdigest()[:16]


_RECORDS: TypeAdapter[Draft] = TypeAdapter(Draft)
_EXTRACTS: TypeAdapter[Extract] = TypeAdapter(Extract)


class Drafts:
    """All drafts below a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._drawing = threading.Lock()

    def add(self, fields: DraftFields, file_name: str, document: Document, by: str) -> Draft:
        """Keep a document that was read. Raises OSError."""
        name, now = _shown_name(file_name), datetime.now(UTC)
        draft = Draft(
            draft_id=secrets.token_hex(8),
            fields=fields,
            file_name=name,
            suffix=Path(name).suffix.lower(),
            format_=document.format_,
            pages=_pages(document),
            by=by,
            at=now,
            changed_by=by,
            changed_at=now,
        )
        unfinished = self._folder / f".{draft.draft_id}"
        unfinished.mkdir(parents=True)
        (unfinished / f"{_ORIGINAL}{draft.suffix}").write_bytes(document.data)
        (unfinished / _EXTRACT).write_bytes(_EXTRACTS.dump_json(document.extract))
        (unfinished / _RECORD).write_bytes(_RECORDS.dump_json(draft))
        unfinished.rename(self._folder / draft.draft_id)
        return draft

    def get(self, draft_id: str) -> Draft | None:
        """The draft with this id, or None."""
        if not _ID.fullmatch(draft_id):
            return None
        try:
            return _RECORDS.validate_json((self._folder / draft_id / _RECORD).read_bytes())
        except (OSError, ValidationError):
            return None

    def all(self) -> list[Draft]:
        """Every draft, the newest first."""
        names = [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []
        found = [draft for name in names if (draft := self.get(name)) is not None]
        return sorted(found, key=lambda draft: draft.at, reverse=True)

    def change(self, draft_id: str, fields: DraftFields, by: str, shown: str) -> Draft:
        """Fill in other fields. Raises DraftChangedError when the draft is not the one with the fingerprint `shown`."""
        with self._locked():
            draft = self._unchanged(draft_id, shown)
            changed = replace(draft, fields=fields, changed_by=by, changed_at=datetime.now(UTC))
            unfinished = self._folder / draft_id / f".{_RECORD}"
            unfinished.write_bytes(_RECORDS.dump_json(changed))
            unfinished.replace(self._folder / draft_id / _RECORD)
        return changed

    def delete(self, draft_id: str, shown: str) -> None:
        """Delete a draft and its document. Raises DraftChangedError as `change` does."""
        with self._locked():
            self._unchanged(draft_id, shown)
            gone = self._folder / f".{draft_id}"
            (self._folder / draft_id).rename(gone)
            shutil.rmtree(gone)

    def original(self, draft: Draft) -> Path:
        """The document's file."""
        return self._folder / draft.draft_id / f"{_ORIGINAL}{draft.suffix}"

    def document(self, draft: Draft) -> Document:
        """The document as it was read when it came. Raises OSError when it has been deleted meanwhile."""
        extract = _EXTRACTS.validate_json((self._folder / draft.draft_id / _EXTRACT).read_bytes())
        return Document(self.original(draft).read_bytes(), draft.format_, extract)

    def picture(self, draft: Draft, page: int) -> bytes:
        """A page of a PDF as PNG, drawn once. Raises ImportRefusedError when it cannot be drawn, OSError when the draft
        is deleted meanwhile."""
        file = self._folder / draft.draft_id / f"{page}.png"
        if file.is_file():
            return file.read_bytes()
        with self._drawing:  # a browser asks for several at once, and there are questions to answer meanwhile
            drawn = page_picture(self.original(draft).read_bytes(), page)
        unfinished = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
        unfinished.write_bytes(drawn)
        unfinished.replace(file)
        return drawn

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / _LOCK):
            yield

    def _unchanged(self, draft_id: str, shown: str) -> Draft:
        draft = self.get(draft_id)
        if draft is None or draft.fingerprint != shown:
            raise DraftChangedError
        return draft


def _shown_name(file_name: str) -> str:
    """A file's own name without folders and control characters, whatever a browser sent."""
    name = "".join(char for char in PureWindowsPath(file_name).name if char.isprintable()).strip()
    return name[-_LONGEST_NAME:]


def _pages(document: Document) -> int:
    if document.format_ is not Format.PDF:
        return 0
    try:
        return page_count(document.data)
    except ImportRefusedError:
        return 0
