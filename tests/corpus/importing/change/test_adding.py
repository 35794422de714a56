from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus import messages
from corpus.alignment import Change
from corpus.errors import ChangeRefusedError, ImportRefusedError
from corpus.importing.change import adding
from corpus.importing.change.adding import prepare, write
from corpus.importing.change.order import Order
from corpus.importing.converters.sniff import Format
from corpus.importing.document.blocks import Extract, paragraph
from corpus.model import Role, Version
from corpus.reading.catalogue import check_corpus, load_catalogue

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

OrderOf = Callable[..., Order]
pytestmark = pytest.mark.usefixtures("in_process")
NEW = "# Riktlinje för Påhittade Dalen\n\nFörbundet kan finansiera lokaler i Åmål. Ansökan görs till Örjan."


def contents(documents: Path) -> dict[str, bytes]:
    files = (path for path in documents.rglob("*") if path.is_file())
    return {path.relative_to(documents).as_posix(): path.read_bytes() for path in files}


def add(order: Order, documents: Path) -> Version:
    write(prepare(order, documents, 20), documents)
    version = load_catalogue(documents).version(order.key)
    assert version is not None
    return version


def refused(order: Order, documents: Path, limit_mb: int = 20) -> str:
    """The message of a refusal, which must have written nothing."""
    before = contents(documents)
    with pytest.raises(ChangeRefusedError) as caught:
        prepare(order, documents, limit_mb)
    assert contents(documents) == before
    return str(caught.value)


def test_a_version_is_added_with_everything_that_was_decided(with_reviewed: CorpusFolder, order_of: OrderOf) -> None:
    before = contents(with_reviewed.documents)
    title = "Riktlinje: 'stöd' \"till\" #alla, null"
    order = order_of(NEW, title=title, adopted_by="styrelsen", registry_number="2026:17", valid_to=date(2027, 12, 31))
    version = add(order, with_reviewed.documents)
    assert (version.title, version.adopted, version.adopted_by) == (title, date(2026, 12, 1), "styrelsen")
    assert (version.valid_from, version.valid_to) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (version.registry_number, version.source) == ("2026:17", "sources/2026-12-01.md")
    assert [(p.text, p.proposed) for p in version.passages if p.proposed] == [
        ("Förbundet kan finansiera lokaler i Åmål.", Role.SUPPORT), ("Ansökan görs till Örjan.", Role.PROCEDURE),
    ]  # fmt: skip
    assert version.awaits_review
    after = contents(with_reviewed.documents)
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == [
        "stod-dalen/2026-12-01.md", "stod-dalen/2026-12-01.passages.yaml",
        "stod-dalen/sources/2026-12-01.md", "stod-dalen/sources/2026-12-01.md.sha256",
    ]  # fmt: skip


