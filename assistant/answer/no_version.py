"""Why a guideline says nothing about a time: no version applied, it is not known which, or its text is not here."""

from __future__ import annotations

from datetime import date

from assistant.texts.words import Words, guideline_name, text
from corpus.period import Period
from corpus.timeline import Applicable, Unknown, version_of


def why_silent(state: Applicable, days: Period, today: date, title: str | None) -> Words:
    """The sentence that says so. `title` is the guideline's where it must be told from others."""
    tense = "_today" if days == Period.of(today) else "_ahead" if days.first > today else ""
    if (version := version_of(state)) is not None:
        return text("abstention", f"text_unavailable{tense}", period=days, title=version.title)
    guideline = guideline_name(title)
    if state is None:
        return text("abstention", f"no_version{tense}", period=days, guideline=guideline)
    sentence = text("abstention", f"unknown_version{tense}", period=days, guideline=guideline)
    if isinstance(state, Unknown) and state.known_from is not None:
        return sentence, text("abstention", "unknown_until", day=state.known_from)
    return sentence
