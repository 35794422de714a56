"""The vocabulary of the corpus: guideline, version, passage, and what they are for.

All values are frozen; a `Version` is built once by the catalogue and never changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from corpus.typography import same_words

PassageKey: TypeAlias = tuple[str, str]
"""Identity of a passage across guidelines: version key ("stod-asf/odaterad") and anchor."""


FEWEST_OPEN, SHARE_OPEN = 200, 0.2
"""A bank teaches by itself from so many questions that the text leaves open, and so great a share of all of them."""
FEWEST_OPEN_FOR_VERDICTS = 2000
"""From so many it gives verdicts, too. With 300 questions drawn from the bundled bank, a third of them open, 4.8 % of
914 answers were a wrong yes, with 1,000 2.7 %, with 3,000 1.4 %, with all 16,521 0.3 %."""


class Role(StrEnum):
    """What a passage does in the policy. Reviewed by staff; verdicts rest on it."""

    SUPPORT = "support"
    """Names something the association can fund or do."""
    CONDITION = "condition"
    """Sets a term for support: who, which way, on what basis."""
    EXCLUSION = "exclusion"
    """Names something that is not funded."""
    DEFINITION = "definition"
    """Says what something is."""
    PROCEDURE = "procedure"
    """Says how one goes about it, or which rules apply to it."""
    HISTORY = "history"
    """Tells of earlier policies."""


class PassageKind(StrEnum):
    """Where a passage stands in the layout of its document."""

    TITLE = "title"
    SENTENCE = "sentence"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink in a passage: the visible words and where they lead."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest citable unit: a sentence or list item, verbatim but for inline markup and white space."""

    anchor: str
    text: str
    kind: PassageKind
    section: tuple[str, ...]
    """Headings from the document's title down to the passage."""
    lead_in: str | None
    """The clause that introduces the list the passage stands in ("Exempel på insatser är:")."""
    block: int
    """Ordinal of the paragraph or list; passages of one paragraph share it."""
    line: int
    """1-based line in the version's file."""
    links: tuple[Link, ...] = ()
    role: Role | None = None
    proposed: Role | None = None
    """A role that awaits review. No verdict rests on it, and a passage never has both."""
    conditions: tuple[str, ...] = ()
    """Anchors of the terms that belong to this support."""
    refers_to: str | None = None
    """Title of another document that the passage makes binding."""
    was: tuple[str, ...] = ()
    """How its text read before a mistake of reading it was corrected."""

    @property
    def readings(self) -> tuple[str, ...]:
        """Its text, and what that was taken for before."""
        return (self.text, *self.was)

    def says(self, wordings: Iterable[str]) -> bool:
        """Whether its words are, or before a correction were, those of one of the wordings."""
        return any(same_words(reading, wording) for wording in wordings for reading in self.readings)


@dataclass(frozen=True, slots=True)
class Version:
    """One adopted text of a guideline. `passages` is empty when the text is unavailable."""

    guideline_id: str
    version_id: str
    title: str
    adopted: date | None
    adopted_by: str | None
    valid_from: date | None
    valid_to: date | None
    confirmed_in_force: date | None
    registry_number: str | None
    source: str | None
    passages: tuple[Passage, ...]

    @property
    def key(self) -> str:
        """Identity across guidelines, the value that the index filters by."""
        return f"{self.guideline_id}/{self.version_id}"

    @property
    def has_text(self) -> bool:
        """Whether the text is in the corpus."""
        return bool(self.passages)

    @property
    def awaits_review(self) -> bool:
        """Whether a role is proposed that nobody has approved yet."""
        return any(passage.proposed is not None for passage in self.passages)

    @property
    def starts(self) -> date | None:
        """First day on which the version is known to apply; None when its validity is not stated."""
        return self.valid_from or self.confirmed_in_force

    def passage(self, anchor: str) -> Passage | None:
        """The passage with this anchor, or None."""
        return next((passage for passage in self.passages if passage.anchor == anchor), None)


