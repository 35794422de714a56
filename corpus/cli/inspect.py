"""What staff look at: `check|list|show|timeline|diff|annotate|review`. What changes the corpus stands in `change`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from corpus import messages
from corpus.cli.timeline_drawing import timeline_lines
from corpus.command_line import day_of, new_cli, plain_table, print_table
from corpus.errors import CorpusError
from corpus.lookup import find_guideline, find_version, find_version_named, find_version_of
from corpus.model import Version
from corpus.reading.annotations import annotation_yaml
from corpus.reading.catalogue import annotations_file, check_corpus, load_catalogue
from corpus.settings import load_settings
from corpus.timeline import InForce, Unknown, applicable, effective_end, status_on, today

cli = new_cli(messages.HELP)
Documents = Annotated[Path | None, typer.Option("--dir", help=messages.HELP_DIR)]


@cli.command(help=messages.HELP_CHECK)
def check(directory: Documents = None) -> None:
    """List every problem; exit 1 when there is an error."""
    checked = check_corpus(_documents(directory))
    for problem in checked.problems:
        print(problem, file=sys.stderr)
    if checked.errors:
        raise typer.Exit(1)
    versions = [version for guideline in checked.catalogue.guidelines for version in guideline.versions]
    passages = sum(len(version.passages) for version in versions)
    count = len(checked.catalogue.guidelines)
    print(messages.CLEAN.format(guidelines=count, versions=len(versions), passages=passages))
    if checked.problems:
        print(messages.WITH_WARNINGS.format(count=len(checked.problems)))


@cli.command("list", help=messages.HELP_LIST)
def list_versions(directory: Documents = None) -> None:
    """A table of guidelines and versions."""
    table = plain_table("guideline", "version", "adopted", "valid_from", "valid_to", "passages", "title")
    for guideline in load_catalogue(_documents(directory)).guidelines:
        for version in guideline.versions:
            table.add_row(
                version.guideline_id, version.version_id,
                _day(version.adopted), _day(version.valid_from), _day(effective_end(version, guideline)),
                str(len(version.passages)) if version.has_text else "–", version.title,
            )  # fmt: skip
    print_table(table)


@cli.command(help=messages.HELP_SHOW)
def show(guideline_id: str, version_id: str, directory: Documents = None) -> None:
    """A version's passages with anchor and role."""
    version = find_version(load_catalogue(_documents(directory)), guideline_id, version_id)
    if not version.has_text:
        print(f"{version.title}: {messages.UNAVAILABLE}")
    for passage in version.passages:
        lead_in = f"{passage.lead_in} " if passage.lead_in else ""
        print(f"{passage.anchor} [{passage.role or '–'}]\n    {lead_in}{passage.text}")


@cli.command(help=messages.HELP_TIMELINE)
def timeline(
    guideline_id: str,
    on: Annotated[str | None, typer.Option("--on", help=messages.HELP_ON)] = None,
    directory: Documents = None,
) -> None:
    """Which version applies on a day, and all versions seen from it."""
    day = day_of(on) if on else today()
    guideline = find_guideline(load_catalogue(_documents(directory)), guideline_id)
    found = applicable(guideline, day)
    state = {InForce: messages.IN_FORCE, Unknown: messages.NOT_KNOWN}.get(type(found), messages.NOT_IN_FORCE)
    print(messages.TIMELINE_HEAD.format(title=guideline.title, guideline=guideline_id, day=day, state=state))
    print("\n".join(["", *timeline_lines(guideline, day)]))
    table = plain_table("version", "valid_from", "valid_to", "confirmed_in_force", "status")
    for version in guideline.versions:
        stated = version.starts is not None
        table.add_row(
            version.version_id, _day(version.valid_from), _day(effective_end(version, guideline)),
            _day(version.confirmed_in_force), status_on(version, guideline, day).value if stated else "–",
        )  # fmt: skip
    print_table(table)


@cli.command(help=messages.HELP_DIFF)
def diff(
    older: Annotated[str, typer.Argument(help=messages.HELP_DIFF_VERSION)],
    newer: Annotated[str, typer.Argument(help=messages.HELP_DIFF_VERSION)],
    directory: Documents = None,
) -> None:
    """What was added, removed and changed from one version to another."""
    from corpus.cli.version_diff import difference_lines  # slow to import: pairing passages takes SciPy

    catalogue = load_catalogue(_documents(directory))
    old, new = (find_version_named(catalogue, name) for name in (older, newer))
    for version in (old, new):
        if not version.has_text:
            raise CorpusError(messages.DIFF_WITHOUT_TEXT.format(version=version.key))
    print("\n".join(difference_lines(old, new)))


@cli.command(help=messages.HELP_ANNOTATE)
def annotate(guideline_id: str, version_id: str, directory: Documents = None) -> None:
    """Write a first passages file for a version that has none."""
    documents = _documents(directory)
    version = find_version(load_catalogue(documents), guideline_id, version_id)
    file = annotations_file(documents / guideline_id / f"{version_id}.md")
    if file.exists():
        raise CorpusError(messages.ALREADY_ANNOTATED.format(file=file))
    file.write_text(annotation_yaml(version.passages), encoding="utf-8")
    print(messages.ANNOTATED.format(file=file, count=len(version.passages)))


@cli.command(help=messages.HELP_REVIEW)
def review(guideline_id: str, version_id: str, directory: Documents = None) -> None:
    """List what waits for staff: proposed roles, and sample questions that the version leaves unused, one by one."""
    documents = _documents(directory)
    guideline = find_guideline(load_catalogue(documents), guideline_id)
    version = find_version_of(guideline, version_id)
    if version.awaits_review:
        _print_proposed(version, annotations_file(documents / guideline_id / f"{version_id}.md"))
    if guideline.bank is None:
        print(messages.REVIEW_NOTHING.format(guideline=guideline_id))
        return
    stale = guideline.bank.stale_in(version)
    count = sum(len(group.questions) for group in stale)
    print((messages.REVIEW_HEAD if count else messages.REVIEW_NONE).format(count=count, version=version_id))
    for group in stale:
        place = {"file": group.file, "line": group.line, "anchors": ", ".join(group.passages)}
        for question in group.questions:
            print(messages.REVIEW_ITEM.format(**place, question=question))


def _print_proposed(version: Version, file: Path) -> None:
    waiting = [passage for passage in version.passages if passage.proposed]
    place = {"guideline": version.guideline_id, "version": version.version_id, "file": file}
    print(messages.REVIEW_ROLES_HEAD.format(count=len(waiting), **place))
    for passage in waiting:
        print(messages.REVIEW_ROLE.format(role=passage.proposed, anchor=passage.anchor, text=passage.text))


def _documents(directory: Path | None) -> Path:
    return directory or load_settings().corpus_dir


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"
