"""Options that several commands share, and what they have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus.settings import Settings
from evals import messages
from evals.score.benchmark import BUNDLED, Benchmark

Out = Annotated[Path | None, typer.Option("--out", help=messages.HELP_OUT)]
Cases = Annotated[Path | None, typer.Option("--cases", help=messages.HELP_CASES, show_default=False)]
SplitName = Annotated[str, typer.Option("--split", help=messages.HELP_SPLIT)]


def cases_folder(given: Path | None, settings: Settings) -> Path:
    """The folder of cases: the one that was named, the one that is set, or the bundled one."""
    return given or settings.cases_dir or BUNDLED


def tell_left_out(benchmark: Benchmark) -> None:
    """Say how many cases are about guidelines that are not in the corpus."""
    if benchmark.left_out:
        print(messages.LEFT_OUT.format(count=benchmark.left_out))
