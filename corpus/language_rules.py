"""Rules that tell by its words what a text says, each with a name, a reason and examples.

A rule is one way of saying something; a table holds the ways that mean the same. A test finds every table and tries
each rule on its examples, so that a rule can be changed without guessing what it was for.

Patterns are verbose (`re.VERBOSE`): blanks in them are for the reader, and one that counts is written with a backslash.
Words are written as they are spelled, also where the texts are `folded`: then the patterns are, too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Generic, TypeVar

_PLAIN = str.maketrans("åäöæøéÅÄÖÆØÉ", "aaoaoeaaoaoe")
_BETWEEN_PHRASES = re.compile(r"\n|(?<=\s)\|(?=\s)")
_ANY_ENDING = re.compile(r"(?<=\w)(?<!\\\w)\*")
_BLANK = re.compile(r"(?<!\\)\s+")


def folded(text: str) -> str:
    """The text in lower case without the dots and rings of å, ä and ö, every character in its place."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text.translate(_PLAIN))


def words(*phrases: str, **named: str) -> str:
    """A pattern for any of the phrases, which stand in lists with bars or line breaks between: "inom | senast".

    A star stands for any ending, a blank for one blank; all else is read as in any regular expression. Lists are named,
    mostly by their language, for the reader alone.
    """
    listed = (each.strip() for group in (*phrases, *named.values()) for each in _BETWEEN_PHRASES.split(group))
    return "(?:" + "|".join(_BLANK.sub(r"\\ ", _ANY_ENDING.sub(r"\\w*", each)) for each in listed if each) + ")"


def whole_words(*phrases: str, **named: str) -> str:
    """The same, where no letter may stand before or after."""
    return rf"\b{words(*phrases, **named)}\b"


def word_set(*, reads: Callable[[str], str] | None = None, **named: str) -> frozenset[str]:
    """Single words, in lists with blanks between. `reads` is what a text goes through before it is compared."""
    listed = " ".join(named.values())
    return frozenset((reads(listed) if reads else listed).split())


@dataclass(frozen=True)
class Rule:
    """One way of saying something."""

    name: str
    pattern: str
    """A verbose regular expression."""
    _: KW_ONLY
    why: str
    matches: tuple[str, ...]
    """Texts, or the parts of one that are looked at, in which it is found."""
    spares: tuple[str, ...] = ()
    """Some like them in which it must not be found."""


AnyRule = TypeVar("AnyRule", bound=Rule)


class RuleTable(Generic[AnyRule]):
    """The ways of saying one thing; compiled when first looked for."""

    def __init__(self, why: str, *rules: AnyRule, reads: Callable[[str], str] | None = None) -> None:
        """`reads` is what a text goes through before it is looked at, `folded` or more; without it capitals alone do
        not count."""
        self.why = why
        self.rules = rules
        self.reads = reads

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first place where one of the rules is found."""
        return self.pattern.search(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The same, only at the beginning."""
        return self.pattern.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Whether the text is nothing else."""
        return self.pattern.fullmatch(text)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All rules in one, the earlier ones going before the later."""
        return self._compiled("|".join(f"(?:{rule.pattern}\n)" for rule in self.rules))

    @cached_property
    def each(self) -> tuple[tuple[AnyRule, re.Pattern[str]], ...]:
        """The rules one by one, where it matters which of them is found."""
        return tuple((rule, self._compiled(rule.pattern)) for rule in self.rules)

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        if self.reads is None:
            return re.compile(pattern, re.VERBOSE | re.IGNORECASE)
        return re.compile(pattern.translate(_PLAIN), re.VERBOSE)