@dataclass(frozen=True, slots=True)
class LocatedPassage:
    """A passage with the version it stands in."""

    version: Version
    passage: Passage

    @property
    def key(self) -> PassageKey:
        """Identity across guidelines: version key and anchor."""
        return self.version.key, self.passage.anchor

    @property
    def text(self) -> str:
        """The passage, verbatim."""
        return self.passage.text

    @property
    def anchor(self) -> str:
        """Of the passage."""
        return self.passage.anchor

    @property
    def role(self) -> Role | None:
        """Of the passage, reviewed."""
        return self.passage.role

    @property
    def is_title(self) -> bool:
        """Whether it is the document's title."""
        return self.passage.kind is PassageKind.TITLE


def versions_of(passages: Iterable[LocatedPassage]) -> tuple[Version, ...]:
    """The versions that passages stand in, each once, in the order of the passages."""
    return tuple({each.version.key: each.version for each in passages}.values())


class Status(StrEnum):
    """How a question turns out, or should."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_IN_GUIDELINES = "not_in_guidelines"
    OFF_TOPIC = "off_topic"
    SMALLTALK = "smalltalk"
    REFUSED = "refused"

    @property
    def is_answer(self) -> bool:
        """Whether something is claimed, in whole or in part; all other statuses abstain."""
        return self in (Status.ANSWERED, Status.PARTIAL)

    @property
    def is_about_guidelines(self) -> bool:
        """Whether the question is one about the guidelines' matter, answered or not."""
        return self not in (Status.OFF_TOPIC, Status.SMALLTALK, Status.REFUSED)


STATUS_OF_LABEL: Mapping[str, Status] = {
    "answerable": Status.ANSWERED,
    "partial": Status.PARTIAL,
    "unanswerable": Status.NOT_IN_GUIDELINES,
    "offtopic": Status.OFF_TOPIC,
    "smalltalk": Status.SMALLTALK,
    "attack": Status.REFUSED,
}
"""What a right answer's status is, by the word that sample questions and suites have for the kind of question."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something people ask about that the guideline does not say."""

    gap_id: str
    missing: Mapping[str, str]
    """By language: a noun phrase that names what is missing ("något belopp")."""
    say: Mapping[str, str]
    """By language: one or two sentences on where that leaves the asker."""


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """Sample questions that share their right answer."""

    questions: tuple[str, ...]
    passages: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    """Ids of versions whose wording the questions are not right for, though it is one that the bank names."""
    status: Status | None = None
    """What the questions are when they are not about the guideline's matter."""
    contradicts: bool = False
    """The questions suggest something that the passages contradict."""
    file: str = ""
    line: int = 0
    """Where the group stands: the file's name and its 1-based line."""
    left_out: int = 0
    """Of its questions, those that are not here: what is published tells only how many there are."""

    @property
    def size(self) -> int:
        """How many questions the group has."""
        return len(self.questions) + self.left_out


