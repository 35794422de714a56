"""The guidelines as they would be without sample questions, beside what is published and without touching it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from corpus.reading.catalogue import BANK_NAME, QUESTIONS_NAME
from corpus.settings import Settings


@contextmanager
def without_bank(settings: Settings) -> Iterator[Settings]:
    """Settings over an index of the same texts without samples, there for so long. Raises what building does."""
    from index.build.publish_now import build
    from index.embedding.embedder import SentenceEmbedder

    with TemporaryDirectory() as folder:
        documents, data = Path(folder) / "documents", Path(folder) / "data"
        shutil.copytree(settings.corpus_dir, documents, ignore=shutil.ignore_patterns(BANK_NAME, QUESTIONS_NAME))
        build(documents, data, settings.embedding_model, SentenceEmbedder)
        apart = {"corpus_dir": documents, "data_dir": data, "database_url": SecretStr(""), "chroma_url": ""}
        yield settings.model_copy(update=apart)
