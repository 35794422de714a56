"""Command line of the assistant: `python -m assistant ask "…" [--json] [--as-of DATE]` and `feedback`."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from assistant.errors import QuestionError
from assistant.feedback import FeedbackStore
from assistant.llm.configured import configured_phrasing
from assistant.model import Question
from assistant.pipeline import Pipeline
from assistant.presentation.links import Links
from assistant.presentation.render import to_json, to_terminal
from assistant.question.cleaning import checked
from assistant.texts.wording import wording
from corpus import messages as corpus_messages
from corpus.dates import iso_day
from corpus.errors import CorpusError
from corpus.settings import load_settings
from index.embedding.cached import CachedEmbedder
from index.errors import SearchIndexError
from index.publishing.published_index import open_published

_HELP = wording("sv").cli
cli = typer.Typer(help=_HELP["help"], no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@cli.command(help=_HELP["ask"])
def ask(
    question: str,
    as_json: Annotated[bool, typer.Option("--json", help=_HELP["json"])] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help=_HELP["as_of"])] = None,
) -> None:
    """Answer one question from what is published."""
    try:
        day = iso_day(as_of) if as_of else None
    except ValueError as error:
        raise typer.BadParameter(corpus_messages.BAD_DAY.format(value=as_of)) from error
    checked(question)  # before the model loads, which takes seconds
    settings = load_settings()
    index = open_published(settings.data_dir)
    from index.embedding.embedder import SentenceEmbedder

    embedder = CachedEmbedder(SentenceEmbedder(settings.embedding_model))
    index.require_model(embedder.identity)
    phrasing = configured_phrasing(settings)
    answer = Pipeline(index, embedder, phrasing=phrasing).answer(Question(question, as_of=day))
    links = Links(settings.public_url, settings.root_path)
    if as_json:
        print(json.dumps(to_json(answer, links), ensure_ascii=False, indent=2))
    else:
        print(to_terminal(answer, links))


@cli.command(help=_HELP["feedback"])
def feedback(only_bad: Annotated[bool, typer.Option("--only-bad", help=_HELP["only_bad"])] = False) -> None:
    """Print what members thought of answers, oldest first."""
    settings, texts = load_settings(), wording("sv")
    kept = list(FeedbackStore(settings.data_dir / "feedback", settings.feedback_days).kept())
    for day, given in kept:
        if given.helpful and only_bad:
            continue
        print(texts.say("cli", "helped" if given.helpful else "helped_not", day=day.isoformat()))
        print(f"{given.answer}\n")
        if given.comment:
            print(texts.say("cli", "comment", comment=given.comment) + "\n")
    print(texts.say("cli", "feedback_count", count=len(kept), good=sum(given.helpful for _, given in kept)))


def main() -> None:
    """Run the command line; faults end in one clear message and exit code 1."""
    try:
        cli()
    except QuestionError as error:
        print(wording("sv").say("error", error.reason, **error.values_for_text), file=sys.stderr)
        sys.exit(2)
    except (CorpusError, SearchIndexError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
