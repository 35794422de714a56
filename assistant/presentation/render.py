"""An answer as text: Markdown for reading, plain lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from assistant.model import QUOTING, Answer, CitationRole, Claim, ClaimKind
from assistant.presentation.links import Links
from assistant.texts.wording import Wording, wording

_HEADINGS = {ClaimKind.CONDITION: "conditions", ClaimKind.PHRASED: "phrased"}


def to_markdown(answer: Answer) -> str:
    """Paragraphs, lists and citation numbers only; every claim is followed by its numbers."""
    return "\n\n".join(_paragraphs(answer))


def to_terminal(answer: Answer, links: Links) -> str:
    """The answer with its sources below, as plain text."""
    texts = wording(answer.language)
    head = [f"[{texts.say('verdict', answer.verdict)}]"] if answer.verdict else []
    sources = []
    for citation in answer.citations:
        lead_in = f"{citation.lead_in} " if citation.lead_in else ""
        badge = texts.badge(citation.version_status, None if answer.is_today else answer.as_of)
        role = f"{texts.say('answer', 'related')} " if citation.role is CitationRole.RELATED else ""
        sources.append(
            f"[{citation.number}] {role}{lead_in}{citation.quote}\n"
            f"    {citation.guideline_title} ({badge}) {links.passage(citation)}"
        )
    return "\n\n".join([*head, *_paragraphs(answer), *sources])


def _paragraphs(answer: Answer) -> Iterator[str]:
    texts = wording(answer.language)
    lead_ins = {citation.number: citation.lead_in for citation in answer.citations}
    for (listed, heading), claims in groupby(answer.claims, key=_layout):
        if heading in _HEADINGS:
            yield texts.say("answer", _HEADINGS[heading])
        if listed:
            yield "\n".join(f"- {_quoted(claim, lead_ins, texts)}{numbers(claim)}" for claim in claims)
        else:
            yield from (f"{claim.text}{numbers(claim)}" for claim in claims)


def _layout(claim: Claim) -> tuple[bool, ClaimKind | None]:
    """Claims laid out alike stand together: whether in a list, and under which heading."""
    return claim.kind in QUOTING, claim.kind if claim.kind in _HEADINGS else None


def _quoted(claim: Claim, lead_ins: dict[int, str | None], texts: Wording) -> str:
    side = [texts.say("answer", claim.kind)] if claim.kind in (ClaimKind.BEFORE, ClaimKind.AFTER) else []
    lead_in = [text for number in claim.cites if (text := lead_ins[number])][:1]
    return " ".join([*side, *lead_in, f"”{claim.text}”"])


def numbers(claim: Claim) -> str:
    """The numbers of the citations that bear a claim, to stand after it."""
    return "".join(f" [{number}]" for number in claim.cites)
