"""`bench|weight|screenshots`: measure the running program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from corpus.settings import load_settings
from evals import messages
from evals.errors import EvaluationError

cli = typer.Typer()


@cli.command(help=messages.HELP_BENCH)
def bench(
    questions: Annotated[int, typer.Option("--questions", min=1, help=messages.HELP_QUESTIONS)] = 200,
    clients: Annotated[list[int] | None, typer.Option("--clients", min=1, help=messages.HELP_CLIENTS)] = None,
    no_bank: Annotated[bool, typer.Option("--no-bank", help=messages.HELP_BENCH_NO_BANK)] = False,
    scale: Annotated[bool, typer.Option("--scale", help=messages.HELP_SCALE)] = False,
    file: Annotated[Path | None, typer.Option("--json", help=messages.HELP_JSON)] = None,
) -> None:
    """Start the server and measure how soon and how fast it answers, and how that bears a growing corpus."""
    from evals.measure import bench_text
    from evals.measure.floor import floor
    from evals.measure.scale import building, searches
    from evals.measure.speed import CLIENTS, measure
    from evals.measure.without_bank import without_bank

    published = load_settings()
    with without_bank(published) if no_bank else nullcontext(published) as settings:
        measured = bench_text.Measured(
            measure(settings, questions, clients or CLIENTS),
            floor(settings, questions),
            building(settings) if scale else None,
            tuple(searches()) if scale else (),
        )
    print(bench_text.table(measured))
    if file is not None:
        file.write_text(json.dumps(asdict(measured), indent=1) + "\n", encoding="utf-8")
        print(messages.BENCHED.format(file=file))


@cli.command(help=messages.HELP_WEIGHT)
def weight() -> None:
    """Start the server and measure what each way of showing the assistant on another site costs."""
    with _browser_tools():
        from evals.measure.page_weight import table, weigh
    print(table(weigh(load_settings())))


@cli.command(help=messages.HELP_SCREENSHOTS)
def screenshots(folder: Annotated[Path, typer.Argument(help=messages.HELP_FOLDER)]) -> None:
    """Take the pictures of the documentation."""
    with _browser_tools():
        from evals.measure.screenshots import take
    print(messages.PICTURES_TAKEN.format(count=take(load_settings(), folder), folder=folder))


@contextmanager
def _browser_tools() -> Iterator[None]:
    """For imports of what only developers install."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise EvaluationError(messages.NO_BROWSER_TOOLS.format(module=error.name)) from error
