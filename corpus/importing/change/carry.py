"""What a new version's passages take over from earlier ones: anchors always, reviewed roles where nothing changed.

Verdicts rest on reviewed roles. So a role is kept only by a passage whose words, lead-in and last heading are
unchanged and whose conditions are all still there, unchanged in the same sense. Every other role is a proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.alignment import Change, align
from corpus.importing.change.roles import guessed_role, quoted_document
from corpus.model import Guideline, Passage, PassageKind, Role, Version
from corpus.reading.parsing import proposed_anchor


@dataclass(frozen=True, slots=True)
class Carried:
    """A passage of the new version, and the one that it is or was in the previous version."""

    passage: Passage
    old: Passage | None
    change: Change
    returned: bool = False
    """Whether its anchor comes from a version older than the previous one."""


@dataclass(frozen=True, slots=True)
class Carry:
    """A new version's passages in reading order, and what they are compared with."""

    previous: Version | None
    carried: tuple[Carried, ...]
    removed: tuple[Passage, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages with anchors and roles."""
        return tuple(one.passage for one in self.carried)

    def of(self, change: Change) -> tuple[Carried, ...]:
        """The passages with this fate."""
        return tuple(one for one in self.carried if one.change is change)


def carry_over(new: Sequence[Passage], guideline: Guideline | None, valid_from: date) -> Carry:
    """Give the parsed passages of a coming version anchors and roles. `guideline` is None when it is new."""
    previous = _previous(guideline, valid_from) if guideline else None
    pairs = align(previous.passages if previous else (), new)
    aligned = [(pair.new, pair.old, pair.change) for pair in pairs if pair.new is not None]
    anchors = _anchors([(passage, old) for passage, old, _ in aligned], guideline)
    unchanged = {old.anchor for passage, old, _ in aligned if old is not None and _sense(old) == _sense(passage)}
    carried = []
    for (passage, old, change), (anchor, returned) in zip(aligned, anchors, strict=True):
        named = replace(passage, anchor=anchor)
        carried.append(Carried(_with_role(named, old, unchanged), old, change, returned))
    kept = tuple(_with_conditions(one, {c.passage.anchor for c in carried}) for one in carried)
    return Carry(previous, kept, tuple(pair.old for pair in pairs if pair.new is None and pair.old is not None))


def _previous(guideline: Guideline, valid_from: date) -> Version | None:
    """The last version with text that starts earlier; where there is none, the first that starts later."""
    texts = [version for version in guideline.versions if version.has_text and version.starts is not None]
    earlier = [version for version in texts if version.starts is not None and version.starts < valid_from]
    return earlier[-1] if earlier else next(iter(texts), None)


def _anchors(aligned: Sequence[tuple[Passage, Passage | None]], guideline: Guideline | None) -> list[tuple[str, bool]]:
    """An anchor for each passage: its partner's, else that of equal words in any other version, else a new one."""
    versions = guideline.versions if guideline else ()
    used = {old.anchor for _, old in aligned if old is not None}
    ever = {passage.anchor for version in versions for passage in version.passages}
    ever |= set(guideline.bank.passages) if guideline and guideline.bank else set()
    found: list[tuple[str, bool]] = []
    for passage, old in aligned:
        known = old.anchor if old else _anchor_of_equal(passage, reversed(versions), used)
        used |= {known} if known else set()
        found.append((known or proposed_anchor(passage.text, ever), old is None and known is not None))
    return found


def _anchor_of_equal(passage: Passage, versions: Iterable[Version], used: set[str]) -> str | None:
    title = PassageKind.TITLE
    for version in versions:
        for other in version.passages:
            alike = other.text == passage.text and (other.kind is title) == (passage.kind is title)
            if alike and other.anchor not in used:
                return other.anchor
    return None


def _with_role(passage: Passage, old: Passage | None, unchanged: set[str]) -> Passage:
    """`unchanged` holds the old anchors of passages that are the same in every sense."""
    if old is None:
        quoted = quoted_document(passage, passage.section[0] if passage.section else "")
        return replace(passage, proposed=guessed_role(passage), refers_to=quoted)
    carried = replace(passage, role=old.role, proposed=old.proposed, conditions=old.conditions, refers_to=old.refers_to)
    if unchanged.issuperset((old.anchor, *old.conditions)) or passage.kind is PassageKind.TITLE:
        return carried
    quoted = quoted_document(passage, passage.section[0] if passage.section else "")
    proposed = old.role or old.proposed or guessed_role(passage)
    return replace(carried, role=None, proposed=proposed, refers_to=quoted or _still_named(old, passage))


def _still_named(old: Passage, passage: Passage) -> str | None:
    return old.refers_to if old.refers_to and old.refers_to in passage.text else None


def _with_conditions(one: Carried, anchors: set[str]) -> Carried:
    """Conditions that are no longer in the text fall away; only support has any."""
    passage = one.passage
    supports = Role.SUPPORT in (passage.role, passage.proposed)
    kept = tuple(anchor for anchor in passage.conditions if anchor in anchors) if supports else ()
    return replace(one, passage=replace(passage, conditions=kept))


def _sense(passage: Passage) -> tuple[str, str | None, tuple[str, ...]]:
    """What a passage's meaning rests on. The document's title is no section heading: renaming it changes nothing."""
    return passage.text, passage.lead_in, passage.section[1:][-1:]
