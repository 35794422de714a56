from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.model import Catalogue, Guideline, Version
from corpus.reading.parsing import parse_passages
from corpus.references import Reference, references_of

OWN = "stod-dalen"
Find = Callable[..., list[tuple[str, str | None, int | None]]]


@pytest.fixture
def find(version_of: Callable[..., Version]) -> Find:
    """Title, guideline and place of each reference in a text of the guideline `OWN`."""

    def held(guideline_id: str, *titles: str, text: str = "Dalen gäller.") -> Guideline:
        versions = (replace(version_of(title, text=text), guideline_id=guideline_id, title=title) for title in titles)
        return Guideline(guideline_id, tuple(versions))

    catalogue = Catalogue(
        (
            held(OWN, "Stöd i Dalen", "Stöd vid resor i Dalen"),
            held("resor", "Gamla resor", "Resor"),
            held("resor-i-dalen", "Resor i Dalen"),
            held("lokaler", "Hyra (lokaler)"),
            held("forlorad", "Policy för bilar", "Resor med buss", text=""),
        ),
        "",
    )

    def references(text: str, refers_to: str | None = None) -> list[tuple[str, str | None, int | None]]:
        (passage,) = parse_passages(text)
        found = references_of(replace(passage, refers_to=refers_to), OWN, catalogue)
        for each in found:
            assert each.end is None or text[each.start : each.end] == each.title
        return [(each.title, each.guideline.guideline_id if each.guideline else None, each.start) for each in found]

    return references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dalen svarar", []),
        ("Se Resor", [("Resor", "resor", 3)]),
        ("se RESOR, sidan 2", [("RESOR", "resor", 3)]),
        ("Se ”Resor”", [("Resor", "resor", 4)]),
        ("Se gamla resor", [("gamla resor", "resor", 3)]),
        ("Se Resor och resor", [("Resor", "resor", 3), ("resor", "resor", 13)]),
        ("Se resorna och tjänsteresor", []),
        ("Se Resor i Dalen", [("Resor i Dalen", "resor-i-dalen", 3)]),
        ("Se Resor i Dalen och Resor", [("Resor i Dalen", "resor-i-dalen", 3), ("Resor", "resor", 21)]),
        ("Hyra (lokaler) och Resor", [("Hyra (lokaler)", "lokaler", 0), ("Resor", "resor", 19)]),
        ("Se Stöd i Dalen", []),
        ("Se Stöd vid resor i Dalen", []),
        ("Se Policy för bilar", []),
        ("Se Resor med buss", []),
    ],
)
def test_titles_in_the_text(find: Find, text: str, expected: list[tuple[str, str | None, int | None]]) -> None:
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "noted", "expected"),
    [
        ("Resereglerna gäller", "Resor", [("Resor", "resor", None)]),
        ("Resereglerna gäller", "gamla resor", [("gamla resor", "resor", None)]),
        ("Resor gäller", "RESOR", [("Resor", "resor", 0)]),
        ("Bilreglerna gäller", "Policy för bilar", [("Policy för bilar", None, None)]),
        ("Kommunens regler gäller", "Upphandling", [("Upphandling", None, None)]),
        ("Resor och kommunens regler gäller", "Upphandling", [("Resor", "resor", 0), ("Upphandling", None, None)]),
        ("Resor med tåg gäller", "Resor med tåg", [("Resor med tåg", None, None)]),
    ],
)
def test_a_title_that_staff_noted(
    find: Find, text: str, noted: str, expected: list[tuple[str, str | None, int | None]]
) -> None:
    assert find(text, noted) == expected


def test_the_bundled_guideline_refers_to_one_document_that_is_not_held(bundled: Catalogue) -> None:
    (guideline,) = bundled.guidelines
    passages = [passage for version in guideline.versions for passage in version.passages]
    found = {passage.anchor: references_of(passage, guideline.guideline_id, bundled) for passage in passages}
    assert {anchor: references for anchor, references in found.items() if references} == {
        "ansokan": (Reference("Riktlinjer för finansiering av samverkansinsatser", None),)
    }
