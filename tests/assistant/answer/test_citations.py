from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.citations import numbered, verify
from assistant.answer.statement import Cited, Statement
from assistant.errors import (
    InvariantError,
    NoEvidenceError,
    NotInForceError,
    NotVerbatimError,
    UnresolvedCitationError,
)
from assistant.model import Answer, Citation, CitationRole, Claim, ClaimKind, Verdict
from corpus.model import Catalogue, LocatedPassage, PassageKey, Status
from corpus.timeline import VersionStatus
from index.publishing.published_index import PublishedIndex

if TYPE_CHECKING:
    from tests.assistant.conftest import Made

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def catalogue(published: PublishedIndex) -> Catalogue:
    return published.catalogue


def cited_as(*cited: Cited, catalogue: Catalogue) -> tuple[tuple[Citation, ...], Mapping[PassageKey, int]]:
    """The citations of as many statements, each of which cites one passage, and the passages' numbers."""
    return numbered([Statement(ClaimKind.QUOTE, cited=(each,)) for each in cited], catalogue, TODAY)


def first_citation(answer: Answer, **changed: Any) -> Answer:
    return replace(answer, citations=(replace(answer.citations[0], **changed), *answer.citations[1:]))


def claim_of(kind: ClaimKind, answer: Answer, **changed: Any) -> Answer:
    claims = tuple(replace(claim, **changed) if claim.kind is kind else claim for claim in answer.claims)
    assert claims != answer.claims
    return replace(answer, claims=claims)


def all_related(answer: Answer) -> Answer:
    return replace(answer, citations=tuple(replace(c, role=CitationRole.RELATED) for c in answer.citations))


def test_a_good_answer_passes_unchanged(good: Answer, catalogue: Catalogue) -> None:
    assert verify(good, catalogue) is good
    assert {citation.role for citation in good.citations} == {CitationRole.ANSWER, CitationRole.CONDITION}


@pytest.mark.parametrize(
    ("break_it", "error"),
    [
        (lambda a: first_citation(a, guideline_id="annan"), UnresolvedCitationError),
        (lambda a: first_citation(a, version_id="1999"), UnresolvedCitationError),
        (lambda a: first_citation(a, version_id="2013-11-28"), UnresolvedCitationError),
        (lambda a: first_citation(a, anchor="påhittat"), UnresolvedCitationError),
        (lambda a: first_citation(a, number=2), UnresolvedCitationError),
        (lambda a: first_citation(a, number=99), UnresolvedCitationError),
        (lambda a: replace(a, citations=()), UnresolvedCitationError),
        (lambda a: first_citation(a, quote=a.citations[0].quote.upper()), NotVerbatimError),
        (lambda a: first_citation(a, quote=a.citations[0].quote[:-1]), NotVerbatimError),
        (lambda a: first_citation(a, quote=""), NotVerbatimError),
        (lambda a: first_citation(a, lead_in=None), NotVerbatimError),
        (lambda a: first_citation(a, anchor="utbildning-om-asf"), NotVerbatimError),
        (lambda a: claim_of(ClaimKind.QUOTE, a, text="Allt kan finansieras."), NotVerbatimError),
        (lambda a: claim_of(ClaimKind.CONDITION, a, text="Inga villkor."), NotVerbatimError),
        (lambda a: claim_of(ClaimKind.QUOTE, a, cites=()), NotVerbatimError),
        (lambda a: claim_of(ClaimKind.QUOTE, a, cites=(2,)), NotVerbatimError),
        (lambda a: replace(a, as_of=date(2026, 11, 22)), NotInForceError),
        (lambda a: replace(a, as_of=date(2013, 11, 28)), NotInForceError),
        (all_related, NoEvidenceError),
        (lambda a: all_related(replace(a, status=Status.PARTIAL)), NoEvidenceError),
        (lambda a: replace(a, citations=(), claims=(Claim(ClaimKind.LEAD, "Ja."),)), NoEvidenceError),
        (lambda a: replace(a, status=Status.NOT_IN_GUIDELINES), NoEvidenceError),
        (lambda a: replace(a, status=Status.OFF_TOPIC, verdict=Verdict.FUNDABLE), NoEvidenceError),
    ],
)
def test_each_broken_promise_raises_its_error(
    break_it: Callable[[Answer], Answer], error: type[InvariantError], good: Answer, catalogue: Catalogue
) -> None:
    with pytest.raises(error):
        verify(break_it(good), catalogue)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_edit_of_a_quote_passes(data: st.DataObject, good: Answer, catalogue: Catalogue) -> None:
    which = data.draw(st.integers(0, len(good.citations) - 1))
    quote = good.citations[which].quote
    start = data.draw(st.integers(0, len(quote)))
    edited = quote[:start] + data.draw(st.text(max_size=3)) + quote[start + data.draw(st.integers(0, 3)) :]
    cited = list(good.citations)
    cited[which] = replace(cited[which], quote=edited)
    if edited != quote:
        with pytest.raises(NotVerbatimError):
            verify(replace(good, citations=tuple(cited)), catalogue)


