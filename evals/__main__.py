"""Command line of the evaluation room, `asf evals …`: runs and what they show, publishing, measuring."""

from __future__ import annotations

from corpus.command_line import main_of, new_cli
from corpus.errors import CorpusError
from evals import messages
from evals.cli import cases, gaps, measure, publish, runs
from evals.errors import EvaluationError
from index.errors import SearchIndexError

cli = new_cli(messages.HELP)
for part in (runs, cases, publish, gaps, measure):
    cli.add_typer(part.cli)
main = main_of(cli, CorpusError, SearchIndexError, EvaluationError)

if __name__ == "__main__":
    main()
