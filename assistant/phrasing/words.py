"""The words of a sentence, made comparable: numbers as digits, variants as one, inflections told from other words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_DIRECTORY = Path(__file__).parent / "checks"
_TOKEN = re.compile(r"\d+(?:[ \u00a0\u202f.]\d{3})*(?:,\d+)?|[^\W\d_]+(?:[-–][^\W\d_]+)*|%")
_GROUPS = re.compile(r"[ \u00a0\u202f.]")
_SHORTEST_STEM = 3


class Rules(BaseModel):
    """What the checks of one language know. See checks/sv.yaml for what each field is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    free: frozenset[str]
    droppable: frozenset[str]
    addable: frozenset[str]
    support_before: tuple[str, ...]
    support_after: tuple[str, ...]
    same: Mapping[str, str]
    numbers: Mapping[str, str]
    negations: frozenset[str]
    modals: frozenset[str]
    endings: frozenset[str]
    passive: frozenset[str]
    active: frozenset[str]

    def normalised(self, word: str) -> str:
        """A word as it is compared: lower case, digits for numbers, one form for variants."""
        lowered = _GROUPS.sub("", word) if word[0].isdigit() else word.lower()
        return self.numbers.get(lowered, self.same.get(lowered, lowered))

    def endings_of(self, one: str, other: str) -> tuple[str, str] | None:
        """How two forms of one word end; None where they are two words."""
        if one == other:
            return "", ""
        stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
        ends = one[stem:], other[stem:]
        is_one_word = stem >= _SHORTEST_STEM and self.endings.issuperset(ends)
        return ends if is_one_word and not any(map(str.isdigit, one + other)) else None

    def changes_voice(self, one: str, other: str) -> bool:
        """Whether two forms of one word differ in who does and who is done to: anställd and anställer."""
        ends = self.endings_of(one, other)
        if ends is None or "" in (one, other):
            return False
        if set(ends) == {"", "s"}:  # finansiera, finansieras; but a noun's genitive is no matter
            return one.rstrip("s").endswith(("a", "r"))
        return any(a in self.passive and b in self.active for a, b in (ends, ends[::-1]))


def words_of(text: str) -> list[str]:
    """Words and numbers in order, as written."""
    return _TOKEN.findall(text)


def expanded(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with the guideline's own abbreviations written out."""
    for short, long in abbreviations.items():
        text = re.sub(rf"\s*\({short}\)", "", text)
        text = re.sub(rf"\b{short}\b", long, text)
    return text


def abbreviations_in(text: str) -> dict[str, str]:
    """Abbreviations that a text explains: "Arbetsintegrerande sociala företag (ASF)"."""
    found = {}
    for match in re.finditer(r"\(([A-ZÅÄÖ]{2,8})\)", text):
        short = match[1]
        before = words_of(text[: match.start()])[-len(short) :]
        if [word[0].upper() for word in before] == list(short):
            found[short] = " ".join(before).lower()
    return found


@cache
def rules_for(language: str) -> Rules | None:
    """The rules of a language; None where there are none, so that nothing in it can be checked."""
    path = _DIRECTORY / f"{language}.yaml"
    return Rules.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else None
