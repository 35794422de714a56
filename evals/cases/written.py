"""A case as it is written in a suite: its keys, what may stand under them, and which names it may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, PlainValidator, ValidationInfo

from assistant.model import Verdict
from corpus.dates import iso_day
from corpus.model import Catalogue, Status
from corpus.reading.validation import Entry, Listed, MistakeError, Words, one_of, parsed
from evals import messages
from evals.cases.binding import Binding, guideline_of
from evals.cases.pattern import fault_of
from evals.model import Kind, Split
from index.model import qualified

DEFAULT_GUIDELINE = "stod-asf"
"""Whose passages the cases of a suite name where it does not say."""


@dataclass(frozen=True, slots=True)
class Known:
    """The anchors and gaps that cases may name, qualified, and the guidelines whose gaps are known."""

    anchors: frozenset[str]
    gaps: frozenset[str]
    guidelines: frozenset[str]
    corpora: Mapping[str, Catalogue]

    @classmethod
    def of(cls, catalogue: Catalogue, binding: Binding, corpora: Mapping[str, Catalogue]) -> Known:
        """What a catalogue holds, and the texts that cases were written for."""
        anchors = {
            qualified(guideline.guideline_id, passage.anchor)
            for guideline in catalogue.guidelines
            for version in guideline.versions
            for passage in version.passages
        }
        gaps = {
            qualified(guideline.guideline_id, gap)
            for guideline in catalogue.guidelines
            if guideline.bank is not None
            for gap in guideline.bank.gaps
        }
        guidelines = frozenset(guideline.guideline_id for guideline in catalogue.guidelines)
        return cls(frozenset(anchors | binding.keys()), frozenset(gaps), guidelines, corpora)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a case of a suite asks: the guideline whose names need no prefix, and the made-up corpus, if any."""

    guideline: str
    known: Known
    corpus: Catalogue | None

    def qualified(self, name: str) -> str:
        """A name made unique across guidelines; one that already is stays as it is."""
        return name if guideline_of(name) else qualified(self.guideline, name)


def _anchor(name: str, info: ValidationInfo[Asked]) -> str:
    anchor = info.context.qualified(name)
    if anchor not in info.context.known.anchors:
        raise MistakeError(messages.UNKNOWN_NAME, name=anchor)
    return anchor


def _gap(name: str, info: ValidationInfo[Asked]) -> str:
    """What a guideline outside the corpus lacks is not known, so it cannot be checked."""
    gap, known = info.context.qualified(name), info.context.known
    if guideline_of(gap) in known.guidelines and gap not in known.gaps:
        raise MistakeError(messages.UNKNOWN_NAME, name=gap)
    return gap


def _version(key: str, info: ValidationInfo[Asked]) -> str:
    if info.context.corpus is None or info.context.corpus.version(key) is None:
        raise MistakeError(messages.UNKNOWN_VERSION, version=key)
    return key


def _pattern(pattern: str) -> str:
    if fault := fault_of(pattern):
        raise MistakeError(messages.BAD_PATTERN, pattern=pattern, reason=fault)
    return pattern


def _some(turns: tuple[str, ...]) -> tuple[str, ...]:
    if not turns:
        raise MistakeError(messages.NO_TURNS)
    return turns


_Anchor: TypeAlias = Annotated[Words, AfterValidator(_anchor)]
_Gap: TypeAlias = Annotated[Words, AfterValidator(_gap)]
_Version: TypeAlias = Annotated[Words, AfterValidator(_version)]
_Pattern: TypeAlias = Annotated[Words, AfterValidator(_pattern)]
_Day: TypeAlias = Annotated[date, PlainValidator(parsed(iso_day, messages.NOT_A_DAY))]


class WrittenCase(Entry):
    """A case as it stands in its suite; to be read in the context of `Asked`."""

    id: Words
    family: str | None = None
    language: str | None = "sv"
    kind: Annotated[Kind, one_of(Kind, messages.BAD_VALUE)]
    split: Annotated[Split, one_of(Split, messages.BAD_VALUE)] = Split.DEV
    turns: Annotated[Listed[Words], AfterValidator(_some)]
    status: Listed[Annotated[Status, one_of(Status, messages.BAD_VALUE)]] = ()
    evidence: Listed[tuple[_Anchor, ...]] = ()
    also: Listed[_Anchor] = ()
    gaps: Listed[_Gap] = ()
    verdict: Annotated[Verdict, one_of(Verdict, messages.BAD_VALUE)] | None = None
    facts: Listed[_Pattern] = ()
    forbidden: Listed[_Pattern] = ()
    tags: Listed[Words] = ()
    as_of: _Day | None = None
    today: _Day | None = None
    versions: Listed[_Version] = ()
    note: str | None = None


class WrittenSuite(Entry):
    """A suite as it stands in its file."""

    cases: Listed[dict[str, Any]]
    guideline: Words = DEFAULT_GUIDELINE
    corpus: Words = ""
    """Folder of the made-up corpus that is asked; empty for the guidelines that are published."""
    note: str | None = None
