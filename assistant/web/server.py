"""The web application put together."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from swagger_ui_bundle import swagger_ui_path

from assistant.engine import Engine
from assistant.links import Links
from assistant.web.api import ask_router, guideline_router, rate_limit, state_router
from assistant.web.chat import PATHS, mount_chat
from assistant.web.errors import add_error_handlers
from assistant.web.middleware import BodyLimit, PageLanguage, ResponseHeaders
from assistant.web.pages import STATIC, page_router
from corpus.settings import Settings

_MAX_BODY = 512 * 1024


def create_app(engine: Engine, settings: Settings) -> FastAPI:
    """Routes, pages and middleware over one engine; nothing is loaded or started here."""
    links = Links(settings.public_url, settings.root_path)
    app = FastAPI(title="ASF-assistenten", version="1", docs_url=None, redoc_url=None)
    add_error_handlers(app)
    app.include_router(state_router(engine))
    app.include_router(ask_router(engine, links, rate_limit(settings.rate_limit)))
    app.include_router(guideline_router(engine, links))
    app.include_router(page_router(engine, links, settings.federation))
    app.mount("/site", StaticFiles(directory=STATIC), name="site")  # /static and /assets are Gradio's
    _add_docs(app, links)
    mount_chat(app, engine, links, settings)
    app.add_middleware(BodyLimit, limit=_MAX_BODY)
    app.add_middleware(PageLanguage, languages={path: language for language, path in PATHS.items()})
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins.split(),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    app.add_middleware(ResponseHeaders)
    return app


def _add_docs(app: FastAPI, links: Links) -> None:
    """`GET /docs` with the browser's files from here rather than from somebody's network."""
    app.mount("/docs/assets", StaticFiles(directory=Path(swagger_ui_path)), name="docs-assets")

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        assets = f"{links.base}/docs/assets"
        return get_swagger_ui_html(
            openapi_url=f"{links.base}{app.openapi_url}",
            title=app.title,
            swagger_js_url=f"{assets}/swagger-ui-bundle.js",
            swagger_css_url=f"{assets}/swagger-ui.css",
            swagger_favicon_url=f"{assets}/favicon-32x32.png",
        )
