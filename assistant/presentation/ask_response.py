"""The answer as the HTTP contract has it: one model serves the route, the stream, the terminal and the evaluation."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from assistant.model import Answer, Citation, CitationRole, Claim, ClaimKind, Language, Verdict
from assistant.presentation.links import Links
from assistant.presentation.render import to_markdown
from corpus.model import Status
from corpus.timeline import VersionStatus

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class CitationOut(BaseModel):
    """A verbatim quote and where it stands."""

    model_config = _FROZEN

    id: int
    role: CitationRole
    quote: str
    lead_in: str | None
    passage: str
    guideline_id: str
    guideline_title: str
    version: str
    version_status: VersionStatus
    adopted: date | None
    valid_from: date | None
    valid_to: date | None
    section: str
    url: str

    @classmethod
    def of(cls, citation: Citation, links: Links) -> CitationOut:
        """The citation with its permalink."""
        return cls(
            id=citation.number,
            role=citation.role,
            quote=citation.quote,
            lead_in=citation.lead_in,
            passage=citation.anchor,
            guideline_id=citation.guideline_id,
            guideline_title=citation.guideline_title,
            version=citation.version_id,
            version_status=citation.version_status,
            adopted=citation.adopted,
            valid_from=citation.valid_from,
            valid_to=citation.valid_to,
            section=citation.section,
            url=links.passage(citation),
        )


class AskResponse(BaseModel):
    """An answer, its citations, and how the question turned out."""

    model_config = _FROZEN

    status: Status
    verdict: Verdict | None
    answer: str
    citations: tuple[CitationOut, ...]
    suggestions: tuple[str, ...]
    language: Language
    standalone_question: str
    as_of: date
    answered_by: str
    """`extractive`, or the language model that phrased a part of the answer."""
    read_by: str | None
    """The language model that chose passages together with the reader; null where none did."""
    prompt: str | None
    """The prompts under which a model is asked; null where none is configured."""
    publication: str

    @classmethod
    def of(cls, answer: Answer, links: Links) -> AskResponse:
        """The answer with its text in Markdown and its permalinks."""
        return cls(
            status=answer.status,
            verdict=answer.verdict,
            answer=to_markdown(answer),
            citations=tuple(CitationOut.of(citation, links) for citation in answer.citations),
            suggestions=answer.suggestions,
            language=answer.language,
            standalone_question=answer.standalone_question,
            as_of=answer.as_of,
            answered_by=answer.answered_by,
            read_by=answer.read_by,
            prompt=answer.prompt,
            publication=answer.publication,
        )


class ClaimOut(BaseModel):
    """One verified claim, as the stream sends it."""

    model_config = _FROZEN

    kind: ClaimKind
    text: str
    citations: tuple[int, ...]

    @classmethod
    def of(cls, claim: Claim) -> ClaimOut:
        """The claim with the numbers of its citations."""
        return cls(kind=claim.kind, text=claim.text, citations=claim.cites)
