from __future__ import annotations

from dataclasses import replace

from corpus.model import Passage, PassageKind, Version
from corpus.reading.catalogue import BUNDLED_DOCUMENTS, load_catalogue
from corpus.reading.parsing import parse_passages
from index.retrieval.chunking import chunk_of, chunks_of

TEXT = """\
# Påhittad riktlinje

## Stöd

Förbundet i Dalen kan ge stöd. Exempel är:

- Kurs i glasblåsning
"""


def made(version_id: str = "a", text: str = TEXT) -> Version:
    dates = dict.fromkeys(("adopted", "valid_from", "valid_to", "confirmed_in_force"))
    names = dict.fromkeys(("adopted_by", "registry_number", "source"))
    title, passages = "Påhittad riktlinje", parse_passages(text)
    return Version(guideline_id="dalen", version_id=version_id, title=title, passages=passages, **dates, **names)


def item(version: Version) -> Passage:
    return next(passage for passage in version.passages if passage.kind is PassageKind.ITEM)


def test_a_passage_is_embedded_before_its_lead_in_section_and_title() -> None:
    version = made()
    chunk = chunk_of(version, item(version))
    assert chunk.text == "Kurs i glasblåsning\nExempel är: – Stöd – Påhittad riktlinje"
    assert (chunk.version_key, chunk.anchor) == ("dalen/a", item(version).anchor)


def test_the_context_leaves_out_what_a_passage_lacks() -> None:
    version = made()
    bare = replace(item(version), section=(), lead_in=None)
    assert chunk_of(version, bare).text == "Kurs i glasblåsning\nPåhittad riktlinje"


def test_ids_derive_from_version_anchor_and_text() -> None:
    version = made()
    first = chunk_of(version, item(version)).chunk_id
    assert chunk_of(made(), item(made())).chunk_id == first
    other_text, other_anchor = replace(item(version), text="Kurs i bakning"), replace(item(version), anchor="annat")
    others = [chunk_of(made("b"), item(version)), chunk_of(version, other_text), chunk_of(version, other_anchor)]
    assert len({first, *(chunk.chunk_id for chunk in others)}) == 4


def test_every_passage_but_the_titles_becomes_one_chunk() -> None:
    catalogue = load_catalogue(BUNDLED_DOCUMENTS)
    chunks = chunks_of(catalogue)
    versions = [version for guideline in catalogue.guidelines for version in guideline.versions]
    expected = [(v.key, p.anchor) for v in versions for p in v.passages if p.kind is not PassageKind.TITLE]
    assert [(chunk.version_key, chunk.anchor) for chunk in chunks] == expected
    assert len({chunk.chunk_id for chunk in chunks}) == len(chunks) > 0


def test_days_are_spelled_out_before_embedding() -> None:
    version = made()
    dated = replace(item(version), text="Policy fastställd 131128")
    assert chunk_of(version, dated).text.startswith("Policy fastställd 131128 28 november 2013\n")
