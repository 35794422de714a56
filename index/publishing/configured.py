"""Where publications lie, as the settings have it."""

from __future__ import annotations

from pathlib import Path

from corpus.database.engine import Database
from corpus.settings import Settings
from index.publishing.publication_database import PublicationDatabase
from index.publishing.publication_store import PublicationStore
from index.publishing.publications import Publications
from index.retrieval.vector_server import VectorServer


def configured_publications(
    settings: Settings, data_dir: Path | None = None, database: Database | None = None
) -> Publications:
    """In the database, where that is a server that machines can share, else files in the data folder.

    A `data_dir` that somebody names is looked into as it is. Raises SettingsError.
    """
    server = VectorServer.at(settings.chroma_url, settings.chroma_token.get_secret_value())
    if data_dir is not None:
        return PublicationStore(data_dir, server)
    database = database or Database(settings.database_url.get_secret_value(), settings.data_dir)
    if database.is_server:
        return PublicationDatabase(database, settings.data_dir, server)
    return PublicationStore(settings.data_dir, server)
