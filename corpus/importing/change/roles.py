"""Which role a passage seems to have, by its words. Only ever a proposal: staff approve it.

In order: what stands under a change history is history; a clause of what can be funded, or an item under one, is
support, and what is denied there or said to get nothing is an exclusion, unless only in some case; a clause of duty or
limit is a condition; a clause that says what something is or means is a definition; one on applying or on what applies
is procedure.
"""

from __future__ import annotations

from corpus.importing.change.role_words import (
    BEFORE_QUOTE,
    CONDITION,
    DEFINITION,
    EXCLUSION,
    HISTORY,
    NEGATED,
    ONLY_IN_A_CASE,
    PROCEDURE,
    QUOTED,
    SUPPORT,
    SUPPORTING_LEAD_IN,
    TITLE_START,
)
from corpus.model import Passage, PassageKind, Role


def is_history(passage: Passage) -> bool:
    """Whether a passage stands in a document's list of its earlier versions."""
    places = (passage.lead_in or "", *passage.section[1:][-1:])
    return passage.kind is not PassageKind.TITLE and any(HISTORY.search(place) for place in places)


def guessed_role(passage: Passage) -> Role | None:
    """The role that a passage's words, lead-in and section suggest; None when they suggest none."""
    if passage.kind is PassageKind.TITLE:
        return None
    if is_history(passage):
        return Role.HISTORY
    lead_in = passage.lead_in or ""
    if SUPPORT.search(passage.text) or SUPPORT.search(lead_in) or SUPPORTING_LEAD_IN.search(lead_in):
        negated = NEGATED.search(lead_in) or (SUPPORT.search(passage.text) and NEGATED.search(passage.text))
        if not negated:
            return Role.SUPPORT
        return Role.CONDITION if ONLY_IN_A_CASE.search(passage.text) else Role.EXCLUSION
    if EXCLUSION.search(lead_in) or EXCLUSION.search(passage.text):
        return Role.CONDITION if ONLY_IN_A_CASE.search(passage.text) else Role.EXCLUSION
    by_words = ((CONDITION, Role.CONDITION), (DEFINITION, Role.DEFINITION), (PROCEDURE, Role.PROCEDURE))
    return next((role for pattern, role in by_words if pattern.search(passage.text)), None)


def quoted_document(passage: Passage, own_title: str) -> str | None:
    """The title in quotation marks of another document that a passage, if it is no history, refers to."""
    if is_history(passage) or passage.kind is PassageKind.TITLE:
        return None
    for quote in QUOTED.pattern.finditer(passage.text):
        title = quote["title"].strip()
        names_document = TITLE_START.match(title) or BEFORE_QUOTE.search(passage.text[: quote.start()])
        if names_document and title.lower() != own_title.lower():
            return title
    return None
