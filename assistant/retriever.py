"""The index as a LangChain retriever."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.model import Embedder
from index.publishing.published_index import PublishedIndex


class PassageRetriever(BaseRetriever):
    """Finds passages of the given versions. Each Document holds the verbatim passage; its metadata name it."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    index: Any
    """A PublishedIndex."""
    embedder: Any
    """An Embedder."""
    version_keys: tuple[str, ...]
    """Versions to search, from the timeline; empty finds nothing."""
    limit: int = 8

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  the base class passes it by name
    ) -> list[Document]:
        index: PublishedIndex = self.index
        embedder: Embedder = self.embedder
        if not self.version_keys:
            return []
        hits = index.search(query, embedder, self.version_keys, self.limit)
        documents = []
        for hit in hits:
            version = index.catalogue.version(hit.version_key)
            passage = version.passage(hit.anchor) if version else None
            if passage is not None:
                likeness = {"similarity": hit.similarity, "likeness": hit.likeness}
                metadata = {"version": hit.version_key, "anchor": hit.anchor, **likeness}
                documents.append(Document(passage.text, metadata=metadata))
        return documents
