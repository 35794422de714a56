"""A pipeline over the bundled guideline, and values of a made-up federation for pure functions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.decision.dating import on_day
from assistant.decision.model import Decision, QuestionState, TimeSlice
from assistant.decision.scope import scope_on
from assistant.model import Answer, Language, Question, Turn
from assistant.pipeline import Pipeline
from assistant.presentation.links import Links
from assistant.question.time.timed_text import TimedText
from corpus.model import (
    Bank,
    Catalogue,
    Gap,
    Guideline,
    LocatedPassage,
    Passage,
    PassageKind,
    Role,
    SampleGroup,
    Version,
)
from corpus.timeline import in_order
from index.embedding.cached_model import CachedModel
from index.publishing.published_index import PublishedIndex

TODAY = date(2026, 11, 23)
GUIDELINE = "stod-dalen"

ANSWER_KEYS = set(
    "status verdict answer citations suggestions language standalone_question as_of answered_by read_by prompt "
    "publication".split()
)
CITATION_KEYS = set(
    "id role quote lead_in passage guideline_id guideline_title version version_status adopted valid_from valid_to "
    "section url".split()
)


class Made:
    """Builds values of "Samordningsförbundet Påhittade Dalen", which does not exist."""

    today = TODAY
    guideline_id = GUIDELINE

    @staticmethod
    def passage(anchor: str, text: str = "", role: Role | None = None, **more: Any) -> Passage:
        section = ("Påhittad riktlinje", "Stöd")
        fields = {"kind": PassageKind.SENTENCE, "section": section, "lead_in": None, "block": 0, **more}
        return Passage(anchor=anchor, text=text or f"Text om {anchor}.", line=1, role=role, **fields)

    @staticmethod
    def version(version_id: str, *passages: Passage, **more: Any) -> Version:
        dates = dict.fromkeys(("adopted", "valid_from", "valid_to", "confirmed_in_force"))
        title = f"Påhittad riktlinje {version_id}"
        fields: dict[str, Any] = {"guideline_id": GUIDELINE, "title": title, **dates, **more}
        return Version(
            version_id=version_id, passages=passages, adopted_by=None, registry_number=None, source=None, **fields
        )

    @staticmethod
    def catalogue(*versions: Version, bank: Bank | None = None) -> Catalogue:
        ids = dict.fromkeys(version.guideline_id for version in versions)
        guidelines = (Guideline(i, in_order([v for v in versions if v.guideline_id == i]), bank) for i in ids)
        return Catalogue(tuple(guidelines), "made-up")

    @staticmethod
    def bank(*passages: Passage, gaps: tuple[Gap, ...] = ()) -> Bank:
        """A thorough bank written for these passages, with a suggestion for each."""
        open_ones = SampleGroup(tuple(f"Vad står inte om {number}?" for number in range(2000)))
        suggestions = {p.anchor: {"sv": f"Vad om {p.anchor}?", "en": f"What of {p.anchor}?"} for p in passages}
        return Bank(
            {p.anchor: (p.text,) for p in passages}, {gap.gap_id: gap for gap in gaps}, (open_ones,), suggestions
        )

    @staticmethod
    def gap(gap_id: str) -> Gap:
        return Gap(gap_id, {"sv": f"något om {gap_id}", "en": f"any {gap_id}"}, {"sv": "Säger.", "en": "Says."})

    @staticmethod
    def state(
        catalogue: Catalogue,
        decision: Decision | None,
        day: date = TODAY,
        language: Language = "sv",
        text: str = "Fråga?",
    ) -> QuestionState:
        asked = on_day(TODAY, day)
        time_slice = TimeSlice(asked.period, scope_on(catalogue, day), decision=decision)
        timed = TimedText(text, TODAY)
        return QuestionState(
            Question(text), timed, language, asked, timed, matter=text, latest=text, slices=(time_slice,)
        )

    @staticmethod
    def cited(catalogue: Catalogue, *anchors: str) -> tuple[LocatedPassage, ...]:
        """Passages of the catalogue's last version."""
        version = catalogue.guidelines[0].versions[-1]
        return tuple(LocatedPassage(version, p) for a in anchors for p in version.passages if p.anchor == a)


@pytest.fixture(scope="session")
def made() -> type[Made]:
    return Made


Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def pipeline(published: PublishedIndex, cached_model: CachedModel) -> Pipeline:
    return Pipeline(published, cached_model, lambda: TODAY)


def _asking(pipeline: Pipeline) -> Ask:
    def ask(text: str, *earlier: str, as_of: date | None = None, language: Language | None = None) -> Answer:
        turns = tuple(Turn("user", content) for content in earlier)
        return pipeline.answer(Question(text, turns, as_of, language))

    return ask


@pytest.fixture(scope="session")
def ask(pipeline: Pipeline) -> Ask:
    """ask(text, *earlier questions, as_of=…, language=…)."""
    return _asking(pipeline)


@pytest.fixture(scope="session")
def ask_fully(fully_published: PublishedIndex, cached_model: CachedModel) -> Ask:
    """The same over the whole bank: for slow tests."""
    return _asking(Pipeline(fully_published, cached_model, lambda: TODAY))


@pytest.fixture(scope="session")
def good(ask: Callable[..., Answer]) -> Answer:
    """An answer with a verdict, a quote with a lead-in, and conditions."""
    return ask("Kan förbundet betala en handledare som är anställd av kommunen?")


@pytest.fixture(scope="session")
def follows_contract() -> Callable[[dict[str, Any]], None]:
    """Checks keys and values of the HTTP contract."""

    def check(answer: dict[str, Any]) -> None:
        assert set(answer) == ANSWER_KEYS
        statuses = {"answered", "partial", "not_in_guidelines", "off_topic", "smalltalk", "refused"}
        assert answer["status"] in statuses
        assert answer["verdict"] in {"fundable", "conditional", "not_fundable", None}
        assert answer["language"] in {"sv", "en"}
        texts = [answer[key] for key in ("answer", "standalone_question", "answered_by", "publication")]
        assert all(isinstance(text, str) and text for text in texts)
        date.fromisoformat(answer["as_of"])
        assert len(answer["suggestions"]) <= 3
        assert [citation["id"] for citation in answer["citations"]] == [*range(1, len(answer["citations"]) + 1)]
        for citation in answer["citations"]:
            assert set(citation) == CITATION_KEYS
            assert citation["role"] in {"answer", "condition", "related"}
            assert citation["version_status"] in {"current", "superseded", "upcoming"}
            expected = Links().version(citation["guideline_id"], citation["version"]) + "#" + citation["passage"]
            assert citation["url"].endswith(expected)

    return check
