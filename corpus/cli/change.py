"""The commands that change the corpus: `python -m corpus add|close|approve|accept|correct|withdraw`.

What they need is imported when they run, so that `check` and `list` do not wait for converters.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from corpus import messages
from corpus.settings import load_settings
from corpus.who import who

cli = typer.Typer()
Documents = Annotated[Path | None, typer.Option("--dir", help=messages.HELP_DIR)]


@cli.command(help=messages.HELP_ADD)
def add(
    file: Annotated[Path, typer.Argument(help=messages.HELP_FILE)],
    guideline: Annotated[str, typer.Option(help=messages.HELP_GUIDELINE)],
    title: Annotated[str, typer.Option(help=messages.HELP_TITLE)],
    adopted: Annotated[str, typer.Option(help=messages.HELP_ADOPTED)],
    valid_from: Annotated[str, typer.Option(help=messages.HELP_VALID_FROM)],
    valid_to: Annotated[str | None, typer.Option(help=messages.HELP_VALID_TO)] = None,
    adopted_by: Annotated[str | None, typer.Option(help=messages.HELP_ADOPTED_BY)] = None,
    registry_number: Annotated[str | None, typer.Option(help=messages.HELP_REGISTRY_NUMBER)] = None,
    version: Annotated[str | None, typer.Option(help=messages.HELP_VERSION_ID)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=messages.HELP_DRY_RUN)] = False,
    directory: Documents = None,
) -> None:
    """Show what a document holds and, unless it is a dry run, add it as a version."""
    from corpus.importing.change import addition_text
    from corpus.importing.change.adding import prepare, write
    from corpus.importing.change.order import Order, day
    from corpus.importing.change.writing import sole_writer

    adopted_day = day("--adopted", adopted)
    order = Order(
        file=file,
        guideline_id=guideline,
        version_id=version or adopted_day.isoformat(),
        title=title,
        adopted=adopted_day,
        valid_from=day("--valid-from", valid_from),
        valid_to=day("--valid-to", valid_to) if valid_to else None,
        adopted_by=adopted_by,
        registry_number=registry_number,
    )
    settings = load_settings()
    documents = directory or settings.corpus_dir
    if dry_run:
        addition = prepare(order, documents, settings.max_import_mb)
        _print([*addition_text.recognised(addition), *addition_text.compared(addition), messages.ADD_DRY_RUN])
        return
    with sole_writer(documents):
        addition = prepare(order, documents, settings.max_import_mb)
        _print([*addition_text.recognised(addition), *addition_text.compared(addition)])
        write(addition, documents)
    _print(addition_text.written(addition, documents / guideline))


@cli.command(help=messages.HELP_CLOSE)
def close(
    guideline: Annotated[str, typer.Argument(help=messages.HELP_GUIDELINE)],
    valid_to: Annotated[str, typer.Option(help=messages.HELP_CLOSE_DAY)],
    directory: Documents = None,
) -> None:
    """Let a guideline end without a successor."""
    from corpus.importing.change import closing
    from corpus.importing.change.order import day
    from corpus.importing.change.writing import sole_writer

    documents, last_day = directory or load_settings().corpus_dir, day("--valid-to", valid_to)
    with sole_writer(documents):
        version = closing.close(guideline, last_day, documents)
    after = last_day + timedelta(days=1)
    place = {"title": version.title, "key": version.key, "guideline": guideline, "day": last_day, "after": after}
    typer.echo(messages.CLOSE_DONE.format(**place))


@cli.command(help=messages.HELP_APPROVE)
def approve(
    guideline_id: str,
    version_id: str,
    anchors: Annotated[list[str] | None, typer.Argument(help=messages.HELP_ANCHORS)] = None,
    directory: Documents = None,
) -> None:
    """Turn proposed roles into reviewed ones."""
    from corpus.importing.change import approving
    from corpus.importing.change.writing import sole_writer

    documents = directory or load_settings().corpus_dir
    with sole_writer(documents):
        approval = approving.approve(guideline_id, version_id, anchors or [], documents)
    count = len(approval.approved)
    typer.echo(messages.APPROVE_DONE.format(count=count, file=approval.file, left=approval.left))
    if bare := approving.without_conditions(approval.approved):
        typer.echo(messages.APPROVE_NO_CONDITIONS.format(anchors=", ".join(bare)))


@cli.command(help=messages.HELP_ACCEPT)
def accept(
    guideline_id: str,
    version_id: str,
    anchors: Annotated[list[str] | None, typer.Argument(help=messages.HELP_ACCEPT_ANCHORS)] = None,
    directory: Documents = None,
) -> None:
    """Bind sample questions to a version's wording, too."""
    from corpus.importing.change import accepting
    from corpus.importing.change.writing import sole_writer

    documents = directory or load_settings().corpus_dir
    with sole_writer(documents):
        accepted = accepting.accept(guideline_id, version_id, anchors or [], documents)
    named = ", ".join(accepted.anchors)
    place = {"anchors": named, "version": version_id, "count": accepted.questions, "file": accepted.file}
    typer.echo(messages.ACCEPT_DONE.format(**place))
    if accepted.left:
        typer.echo(messages.ACCEPT_LEFT.format(anchors=", ".join(accepted.left)))


Reason = Annotated[str, typer.Option("--reason", help=messages.HELP_CHANGE_REASON)]
By = Annotated[str, typer.Option("--by", help=messages.HELP_CHANGE_BY)]


@cli.command(help=messages.HELP_WITHDRAW)
def withdraw(guideline_id: str, version_id: str, reason: Reason, by: By = "", directory: Documents = None) -> None:
    """Put a version aside that was added by mistake."""
    from corpus.importing.change import withdrawing
    from corpus.importing.change.writing import sole_writer

    documents = directory or load_settings().corpus_dir
    with sole_writer(documents):
        folder = withdrawing.withdraw(guideline_id, version_id, reason, who(by), documents)
    typer.echo(messages.WITHDRAW_DONE.format(key=f"{guideline_id}/{version_id}", folder=folder))


@cli.command(help=messages.HELP_CORRECT)
def correct(
    guideline_id: str,
    version_id: str,
    old: Annotated[str, typer.Argument(help=messages.HELP_OLD)],
    new: Annotated[str, typer.Argument(help=messages.HELP_NEW)],
    reason: Reason,
    by: By = "",
    directory: Documents = None,
) -> None:
    """Correct a mistake in a version's text."""
    from corpus.importing.change import correcting
    from corpus.importing.change.writing import sole_writer

    documents = directory or load_settings().corpus_dir
    with sole_writer(documents):
        found = correcting.correct(guideline_id, version_id, old, new, reason, who(by), documents)
    place = {"anchor": found.passage.anchor, "file": found.file, "text": found.passage.text}
    typer.echo(messages.CORRECT_DONE.format(**place))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
