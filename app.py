"""Where the rooms are put together: the server, and the one command line, `asf`.

`asf serve` and `python app.py` serve. The other commands are the rooms' own, imported when they are called: what
serves takes seconds to import, and `asf corpus list` must not wait for it.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.texts.wording import wording
from corpus.command_line import main_of, new_cli
from corpus.errors import CorpusError, DatabaseError
from corpus.settings import Settings, load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.engine import Engine
    from assistant.unanswered import UnansweredStore
    from assistant.web.staff.workbench import Workbench
    from corpus.database.engine import Database
    from index.model import ReadingModel
    from index.publishing.manifest import Manifest
    from index.publishing.publications import Publications

cli = new_cli(wording("sv").cli["asf"])
_REST = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
_ROOMS = {"ask": "assistant", "staff": "assistant", "corpus": "corpus", "index": "index", "evals": "evals"}


def serve() -> int:
    """Serve until stopped; 0, or 1 after one clear line about what stands in the way."""
    # One thread a question: requests run side by side, and threads that spin for each other are slower than one.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from assistant.engine import Engine
    from assistant.llm.configured import configured_model
    from assistant.logs import set_up_logs
    from assistant.observation import Several
    from assistant.shared import shared_state
    from assistant.tracing import configured_tracing
    from assistant.web.metrics import Metrics
    from assistant.web.server import create_app
    from assistant.web.site import site_of
    from corpus.database.engine import Database
    from index.errors import SearchIndexError
    from index.publishing.configured import configured_publications

    try:
        settings = load_settings()
        set_up_logs(settings.log_level, settings.log_format)
        database = Database(settings.database_url.get_secret_value(), settings.data_dir)
        state = shared_state(database, settings.data_dir)
        site = site_of(settings, state)
        publications = configured_publications(settings, database=database)
        published = _published(publications)
        listener = _listen(settings)
        metrics = Metrics()
        engine = Engine(
            publications,
            lambda: _load_model(settings),
            max_waiting=settings.max_waiting,
            llm=configured_model(settings),
            contact=lambda: site.contact,
            observer=Several(metrics, configured_tracing()),
            unanswered=_unanswered(database, settings) if settings.unanswered else None,
        )
        app = create_app(engine, settings, metrics, database, _workbench(settings), state)
    except (CorpusError, SearchIndexError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if published is not None:
        _tell_if_stale(published, settings)
    state.follow()
    _run(app, engine, settings, listener, database)
    if engine.failure is not None:
        print(engine.failure, file=sys.stderr)
        return 1
    return 0


def _published(publications: Publications) -> Manifest | None:
    """What is published; None, and a line, while the database cannot tell: the engine waits for it."""
    try:
        return publications.current()
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return None


def _tell_if_stale(published: Manifest, settings: Settings) -> None:
    """Say that what is published does not fit the corpus any more."""
    from index.embedding.model_identity import model_identity
    from index.publishing.manifest import stale_reasons

    if reasons := stale_reasons(published, settings.corpus_dir, model_identity(settings.embedding_model)):
        print(wording("sv").say("cli", "stale", reasons=", ".join(reasons)), file=sys.stderr)


def _run(app: FastAPI, engine: Engine, settings: Settings, listener: socket.socket, database: Database) -> None:
    """Answer requests until stopped, or until the engine turns out not to load."""
    import uvicorn

    from assistant.feedback import FOLDER, FeedbackStore
    from corpus.database.day_table import delete_in_time

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

    feedback = FeedbackStore(database, settings.feedback_days, earlier=settings.data_dir / FOLDER)
    delete_in_time([feedback, _unanswered(database, settings)])
    engine.start(on_failure=stop)
    address = f"http://{settings.host}:{settings.port}"
    print(wording("sv").say("cli", "serving", address=address), flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn raises it again at its end: what is temporary goes
    server.run(sockets=[listener])


def _workbench(settings: Settings) -> Workbench | None:
    """What the staff's pages need of the evaluation room, where there are such pages."""
    if not settings.staff:
        return None
    from evals.workbench import EvaluationWorkbench

    return EvaluationWorkbench(settings)


def _unanswered(database: Database, settings: Settings) -> UnansweredStore:
    from assistant.unanswered import FOLDER, UnansweredStore

    return UnansweredStore(database, settings.feedback_days, earlier=settings.data_dir / FOLDER)


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


def _load_model(settings: Settings) -> ReadingModel:
    from index.reader.reading_model import BundledReadingModel  # loaded while the port is already open

    return BundledReadingModel(settings.embedding_model)


def _show_version(asked: bool) -> None:
    if asked:
        print(version("asf-assistant"))
        raise typer.Exit


@cli.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", help=wording("sv").cli["version"], callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """What stands before a command."""


@cli.command("serve", help=wording("sv").cli["serve"])
def _serve() -> None:
    raise typer.Exit(serve())


def _add_room(command: str, room: str) -> None:
    """A command whose words go to the command line of a room: `asf corpus check` is `python -m corpus check`."""

    @cli.command(command, help=wording("sv").cli[f"asf_{command}"], context_settings=_REST, add_help_option=False)
    def run(context: typer.Context) -> None:
        its_own = [] if command == room else [command]
        program = "asf" if its_own else f"asf {command}"
        import_module(f"{room}.__main__").main([*its_own, *context.args], program)


for _command, _room in _ROOMS.items():
    _add_room(_command, _room)
main = main_of(cli)

if __name__ == "__main__":
    sys.exit(serve())
