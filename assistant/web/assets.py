"""Files that pages load: styles in the federation's colours, its logo, the icon, and the widget's modules."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from assistant.web.site import Site

STATIC = Path(__file__).parent / "static"
CACHED = {"Cache-Control": "public, max-age=300"}
"""A new release must reach every page within minutes, since the files of one release belong together."""


class CachedFiles(StaticFiles):
    """Static files that a browser may keep for a while."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or 404."""
        response = await super().get_response(path, scope)
        response.headers.update(CACHED)
        return response


def add_assets(app: FastAPI, site: Site) -> None:
    """Put them under /site; /static and /assets are Gradio's."""
    router = APIRouter(include_in_schema=False)

    @router.get("/site/theme.css")
    def theme() -> Response:
        return Response(theme_css(site), media_type="text/css", headers=CACHED)

    @router.get("/favicon.ico")
    def favicon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml", headers=CACHED)

    if logo := site.logo:

        @router.get("/site/logo")
        def picture() -> FileResponse:
            return FileResponse(logo, media_type=site.logo_type, headers=CACHED)

    app.include_router(router)
    app.mount("/site", CachedFiles(directory=STATIC), name="site")


def theme_css(site: Site) -> str:
    """The federation's colours as custom properties, for light pages and dark ones."""
    return (
        f":root {{ --accent: {site.accent}; --on-accent: #fff; }}\n"
        "@media (prefers-color-scheme: dark) {"
        f" :root {{ --accent: {site.accent_dark}; --on-accent: #14191f; }} }}\n"
    )
