"""A version's file: YAML front matter between two '---' lines, then the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus import messages
from corpus.dates import iso_day
from corpus.reading.located_yaml import Fields, Report, load
from corpus.reading.text_files import read_text

REQUIRED_KEYS = frozenset({"guideline", "version", "title", "adopted", "adopted_by", "valid_from", "valid_to"})
OPTIONAL_KEYS = frozenset({"confirmed_in_force", "registry_number", "source", "text"})
_FENCE = "---"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class VersionFile:
    """What a version's file says, before its text is parsed and its validity compared with others."""

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
    declared_unavailable: bool
    body: str
    body_line: int
    key_lines: dict[str, int]


def slug(text: str) -> str:
    """`text` if it may be an id (a–z, 0–9, hyphens); ValueError otherwise."""
    if not _SLUG.fullmatch(text):
        raise ValueError(text)
    return text


def read_version_file(report: Report) -> VersionFile | None:
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
    head = load("\n".join(lines[1:end]), report, first_line=2)
    if head is None:
        return None
    fields = Fields(head, report, REQUIRED_KEYS, OPTIONAL_KEYS)
    version = _read_fields(fields, body="\n".join(lines[end + 1 :]), body_line=end + 2)
    if version is not None:
        _check_against_path(version, fields)
    return version


def _read_fields(fields: Fields, body: str, body_line: int) -> VersionFile | None:
    guideline_id = fields.parsed("guideline", slug, messages.BAD_SLUG, needed=True)
    version_id = fields.parsed("version", slug, messages.BAD_SLUG, needed=True)
    title = fields.text("title", needed=True)
    days = {
        key: fields.parsed(key, iso_day, messages.BAD_DATE)
        for key in ("adopted", "valid_from", "valid_to", "confirmed_in_force")
    }
    status = fields.text("text")
    if status not in (None, "unavailable"):
        fields.report.error(fields.line("text"), messages.BAD_TEXT_STATUS)
    if guideline_id is None or version_id is None or title is None:
        return None
    return VersionFile(
        guideline_id=guideline_id,
        version_id=version_id,
        title=title,
        adopted=days["adopted"],
        adopted_by=fields.text("adopted_by"),
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        confirmed_in_force=days["confirmed_in_force"],
        registry_number=fields.text("registry_number"),
        source=fields.text("source"),
        declared_unavailable=status == "unavailable",
        body=body,
        body_line=body_line,
        key_lines={key: fields.line(key) for key in REQUIRED_KEYS | OPTIONAL_KEYS},
    )


def _check_against_path(version: VersionFile, fields: Fields) -> None:
    report, file = fields.report, fields.report.file
    if version.guideline_id != file.parent.name:
        message = messages.WRONG_GUIDELINE.format(value=version.guideline_id, folder=file.parent.name)
        report.error(fields.line("guideline"), message)
    if version.version_id != file.stem:
        message = messages.WRONG_VERSION.format(value=version.version_id, stem=file.stem)
        report.error(fields.line("version"), message)
    if version.source is not None and not (file.parent / version.source).is_file():
        report.error(fields.line("source"), messages.SOURCE_MISSING.format(source=version.source))
    _check_days(version, fields)


def _check_days(version: VersionFile, fields: Fields) -> None:
    start, end = version.valid_from, version.valid_to
    confirmed, adopted = version.confirmed_in_force, version.adopted
    if start and end and end < start:
        message = messages.ENDS_BEFORE_START.format(valid_to=end, valid_from=start)
        fields.report.error(fields.line("valid_to"), message)
    if start and adopted and adopted > start:
        message = messages.ADOPTED_AFTER_START.format(adopted=adopted, valid_from=start)
        fields.report.error(fields.line("adopted"), message)
    if confirmed and ((start and confirmed < start) or (end and confirmed > end)):
        message = messages.CONFIRMED_OUTSIDE.format(confirmed=confirmed)
        fields.report.error(fields.line("confirmed_in_force"), message)
