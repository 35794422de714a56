"""`bench|weight|screenshots`: measure the running program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from corpus.settings import load_settings
from evals import messages
from evals.errors import EvaluationError

cli = typer.Typer()


@cli.command(help=messages.HELP_BENCH)
def bench(questions: Annotated[int, typer.Option("--questions", min=1, help=messages.HELP_QUESTIONS)] = 200) -> None:
    """Start the server and measure how soon and how fast it answers."""
    from evals.measure.speed import measure

    timing = measure(load_settings(), questions)
    print(messages.BENCH_TABLE.format(**{name: getattr(timing, name) for name in timing.__slots__}))


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
