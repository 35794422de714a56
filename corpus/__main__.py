"""Command line of the corpus room, `asf corpus …`: what staff look at, and what they change."""

from __future__ import annotations

from corpus.cli import change, inspect
from corpus.command_line import main_of
from corpus.errors import CorpusError

cli = inspect.cli
cli.add_typer(change.cli)
main = main_of(cli, CorpusError)

if __name__ == "__main__":
    main()
