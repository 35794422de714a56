"""What staff fill in about a decision, from a form to what the importer asks for."""

from __future__ import annotations

from pathlib import Path

from assistant.staff.drafts import DraftFields
from assistant.web.staff.access import Posted
from corpus.dates import day_or_none, iso_day
from corpus.importing.change.order import Order
from corpus.model import Catalogue
from corpus.reading.front_matter import slug
from corpus.reading.parsing import collapse

_LONGEST = 300


def fields_of(posted: Posted, catalogue: Catalogue) -> DraftFields:
    """What a form carries. An empty title is the last version's; a new guideline's id has a field of its own."""
    fields = {name: collapse(posted.text(name))[:_LONGEST] for name in DraftFields.__slots__ if name != "guideline_id"}
    chosen = (posted.text("guideline_id") or posted.text("new_guideline"))[:_LONGEST]
    guideline = catalogue.guideline(chosen)
    if not fields["title"] and guideline is not None:
        fields["title"] = guideline.title
    return DraftFields(guideline_id=chosen, **fields)


def mistakes_in(fields: DraftFields, catalogue: Catalogue) -> dict[str, str]:
    """What is wrong with which field, as names of texts; nothing when an order can be made of them."""
    found = {}
    for name, key in (("guideline_id", "bad_guideline"), ("version_id", "bad_version")):
        value = getattr(fields, name)
        if (value or name == "guideline_id") and not _is_slug(value):
            found[name] = key
    if not fields.title:
        found["title"] = "no_title"
    days = {name: day_or_none(getattr(fields, name)) for name in ("adopted", "valid_from", "valid_to")}
    for name, day in days.items():
        if day is None and (getattr(fields, name) or name != "valid_to"):
            found[name] = "bad_day" if getattr(fields, name) else "no_day"
    adopted, start, end = days["adopted"], days["valid_from"], days["valid_to"]
    if adopted and start and adopted > start:
        found["adopted"] = "adopted_later"
    if start and end and end < start:
        found["valid_to"] = "ends_before"
    guideline = catalogue.guideline(fields.guideline_id)
    if guideline is not None and guideline.version(version_id_of(fields)) is not None:
        found["version_id"] = "version_taken"
    return found


def version_id_of(fields: DraftFields) -> str:
    """What the version will be called: the day of the decision unless it was given a name."""
    return fields.version_id or fields.adopted


def order_of(fields: DraftFields, file: Path) -> Order:
    """What the importer asks for, of fields without mistakes. Raises ChangeRefusedError, ValueError."""
    return Order(
        file=file,
        guideline_id=fields.guideline_id,
        version_id=version_id_of(fields),
        title=fields.title,
        adopted=iso_day(fields.adopted),
        valid_from=iso_day(fields.valid_from),
        valid_to=iso_day(fields.valid_to) if fields.valid_to else None,
        adopted_by=fields.adopted_by or None,
        registry_number=fields.registry_number or None,
    )


def _is_slug(value: str) -> bool:
    try:
        slug(value)
    except ValueError:
        return False
    return True
