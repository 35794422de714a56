"""The texts that members read, one file a language (texts/sv.yaml, texts/en.yaml)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.model import Language
from assistant.texts.words import Joined, Room, Text, Value, Words
from corpus.model import Version
from corpus.period import Period
from corpus.timeline import VersionStatus

_DIRECTORY = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("sv", "en")


class Wording(BaseModel):
    """All texts of one language. `say("answer", "says")` looks one up and fills it in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: Language
    answer: Mapping[str, str]
    abstention: Mapping[str, str]
    """What is said where nothing is answered."""
    change: Mapping[str, str]
    """What is said about changes between versions."""
    verdict: Mapping[str, str]
    status: Mapping[str, str]
    version_status: Mapping[str, str]
    error: Mapping[str, str]
    page: Mapping[str, str]
    widget: Mapping[str, str]
    guideline: Mapping[str, str]
    when: Mapping[str, str]
    cli: Mapping[str, str]
    """For staff at the terminal; in Swedish only."""
    months: tuple[str, ...]
    date: str

    def say(self, room: Room, key: str, **values: object) -> str:
        """A text with its placeholders filled in. Raises KeyError for a text that does not exist."""
        texts: Mapping[str, str] = getattr(self, room)
        return texts[key].format(**values)

    def words(self, said: Words) -> str:
        """Words in this language."""
        match said:
            case str():
                return said
            case Text(room, name, values):
                return self.say(room, name, **dict(chain.from_iterable(self._filling(*each) for each in values)))
            case Joined(parts):
                return self.answer["joiner"].join(self.words(part) for part in parts)
            case tuple():
                return " ".join(self.words(part) for part in said)
            case _:
                return said[self.language]

    def _filling(self, name: str, value: Value) -> Iterator[tuple[str, object]]:
        """What a value puts into which placeholders."""
        match value:
            case Period():
                yield from (("time", self.time(value)), ("at", self.sentence_at(value)), ("at_inside", self.at(value)))
            case datetime.date():
                yield name, self.day(value)
            case Version():
                yield name, self.version(value)
            case int():
                yield name, value
            case _:
                yield name, self.words(value)

    def contact(self, whom: str) -> str:
        """Whom to ask instead of the assistant; empty when the settings do not say."""
        return self.say("page", "contact", contact=whom) if whom else self.say("page", "contact_missing")

    def notice(self, model: str, whom: str, own: str = "") -> str:
        """Said before the first question: what answers, where a language model runs, and whom to ask instead.

        `own` are the federation's words for what answers.
        """
        parts = [own or self.page["notice"], *([self.page[f"model_{model}"]] if model else []), self.contact(whom)]
        return " ".join(parts)

    def day(self, day: datetime.date) -> str:
        """A date in words: 28 november 2013."""
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def time(self, period: Period) -> str:
        """A period as the object of a sentence: år 2012, mars 2012, den 28 november 2013."""
        return self._in_form("time", period)

    def at(self, period: Period) -> str:
        """A period as an adverb: under 2012, i mars 2012, den 28 november 2013."""
        return self._in_form("at", period)

    def version(self, version: Version) -> str:
        """A version by the day from which it applies."""
        if version.valid_from:
            return self.say("change", "version_from", day=self.day(version.valid_from))
        return self.say("change", "version_without_start", day=self.day(version.starts or datetime.date.min))

    def sentence_at(self, period: Period) -> str:
        """A period as an adverb that begins a sentence."""
        at = self.at(period)
        return at[:1].upper() + at[1:]

    def badge(self, status: VersionStatus, on: datetime.date | None = None) -> str:
        """How a citation is labelled: gällande, or gällande den 28 november 2013."""
        name = self.version_status[status]
        return self.say("when", "badge", status=name, day=self.day(on)) if on else name

    def valid(self, first: datetime.date | None, last: datetime.date | None) -> str:
        """The days of which a version's text holds, of which one at least is known."""
        key = "valid_days" if first and last else "valid_from" if first else "valid_to"
        return self.say("when", key, first=self.day(first) if first else "", last=self.day(last) if last else "")

    def _in_form(self, form: str, period: Period) -> str:
        first, last = period.first, period.last
        month = self.months[first.month - 1]
        days = {"first": self.day(first), "last": self.day(last)}
        return self.say("when", f"{form}_{_shape(period)}", year=first.year, month=month, **days)


def _shape(period: Period) -> Literal["day", "month", "year", "from", "days"]:
    first, last = period.first, period.last
    following = last + datetime.timedelta(days=1) if last < datetime.date.max else None
    if first == last:
        return "day"
    if following is None:
        return "from"
    if (first.day, following.day) == (1, 1):
        if (first.month, following.month, following.year) == (1, 1, first.year + 1):
            return "year"
        if (following.year * 12 + following.month) - (first.year * 12 + first.month) == 1:
            return "month"
    return "days"


@cache
def wording(language: Language) -> Wording:
    """The texts of a language, read once."""
    text = (_DIRECTORY / f"{language}.yaml").read_text(encoding="utf-8")
    return Wording.model_validate({"language": language, **yaml.safe_load(text)})