@dataclass(frozen=True, slots=True)
class Bank:
    """Sample questions beside a guideline, bound to the text of the passages that answer them."""

    passages: Mapping[str, tuple[str, ...]]
    """Anchor to the wordings of the passage that the questions are right for: the one that they were written for, and
    those for which somebody has read them again."""
    gaps: Mapping[str, Gap]
    groups: tuple[SampleGroup, ...]
    suggestions: Mapping[str, Mapping[str, str]]
    """Anchor to a question, by language, that the passage answers well: an example, or what to ask next."""

    @property
    def is_thorough(self) -> bool:
        """Whether it teaches, too, what the text leaves open: else every question would seem to be answered by what it
        is likest to."""
        asked = sum(group.size for group in self.groups if group.status is None)
        return self.left_open >= max(FEWEST_OPEN, SHARE_OPEN * asked)

    @property
    def gives_verdicts(self) -> bool:
        """Whether it teaches so much of it that a yes may rest on it."""
        return self.is_thorough and self.left_open >= FEWEST_OPEN_FOR_VERDICTS

    @property
    def left_open(self) -> int:
        """How many of its questions the text leaves open, and so teach what it does not say."""
        return sum(group.size for group in self.groups if group.status is None and not group.passages)

    def answers_in(self, version: Version) -> frozenset[str]:
        """Anchors whose text in `version` is one that the bank is right for, but for a comma."""
        return frozenset(passage.anchor for passage in version.passages if self.knows(passage))

    def knows(self, passage: Passage) -> bool:
        """Whether the passage has a wording that the bank is right for."""
        return passage.says(self.passages.get(passage.anchor, ()))

    def stale_in(self, version: Version) -> tuple[SampleGroup, ...]:
        """Groups that rest on a passage whose text in `version` is another, or gone: they wait for review."""
        alive = self.answers_in(version)
        return tuple(
            group
            for group in self.groups
            if version.version_id not in group.not_in and not alive.issuperset(group.passages)
        )

    def gaps_in(self, version: Version) -> frozenset[str]:
        """Gaps that `version` has, too: all but those that only questions ask for which are not right in it."""
        alive, gaps = self.answers_in(version), {True: set[str](), False: set[str]()}
        for group in self.groups:
            gaps[version.version_id not in group.not_in and alive.issuperset(group.passages)].update(group.gaps)
        return frozenset(self.gaps) - (gaps[False] - gaps[True])


@dataclass(frozen=True, slots=True)
class Guideline:
    """A policy over time."""

    guideline_id: str
    versions: tuple[Version, ...]
    """In order of their start; versions whose validity is not stated come first, by adoption."""
    bank: Bank | None = None

    def version(self, version_id: str) -> Version | None:
        """The version with this id, or None."""
        return next((version for version in self.versions if version.version_id == version_id), None)

    @property
    def title(self) -> str:
        """The title of the last version, by which people know the guideline."""
        return self.versions[-1].title


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the corpus holds."""

    guidelines: tuple[Guideline, ...]
    fingerprint: str
    """Hash of all files that the catalogue was read from."""
    _versions: Mapping[str, Version] = field(init=False, repr=False, compare=False)
    _taught: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _gaps: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {version.key: version for guideline in self.guidelines for version in guideline.versions}
        object.__setattr__(self, "_versions", by_key)
        banks = [(each, bank) for each in by_key.values() if (bank := self.bank(each)) is not None and bank.is_thorough]
        object.__setattr__(self, "_taught", {version.key: bank.answers_in(version) for version, bank in banks})
        object.__setattr__(self, "_gaps", {version.key: bank.gaps_in(version) for version, bank in banks})

    @property
    def versions(self) -> Iterator[Version]:
        """All versions of all guidelines, in order."""
        return iter(self._versions.values())

    @property
    def passages(self) -> Iterator[LocatedPassage]:
        """All passages of all versions, in order."""
        return (LocatedPassage(version, passage) for version in self.versions for passage in version.passages)

    def guideline(self, guideline_id: str) -> Guideline | None:
        """The guideline with this id, or None."""
        return next((g for g in self.guidelines if g.guideline_id == guideline_id), None)

    def version(self, key: str) -> Version | None:
        """The version with this key ("stod-asf/odaterad"), or None."""
        return self._versions.get(key)

    def passage(self, key: PassageKey) -> LocatedPassage | None:
        """The passage with this key, or None."""
        version = self.version(key[0])
        passage = version.passage(key[1]) if version else None
        return LocatedPassage(version, passage) if version and passage else None

    def bank(self, version: Version) -> Bank | None:
        """The sample questions of the version's guideline, or None."""
        guideline = self.guideline(version.guideline_id)
        return guideline.bank if guideline else None

    def taught_in(self, version: Version) -> frozenset[str]:
        """Anchors of a version that a thorough bank of sample questions teaches; none without any."""
        return self._taught.get(version.key, frozenset())

    def gaps_in(self, version: Version) -> frozenset[str]:
        """Gaps that sample questions ask for which are right in the version; none without any."""
        return self._gaps.get(version.key, frozenset())


def text_hash(text: str) -> str:
    """Short content id of a text: 16 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
