"""The texts that members read, one file a language (texts/sv.yaml, texts/en.yaml)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.model import Language

_DIRECTORY = Path(__file__).parent / "texts"
LANGUAGES: tuple[Language, ...] = ("sv", "en")
Room = Literal["answer", "verdict", "status", "version_status", "error", "page", "guideline", "cli"]


class Wording(BaseModel):
    """All texts of one language. `say("answer", "says")` looks one up and fills it in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: Mapping[str, str]
    verdict: Mapping[str, str]
    status: Mapping[str, str]
    version_status: Mapping[str, str]
    error: Mapping[str, str]
    page: Mapping[str, str]
    guideline: Mapping[str, str]
    cli: Mapping[str, str]
    """For staff at the terminal; in Swedish only."""
    months: tuple[str, ...]
    date: str

    def say(self, room: Room, key: str, **values: object) -> str:
        """A text with its placeholders filled in. Raises KeyError for a text that does not exist."""
        texts: Mapping[str, str] = getattr(self, room)
        return texts[key].format(**values)

    def day(self, day: datetime.date) -> str:
        """A date in words: 28 november 2013."""
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)


@cache
def wording(language: Language) -> Wording:
    """The texts of a language, read once."""
    text = (_DIRECTORY / f"{language}.yaml").read_text(encoding="utf-8")
    return Wording.model_validate(yaml.safe_load(text))
