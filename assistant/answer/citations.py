"""Citations: made from passages, and verified before an answer leaves.

Verification repeats from the corpus what the composer took from it. It is the last step on every path, so that no
later way of composing, with or without a language model, can quote what the guideline does not say.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.decision.model import InVersion
from assistant.errors import NoEvidenceError, NotInForceError, NotVerbatimError, UnresolvedCitationError
from assistant.model import QUOTING, Answer, Citation, CitationRole, ClaimKind, Status
from corpus.model import Catalogue, PassageKind
from corpus.timeline import VersionStatus, effective_end, status_on

_WEIGHT = {CitationRole.RELATED: 0, CitationRole.CONDITION: 1, CitationRole.ANSWER: 2}
_EVIDENCE_NEEDED = (Status.ANSWERED, Status.PARTIAL)
_EVIDENCE = (CitationRole.ANSWER, CitationRole.CONDITION)


class CitationList:
    """The citations of an answer being composed; a passage is cited once and keeps its first number.

    Cited again for something that weighs more (an answer more than a condition, that more than a pointer), it takes
    that role.
    """

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self._catalogue, self._as_of = catalogue, as_of
        self._citations: dict[tuple[str, str], Citation] = {}

    def add(self, cited: InVersion, role: CitationRole) -> int:
        """Cite a passage and return its number. Raises UnresolvedCitationError for an unknown guideline."""
        known = self._citations.get(cited.key)
        if known is not None:
            if _WEIGHT[role] > _WEIGHT[known.role]:
                self._citations[cited.key] = replace(known, role=role)
            return known.number
        number = len(self._citations) + 1
        self._citations[cited.key] = self._citation(cited, role, number)
        return number

    def all(self) -> tuple[Citation, ...]:
        """The citations in the order of their numbers."""
        return tuple(self._citations.values())

    def _citation(self, cited: InVersion, role: CitationRole, number: int) -> Citation:
        version, passage = cited.version, cited.passage
        guideline = self._catalogue.guideline(version.guideline_id)
        if guideline is None:
            raise UnresolvedCitationError(version.key)
        title = passage.kind is PassageKind.TITLE
        return Citation(
            number=number,
            role=role,
            quote=passage.text,
            lead_in=passage.lead_in,
            anchor=passage.anchor,
            guideline_id=version.guideline_id,
            guideline_title=version.title,
            version_id=version.version_id,
            version_status=status_on(version, guideline, self._as_of),
            adopted=version.adopted,
            valid_from=version.valid_from,
            valid_to=effective_end(version, guideline),
            section="" if title or not passage.section else passage.section[-1],
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
    if answer.status in _EVIDENCE_NEEDED and not any(citation.role in _EVIDENCE for citation in answer.citations):
        raise NoEvidenceError(answer.status)
    if answer.status not in _EVIDENCE_NEEDED and answer.verdict is not None:
        raise NoEvidenceError(f"verdict {answer.verdict} with status {answer.status}")
    return answer


def _verify_citation(citation: Citation, as_of: date, catalogue: Catalogue) -> None:
    guideline = catalogue.guideline(citation.guideline_id)
    version = guideline.version(citation.version_id) if guideline else None
    passage = version.passage(citation.anchor) if version else None
    if guideline is None or version is None or passage is None:
        raise UnresolvedCitationError(f"{citation.guideline_id}/{citation.version_id}#{citation.anchor}")
    if citation.quote != passage.text or citation.lead_in != passage.lead_in:
        raise NotVerbatimError(f"{version.key}#{citation.anchor}")
    status = status_on(version, guideline, as_of)
    if citation.version_status is VersionStatus.CURRENT and status is not VersionStatus.CURRENT:
        raise NotInForceError(f"{version.key} on {as_of}")
