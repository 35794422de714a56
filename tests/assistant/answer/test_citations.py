from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer.citations import CitationList, verify
from assistant.decision.model import InVersion
from assistant.errors import (
    InvariantError,
    NoEvidenceError,
    NotInForceError,
    NotVerbatimError,
    UnresolvedCitationError,
)
from assistant.model import Answer, CitationRole, Claim, ClaimKind, Status, Verdict
from corpus.model import Catalogue
from corpus.timeline import VersionStatus
from index.publishing.published_index import PublishedIndex


@pytest.fixture(scope="session")
def catalogue(published: PublishedIndex) -> Catalogue:
    return published.catalogue


def first_citation(answer: Answer, **changed: object) -> Answer:
    return replace(answer, citations=(replace(answer.citations[0], **changed), *answer.citations[1:]))


def claim_of(kind: ClaimKind, answer: Answer, **changed: object) -> Answer:
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


def test_a_superseded_version_may_be_cited_as_such(made: Any, good: Answer) -> None:
    old = made.version("2020", made.passage("a"), valid_from=date(2020, 1, 1))
    new = made.version("2024", made.passage("a"), valid_from=date(2024, 1, 1))
    catalogue = made.catalogue(old, new)
    citations = CitationList(catalogue, made.today)
    citations.add(InVersion(old, old.passages[0]), CitationRole.RELATED)
    answer = replace(good, status=Status.NOT_IN_GUIDELINES, verdict=None, claims=(), citations=citations.all())
    assert verify(answer, catalogue).citations[0].version_status is VersionStatus.SUPERSEDED
    assert answer.citations[0].valid_to == date(2023, 12, 31)
    with pytest.raises(NotInForceError):
        verify(first_citation(answer, version_status=VersionStatus.CURRENT), catalogue)


def test_a_passage_is_cited_once_and_keeps_number_and_role(made: Any) -> None:
    catalogue = made.catalogue(made.version("2020", made.passage("a"), made.passage("b"), valid_from=date.min))
    citations = CitationList(catalogue, made.today)
    first, second = made.cited(catalogue, "a", "b")
    assert citations.add(first, CitationRole.ANSWER) == 1
    assert citations.add(second, CitationRole.CONDITION) == 2
    assert citations.add(first, CitationRole.CONDITION) == 1
    assert [(c.number, c.role) for c in citations.all()] == [(1, CitationRole.ANSWER), (2, CitationRole.CONDITION)]


def test_citing_an_unknown_guideline_is_a_fault(made: Any) -> None:
    version = made.version("2020", made.passage("a"), guideline_id="okänd")
    with pytest.raises(UnresolvedCitationError):
        CitationList(made.catalogue(), made.today).add(InVersion(version, version.passages[0]), CitationRole.ANSWER)


def test_a_title_stands_in_no_section(made: Any, catalogue: Catalogue) -> None:
    citations = CitationList(catalogue, made.today)
    for cited in made.cited(catalogue, "titel", "ansokan"):
        citations.add(cited, CitationRole.ANSWER)
    assert [citation.section for citation in citations.all()] == ["", "Ansökan om stöd"]


def test_a_passage_cited_again_takes_the_role_that_weighs_more(made: Any) -> None:
    catalogue = made.catalogue(made.version("2020", made.passage("a"), made.passage("b"), valid_from=date(2020, 1, 1)))
    first, second = made.cited(catalogue, "a", "b")
    citations = CitationList(catalogue, made.today)
    for passage, role in (
        (first, CitationRole.RELATED),
        (second, CitationRole.ANSWER),
        (first, CitationRole.CONDITION),
        (second, CitationRole.RELATED),
    ):
        citations.add(passage, role)
    assert [(each.number, each.role) for each in citations.all()] == [
        (1, CitationRole.CONDITION),
        (2, CitationRole.ANSWER),
    ]
