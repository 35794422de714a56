"""Which role a passage seems to have, by its words. Only ever a proposal: staff approve it.

In order: what stands under a change history is history; a clause of what can be funded, or an item under one, is
support, unless it is negated; a clause of duty or limit is a condition; a clause that says what something is or means
is a definition; one on applying or on what applies is procedure.
"""

from __future__ import annotations

import re

from corpus.model import Passage, PassageKind, Role

_HISTORY = re.compile(
    r"\b(?:(?:ändrings|revisions|reviderings|versions|dokument|besluts)historik|historik"
    r"|tidigare\s+(?:versioner|policyer|policydokument|riktlinjer|beslut)|ersatta\s+dokument)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:kan|får)\s+(?:(?:inte|ej|även|också|dessutom|bland annat|till exempel)\s+)?"
    r"(?:finansiera|stödja|bidra|bevilja|stimulera|finansieras|stödjas|beviljas|få\s+(?:\w+\s+)?(?:stöd|bidrag|finansiering)|ges?\s+(?:\w+\s+)?(?:stöd|bidrag)"
    r"|söka\s+(?:\w+\s+)?(?:stöd|bidrag|medel))\b"
    r"|\b(?:stöd|bidrag|finansiering|medel)\s+kan\s+(?:ges|lämnas|utgå|beviljas)\b",
    re.IGNORECASE,
)
_SUPPORTING_LEAD_IN = re.compile(
    r"\b(?:exempel på|följande)\s+(?:\w+\s+)?(?:insatser|stöd|åtgärder|kostnader|bidrag)\b", re.IGNORECASE
)
_NEGATED = re.compile(r"\b(?:inte|ej|aldrig|inga|inget|ingen)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:ska|skall|måste|endast|bara|högst|minst|krävs|förutsätter|förutsättning|villkor|får inte|kan inte)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:avses|avser|menas|innebär|definieras|definition(?:en)?|är\s+(?:en|ett|de|den|det))\b", re.IGNORECASE
)
_PROCEDURE = re.compile(r"\b(?:ansök\w*|gäller|handlägg\w*|beslutar|redovis\w*|lämnas in|skickas)\b", re.IGNORECASE)
_DOCUMENT = r"(?:riktlinje|policy|regel|regler|anvisning|reglemente|strategi|handlingsplan|överenskommelse)\w*"
_QUOTED = re.compile(r"[”“\"„»](?P<title>[^”“\"„«»]{4,150}?)[”“\"«»]")
_BEFORE_QUOTE = re.compile(rf"\b{_DOCUMENT}\W{{0,3}}$", re.IGNORECASE)
_TITLE_START = re.compile(rf"{_DOCUMENT}\b", re.IGNORECASE)


def is_history(passage: Passage) -> bool:
    """Whether a passage stands in a document's list of its earlier versions."""
    places = (passage.lead_in or "", *passage.section[1:][-1:])
    return passage.kind is not PassageKind.TITLE and any(_HISTORY.search(place) for place in places)


def guessed_role(passage: Passage) -> Role | None:
    """The role that a passage's words, lead-in and section suggest; None when they suggest none."""
    if passage.kind is PassageKind.TITLE:
        return None
    if is_history(passage):
        return Role.HISTORY
    lead_in = passage.lead_in or ""
    if _SUPPORT.search(passage.text) or _SUPPORT.search(lead_in) or _SUPPORTING_LEAD_IN.search(lead_in):
        negated = _NEGATED.search(lead_in) or (_SUPPORT.search(passage.text) and _NEGATED.search(passage.text))
        return Role.CONDITION if negated else Role.SUPPORT
    by_words = ((_CONDITION, Role.CONDITION), (_DEFINITION, Role.DEFINITION), (_PROCEDURE, Role.PROCEDURE))
    return next((role for pattern, role in by_words if pattern.search(passage.text)), None)


def quoted_document(passage: Passage, own_title: str) -> str | None:
    """The title in quotation marks of another document that a passage, if it is no history, refers to."""
    if is_history(passage) or passage.kind is PassageKind.TITLE:
        return None
    for quote in _QUOTED.finditer(passage.text):
        title = quote["title"].strip()
        names_document = _TITLE_START.match(title) or _BEFORE_QUOTE.search(passage.text[: quote.start()])
        if names_document and title.lower() != own_title.lower():
            return title
    return None