def test_a_superseded_version_may_be_cited_as_such(made: type[Made], good: Answer) -> None:
    old = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))
    new = made.version("2024", made.passage("a"), valid_from=date(2024, 1, 1))
    catalogue = made.catalogue(old, new)
    citations, _ = cited_as((LocatedPassage(old, old.passages[0]), CitationRole.RELATED), catalogue=catalogue)
    answer = replace(good, status=Status.NOT_IN_GUIDELINES, verdict=None, claims=(), citations=citations)
    assert verify(answer, catalogue).citations[0].version_status is VersionStatus.SUPERSEDED
    assert answer.citations[0].valid_to == date(2023, 12, 31)
    with pytest.raises(NotInForceError):
        verify(first_citation(answer, version_status=VersionStatus.CURRENT), catalogue)


def test_a_passage_is_cited_once_and_keeps_number_and_role(made: type[Made]) -> None:
    catalogue = made.catalogue(made.version("2020", made.passage("a"), made.passage("b"), valid_from=date.min))
    first, second = made.cited(catalogue, "a", "b")
    citations, numbers = cited_as(
        (first, CitationRole.ANSWER),
        (second, CitationRole.CONDITION),
        (first, CitationRole.CONDITION),
        catalogue=catalogue,
    )
    assert numbers == {first.key: 1, second.key: 2}
    assert [(c.number, c.role) for c in citations] == [(1, CitationRole.ANSWER), (2, CitationRole.CONDITION)]


def test_citing_an_unknown_guideline_is_a_fault(made: type[Made]) -> None:
    version = made.version("2020", made.passage("a"), guideline_id="okänd")
    with pytest.raises(UnresolvedCitationError):
        cited_as((LocatedPassage(version, version.passages[0]), CitationRole.ANSWER), catalogue=made.catalogue())


def test_a_title_stands_in_no_section(made: type[Made], catalogue: Catalogue) -> None:
    passages = made.cited(catalogue, "titel", "ansokan")
    citations, _ = cited_as(*((passage, CitationRole.ANSWER) for passage in passages), catalogue=catalogue)
    assert [citation.section for citation in citations] == ["", "Ansökan om stöd"]


def test_a_passage_cited_again_takes_the_role_that_weighs_more(made: type[Made]) -> None:
    catalogue = made.catalogue(made.version("2020", made.passage("a"), made.passage("b"), valid_from=date(2020, 1, 1)))
    first, second = made.cited(catalogue, "a", "b")
    citations, _ = cited_as(
        (first, CitationRole.RELATED),
        (second, CitationRole.ANSWER),
        (first, CitationRole.CONDITION),
        (second, CitationRole.RELATED),
        catalogue=catalogue,
    )
    assert [(each.number, each.role) for each in citations] == [
        (1, CitationRole.CONDITION),
        (2, CitationRole.ANSWER),
    ]
