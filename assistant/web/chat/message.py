"""Questions and answers as messages of the chat page: HTML in one block, every word of it escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from assistant.model import QUOTING, Answer, Citation, CitationRole, ClaimKind
from assistant.presentation.links import Links
from assistant.presentation.render import numbers
from assistant.texts.wording import Wording, wording
from assistant.web.rendering import TEMPLATES
from corpus.model import Status


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a list of quotes under a heading."""

    text: str = ""
    heading: str = ""
    label: str = ""
    """What the quotes are, more quietly than a heading."""
    citations: tuple[Citation, ...] = ()


def chat_message(answer: Answer, links: Links) -> str:
    """HTML without blank lines, so that the page's Markdown reader leaves it as it is."""
    texts = wording(answer.language)
    html = TEMPLATES.get_template("answer.html").render(
        answer=answer,
        parts=list(_parts(answer, texts)),
        guidelines=len({citation.guideline_id for citation in answer.citations}),
        texts=texts,
        links=links,
    )
    return "".join(line.strip() for line in html.splitlines())


def question_message(question: str) -> str:
    """What was typed, shown as it was: the page's Markdown reader would fetch the pictures it names."""
    return Markup("<div>{}</div>").format(" ".join(question.split()))


def working_message(texts: Wording) -> str:
    """Shown until the answer comes; told to screen readers by the page's status, once."""
    return Markup('<div class="asf-working" aria-hidden="true">{}</div>').format(texts.say("page", "working"))


def fault_message(text: str) -> str:
    """What went wrong and what to do about it."""
    return Markup('<div class="asf-fault"><p>{}</p></div>').format(text)


def question_of(message: str) -> str:
    """The question that a message shows."""
    return Markup(message).striptags()  # noqa: S704  plain text comes out


def _parts(answer: Answer, texts: Wording) -> Iterator[Part]:
    cited = {citation.number: citation for citation in answer.citations}
    headings = {ClaimKind.CONDITION: texts.say("page", "conditions")}
    labels = {kind: texts.say("answer", kind) for kind in (ClaimKind.BEFORE, ClaimKind.AFTER)}
    for kind, claims in groupby(answer.claims, key=lambda claim: claim.kind):
        if kind in QUOTING:
            citations = tuple(cited[number] for claim in claims for number in claim.cites)
            yield Part(heading=headings.get(kind, ""), label=labels.get(kind, ""), citations=citations)
        elif kind is ClaimKind.GROUP:
            yield from (Part(heading=claim.text) for claim in claims)
        elif kind is ClaimKind.PHRASED:
            yield Part(heading=texts.say("answer", "phrased"))
            yield Part(text=" ".join(f"{claim.text}{numbers(claim)}" for claim in claims))
        else:
            yield from (Part(text=claim.text) for claim in claims)
    related = tuple(citation for citation in answer.citations if citation.role is CitationRole.RELATED)
    if related:
        answered = answer.status in (Status.ANSWERED, Status.PARTIAL)
        yield Part(heading=texts.say("page", "see_also" if answered else "related"), citations=related)
