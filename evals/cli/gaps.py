"""`gaps`: what people ask that the guidelines do not say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.settings import load_settings
from corpus.timeline import today
from evals import messages

cli = typer.Typer()


@cli.command(help=messages.HELP_GAPS)
def gaps(out: Annotated[Path | None, typer.Option("--out", help=messages.HELP_GAPS_OUT)] = None) -> None:
    """Group what is kept of questions without answer, and write the report."""
    from assistant.unanswered import FOLDER, UnansweredStore
    from corpus.database.engine import Database

    settings = load_settings()
    database = Database(settings.database_url.get_secret_value(), settings.data_dir)
    kept = list(UnansweredStore(database, settings.feedback_days, earlier=settings.data_dir / FOLDER).kept())
    if not kept:
        print(messages.NO_GAPS)
        return
    from evals.report.gaps import Asked, gaps_page, gaps_table, grouped
    from index.reader.reading_model import BundledReadingModel

    asked = [Asked(day, each) for day, each in kept]
    vectors = BundledReadingModel(settings.embedding_model).embed_queries([each.kept.question for each in asked])
    groups = grouped(asked, vectors)
    folder = out or settings.data_dir / "evals"
    folder.mkdir(parents=True, exist_ok=True)
    page, table = folder / "gaps.html", folder / "gaps.csv"
    page.write_text(gaps_page(groups, today()), encoding="utf-8")
    table.write_bytes(gaps_table(groups))
    print(messages.GAPS_WRITTEN.format(total=len(asked), groups=len(groups), page=page, table=table))
