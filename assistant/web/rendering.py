"""The HTML templates of pages and messages; everything put into them is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.model import Language
from assistant.texts.wording import wording
from assistant.web.site import Site

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, language: Language, site: Site, **values: object) -> str:
    """A page or a part of one, in a language."""
    return TEMPLATES.get_template(template).render(
        lang=language, texts=wording(language), site=site, links=site.links, **values
    )
