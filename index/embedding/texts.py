"""How questions and passages are put into words for the network."""

from __future__ import annotations

from collections.abc import Sequence

from index.normal_form import normal_form

QUESTION_MARK, PASSAGE_MARK = "query: ", "passage: "
"""What multilingual-e5 was taught to see before a text."""
_MOST_CHARACTERS = 1500


def asked_text(question: str) -> str:
    """A question as it is embedded and read, without its mark: of a long one the end, where it asks."""
    return normal_form(question)[-_MOST_CHARACTERS:]


def question_text(question: str) -> str:
    """The same with its mark."""
    return QUESTION_MARK + asked_text(question)


def passage_in_context(text: str, lead_in: str, headings: Sequence[str], title: str) -> str:
    """A passage as it is embedded, without its mark: first its words, then its lead-in, headings and title.

    A list item such as "Utbildning om … för målgruppen" says little by itself; with its context the network knows what
    it is an example of.
    """
    context = " – ".join([*([lead_in] if lead_in else []), *headings, title])
    return f"{normal_form(text)}\n{context}"
