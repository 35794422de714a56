"""A version's file: YAML front matter between two '---' lines, then the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, PlainValidator

from corpus import messages
from corpus.dates import iso_day
from corpus.errors import FileProblems
from corpus.reading.text_files import read_text
from corpus.reading.validation import Entry, Words, parsed, read
from corpus.reading.yaml_lines import Located, parse_mapping

_FENCE = "---"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def slug(text: str) -> str:
    """`text` if it may be an id (a–z, 0–9, hyphens); ValueError otherwise."""
    if not _SLUG.fullmatch(text):
        raise ValueError(text)
    return text


def _unavailable(text: str) -> bool:
    if text != "unavailable":
        raise ValueError(text)
    return True


_Slug: TypeAlias = Annotated[Words, AfterValidator(parsed(slug, messages.BAD_SLUG))]
_Day: TypeAlias = Annotated[date, PlainValidator(parsed(iso_day, messages.BAD_DATE))]
_Lost: TypeAlias = Annotated[bool, PlainValidator(parsed(_unavailable, messages.BAD_TEXT_STATUS))]


class FrontMatter(Entry):
    """What stands between the two lines."""

    guideline: _Slug
    version: _Slug
    title: Words
    adopted: _Day | None
    adopted_by: str | None
    valid_from: _Day | None
    valid_to: _Day | None
    confirmed_in_force: _Day | None = None
    registry_number: str | None = None
    source: str | None = None
    text: _Lost | None = None
    """True where the version is known but its text is not there any more."""


@dataclass(frozen=True, slots=True)
class VersionFile:
    """What a version's file says, before its text is parsed and its validity compared with others."""

    head: FrontMatter
    place: Located
    """The lines of the front matter."""
    body: str
    body_line: int


def read_version_file(report: FileProblems) -> VersionFile | None:
    """Read and check one file on its own. None when it is too broken to go on with."""
    text = read_text(report)
    if text is None:
        return None
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        report.error(1, messages.NO_FRONT_MATTER)
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        report.error(1, messages.UNCLOSED_FRONT_MATTER)
        return None
    place = parse_mapping("\n".join(lines[1:end]), report, first_line=2)
    head = read(FrontMatter, place, report) if place is not None else None
    if place is None or head is None:
        return None
    _check_against_path(head, place, report)
    _check_days(head, place, report)
    return VersionFile(head, place, body="\n".join(lines[end + 1 :]), body_line=end + 2)


def _check_against_path(head: FrontMatter, place: Located, report: FileProblems) -> None:
    file = report.file
    if head.guideline != file.parent.name:
        message = messages.WRONG_GUIDELINE.format(value=head.guideline, folder=file.parent.name)
        report.error(place.key_line("guideline"), message)
    if head.version != file.stem:
        message = messages.WRONG_VERSION.format(value=head.version, stem=file.stem)
        report.error(place.key_line("version"), message)
    if head.source is not None and not (file.parent / head.source).is_file():
        report.error(place.key_line("source"), messages.SOURCE_MISSING.format(source=head.source))


def _check_days(head: FrontMatter, place: Located, report: FileProblems) -> None:
    start, end, confirmed, adopted = head.valid_from, head.valid_to, head.confirmed_in_force, head.adopted
    if start and end and end < start:
        report.error(place.key_line("valid_to"), messages.ENDS_BEFORE_START.format(valid_to=end, valid_from=start))
    if start and adopted and adopted > start:
        message = messages.ADOPTED_AFTER_START.format(adopted=adopted, valid_from=start)
        report.error(place.key_line("adopted"), message)
    if confirmed and ((start and confirmed < start) or (end and confirmed > end)):
        message = messages.CONFIRMED_OUTSIDE.format(confirmed=confirmed)
        report.error(place.key_line("confirmed_in_force"), message)
