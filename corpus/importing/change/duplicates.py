"""Whether the corpus holds a text or a file already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from corpus import messages
from corpus.errors import ChangeRefusedError
from corpus.importing.change.order import Order
from corpus.model import Catalogue, Passage, PassageKind, Version
from corpus.typography import words_and_signs


def refuse_duplicates(
    order: Order, passages: Sequence[Passage], data: bytes, catalogue: Catalogue, documents: Path
) -> None:
    """Raise ChangeRefusedError, naming the version, when one has the same text or was made from the same bytes.

    The same text of the same guideline from another day on is no duplicate: the board has adopted it anew.
    """
    tokens, digest = _tokens(passages), hashlib.sha256(data).digest()
    for guideline in catalogue.guidelines:
        for version in guideline.versions:
            if guideline.guideline_id == order.guideline_id and version.valid_from != order.valid_from:
                continue
            if version.has_text and _tokens(version.passages) == tokens:
                raise ChangeRefusedError(_named(messages.ADD_SAME_TEXT, version))
            source = documents / guideline.guideline_id / version.source if version.source else None
            if source is not None and hashlib.sha256(source.read_bytes()).digest() == digest:
                raise ChangeRefusedError(_named(messages.ADD_SAME_FILE, version))


def _named(message: str, version: Version) -> str:
    return message.format(version=version.key, title=version.title)


def _tokens(passages: Sequence[Passage]) -> list[list[str]]:
    """Each passage's headings, lead-in and text, word by word and sign by sign: 50 % is not 50 €, nor § 3 § 4.

    The title counts only where there is nothing else.
    """
    titles = {passage.text for passage in passages if passage.kind is PassageKind.TITLE}
    counted = [passage for passage in passages if passage.kind is not PassageKind.TITLE] or list(passages)
    texts = ("\n".join((*(h for h in p.section if h not in titles), p.lead_in or "", p.text)) for p in counted)
    return [words_and_signs(text) for text in texts]
