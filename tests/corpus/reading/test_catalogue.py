from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus import messages
from corpus.errors import BrokenCorpusError, Severity
from corpus.model import Catalogue
from corpus.reading.catalogue import BUNDLED_DOCUMENTS, check_corpus, corpus_files, corpus_fingerprint, load_catalogue
from corpus.reading.checksums import checksum_line
from corpus.timeline import today

if TYPE_CHECKING:
    from tests.corpus.conftest import CorpusFolder

NOTES = """\
passages:
- anchor: stod
  text: Stöd
- anchor: stod
  role: löfte
  text: Förbundet kan ge stöd.
- anchor: borta
  text: Detta står inte i texten.
"""
BANK = "passages: {stod: En äldre text.}\ngaps: {}\ngroups: [{passages: [stod], questions: ['Stöd?']}]\n"


def write_broken(folder: CorpusFolder) -> set[tuple[str, int, str]]:
    """Writes one corpus with every kind of fault; gives the findings that it must lead to."""
    start = {"valid_from": "2020-01-01"}
    folder.version("missing-key", **start, adopted_by=None)
    folder.version("unknown-key", **start, beslutad="ja")
    folder.version("bad-date", valid_from="2026-02-30")
    folder.version("no-id", guideline="null")
    folder.version("same-a", valid_from="2021-01-01")
    folder.version("same-b", valid_from="2021-01-01")
    folder.version("outer", valid_from="2022-01-01", valid_to="2022-12-31")
    folder.version("inner", valid_from="2022-03-01", valid_to="2022-04-30")
    folder.version("undated-a", confirmed_in_force="2023-01-01")
    folder.version("undated-b", confirmed_in_force="2023-02-01")
    folder.version("future", valid_from="2019-01-01", confirmed_in_force=(today() + timedelta(3)).isoformat())
    folder.version("latin", body="")
    folder.write("latin.md", (folder.guideline / "latin.md").read_bytes() + "Text\nFörbundet\n".encode("latin-1"))
    folder.version("mojibake", body="\n\nFÃ¶rbundet ger stöd.\n", valid_from="2017-01-01")
    folder.version("empty", body="\n\n", valid_from="2016-01-01")
    folder.version("never")
    folder.version("notes", valid_from="2015-01-01")
    folder.write("notes.passages.yaml", NOTES)
    folder.write("unclosed.md", "---\nguideline: stod-dalen\n\n# Stöd\n")
    folder.write("yaml.md", "---\nguideline: stod-dalen\ntitle: a: b\n---\n")
    folder.version("source", valid_from="2014-01-01", source="sources/borta.pdf")
    folder.version("lost-but-there", valid_from="2013-01-01", text="unavailable")
    folder.write("bank.yaml", BANK)
    folder.write("anteckning.docx", "x")
    (folder.documents / "tom").mkdir()
    known = ", ".join(sorted(["adopted", "adopted_by", "confirmed_in_force", "guideline", "registry_number",
                              "source", "text", "title", "valid_from", "valid_to", "version"]))  # fmt: skip
    roles = "support, condition, exclusion, definition, procedure, history"
    future = (today() + timedelta(3)).isoformat()
    return {
        ("missing-key.md", 2, messages.MISSING_KEY.format(key="adopted_by")),
        ("unknown-key.md", 9,
         messages.UNKNOWN_KEY.format(key="beslutad") + messages.KNOWN_KEYS.format(known=known)),
        ("bad-date.md", 7, messages.BAD_DATE.format(key="valid_from", value="2026-02-30")),
        ("no-id.md", 2, messages.EMPTY_VALUE.format(key="guideline")),
        ("same-a.md", 7, messages.SAME_START.format(other="same-b", day="2021-01-01")),
        ("same-b.md", 7, messages.SAME_START.format(other="same-a", day="2021-01-01")),
        ("outer.md", 8, messages.NESTED.format(other="inner", start="2022-03-01", end="2022-04-30")),
        ("undated-a.md", 9, messages.TWO_CONFIRMED.format(other="undated-b")),
        ("undated-b.md", 9, messages.TWO_CONFIRMED.format(other="undated-a")),
        ("future.md", 9, messages.CONFIRMED_IN_FUTURE.format(confirmed=future)),
        ("latin.md", 11, messages.NOT_UTF8.format(offset=153)),
        ("mojibake.md", 12, messages.MOJIBAKE.format(sample="Ã¶")),
        ("empty.md", 10, messages.EMPTY_TEXT),
        ("never.md", 7, messages.NO_VALIDITY),
        ("notes.passages.yaml", 4, messages.DUPLICATE_ANCHOR.format(anchor="stod", first=2)),
        ("notes.passages.yaml", 5, messages.UNKNOWN_ROLE.format(value="löfte", known=roles)),
        ("notes.passages.yaml", 7,
         messages.PASSAGE_NOT_IN_TEXT.format(anchor="borta", text="Detta står inte i texten.")),
        ("unclosed.md", 1, messages.UNCLOSED_FRONT_MATTER),
        ("yaml.md", 3, messages.BAD_YAML.format(reason=messages.YAML_REASONS["mapping values are not allowed"])),
        ("source.md", 9, messages.SOURCE_MISSING.format(source="sources/borta.pdf")),
        ("lost-but-there.md", 9, messages.TEXT_DESPITE_UNAVAILABLE),
        ("bank.yaml", 1, messages.STALE_BANK_PASSAGE.format(anchor="stod")),
        ("anteckning.docx", 1, messages.UNEXPECTED_FILE),
        ("tom", 1, messages.NO_DOCUMENTS),
    }  # fmt: skip


