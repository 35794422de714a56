"""What happens when somebody asks on the chat page: the messages that are shown, one state after the other."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from assistant.engine import Engine
from assistant.errors import QuestionError
from assistant.model import Answer, Claim, Draft, Language, Question, Turn
from assistant.presentation.links import Links
from assistant.texts.wording import wording
from assistant.web.chat.message import chat_message, fault_message, question_message, question_of, working_message
from assistant.web.middleware.faults import fault_key, fault_text
from assistant.web.middleware.pausing import Pausing
from assistant.web.middleware.rate_limit import RateLimit
from corpus.dates import iso_day

log = logging.getLogger(__name__)
Messages: TypeAlias = list[dict[str, Any]]
_TURNS_SENT = 12
_KEPT = TypeAdapter(list[tuple[str, str]])


@dataclass(frozen=True, slots=True)
class Shown:
    """The conversation as it is shown now, and the questions that are offered; None to leave those as they are."""

    messages: Messages
    suggestions: tuple[str, ...] | None = None


class Conversation:
    """Answers on the page of one language. It keeps nothing: the page sends its conversation with each question."""

    def __init__(self, engine: Engine, links: Links, limit: RateLimit, pausing: Pausing, language: Language) -> None:
        self._engine, self._links, self._limit, self._texts = engine, links, limit, wording(language)
        self._pausing = pausing

    def asked(self, question: str, day: str, messages: Messages, client: str) -> Iterator[Shown]:
        """The question and that work goes on, then the answer; a fault becomes a message that says what to do."""
        before = [*messages, _message("user", question_message(question))]
        yield Shown([*before, _message("assistant", working_message(self._texts))])
        try:
            self._pausing.check_own()
            self._limit.check(client)
            for answer in self._answers(question, day, messages):
                reply = _message("assistant", chat_message(answer, self._links))
                yield Shown([*before, reply], answer.suggestions)
        except Exception as error:  # whatever it is, the asker gets the question back
            yield Shown([*before, _message("assistant", fault_message(self._fault_text(error)))], (question,))

    def _answers(self, question: str, day: str, messages: Messages) -> Iterator[Answer]:
        """The answer in the light of the conversation, again and again as a language model adds to it.

        Raises AssistantError.
        """
        asked = [_words(message["content"]) for message in messages if message["role"] == "user"][-_TURNS_SENT:]
        turns = tuple(Turn("user", question_of(message)) for message in asked)
        try:
            as_of = iso_day(day.strip()) if day.strip() else None
        except ValueError as error:
            raise QuestionError("bad_day") from error
        draft: Answer | None = None
        for event in self._engine.answering(Question(question, turns, as_of)):
            match event:
                case Draft(answer):
                    draft = answer
                case Claim() if draft is not None:
                    draft = replace(draft, claims=(*draft.claims, event))
                case Answer():
                    draft = event
                case _:
                    continue
            yield draft

    def _fault_text(self, error: Exception) -> str:
        if isinstance(error, QuestionError):
            return self._texts.say("error", error.reason, **error.values_for_text)
        if fault_key(error) == "fault":
            log.error("a question on the chat page failed", exc_info=error)
        return fault_text(error, self._texts)


def restored(kept: str) -> Messages:
    """The messages of a conversation that a tab kept as JSON, [[question, the answer's HTML], …]; none of another form.

    They come from the page and go back to it alone, which takes out of them what it takes out of any message.
    """
    try:
        turns = _KEPT.validate_json(kept)
    except ValidationError:
        return []
    return [
        message
        for question, answer in turns[-_TURNS_SENT:]
        for message in (_message("user", question_message(question)), _message("assistant", answer))
    ]


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}


def _words(content: Any) -> str:
    """The text of a Gradio message, which is a string or a list of parts."""
    if isinstance(content, str):
        return content
    return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
