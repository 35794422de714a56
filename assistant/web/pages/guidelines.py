"""The guidelines as web pages: the targets of every citation's link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from assistant.engine import Engine
from assistant.model import Language
from assistant.presentation.links import Links
from assistant.texts.wording import Wording, wording
from assistant.web.api.guidelines import guideline_or_404, version_or_404
from assistant.web.pages.changes import grouped_changes
from assistant.web.rendering import render
from assistant.web.site import Site
from corpus.model import Catalogue, Guideline, Link, Passage, PassageKind, Version
from corpus.references import references_of
from corpus.timeline import (
    VersionStatus,
    effective_end,
    predecessor,
    status_on,
    today,
    version_in_force,
)

Lang = Annotated[Language, Query(alias="lang")]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list of the page, with the headings that begin before it."""

    headings: tuple[tuple[int, str], ...]
    """Level (2 to 6) and words of each heading."""
    lead_in: str | None
    is_list: bool
    passages: tuple[Passage, ...]


def page_router(engine: Engine, site: Site) -> APIRouter:
    """`GET /guidelines` and `/guidelines/<id>/versions/<version>`."""
    links = site.links
    router = APIRouter(prefix="/guidelines", include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("")
    def guidelines(lang: Lang = "sv") -> str:
        held = engine.index.get().catalogue.guidelines
        return render("guidelines.html", lang, site, guidelines=held)

    @router.get("/{guideline_id}", response_model=None)
    def guideline(guideline_id: str, lang: Lang = "sv") -> RedirectResponse:
        found = guideline_or_404(engine.index.get().catalogue, guideline_id)
        version = version_in_force(found, today()) or found.versions[-1]
        query = "" if lang == "sv" else f"?lang={lang}"
        return RedirectResponse(links.version(guideline_id, version.version_id) + query, 307)

    @router.get("/{guideline_id}/versions/{version_id}")
    def version(guideline_id: str, version_id: str, lang: Lang = "sv") -> str:
        catalogue = engine.index.get().catalogue
        found = guideline_or_404(catalogue, guideline_id)
        shown = version_or_404(found, version_id)
        texts = wording(lang)
        return render(
            "version.html",
            lang,
            site,
            linked=linked,
            guideline=found,
            version=shown,
            banner=_banner(shown, found, texts),
            in_force=_in_force(found),
            is_current=_status(shown, found) is VersionStatus.CURRENT,
            validity=_validity(shown, found, texts),
            blocks=blocks_of(shown),
            references=lambda passage: reference_links(passage, guideline_id, catalogue, links),
            before=_comparable(shown, found),
        )

    @router.get("/{guideline_id}/versions/{version_id}/changes")
    def changes(guideline_id: str, version_id: str, lang: Lang = "sv") -> str:
        found = guideline_or_404(engine.index.get().catalogue, guideline_id)
        shown = version_or_404(found, version_id)
        before = _comparable(shown, found)
        if before is None:
            raise HTTPException(404)
        groups = grouped_changes(before, shown)
        return render("changes.html", lang, site, version=shown, before=before, groups=groups)

    return router


def blocks_of(version: Version) -> list[Block]:
    """A version's passages laid out again as headings, paragraphs and lists."""
    blocks = []
    before: tuple[str, ...] = ()
    body = [passage for passage in version.passages if passage.kind is not PassageKind.TITLE]
    title = version.passages[0].section[:1] if version.passages else ()
    for _, group in groupby(body, key=lambda passage: passage.block):
        passages = tuple(group)
        section = passages[0].section[1:] if passages[0].section[:1] == title else passages[0].section
        shared = next((i for i, (old, new) in enumerate(zip(before, section, strict=False)) if old != new), None)
        kept = min(len(before), len(section)) if shared is None else shared
        headings = tuple((min(level + 2, 6), words) for level, words in enumerate(section) if level >= kept)
        is_list = passages[0].kind is PassageKind.ITEM
        blocks.append(Block(headings, passages[0].lead_in if is_list else None, is_list, passages))
        before = section
    return blocks


def linked(passage: Passage, references: Sequence[Link] = ()) -> Markup:
    """The passage's words, escaped, with its hyperlinks live again and other guidelines that it names linked."""
    html, rest = Markup(), passage.text
    for link in sorted((*passage.links, *references), key=lambda link: passage.text.find(link.text)):
        before, words, after = rest.partition(link.text)
        if words:
            html += before + Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(link.href, words)
            rest = after
    return html + rest


def reference_links(passage: Passage, guideline_id: str, catalogue: Catalogue, links: Links) -> list[Link]:
    """Links to the guidelines that a passage names, as far as the corpus holds them."""
    references = references_of(passage, guideline_id, catalogue)
    return [
        Link(each.title, links.guideline(each.guideline.guideline_id))
        for each in references
        if each.guideline is not None and each.start is not None
    ]


def _comparable(version: Version, guideline: Guideline) -> Version | None:
    """The version before this one, where the texts of both are there."""
    before = predecessor(version, guideline)
    return before if before is not None and before.has_text and version.has_text else None


def _status(version: Version, guideline: Guideline) -> VersionStatus | None:
    return status_on(version, guideline, today()) if version.starts else None


def _in_force(guideline: Guideline) -> Version | None:
    return version_in_force(guideline, today())


def _banner(version: Version, guideline: Guideline, texts: Wording) -> str:
    status = _status(version, guideline)
    if status is None:
        return texts.say("guideline", "listed")
    if status is VersionStatus.UPCOMING and version.starts:
        return texts.say("guideline", "upcoming", day=texts.day(version.starts))
    if status is VersionStatus.SUPERSEDED:
        return texts.say("guideline", "superseded")
    confirmed = version.confirmed_in_force
    added = f" {texts.say('guideline', 'confirmed', day=texts.day(confirmed))}" if confirmed else ""
    return texts.say("guideline", "in_force") + added


def _validity(version: Version, guideline: Guideline, texts: Wording) -> str | None:
    end = effective_end(version, guideline)
    if version.starts is None:
        return None
    start = texts.day(version.valid_from) if version.valid_from else texts.say("guideline", "open_start")
    stop = texts.day(end) if end else texts.say("guideline", "open_end")
    return texts.say("guideline", "valid_from_to", start=start, end=stop)
