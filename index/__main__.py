"""Command line of the index room: `python -m index build|search|status|rollback`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus import messages as corpus_messages
from corpus.errors import CorpusError
from corpus.settings import load_settings
from corpus.timeline import InForce, applicable, today
from index import messages
from index.build import build as build_index
from index.errors import SearchIndexError
from index.model_identity import model_identity
from index.publication import Shelf, stale_reasons

if TYPE_CHECKING:
    from index.model import Embedder

cli = typer.Typer(help=messages.HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Data = Annotated[Path | None, typer.Option("--data", help=messages.HELP_DATA)]
Corpus = Annotated[Path | None, typer.Option("--corpus", help=messages.HELP_CORPUS)]
Model = Annotated[str | None, typer.Option("--model", help=messages.HELP_MODEL)]


@cli.command(help=messages.HELP_BUILD)
def build(
    force: Annotated[bool, typer.Option("--force", help=messages.HELP_FORCE)] = False,
    data: Data = None,
    corpus: Corpus = None,
    model: Model = None,
) -> None:
    """Build and publish unless everything is up to date."""
    settings = load_settings()
    result = build_index(
        corpus or settings.corpus_dir,
        data or settings.data_dir,
        model or settings.embedding_model,
        _load_model,
        force=force,
    )
    if not result.rebuilt:
        print(messages.FRESH.format(publication=result.manifest.publication))
        return
    print(
        messages.PUBLISHED.format(
            publication=result.manifest.publication,
            passages=result.manifest.passages,
            questions=result.manifest.questions,
            embedded=result.embedded,
            seconds=result.seconds,
        )
    )


@cli.command(help=messages.HELP_SEARCH)
def search(
    question: str,
    on: Annotated[str | None, typer.Option("--on", help=messages.HELP_ON)] = None,
    top: Annotated[int, typer.Option("--top", min=1, help=messages.HELP_TOP)] = 5,
    data: Data = None,
    model: Model = None,
) -> None:
    """Show the passages nearest to a question, and how it is understood."""
    from index.published import open_published

    try:
        day = date.fromisoformat(on) if on else today()
    except ValueError as error:
        raise typer.BadParameter(corpus_messages.BAD_DAY.format(value=on)) from error
    settings = load_settings()
    index = open_published(data or settings.data_dir)
    found = [applicable(guideline, day) for guideline in index.catalogue.guidelines]
    keys = [state.version.key for state in found if isinstance(state, InForce)]
    if not keys:
        print(messages.NOTHING_IN_FORCE)
        return
    embedder = _load_model(model or settings.embedding_model)
    index.require_model(embedder.identity)
    for hit in index.search(question, embedder, keys, top):
        version = index.catalogue.version(hit.version_key)
        passage = version.passage(hit.anchor) if version else None
        text = passage.text if passage else ""
        print(f"{hit.similarity:.3f}  {hit.spelling:.3f}  {hit.version_key}#{hit.anchor}  {text}")
    if reading := index.read(question, embedder):
        for values in (reading.outcomes, reading.matters, reading.gaps):
            best = sorted(values.items(), key=lambda item: -item[1])[:4]
            print("   ".join(f"{name} {chance:.2f}" for name, chance in best))


@cli.command(help=messages.HELP_STATUS)
def status(data: Data = None, corpus: Corpus = None, model: Model = None) -> None:
    """Show what is published and whether it is up to date."""
    from index.published import open_published

    settings = load_settings()
    manifest = open_published(data or settings.data_dir).manifest
    print(messages.STATUS.format(**{name: getattr(manifest, name) for name in manifest.__slots__}))
    identity = model_identity(model or settings.embedding_model)
    reasons = stale_reasons(manifest, corpus or settings.corpus_dir, identity)
    print(messages.STATUS_STALE.format(reasons=", ".join(reasons)) if reasons else messages.STATUS_FRESH)


@cli.command(help=messages.HELP_ROLLBACK)
def rollback(data: Data = None) -> None:
    """Serve the previous publication again."""
    shelf = Shelf(data or load_settings().data_dir)
    shelf.prepare()
    with shelf.lock():
        print(messages.ROLLED_BACK.format(publication=shelf.roll_back()))


def _load_model(name: str) -> Embedder:
    from index.embedder import SentenceEmbedder

    return SentenceEmbedder(name)


def main() -> None:
    """Run the command line; faults end in one clear message and exit code 1."""
    try:
        cli()
    except (CorpusError, SearchIndexError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
