from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.staff.drafts import FOLDER, DraftChangedError, DraftFields, Drafts
from corpus.importing.change.adding import Document
from corpus.importing.converters.sniff import Format
from corpus.importing.document.blocks import Extract, Heading, Run, paragraph

EXTRACT = Extract((Heading(1, (Run("Titel"),)), paragraph("Text.")), "Text.")
DOCUMENT = Document(b"# Titel\n\nText.\n", Format.MARKDOWN, EXTRACT)
FIELDS = DraftFields("stod-dalen", "Titel", adopted="i går")


def test_a_draft_outlives_whoever_made_it(tmp_path: Path) -> None:
    made = Drafts(tmp_path).add(FIELDS, "beslut.md", DOCUMENT, "Kim")
    later = Drafts(tmp_path)
    assert later.all() == [made] and later.get(made.draft_id) == made
    assert later.document(made) == DOCUMENT and later.original(made).read_bytes() == DOCUMENT.data
    assert (made.file_name, made.suffix, made.pages, made.by) == ("beslut.md", ".md", 0, "Kim")


def test_only_the_state_that_was_shown_is_changed_or_deleted(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    made = drafts.add(FIELDS, "beslut.md", DOCUMENT, "Kim")
    changed = drafts.change(made.draft_id, replace(FIELDS, adopted="2026-12-01"), "Robin", made.fingerprint)
    assert (changed.by, changed.changed_by, changed.fields.adopted) == ("Kim", "Robin", "2026-12-01")
    for late in (lambda: drafts.change(made.draft_id, FIELDS, "Kim", made.fingerprint),
                 lambda: drafts.delete(made.draft_id, made.fingerprint)):  # fmt: skip
        with pytest.raises(DraftChangedError):
            late()
    assert drafts.get(made.draft_id) == changed
    drafts.delete(made.draft_id, changed.fingerprint)
    assert drafts.all() == [] and [path.name for path in (tmp_path / FOLDER).iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../beslut.md", "beslut.md"),
        ("C:\\Users\\kim\\beslut.md", "beslut.md"),
        ("be\r\nslut\x00.md", "beslut.md"),
        ("å" * 500 + ".md", "å" * 147 + ".md"),
    ],
)
def test_a_file_keeps_no_more_of_its_name_than_can_be_shown(tmp_path: Path, sent: str, kept: str) -> None:
    assert Drafts(tmp_path).add(FIELDS, sent, DOCUMENT, "Kim").file_name == kept


@pytest.mark.parametrize("draft_id", ["", "..", "../x", "0" * 16, "0" * 15 + "/", ".lock"])
def test_what_names_no_draft_is_none(tmp_path: Path, draft_id: str) -> None:
    Drafts(tmp_path).add(FIELDS, "beslut.md", DOCUMENT, "Kim")
    assert Drafts(tmp_path).get(draft_id) is None


def test_what_was_left_half_written_is_no_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    made = drafts.add(FIELDS, "beslut.md", DOCUMENT, "Kim")
    (tmp_path / FOLDER / made.draft_id).rename(tmp_path / FOLDER / f".{made.draft_id}")
    broken = drafts.add(FIELDS, "annat.md", DOCUMENT, "Kim")
    (tmp_path / FOLDER / broken.draft_id / "draft.json").write_text("{")
    assert drafts.all() == []
