"""The words of a sentence, made comparable: numbers as digits, a few variants as one, abbreviations written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_DIRECTORY = Path(__file__).parent / "checks"
_TOKEN = re.compile(r"\d+(?:[ \u00a0.]\d{3})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*|\S")
_GROUPS = re.compile(r"[ \u00a0.]")


class Rules(BaseModel):
    """What the checks of one language know. See checks/sv.yaml for what each field is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    support_before: tuple[str, ...]
    support_after: tuple[str, ...]
    giving: Mapping[str, str]
    plain_lead_in: frozenset[str]
    articles: frozenset[str]
    understood: tuple[str, ...]
    joins: tuple[str, ...]
    clauses: frozenset[str]
    same: Mapping[str, str]
    numbers: Mapping[str, str]
    negations: frozenset[str]
    modals: frozenset[str]

    def tokens(self, text: str) -> tuple[str, ...]:
        """The words, numbers and marks of a text in order, as they are compared."""
        return tuple(self._normalised(token) for token in _TOKEN.findall(text))

    def _normalised(self, token: str) -> str:
        lowered = _GROUPS.sub("", token) if token[0].isdigit() else token.lower()
        return self.numbers.get(lowered, self.same.get(lowered, lowered))


def expanded(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with the guideline's own abbreviations written out."""
    for short, long in abbreviations.items():
        text = re.sub(rf"\s*\({short}\)", "", text)
        text = re.sub(rf"\b{short}\b", long, text)
    return text


def abbreviations_in(text: str) -> dict[str, str]:
    """Abbreviations that a text explains in one way only: "Arbetsintegrerande sociala företag (ASF)"."""
    found: dict[str, set[str]] = {}
    for match in re.finditer(r"\(([A-ZÅÄÖ]{2,8})\)", text):
        short = match[1]
        before = re.findall(r"[^\W\d_]+", text[: match.start()])[-len(short) :]
        if [word[0].upper() for word in before] == list(short):
            found.setdefault(short, set()).add(" ".join(before).lower())
    return {short: long.pop() for short, long in found.items() if len(long) == 1}


@cache
def rules_for(language: str) -> Rules | None:
    """The rules of a language; None where there are none, so that nothing in it can be checked."""
    path = _DIRECTORY / f"{language}.yaml"
    return Rules.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else None
