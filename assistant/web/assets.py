"""Files that pages load: styles in the federation's colours, its logo, the icon, and the widget's modules."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from assistant.shared import PICTURE_TYPES
from assistant.web.appearance import Picture
from assistant.web.site import Site

STATIC = Path(__file__).parent / "static"
CACHED = {"Cache-Control": "public, max-age=300"}
"""A new release must reach every page within minutes, since the files of one release belong together."""


_TEXTS = {".js": "text/javascript", ".css": "text/css"}
_SPARE = re.compile(r"^\s+|^\s*//.*\n|^\s*/\*.*\*/\n", re.MULTILINE)


class SlimFiles(StaticFiles):
    """Static files that a browser may keep for a while; scripts and styles without their comments and indents."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or 404."""
        response = await super().get_response(path, scope)
        kind = _TEXTS.get(Path(path).suffix)
        if kind and isinstance(response, FileResponse):
            text = slim(Path(response.path).read_text(encoding="utf-8"))
            response = Response(text, response.status_code, media_type=kind)
        response.headers.update(CACHED)
        return response


def slim(text: str) -> str:
    """A script or style without whole-line comments and indents, which nobody reads on the way."""
    return _SPARE.sub("", text)


def add_assets(app: FastAPI, site: Site) -> None:
    """Put them under /site; /static and /assets are Gradio's."""
    router = APIRouter(include_in_schema=False)

    @router.get("/site/theme.css")
    def theme() -> Response:
        return Response(theme_css(site), media_type="text/css", headers=CACHED)

    @router.get("/favicon.ico")
    def favicon() -> FileResponse:
        return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml", headers=CACHED)

    @router.get("/site/logo")
    def picture(request: Request) -> Response:
        logo = site.logo
        if logo is None:
            raise HTTPException(404)
        if isinstance(logo, Picture):
            return _picture_response(logo, request.headers.get("if-none-match", ""))
        return FileResponse(logo, media_type=PICTURE_TYPES[logo.suffix.lower()], headers=CACHED)

    app.include_router(router)
    app.mount("/site", SlimFiles(directory=STATIC), name="site")


def _picture_response(picture: Picture, known: str) -> Response:
    """A picture, or 304 for a browser that knows it by its name."""
    tag = f'"{picture.name}"'
    headers = {**CACHED, "ETag": tag}
    if tag in (each.strip().removeprefix("W/") for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(picture.content, media_type=picture.media_type, headers=headers)


def theme_css(site: Site) -> str:
    """The federation's colours as custom properties, for light pages and dark ones."""
    return (
        f":root {{ --accent: {site.accent}; --on-accent: #fff; }}\n"
        "@media (prefers-color-scheme: dark) {"
        f" :root {{ --accent: {site.accent_dark}; --on-accent: #14191f; }} }}\n"
    )