def test_the_original_is_kept_with_its_checksum(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01")
    add(order_of(NEW), folder.documents)
    sources = folder.guideline / "sources"
    assert (sources / "2026-12-01.md").read_bytes() == NEW.encode()
    done = subprocess.run(["sha256sum", "-c", "2026-12-01.md.sha256"], cwd=sources, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (sources / "2026-12-01.md.sha256").read_text().split()[0] == hashlib.sha256(NEW.encode()).hexdigest()


def test_the_check_asks_for_review_and_finds_no_error(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01")
    add(order_of(NEW), folder.documents)
    message = messages.AWAITS_REVIEW.format(count=2, guideline="stod-dalen", version="2026-12-01")
    assert folder.findings() == {("2026-12-01.passages.yaml", 1, message)}
    assert "asf corpus approve stod-dalen 2026-12-01" in message


def test_a_new_guideline_gets_its_folder_whole(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01")
    order = order_of(NEW, guideline_id="lokaler", version_id="forsta")
    assert add(order, folder.documents).key == "lokaler/forsta"
    assert [path.name for path in folder.documents.iterdir() if path.name.startswith(".")] == []


def test_an_empty_folder_takes_its_first_guideline(tmp_path: Path, order_of: OrderOf) -> None:
    documents = tmp_path / "tom"
    documents.mkdir()
    assert add(order_of(NEW), documents).has_text
    assert refused(order_of(NEW), tmp_path / "finns-inte") == messages.ADD_NO_FOLDER.format(
        folder=tmp_path / "finns-inte"
    )


def test_an_existing_version_is_refused(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01")
    message = messages.ADD_VERSION_EXISTS.format(version="2020", guideline="stod-dalen")
    assert refused(order_of(NEW, version_id="2020"), folder.documents) == message


SAME_DAY = {"adopted": date(2020, 1, 1), "valid_from": date(2020, 1, 1)}


def test_the_same_text_is_refused_in_whatever_form(with_reviewed: CorpusFolder, order_of: OrderOf) -> None:
    text = (with_reviewed.guideline / "2020.md").read_text(encoding="utf-8").split("---\n")[2]
    message = messages.ADD_SAME_TEXT.format(version="stod-dalen/2020", title="Riktlinje för Påhittade Dalen")
    assert refused(order_of(text, **SAME_DAY), with_reviewed.documents) == message
    restyled = text.replace("# Riktlinje för", "# Nya riktlinjer för").replace("Målgruppen", "**Målgruppen**")
    assert refused(order_of(restyled, guideline_id="annan"), with_reviewed.documents) == message
    negated = text.replace("Exempel på insatser är:", "Exempel på insatser som aldrig stöds är:")
    assert len(prepare(order_of(negated), with_reviewed.documents, 20).carry.of(Change.CHANGED)) == 2


def test_the_same_text_from_another_day_is_adopted_anew(with_reviewed: CorpusFolder, order_of: OrderOf) -> None:
    text = (with_reviewed.guideline / "2020.md").read_text(encoding="utf-8").split("---\n")[2]
    found = prepare(order_of(text), with_reviewed.documents, 20)
    assert found.carry.of(Change.CHANGED) == found.carry.of(Change.ADDED) == found.carry.of(Change.REMOVED) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bidraget är 50 % av kostnaden.", "Bidraget är 50 € av kostnaden."),
        ("Avgiften är −5 kronor.", "Avgiften är 5 kronor."),
        ("Se bilaga 1.2 till beslutet.", "Se bilaga 1,2 till beslutet."),
        ("## § 3 Belopp\n\nBidrag ges.", "## § 4 Belopp\n\nBidrag ges."),
        ("## Belopp\n\nBidrag ges.", "## Avgift\n\nBidrag ges."),
    ],
)
def test_a_sign_a_number_or_a_heading_makes_another_text(tmp_path: Path, order_of: OrderOf, old: str, new: str) -> None:
    documents = tmp_path / "tom"
    documents.mkdir()
    add(order_of(f"# Regler\n\n{old}\n", version_id="en"), documents)
    taken = messages.ADD_SAME_TEXT.format(version="stod-dalen/en", title="Riktlinje för Påhittade Dalen")
    alike = order_of(f"# Regler\n\n{old.replace('−', '–')}\n", guideline_id="annan")
    assert refused(alike, documents) == taken
    assert prepare(order_of(f"# Regler\n\n{new}\n", guideline_id="annan"), documents, 20).carry.passages


def test_the_same_file_is_refused(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01", source="sources/gammal.md")
    folder.write("sources/gammal.md", NEW)
    message = messages.ADD_SAME_FILE.format(version="stod-dalen/2020", title="Riktlinje för Påhittade Dalen")
    assert refused(order_of(NEW, **SAME_DAY), folder.documents) == message
    assert refused(order_of(NEW, guideline_id="annan"), folder.documents) == message


def test_another_version_s_source_is_never_overwritten(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01", source="sources/2026-12-01.md")
    folder.write("sources/2026-12-01.md", "Äldre")
    message = messages.ADD_SOURCE_TAKEN.format(source="sources/2026-12-01.md", version="2020")
    assert refused(order_of(NEW), folder.documents) == message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"guideline_id": "Stöd Dalen"}, messages.ADD_BAD_ID.format(option="--guideline", value="Stöd Dalen")),
        ({"guideline_id": "../ut"}, messages.ADD_BAD_ID.format(option="--guideline", value="../ut")),
        ({"version_id": "2026/12"}, messages.ADD_BAD_ID.format(option="--version", value="2026/12")),
        ({"title": " \n"}, messages.ADD_NO_TITLE),
        ({"valid_to": date(2026, 12, 31)}, messages.ADD_END_BEFORE_START.format(
            valid_to="2026-12-31", valid_from="2027-01-01")),
        ({"adopted": date(2027, 2, 1)}, messages.ADD_ADOPTED_LATER.format(
            adopted="2027-02-01", valid_from="2027-01-01")),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_is_refused(order_of: OrderOf, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ChangeRefusedError) as caught:
        order_of(NEW, **fields)
    assert str(caught.value) == message


def test_what_would_break_the_corpus_is_shown_and_not_written(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2027", valid_from="2027-01-01")
    message = refused(order_of(NEW), folder.documents)
    assert message.splitlines()[0] == messages.STAGED_BROKEN.format(count=2)
    place = folder.guideline / "2026-12-01.md"
    assert f"{place}:7: fel: {messages.SAME_START.format(other='2027', day='2027-01-01')}" in message


def test_a_corpus_that_is_broken_already_is_mended_first(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-02-30")
    assert refused(order_of(NEW), folder.documents).startswith(messages.BROKEN.format(count=2))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("", "a.md", messages.IMPORT_EMPTY),
        ("# Bara rubriker\n\n## Och en till\n", "a.md", messages.IMPORT_NO_SENTENCE),
        ("| |\n|-|\n", "a.md", None),
        (b"%PDF-1.7 nej", "a.pdf", messages.IMPORT_DAMAGED),
    ],
)
def test_a_document_without_a_sentence_is_refused(
    folder: CorpusFolder, order_of: OrderOf, content: str | bytes, name: str, message: str | None
) -> None:
    folder.version("2020", valid_from="2020-01-01")
    assert refused(order_of(content, name), folder.documents) == (message or messages.IMPORT_NO_SENTENCE)


def test_a_file_that_is_missing_a_folder_or_too_large(folder: CorpusFolder, order_of: OrderOf, tmp_path: Path) -> None:
    folder.version("2020", valid_from="2020-01-01")
    order = order_of(NEW)
    order.file.unlink()
    assert refused(order, folder.documents) == messages.IMPORT_MISSING.format(file=order.file)
    order.file.mkdir()
    assert refused(order, folder.documents) == messages.IMPORT_DIRECTORY.format(file=order.file)
    large = order_of(b"a" * (1024 * 1024 + 1), "stor.txt")
    assert refused(large, folder.documents, limit_mb=1) == messages.IMPORT_TOO_LARGE.format(limit=1)


def test_words_that_would_be_lost_are_named(
    folder: CorpusFolder, order_of: OrderOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.version("2020", valid_from="2020-01-01")
    read = Extract((paragraph("Förbundet ger stöd."),), "Förbundet ger aldrig stöd.")
    monkeypatch.setattr(adding, "convert_contained", lambda *_: read)
    message = refused(order_of(NEW), folder.documents)
    assert message == messages.IMPORT_LOST_WORDS.format(words="aldrig")


def test_leftovers_of_a_killed_attempt_are_cleaned(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01", source="sources/annan.md")
    folder.write("sources/annan.md", "Annan")
    for name in (
        ".2026-12-01.md.new", "2026-12-01.passages.yaml", "sources/2026-12-01.pdf", "sources/2026-12-01.pdf.sha256",
        "sources/.2026-12-01.pdf.new", "../.stod-dalen.new/halv.md",
    ):  # fmt: skip
        folder.write(name, "halv")
    add(order_of(NEW), folder.documents)
    assert sorted(contents(folder.documents)) == [
        "stod-dalen/2020.md", "stod-dalen/2026-12-01.md", "stod-dalen/2026-12-01.passages.yaml",
        "stod-dalen/sources/2026-12-01.md", "stod-dalen/sources/2026-12-01.md.sha256", "stod-dalen/sources/annan.md",
    ]  # fmt: skip
    assert not (folder.documents / ".stod-dalen.new").exists()


def test_a_document_far_too_long_for_a_guideline_is_refused(folder: CorpusFolder, order_of: OrderOf) -> None:
    folder.version("2020", valid_from="2020-01-01")
    assert refused(order_of("Förbundet ger stöd. " * 3_001), folder.documents) == messages.IMPORT_TOO_LONG


class KilledError(BaseException):
    """Stands for kill -9: no handler catches it."""


@pytest.mark.parametrize("guideline", ["stod-dalen", "lokaler"])
def test_whichever_step_is_the_last_the_corpus_is_whole(
    folder: CorpusFolder, order_of: OrderOf, monkeypatch: pytest.MonkeyPatch, guideline: str
) -> None:
    folder.version("2020", valid_from="2020-01-01")
    before = contents(folder.documents)
    steps_left, real = 0, {name: getattr(os, name) for name in ("fsync", "replace", "rename")}

    def stopping(name: str) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            nonlocal steps_left
            steps_left -= 1
            if steps_left < 0:
                raise KilledError
            return real[name](*arguments)

        return step

    addition = prepare(order_of(NEW, guideline_id=guideline), folder.documents, 20)
    for name in real:
        monkeypatch.setattr(os, name, stopping(name))
    states = set()
    for steps in range(40):
        steps_left = steps
        try:
            write(addition, folder.documents)
        except KilledError:
            checked = check_corpus(folder.documents)
            assert checked.errors == ()
            after = contents(folder.documents)
            assert {name: after[name] for name in before} == before
            states.add(f"{guideline}/2026-12-01.md" in after)
        else:
            break
    assert steps > 6
    assert False in states
    assert load_catalogue(folder.documents).version(addition.order.key) is not None
    assert not [name for name in contents(folder.documents) if ".new" in name]


def test_a_pdf_is_added_by_its_content(folder: CorpusFolder, order_of: OrderOf, make_pdf: Callable[..., bytes]) -> None:
    folder.version("2020", valid_from="2020-01-01")
    data = make_pdf([[(70.0, 18.0, "Stöd i Åmål"), "Förbundet kan finansiera loka-", "ler."]], foot="Sida {} (1)")
    addition = prepare(order_of(data, "beslut.PDF", title="Stöd"), folder.documents, 20)
    assert addition.format_ is Format.PDF
    assert [p.text for p in addition.carry.passages] == ["Stöd i Åmål", "Förbundet kan finansiera lokaler."]
    assert addition.order.source == "sources/2026-12-01.pdf"


def test_a_refusal_is_always_one_kind_of_error() -> None:
    assert issubclass(ImportRefusedError, ChangeRefusedError)
