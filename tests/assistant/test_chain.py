from __future__ import annotations

from typing import TYPE_CHECKING

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda

from assistant.chain import HIT, PassageRetriever, runnable
from assistant.model import Question
from assistant.pipeline import Pipeline
from index.model import Hit

if TYPE_CHECKING:
    from tests.federation import Federation

LINKED = "Förbundet kan ge [stöd](https://dalen.example) till **cykelverkstäder**."


def retriever(federation: Federation, *keys: str, limit: int = 8) -> PassageRetriever:
    return PassageRetriever(index=federation.open(), embedder=federation.model, version_keys=keys, limit=limit)


def test_it_is_a_langchain_retriever_that_returns_verbatim_passages(federation: Federation) -> None:
    key = federation.write("2021", LINKED, "Ansökan görs av kommunen Dalby.")
    federation.build()
    made = retriever(federation, key)
    assert isinstance(made, BaseRetriever)
    documents = made.invoke("Vem ansöker?")
    assert all(isinstance(document, Document) for document in documents)
    expected = ["Ansökan görs av kommunen Dalby.", "Förbundet kan ge stöd till cykelverkstäder."]
    assert [document.page_content for document in documents] == expected
    version = made.index.catalogue.version(key)
    for document in documents:
        hit: Hit = document.metadata[HIT]
        assert hit.passage.version.key == key
        assert document.id == f"{key}#{hit.passage.anchor}"
        assert version.passage(hit.passage.anchor).text == document.page_content
        assert -1.0 <= hit.semantic_score <= 1.0
    assert made.hits("Vem ansöker?") == [document.metadata[HIT] for document in documents]


def test_it_takes_a_limit_and_runs_in_batches(federation: Federation) -> None:
    federation.build()
    first, second = retriever(federation, "stod-dalen/2020", limit=1).batch(["Vem ansöker?", "Får cyklar stöd?"])
    assert [document.page_content for document in first] == ["Ansökan görs av kommunen Dalby."]
    assert [document.page_content for document in second] == ["Förbundet kan ge stöd till cykelverkstäder."]


def test_without_versions_nothing_is_found_and_nothing_embedded(federation: Federation) -> None:
    federation.build()
    federation.model.texts.clear()
    assert retriever(federation).invoke("Vem ansöker?") == []
    assert federation.model.texts == []


def test_the_pipeline_stands_in_a_larger_chain_as_one_step(pipeline: Pipeline) -> None:
    chain = RunnableLambda(Question) | runnable(pipeline.answer)
    assert chain.invoke("Vem upphandlar?") == pipeline.answer(Question("Vem upphandlar?"))
