"""How a candidate differs from what is published."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import Catalogue, Passage
from index import messages
from index.publishing.published_index import PublishedIndex


def differences(published: PublishedIndex, candidate: PublishedIndex) -> list[str]:
    """One phrase a difference, in words for staff; empty when both would answer alike."""
    return list(_differences(published, candidate))


def _differences(published: PublishedIndex, candidate: PublishedIndex) -> Iterator[str]:
    before, after = published.manifest, candidate.manifest
    yield from _versions(published.catalogue, candidate.catalogue)
    if before.questions != after.questions:
        yield messages.DIFFERENT_COUNT.format(change=after.questions - before.questions)
    elif before.lessons != after.lessons:
        yield messages.DIFFERENT_QUESTIONS
    if before.model != after.model:
        yield messages.STALE_MODEL
    if before.method != after.method:
        yield messages.STALE_METHOD


def _versions(published: Catalogue, candidate: Catalogue) -> Iterator[str]:
    before, after = ({version.key: version for version in catalogue.versions} for catalogue in (published, candidate))
    for key in sorted(before | after):
        if key not in before:
            yield messages.VERSION_ADDED.format(version=key)
        elif key not in after:
            yield messages.VERSION_REMOVED.format(version=key)
        elif before[key] != after[key]:
            old, new = ({_without_line(passage) for passage in found[key].passages} for found in (before, after))
            yield messages.VERSION_CHANGED.format(version=key, passages=len(new - old | old - new))


def _without_line(passage: Passage) -> tuple[str, str]:
    return passage.anchor, passage.text
