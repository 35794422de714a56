"""Command line of the corpus room, `python -m corpus …`: what staff look at, and what they change."""

from __future__ import annotations

import sys

from corpus.cli import change, inspect
from corpus.errors import CorpusError

cli = inspect.cli
cli.add_typer(change.cli)


def main() -> None:
    """Run the command line; faults end in one clear message and exit code 1."""
    try:
        cli()
    except CorpusError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
