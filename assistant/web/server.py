"""The web application put together."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from assistant.engine import Engine
from assistant.feedback import FOLDER, FeedbackStore
from assistant.pause import Pauses
from assistant.shared import shared_state
from assistant.staff.accounts import Accounts
from assistant.staff.audit import AuditLog
from assistant.staff.sessions import Sessions
from assistant.texts.wording import wording
from assistant.web.api.ask import ask_router
from assistant.web.api.feedback import feedback_router
from assistant.web.api.guidelines import guideline_router
from assistant.web.api.state import state_router
from assistant.web.assets import add_assets
from assistant.web.chat.html import ChatHtml
from assistant.web.chat.page import PATHS, mount_chat
from assistant.web.metrics import Metrics
from assistant.web.middleware.allowed_origins import OriginGuard
from assistant.web.middleware.body_limit import BodyLimit
from assistant.web.middleware.faults import Faults, add_error_handlers
from assistant.web.middleware.headers import HeadAsGet, ResponseHeaders
from assistant.web.middleware.pausing import Pausing
from assistant.web.middleware.rate_limit import Counts, OriginBudget, RateLimit
from assistant.web.middleware.request_id import RequestId
from assistant.web.pages.guidelines import page_router
from assistant.web.pages.statements import statement_router
from assistant.web.rendering import render
from assistant.web.site import Site, site_of
from assistant.web.staff.area import Area
from assistant.web.staff.guidelines.upload import UPLOAD, upload_bytes
from assistant.web.staff.router import add_staff_pages
from assistant.web.staff.workbench import Workbench
from assistant.web.widget.widget import widget_router
from corpus.database.engine import Database
from corpus.database.shared_state import SharedState
from corpus.settings import Settings
from index.publishing.configured import configured_publications

_MAX_BODY = 512 * 1024
_MIN_COMPRESSED = 256


def create_app(
    engine: Engine,
    settings: Settings,
    metrics: Metrics | None = None,
    database: Database | None = None,
    workbench: Workbench | None = None,
    state: SharedState | None = None,
) -> FastAPI:
    """Routes, pages and middleware over one engine; nothing is loaded or started here. Raises SettingsError.

    `metrics` are told at /metrics where the settings want that; `database` is where feedback and accounts are kept, and
    `state` what is shared over it, if not in those of its own. The staff's pages are there with a `workbench`.
    """
    database = database or Database(settings.database_url.get_secret_value(), settings.data_dir)
    state = state or shared_state(database, settings.data_dir)
    site, counts = site_of(settings, state), Counts(settings.rate_limit_storage.get_secret_value())
    limit = RateLimit(settings.rate_limit, counts)
    budget = OriginBudget(settings.origin_budget, site.origins, counts)
    pauses = Pauses(state, settings.paused)
    pausing = Pausing(pauses, settings.public_url)
    app = FastAPI(
        title=f"{site.federation}: {wording('sv').say('page', 'title')}", version="1", docs_url=None, redoc_url=None
    )
    add_error_handlers(app, site)
    metrics = metrics or Metrics()
    metrics.watch(lambda: engine.waiting)
    app.include_router(state_router(engine, pauses, metrics if settings.metrics else None))
    app.include_router(ask_router(engine, site.links, limit, budget, pausing))
    if site.takes_feedback:
        store = FeedbackStore(database, settings.feedback_days, earlier=settings.data_dir / FOLDER)
        app.include_router(feedback_router(store, limit, metrics.rated))
    app.include_router(guideline_router(engine, site.links))
    app.include_router(widget_router(engine, site))
    app.include_router(page_router(engine, site))
    app.include_router(statement_router(site, settings))
    if workbench is not None:
        add_staff_pages(app, _area(engine, settings, site, pauses, database, workbench, counts))
    add_assets(app, site)
    _add_docs(app, site)
    mount_chat(app, engine, site, limit, pausing)
    _add_middleware(app, site, {UPLOAD: upload_bytes(settings)} if workbench is not None else {})
    return app


def _area(
    engine: Engine,
    settings: Settings,
    site: Site,
    pauses: Pauses,
    database: Database,
    workbench: Workbench,
    counts: Counts,
) -> Area:
    return Area(
        engine=engine,
        settings=settings,
        site=site,
        database=database,
        publications=configured_publications(settings, database=database),
        pauses=pauses,
        accounts=Accounts(database),
        sessions=Sessions(database, timedelta(minutes=settings.staff_minutes)),
        audit=AuditLog(database),
        workbench=workbench,
        counts=counts,
    )


def _add_middleware(app: FastAPI, site: Site, uploads: dict[str, int]) -> None:
    """What every request passes through, from the inside out."""
    app.add_middleware(Faults, site=site)
    app.add_middleware(BodyLimit, limit=_MAX_BODY, uploads=uploads)
    languages = {path: language for language, path in PATHS.items()}
    app.add_middleware(ChatHtml, languages=languages, site=site)
    app.add_middleware(GZipMiddleware, minimum_size=_MIN_COMPRESSED)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=site.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    app.add_middleware(OriginGuard, origins=site.origins, public_url=site.links.public_url)
    app.add_middleware(ResponseHeaders, origins=site.origins)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestId)


def _add_docs(app: FastAPI, site: Site) -> None:
    """`GET /docs` with the browser's files from here rather than from somebody's network."""
    swagger = Path(str(files("fastapi_offline") / "static"))  # the package is used for its files alone
    app.mount("/docs/assets", StaticFiles(directory=swagger), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(render("docs.html", "en", site, title=app.title))
