"""Citations: made from passages, and verified before an answer leaves.

Verification repeats from the corpus what the composer took from it. It is the last step on every path, so that no
later way of composing, with or without a language model, can quote what the guideline does not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.answer.statement import Statement
from assistant.errors import NoEvidenceError, NotInForceError, NotVerbatimError, UnresolvedCitationError
from assistant.model import QUOTING, Answer, Citation, CitationRole, ClaimKind
from corpus.model import Catalogue, LocatedPassage, PassageKey
from corpus.timeline import VersionStatus, effective_end, status_on

_WEIGHT = {CitationRole.RELATED: 0, CitationRole.CONDITION: 1, CitationRole.ANSWER: 2}
_EVIDENCE = (CitationRole.ANSWER, CitationRole.CONDITION)


def numbered(
    statements: Sequence[Statement], catalogue: Catalogue, as_of: date
) -> tuple[tuple[Citation, ...], Mapping[PassageKey, int]]:
    """The citations of what is said, in the order of their numbers, and the numbers by passage.

    A passage is cited once and keeps its first number; cited again for something that weighs more (an answer more than
    a condition, that more than a pointer), it takes that role. Raises UnresolvedCitationError for an unknown guideline.
    """
    roles: dict[PassageKey, CitationRole] = {}
    passages: dict[PassageKey, LocatedPassage] = {}
    for passage, role in (each for statement in statements for each in statement.cited):
        passages.setdefault(passage.key, passage)
        roles[passage.key] = max(role, roles.get(passage.key, role), key=_WEIGHT.__getitem__)
    numbers = {key: number for number, key in enumerate(passages, 1)}
    citations = (_citation(passage, roles[key], numbers[key], catalogue, as_of) for key, passage in passages.items())
    return tuple(citations), numbers


def _citation(cited: LocatedPassage, role: CitationRole, number: int, catalogue: Catalogue, as_of: date) -> Citation:
    version, passage = cited.version, cited.passage
    guideline = catalogue.guideline(version.guideline_id)
    if guideline is None:
        raise UnresolvedCitationError(version.key)
    return Citation(
        number=number,
        role=role,
        quote=passage.text,
        lead_in=passage.lead_in,
        anchor=passage.anchor,
        guideline_id=version.guideline_id,
        guideline_title=version.title,
        version_id=version.version_id,
        version_status=status_on(version, guideline, as_of),
        adopted=version.adopted,
        valid_from=version.valid_from,
        valid_to=effective_end(version, guideline),
        section="" if cited.is_title or not passage.section else passage.section[-1],
    )


def verify(answer: Answer, catalogue: Catalogue) -> Answer:
    """Return `answer` unchanged if it keeps every promise. Raises an InvariantError otherwise."""
    for citation in answer.citations:
        _verify_citation(citation, answer.as_of, catalogue)
    numbers = {citation.number for citation in answer.citations}
    if len(numbers) != len(answer.citations):
        raise UnresolvedCitationError("a number is used twice")
    quotes = {citation.number: citation.quote for citation in answer.citations}
    roles = {citation.number: citation.role for citation in answer.citations}
    for claim in answer.claims:
        if not set(claim.cites) <= numbers:
            raise UnresolvedCitationError(f"{claim.cites} of {sorted(numbers)}")
        if claim.kind in QUOTING and claim.text not in {quotes[n] for n in claim.cites}:
            raise NotVerbatimError(claim.text)
        if claim.kind is ClaimKind.PHRASED and not any(roles[number] in _EVIDENCE for number in claim.cites):
            raise NoEvidenceError(claim.text)
    if answer.status.is_answer and not any(citation.role in _EVIDENCE for citation in answer.citations):
        raise NoEvidenceError(answer.status)
    if not answer.status.is_answer and answer.verdict is not None:
        raise NoEvidenceError(f"verdict {answer.verdict} with status {answer.status}")
    return answer


def _verify_citation(citation: Citation, as_of: date, catalogue: Catalogue) -> None:
    cited = catalogue.passage(citation.passage_key)
    guideline = catalogue.guideline(citation.guideline_id)
    if guideline is None or cited is None:
        raise UnresolvedCitationError("#".join(citation.passage_key))
    if citation.quote != cited.text or citation.lead_in != cited.passage.lead_in:
        raise NotVerbatimError("#".join(cited.key))
    status = status_on(cited.version, guideline, as_of)
    if citation.version_status is VersionStatus.CURRENT and status is not VersionStatus.CURRENT:
        raise NotInForceError(f"{cited.version.key} on {as_of}")
