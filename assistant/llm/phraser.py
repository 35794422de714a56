"""From an answer's quotes to sentences of a language model, each verified before anybody sees it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from pydantic import BaseModel, StrictStr, ValidationError

from assistant.llm.bounds import Bounds
from assistant.llm.groundedness import violation_in
from assistant.llm.model import Phrase, Source, Trouble, TroubleError
from assistant.llm.prompts import fenced, prompt
from assistant.llm.provider import Model, ModelIdentity
from assistant.llm.words import Rules, abbreviations_in, rules_for
from assistant.model import Answer, Citation, CitationRole, Claim, ClaimKind
from assistant.question.masking import masked
from corpus.model import Catalogue, Role, Status
from corpus.timeline import VersionStatus

log = logging.getLogger(__name__)
_PROMPT = "phrase"
_DRAFTS_A_SOURCE, _MOST_NAMED = 3, 3
_BEARING = (CitationRole.ANSWER, CitationRole.CONDITION)


class _Drafted(BaseModel):
    """A sentence as the model is asked to write it."""

    text: StrictStr
    passager: list[StrictStr]
    ord: list[StrictStr]

    @property
    def phrase(self) -> Phrase:
        return Phrase(self.text, tuple(self.passager), tuple(self.ord))


class _Written(BaseModel):
    """All that the model is asked to write. Its field names are Swedish, like the instructions."""

    meningar: list[_Drafted]


_SCHEMA: Mapping[str, Any] = _Written.model_json_schema()


class Phraser:
    """Lets a model put what an answer quotes into sentences. What it may say is decided by `checking`."""

    def __init__(self, identity: ModelIdentity, model: Model, bounds: Bounds) -> None:
        self.name = identity.name
        self.prompt_version = prompt(_PROMPT).version
        self._model, self._bounds = model, bounds

    def phrases(self, answer: Answer, catalogue: Catalogue) -> Iterator[Claim]:
        """Verified sentences, the first of which rests on a passage that answers; none when there is any trouble."""
        sources = sources_of(answer, catalogue)
        if not sources:
            return
        rules = rules_for(answer.language)
        if rules is None:
            log.info("not phrased: %s", Trouble.NO_CHECKS.value)
            return
        shown = 0
        try:
            for claim in self._verified(answer, sources, rules, _abbreviations(answer, catalogue)):
                shown += 1
                yield claim
            if not shown:
                raise TroubleError(Trouble.NOTHING)
        except TroubleError as error:
            log.warning("%s: %s", "phrased in part" if shown else "not phrased", error)

    def _verified(
        self, answer: Answer, sources: Mapping[str, Source], rules: Rules, abbreviations: Mapping[str, str]
    ) -> Iterator[Claim]:
        held: list[Claim] = []
        said: set[str] = set()
        answers = False
        for phrase in islice(self._drafted(answer, sources), _DRAFTS_A_SOURCE * len(sources)):
            violation = violation_in(phrase, sources, rules, abbreviations, answer.language)
            if violation is not None:
                log.info("a drafted sentence was dropped: %s", violation.value)
                continue
            text = phrase.text.strip()
            text = text if text.endswith((".", ":")) else f"{text}."
            if text in said:
                continue
            said.add(text)
            named = [sources[source_id] for source_id in dict.fromkeys(phrase.source_ids)]
            held.append(Claim(ClaimKind.PHRASED, text, tuple(source.number for source in named)))
            answers = answers or any(source.answers for source in named)
            if answers:
                yield from held
                held.clear()

    def _drafted(self, answer: Answer, sources: Mapping[str, Source]) -> Iterator[Phrase]:
        """Each sentence once it is whole: when the next has begun, or the model has ended."""
        passages = [
            {"id": each.source_id, "inledning": each.lead_in, "text": each.text, "kan_stodjas": each.gives_support}
            for each in sources.values()
        ]
        data = f"{fenced('fraga', masked(answer.standalone_question))}\n{fenced('passager', passages)}"
        written: Mapping[str, Any] = {}
        given = 0
        start: Callable[[], Iterator[Mapping[str, Any]]] = lambda: self._model.stream(  # noqa: E731
            prompt(_PROMPT).text, data, _SCHEMA
        )
        for written in self._bounds.within(start):
            for drafted in _sentences(written)[given:-1]:
                given += 1
                yield from _phrase(drafted)
        for drafted in _sentences(written)[given:]:
            yield from _phrase(drafted)


def sources_of(answer: Answer, catalogue: Catalogue) -> dict[str, Source]:
    """What the model gets: the passages that the answer rests on, if all of them are in force then."""
    if answer.status not in (Status.ANSWERED, Status.PARTIAL):
        return {}
    bearing = [citation for citation in answer.citations if citation.role in _BEARING]
    compares = any(claim.kind in (ClaimKind.BEFORE, ClaimKind.AFTER) for claim in answer.claims)
    if compares or any(citation.version_status is not VersionStatus.CURRENT for citation in bearing):
        return {}
    sources = (_source(f"P{at}", citation, catalogue) for at, citation in enumerate(bearing, 1))
    return {source.source_id: source for source in sources}


def _source(source_id: str, citation: Citation, catalogue: Catalogue) -> Source:
    guideline = catalogue.guideline(citation.guideline_id)
    version = guideline.version(citation.version_id) if guideline else None
    passage = version.passage(citation.anchor) if version else None
    reviewed = version is not None and not version.awaits_review
    return Source(
        source_id=source_id,
        number=citation.number,
        text=citation.quote,
        lead_in=citation.lead_in or "",
        gives_support=bool(reviewed and passage and passage.role is Role.SUPPORT),
        answers=citation.role is CitationRole.ANSWER,
    )


def _abbreviations(answer: Answer, catalogue: Catalogue) -> dict[str, str]:
    """Those that the cited versions explain."""
    keys = {(citation.guideline_id, citation.version_id) for citation in answer.citations}
    guidelines = ((catalogue.guideline(guideline_id), version_id) for guideline_id, version_id in sorted(keys))
    versions = (guideline.version(version_id) for guideline, version_id in guidelines if guideline)
    texts = (passage.text for version in versions if version for passage in version.passages)
    return abbreviations_in("\n".join(texts))


def _sentences(written: Mapping[str, Any]) -> Sequence[Any]:
    found = written.get("meningar")
    return found if isinstance(found, list) else []


def _phrase(drafted: Any) -> Iterator[Phrase]:
    """What a model wrote as one sentence, if it has the right form."""
    try:
        phrase = _Drafted.model_validate(drafted).phrase
    except ValidationError:
        return
    if len(phrase.source_ids) <= _MOST_NAMED and len(phrase.words) <= _MOST_NAMED:
        yield phrase
