from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from index.training.document import Split, TrainingDocument, load_documents, of_split
from index.training.recipe import limited

Documents = Callable[..., TrainingDocument]


@pytest.fixture
def documents(document: Documents) -> list[TrainingDocument]:
    splits = [Split.TRAIN, Split.DEV, Split.TRAIN, Split.TRAIN, Split.TEST] * 6
    return [document([], name=f"d{number}", split=split) for number, split in enumerate(splits)]


def test_more_documents_hold_the_fewer(documents: list[TrainingDocument]) -> None:
    kept = [{each.name for each in of_split(limited(documents, most), Split.TRAIN)} for most in range(19)]
    assert [len(names) for names in kept] == list(range(19))
    assert all(fewer < more for fewer, more in pairwise(kept))


@pytest.mark.parametrize("most", [None, 0, 1, 7, 18, 1000])
def test_what_is_not_learned_from_stays(documents: list[TrainingDocument], most: int | None) -> None:
    kept = limited(documents, most)
    for split in (Split.DEV, Split.TEST):
        assert of_split(kept, split) == of_split(documents, split)
    names = {each.name for each in kept}
    assert kept == [each for each in documents if each.name in names]
    assert len(of_split(kept, Split.TRAIN)) == (18 if most is None else min(most, 18))


def test_the_choice_is_by_name_and_not_by_place(documents: list[TrainingDocument]) -> None:
    names = {each.name for each in limited(documents, 5)}
    assert {each.name for each in limited(documents[::-1], 5)} == names
    alphabetical = sorted(each.name for each in of_split(documents, Split.TRAIN))
    assert {each.name for each in of_split(limited(documents, 5), Split.TRAIN)} != set(alphabetical[:5])


def test_another_document_takes_the_place_of_at_most_one(
    documents: list[TrainingDocument], document: Documents
) -> None:
    names = {each.name for each in limited(documents, 9)}
    for number in range(20):
        more = [*documents, document([], name=f"ny{number}")]
        assert len(names - {each.name for each in limited(more, 9)}) <= 1


def test_a_limit_of_the_bundled_documents_keeps_several_languages_and_kinds_of_text() -> None:
    documents = load_documents()
    few = of_split(limited(documents, 25), Split.TRAIN)
    assert len(few) == 25
    assert {"sv", "en"} <= {question.language for each in few for question in each.questions}
    assert limited(documents, None) == documents
