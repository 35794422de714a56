"""Why a guideline says nothing about a time: no version applied, it is not known which, or its text is not here."""

from __future__ import annotations

from datetime import date

from assistant.model import Period
from assistant.texts.wording import Wording
from corpus.timeline import Applicable, InForce


def why_silent(state: Applicable, days: Period, today: date, guideline: str | None, texts: Wording) -> str:
    """The sentence that says so. `guideline` is its title where it must be told from others."""
    tense = "_today" if days == Period(today, today) else "_ahead" if days.first > today else ""
    values = {"at": texts.sentence_at(days), "at_inside": texts.at(days)}
    if isinstance(state, InForce):
        return texts.say("answer", f"text_unavailable{tense}", title=state.version.title, **values)
    values["guideline"] = texts.guideline_name(guideline)
    if state is None:
        return texts.say("answer", f"no_version{tense}", **values)
    sentence = texts.say("answer", f"unknown_version{tense}", **values)
    if state.known_from is None:
        return sentence
    return f"{sentence} {texts.say('answer', 'unknown_until', day=texts.day(state.known_from))}"
