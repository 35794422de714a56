"""Command line of the evaluation room: `python -m evals bench`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from corpus.errors import CorpusError
from corpus.settings import load_settings
from evals import messages
from evals.bench import BenchError, measure

cli = typer.Typer(help=messages.HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@cli.callback()
def evals() -> None:
    """Keep `bench` a command of its own."""


@cli.command(help=messages.HELP_BENCH)
def bench(questions: Annotated[int, typer.Option("--questions", min=1, help=messages.HELP_QUESTIONS)] = 200) -> None:
    """Start the server and measure how soon and how fast it answers."""
    timing = measure(load_settings(), questions)
    print(messages.BENCH_TABLE.format(**{name: getattr(timing, name) for name in timing.__slots__}))


def main() -> None:
    """Run the command line; faults end in one clear message and exit code 1."""
    try:
        cli()
    except (CorpusError, BenchError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
