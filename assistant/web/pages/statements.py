"""The pages beside the chat: the accessibility statement, personal data, and how to show the widget elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, StrictUndefined, TemplateError
from markdown_it import MarkdownIt
from markupsafe import Markup

from assistant.model import Language
from assistant.texts.wording import LANGUAGES, wording
from assistant.web.middleware.rate_limit import OFF
from assistant.web.rendering import render
from assistant.web.site import Site
from corpus import messages
from corpus.errors import SettingsError
from corpus.settings import Settings

BUNDLED = Path(__file__).parents[2] / "texts" / "statements"
NAMES = ("accessibility", "privacy")
_WRITTEN = date(2026, 11, 26)
"""When the bundled statements were last checked against the program."""
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def statement_router(site: Site, settings: Settings) -> APIRouter:
    """`GET /accessibility`, `/privacy` and `/widget`. Raises SettingsError for a statement that cannot be read."""
    if settings.statements_dir is not None and not settings.statements_dir.is_dir():
        raise SettingsError(messages.NO_STATEMENTS.format(path=settings.statements_dir))
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    for name in NAMES:
        for language in LANGUAGES:
            statement_text(name, language, site, settings)

    @lru_cache(maxsize=len(NAMES) * len(LANGUAGES))
    def shown_now(name: str, language: Language, look: str) -> tuple[str, Markup]:
        """Rendered anew when staff have changed the name, the contact or the text itself."""
        del look
        return statement_html(site.statement(name, language) or statement_text(name, language, site, settings))

    def shown(name: str) -> Callable[..., str]:
        def page(lang: Annotated[Language, Query()] = "sv") -> str:
            title, html = shown_now(name, lang, site.look)
            return render("statement.html", lang, site, heading=title, html=html)

        return page

    for name in NAMES:
        router.get(f"/{name}")(shown(name))

    @router.get("/widget")
    def widget(request: Request, lang: Annotated[Language, Query()] = "sv") -> str:
        address = site.links.public_url.rstrip("/") or str(request.base_url).rstrip("/")
        parts = urlsplit(address)
        return render("widget.html", lang, site, address=address, origin=f"{parts.scheme}://{parts.netloc}")

    return router


def statement_html(text: str) -> tuple[str, Markup]:
    """Heading and HTML of a statement in Markdown; HTML within it is shown as it is written."""
    heading, _, body = text.strip().partition("\n")
    return heading.lstrip("# "), Markup(_MARKDOWN.render(body))  # noqa: S704  Markdown without HTML


def statement_text(name: str, language: Language, site: Site, settings: Settings) -> str:
    """A statement's Markdown where staff have not written it: the federation's own file, otherwise the bundled.

    Raises SettingsError for one that cannot be read.
    """
    file = f"{name}.{language}.md"
    own = settings.statements_dir / file if settings.statements_dir else None
    path = own if own is not None and own.is_file() else BUNDLED / file
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701  Markdown comes out
    try:
        return environment.from_string(path.read_text(encoding="utf-8")).render(
            federation=site.federation,
            contact=site.contact,
            guidelines=site.links.guidelines() + ("?lang=en" if language == "en" else ""),
            feedback_days=site.feedback_days,
            unanswered_days=settings.feedback_days if settings.unanswered else 0,
            rate_limit=settings.rate_limit != OFF,
            model=site.model,
            helpful=wording(language).say("page", "helpful"),
            written=wording(language).day(_WRITTEN),
        )
    except (OSError, UnicodeDecodeError, TemplateError) as error:
        raise SettingsError(messages.BAD_STATEMENT.format(path=path, reason=error)) from error
