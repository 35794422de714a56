"""LangChain's view of answering: passages come through a retriever, and every step is a Runnable with its name.

So a tracer, a callback or another chain meets each of them where LangChain's users expect it. The only module that
knows LangChain, but for the language model's own provider.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from index.model import Embedder, Hit
from index.publishing.published_index import PublishedIndex
from index.reader.model import READ_TOGETHER

# LangChain sends traces, questions included, to a service outside when these are set; members' questions stay here.
os.environ |= {"LANGSMITH_TRACING": "false", "LANGCHAIN_TRACING_V2": "false"}
HIT = "hit"
"""Key of a document's metadata under which its Hit stands."""


class PassageRetriever(BaseRetriever):
    """Finds passages of the given versions. Each Document holds the verbatim passage, and its id names it."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    index: Any
    """A PublishedIndex."""
    embedder: Any
    """An Embedder."""
    version_keys: tuple[str, ...]
    """Versions to search, from the timeline; empty finds nothing."""
    limit: int = READ_TOGETHER

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  the base class passes it by name
    ) -> list[Document]:
        index: PublishedIndex = self.index
        embedder: Embedder = self.embedder
        hits = index.search(query, embedder, self.version_keys, self.limit)
        return [Document(hit.passage.text, id="#".join(hit.passage.key), metadata={HIT: hit}) for hit in hits]

    def hits(self, query: str) -> list[Hit]:
        """The passages nearest to a query, best first."""
        return [document.metadata[HIT] for document in self.invoke(query)]


def runnable(step: Callable[[Any], Any]) -> Runnable[Any, Any]:
    """A step, or the whole of `Pipeline.answer`, as a Runnable of its name that may stand in a larger chain."""
    return RunnableLambda(step).with_config(run_name=step.__name__.strip("_"))
