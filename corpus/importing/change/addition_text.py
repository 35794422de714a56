"""What was recognised in a document and what becomes of each passage, in words for staff."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus import messages
from corpus.alignment import Change
from corpus.dates import dates_in
from corpus.importing.change.adding import Addition
from corpus.importing.change.carry import Carry
from corpus.importing.change.roles import is_history
from corpus.importing.document.blocks import Heading, listings, plain
from corpus.model import Guideline, Passage, Role
from corpus.reading.catalogue import ANNOTATIONS_SUFFIX
from corpus.reading.parsing import collapse

_MOST_DROPPED = 12


def recognised(addition: Addition) -> Iterator[str]:
    """Lines on the document itself: its parts, its change history, and what was left out."""
    headings = [block for block in addition.blocks if isinstance(block, Heading)]
    yield messages.ADD_READ.format(
        file=addition.order.file.name, format=addition.format_.value, headings=len(headings),
        lists=sum(1 for _ in listings(addition.blocks)), passages=len(addition.carry.passages),
    )  # fmt: skip
    yield messages.ADD_HEADINGS
    yield from ("  " * heading.level + plain(heading.heading) for heading in headings)
    title, asked = addition.own_title, collapse(addition.order.title)
    if title is None:
        yield messages.ADD_TITLE_ADDED
    elif title.lower() != asked.lower():
        yield messages.ADD_TITLE_DIFFERS.format(title=title, asked=asked)
    yield from _history(addition.carry, addition.guideline)
    dropped = addition.extract.dropped
    if dropped:
        yield messages.ADD_DROPPED
    for one in dropped[:_MOST_DROPPED]:
        form = messages.ADD_DROPPED_ITEM if one.times > 1 else messages.ADD_DROPPED_ONCE
        yield form.format(text=one.text, times=one.times)
    if len(dropped) > _MOST_DROPPED:
        yield messages.ADD_ABBREVIATED.format(count=len(dropped) - _MOST_DROPPED)
    yield from (messages.ADD_NOTE.format(note=note) for note in addition.extract.notes)


def compared(addition: Addition) -> Iterator[str]:
    """Lines on every passage: kept, changed, new or removed, and the roles that await review."""
    carry = addition.carry
    if addition.guideline is None:
        yield messages.ADD_NEW_GUIDELINE.format(guideline=addition.order.guideline_id)
    if carry.previous is None:
        yield messages.ADD_FIRST.format(count=len(carry.passages))
    else:
        yield from _differences(carry, carry.previous.key)
    yield from _roles(addition)
    yield from (messages.ADD_WARNING.format(problem=problem) for problem in addition.warnings)


def written(addition: Addition, folder: Path) -> Iterator[str]:
    """Lines on what was written and what comes next."""
    order = addition.order
    end = messages.ADD_END.format(day=order.valid_to) if order.valid_to else messages.ADD_OPEN_END
    yield messages.ADD_DONE.format(key=order.key, start=order.valid_from, end=end)
    yield from (messages.ADD_WROTE.format(file=folder / name) for name in addition.files)
    if any(passage.proposed for passage in addition.carry.passages):
        notes = folder / f"{order.version_id}{ANNOTATIONS_SUFFIX}"
        yield messages.ADD_NEXT.format(file=notes, guideline=order.guideline_id, version=order.version_id)


def _history(carry: Carry, guideline: Guideline | None) -> Iterator[str]:
    entries = [passage for passage in carry.passages if is_history(passage)]
    yield messages.ADD_HISTORY if entries else messages.ADD_NO_HISTORY
    adopted = {version.adopted: version.version_id for version in (guideline.versions if guideline else ())}
    for entry in entries:
        yield f"  {entry.text}"
        for written_date in dates_in(entry.text):
            version = adopted.get(written_date.day)
            known = messages.ADD_HISTORY_KNOWN.format(version=version) if version else messages.ADD_HISTORY_UNKNOWN
            yield messages.ADD_HISTORY_DAY.format(words=written_date.words, long=written_date.day, known=known)


def _differences(carry: Carry, previous: str) -> Iterator[str]:
    same, changed, added = (carry.of(change) for change in (Change.SAME, Change.CHANGED, Change.ADDED))
    yield messages.ADD_COMPARED.format(
        version=previous, same=len(same), changed=len(changed), added=len(added), removed=len(carry.removed)
    )
    if same:
        yield messages.ADD_SAME_HEAD
        yield "  " + ", ".join(one.passage.anchor for one in same)
    if changed:
        yield messages.ADD_CHANGED_HEAD
    for one in changed:
        old = _in_full(one.old) if one.old else ""
        yield messages.ADD_CHANGED_ITEM.format(anchor=one.passage.anchor, old=old, new=_in_full(one.passage))
    if added:
        yield messages.ADD_ADDED_HEAD
    for one in added:
        yield f"  {one.passage.anchor}{messages.ADD_RETURNED if one.returned else ''}: {_in_full(one.passage)}"
    if carry.removed:
        yield messages.ADD_REMOVED_HEAD
    yield from (f"  {passage.anchor}: {_in_full(passage)}" for passage in carry.removed)


def _roles(addition: Addition) -> Iterator[str]:
    proposed = [passage for passage in addition.carry.passages if passage.proposed]
    yield messages.ADD_ROLES_HEAD if proposed else messages.ADD_NO_ROLES
    for passage in proposed:
        yield messages.ADD_ROLE_ITEM.format(role=passage.proposed, anchor=passage.anchor, text=passage.text)
        if passage.refers_to:
            yield messages.ADD_REFERS_TO.format(title=passage.refers_to)
    if any(passage.proposed is Role.SUPPORT and not passage.conditions for passage in proposed):
        yield messages.ADD_SET_CONDITIONS.format(file=f"{addition.order.version_id}{ANNOTATIONS_SUFFIX}")
    conditions = [passage.anchor for passage in proposed if passage.proposed is Role.CONDITION]
    if conditions:
        yield messages.ADD_CHECK_CONDITIONS.format(anchors=", ".join(conditions))


def _in_full(passage: Passage) -> str:
    return f"{passage.lead_in} {passage.text}" if passage.lead_in else passage.text
