"""The assistant's server: reads the settings, puts the rooms together, and serves.

Run with `make run` or `python app.py`.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys

import uvicorn

from assistant.engine import Engine
from assistant.feedback import FeedbackStore, delete_in_time
from assistant.llm.configured import configured_phrasing
from assistant.texts.wording import wording
from assistant.web.server import create_app
from corpus.errors import CorpusError
from corpus.settings import Settings, load_settings
from index.embedding.model_identity import model_identity
from index.errors import SearchIndexError
from index.model import Embedder
from index.publishing.manifest import stale_reasons
from index.publishing.publication_store import Shelf


def main() -> int:
    """Serve until stopped; 0, or 1 after one clear line about what stands in the way."""
    # One thread a question: requests run side by side, and threads that spin for each other are slower than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for client in ("httpx", "httpx2"):
        logging.getLogger(client).setLevel(logging.WARNING)
    try:
        settings = load_settings()
        published = Shelf(settings.data_dir).current()
        listener = _listen(settings)
        engine = Engine(
            settings.data_dir,
            lambda: _load_model(settings),
            max_waiting=settings.max_waiting,
            phrasing=configured_phrasing(settings),
        )
        app = create_app(engine, settings)
    except (CorpusError, SearchIndexError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    texts = wording("sv")
    if reasons := stale_reasons(published, settings.corpus_dir, model_identity(settings.embedding_model)):
        print(texts.say("cli", "stale", reasons=", ".join(reasons)), file=sys.stderr)

    server = uvicorn.Server(
        uvicorn.Config(
            app,
            root_path=settings.root_path,
            proxy_headers=True,
            forwarded_allow_ips=settings.trusted_proxies,
            access_log=False,
            server_header=False,
            log_level="warning",
        )
    )

    def stop() -> None:
        server.should_exit = True

    delete_in_time(FeedbackStore(settings.data_dir / "feedback", settings.feedback_days))
    engine.start(on_failure=stop)
    print(texts.say("cli", "serving", address=f"http://{settings.host}:{settings.port}"), flush=True)
    server.run(sockets=[listener])
    if engine.failure is not None:
        print(engine.failure, file=sys.stderr)
        return 1
    return 0


def _listen(settings: Settings) -> socket.socket:
    """Take the port before anything slow begins. Raises OSError with a line that says what to do."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        key = "port_taken" if error.errno == errno.EADDRINUSE else "bad_host"
        text = wording("sv").say("cli", key, host=settings.host, port=settings.port, reason=error.strerror)
        raise OSError(text) from error
    return listener


def _load_model(settings: Settings) -> Embedder:
    from index.embedding.embedder import SentenceEmbedder  # slow: loaded while the port is already open

    return SentenceEmbedder(settings.embedding_model)


if __name__ == "__main__":
    sys.exit(main())