def test_every_fault_of_a_broken_corpus_is_reported_in_one_pass(folder: CorpusFolder) -> None:
    expected = write_broken(folder)
    assert expected - folder.findings() == set()


def test_a_broken_corpus_leads_to_nothing_but_its_faults(folder: CorpusFolder) -> None:
    expected = write_broken(folder)
    unexpected = folder.findings() - expected
    assert {(file, message) for file, _, message in unexpected} == {
        ("outer.md", messages.CLIPPED.format(valid_to="2022-12-31", other="inner", end="2022-02-28")),
        ("missing-key.md", messages.SAME_START.format(other="unknown-key", day="2020-01-01")),
        ("unknown-key.md", messages.SAME_START.format(other="missing-key", day="2020-01-01")),
        ("bad-date.md", messages.NO_VALIDITY),
    }


def test_loading_a_broken_corpus_raises_with_all_errors_and_no_warnings(folder: CorpusFolder) -> None:
    write_broken(folder)
    with pytest.raises(BrokenCorpusError) as caught:
        load_catalogue(folder.documents)
    assert caught.value.problems == check_corpus(folder.documents).errors
    assert len(caught.value.problems) > 20
    assert {problem.severity for problem in caught.value.problems} == {Severity.ERROR}
    assert all(str(problem) in str(caught.value) for problem in caught.value.problems)


def test_a_sound_corpus_has_no_problems(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01", adopted="2019-12-01", source="sources/beslut.txt")
    folder.write("sources/beslut.txt", "Beslut")
    folder.write("sources/beslut.txt.sha256", checksum_line("beslut.txt", b"Beslut"))
    folder.version("lost", body="", adopted="2010-01-01")
    folder.version("gone", body="", valid_from="2018-01-01", text="unavailable")
    assert folder.problems() == ()
    (guideline,) = load_catalogue(folder.documents).guidelines
    assert [(v.version_id, v.has_text) for v in guideline.versions] == [
        ("lost", False), ("gone", False), ("2020", True),
    ]  # fmt: skip


def test_a_version_cut_short_by_its_successor_is_a_warning(folder: CorpusFolder) -> None:
    folder.version("a", valid_from="2020-01-01", valid_to="2021-12-31")
    folder.version("b", valid_from="2021-07-01")
    (problem,) = folder.problems()
    assert (problem.severity, problem.line) == (Severity.WARNING, 8)
    assert problem.message == messages.CLIPPED.format(valid_to="2021-12-31", other="b", end="2021-06-30")


def test_an_undated_version_confirmed_while_another_is_valid_is_an_error(folder: CorpusFolder) -> None:
    folder.version("dated", valid_from="2023-01-01", valid_to="2023-12-31")
    folder.version("undated", confirmed_in_force="2023-05-01")
    message = messages.CONFIRMED_AFTER_SUCCESSOR.format(confirmed="2023-05-01", other="dated", start="2023-01-01")
    assert folder.findings() >= {("undated.md", 9, message)}


@pytest.mark.parametrize("made", [True, False])
def test_a_folder_without_guidelines_is_an_error(tmp_path: Path, made: bool) -> None:
    documents = tmp_path / "documents"
    if made:
        documents.mkdir()
    (problem,) = check_corpus(documents).errors
    assert (problem.file, problem.message) == (documents, messages.NO_DOCUMENTS)


def test_hidden_folders_are_no_guidelines(folder: CorpusFolder) -> None:
    folder.version("2020", valid_from="2020-01-01")
    before = corpus_fingerprint(folder.documents)
    (folder.documents / ".git").mkdir()
    (folder.documents / ".git" / "notes.md").write_text("x")
    assert folder.problems() == ()
    assert corpus_fingerprint(folder.documents) == before


def test_the_fingerprint_follows_names_and_contents_but_not_the_originals(folder: CorpusFolder) -> None:
    file = folder.version("a", valid_from="2020-01-01")
    seen = [corpus_fingerprint(folder.documents)]
    folder.write("sources/original.md", "x")
    assert corpus_fingerprint(folder.documents) == seen[0]
    folder.write("a.passages.yaml", "passages: []")
    seen.append(corpus_fingerprint(folder.documents))
    file.write_bytes(file.read_bytes() + b" ")
    seen.append(corpus_fingerprint(folder.documents))
    file.rename(file.with_name("b.md"))
    seen.append(corpus_fingerprint(folder.documents))
    assert len(set(seen)) == 4
    assert [path.name for path in corpus_files(folder.documents)] == ["a.passages.yaml", "b.md"]


def test_the_bundled_corpus_knows_three_earlier_policies_without_text(bundled: Catalogue) -> None:
    (guideline,) = bundled.guidelines
    assert [(v.version_id, v.adopted, v.has_text) for v in guideline.versions] == [
        ("2009-06-11", date(2009, 6, 11), False), ("2011-11-28", date(2011, 11, 28), False),
        ("2013-11-28", date(2013, 11, 28), False), ("odaterad", None, True),
    ]  # fmt: skip
    assert {v.adopted_by for v in guideline.versions if not v.has_text} == {"styrelsen"}


def test_versions_are_found_by_key(bundled: Catalogue) -> None:
    version = bundled.version("stod-asf/odaterad")
    assert version is not None
    assert (version.adopted, version.valid_from, version.source) == (None, None, "sources/riktlinjer-asf.txt")
    assert bundled.version("stod-asf/2031-01-01") is None
    assert bundled.fingerprint == corpus_fingerprint(BUNDLED_DOCUMENTS)
