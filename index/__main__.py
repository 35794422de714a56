"""Command line of the index room: `asf index build|search|status|rollback|log|check|train|pack`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.command_line import WrongOptionError, day_of, main_of, new_cli
from corpus.errors import CorpusError
from corpus.settings import load_settings
from corpus.timeline import today, version_in_force
from corpus.who import who
from index import messages
from index.embedding.model_identity import BUNDLED, model_identity
from index.errors import ModelError, SearchIndexError, TrainingError
from index.publishing.configured import configured_publications
from index.publishing.manifest import Manifest

if TYPE_CHECKING:
    from index.build.candidate import BuildResult
    from index.model import Embedder

cli = new_cli(messages.HELP)
Data = Annotated[Path | None, typer.Option("--data", help=messages.HELP_DATA)]
Corpus = Annotated[Path | None, typer.Option("--corpus", help=messages.HELP_CORPUS)]
Model = Annotated[str | None, typer.Option("--model", help=messages.HELP_MODEL)]


@cli.command(help=messages.HELP_BUILD)
def build(
    force: Annotated[bool, typer.Option("--force", help=messages.HELP_FORCE)] = False,
    first: Annotated[bool, typer.Option("--publish-first", help=messages.HELP_PUBLISH_FIRST)] = False,
    data: Data = None,
    corpus: Corpus = None,
    model: Model = None,
) -> None:
    """Make a candidate unless everything is up to date; or publish at once when nothing usable is published."""
    if force and first:
        raise WrongOptionError(messages.FORCE_AND_FIRST)
    settings = load_settings()
    name = model or settings.embedding_model
    publications = configured_publications(settings, data)
    if first and publications.serves(model_identity(name)):  # told at once: what builds takes seconds to import
        print(messages.USABLE.format(publication=publications.current().publication))
        return
    from index.build.candidate import Found, build_candidate
    from index.build.publish_now import build as build_and_publish

    documents = corpus or settings.corpus_dir
    if first:
        print(_told(messages.PUBLISHED, build_and_publish(documents, publications, name, _load_model)))
        return
    result = build_candidate(documents, publications, name, _load_model, force=force)
    texts = {
        Found.CHANGED: messages.BUILT,
        Found.CANDIDATE: messages.FRESH_CANDIDATE,
        Found.PUBLISHED: messages.FRESH_PUBLISHED,
    }
    print(_told(texts[result.found], result))


def _told(text: str, result: BuildResult) -> str:
    made = result.manifest
    return text.format(
        publication=made.publication,
        passages=made.passages,
        questions=made.questions,
        embedded=result.embedded,
        seconds=result.seconds,
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
    from index.publishing.published_index import open_published

    day = day_of(on) if on else today()
    settings = load_settings()
    index = open_published(configured_publications(settings, data))
    in_force = (version_in_force(guideline, day) for guideline in index.catalogue.guidelines)
    keys = [version.key for version in in_force if version]
    if not keys:
        print(messages.NOTHING_IN_FORCE)
        return
    embedder = _load_model(model or settings.embedding_model)
    index.require_model(embedder.identity)
    for hit in index.search(question, embedder, keys, top):
        print(f"{hit.semantic_score:.3f}  {hit.lexical_score:.3f}  {'#'.join(hit.passage.key)}  {hit.passage.text}")
    if found := index.predict(question, embedder):
        for values in (found.status_probabilities, found.passage_probabilities, found.gap_probabilities):
            best = sorted(values.items(), key=lambda item: -item[1])[:4]
            print("   ".join(f"{name} {probability:.2f}" for name, probability in best))


@cli.command(help=messages.HELP_STATUS)
def status(data: Data = None, corpus: Corpus = None, model: Model = None) -> None:
    """Show what is published, what waits for publication, and whether either is up to date."""
    from index.build.candidate_diff import differences
    from index.publishing.published_index import PublishedIndex, open_published
    from index.publishing.status import index_status

    settings = load_settings()
    publications = configured_publications(settings, data)
    published = open_published(publications)
    identity = model_identity(model or settings.embedding_model)
    found = index_status(publications, corpus or settings.corpus_dir, identity)
    print(_shown(messages.STATUS, found.published))
    if found.taken_back:
        print(messages.STATUS_TAKEN_BACK.format(when=found.taken_back.when[:10]))
    elif found.stale:
        text = messages.STATUS_CANDIDATE_WAITS if found.waits else messages.STATUS_STALE
        print(text.format(reasons=", ".join(found.stale)))
    else:
        print(messages.STATUS_FRESH)
    if found.candidate is None:
        print(messages.STATUS_NO_CANDIDATE)
        return
    different = ", ".join(differences(published, PublishedIndex(publications, found.candidate)))
    print(_shown(messages.STATUS_CANDIDATE, found.candidate, differences=different or messages.NO_DIFFERENCE))
    if not found.waits:
        print(messages.STATUS_CANDIDATE_STALE.format(reasons=", ".join(found.candidate_stale)))


def _shown(text: str, manifest: Manifest, **more: str) -> str:
    return text.format(**{name: getattr(manifest, name) for name in manifest.__slots__}, **more)


@cli.command(help=messages.HELP_ROLLBACK)
def rollback(
    reason: Annotated[str, typer.Option("--reason", help=messages.HELP_REASON)] = "",
    by: Annotated[str, typer.Option("--by", help=messages.HELP_BY)] = "",
    data: Data = None,
    model: Model = None,
) -> None:
    """Serve the previous publication again."""
    settings = load_settings()
    publications = configured_publications(settings, data)
    publications.prepare()
    identity = model_identity(model or settings.embedding_model)
    print(messages.ROLLED_BACK.format(publication=publications.roll_back(identity, reason, who(by))))


@cli.command(help=messages.HELP_LOG)
def log(data: Data = None) -> None:
    """Show every publication and rollback."""
    from rich.console import Console

    from index.publishing.log_table import log_table

    entries = configured_publications(load_settings(), data).record()
    if entries:
        Console().print(log_table(entries))
    else:
        print(messages.LOG_EMPTY)


@cli.command(help=messages.HELP_PACK)
def pack(data: Data = None) -> None:
    """Let the package bring the vectors of what is published, so that a first build need not compute them."""
    from index.publishing.publications import KEPT_VECTORS
    from index.retrieval.vector_file import PACKAGED, VectorFile

    publications = configured_publications(load_settings(), data)
    manifest = publications.current()
    kept = VectorFile.load(publications.path(manifest.publication) / KEPT_VECTORS)
    if kept is None or manifest.model != model_identity(BUNDLED):
        raise ModelError(messages.PACK_OTHER)
    kept.in_half_precision().save(PACKAGED)
    print(messages.PACKED.format(count=len(kept.hashes), file=PACKAGED))


@cli.command(help=messages.HELP_TRAIN)
def train(
    folder: Annotated[Path, typer.Option("--folder", help=messages.HELP_FOLDER)] = Path("data/training"),
    documents: Annotated[Path | None, typer.Option("--documents", help=messages.HELP_DOCUMENTS)] = None,
    weights: Annotated[Path | None, typer.Option("--weights", help=messages.HELP_WEIGHTS)] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help=messages.HELP_LIMIT)] = None,
) -> None:
    """Train the reader, or go on with a training that was stopped."""
    try:
        from index.training.recipe import Recipe, limited
        from index.training.recipe import train as trained
        from index.training.ship import ship
    except ImportError as error:
        raise TrainingError(messages.NOT_INSTALLED.format(name=error.name)) from error
    from index.training.document import DOCUMENTS, load_documents

    learned = limited(load_documents(documents or DOCUMENTS), limit)
    ship(trained(learned, folder, Recipe(), partial(print, flush=True)), learned, weights or folder / "weights")
    print(messages.TRAINED.format(folder=weights or folder / "weights"))


@cli.command(help=messages.HELP_ASIDES)
def asides(
    corpus: Corpus = None,
    documents: Annotated[Path | None, typer.Option("--documents", help=messages.HELP_DOCUMENTS)] = None,
    weights: Annotated[Path | None, typer.Option("--weights", help=messages.HELP_ASIDES_WEIGHTS)] = None,
) -> None:
    """Teach what is no question about any guideline."""
    from corpus.reading.catalogue import load_catalogue
    from index.classifier.samples import samples_of
    from index.embedding.encoder import Encoder
    from index.embedding.onnx_files import ASIDES, WEIGHTS
    from index.training.asides import taught_asides
    from index.training.document import DOCUMENTS, load_documents

    samples = samples_of(load_catalogue(corpus or load_settings().corpus_dir))
    file = (weights or WEIGHTS) / ASIDES
    taught_asides(samples, load_documents(documents or DOCUMENTS), Encoder()).save(file)
    print(messages.ASIDES_TAUGHT.format(file=file))


@cli.command(help=messages.HELP_CHECK)
def check(documents: Annotated[Path | None, typer.Option("--documents", help=messages.HELP_DOCUMENTS)] = None) -> None:
    """Check the training documents and count them."""
    from index.training.document import DOCUMENTS, Split, load_documents, of_split

    found = load_documents(documents or DOCUMENTS)
    for split in Split:
        own = of_split(found, split)
        print(
            messages.COUNTED.format(
                split=split.value, documents=len(own), questions=sum(len(each.questions) for each in own)
            )
        )


def _load_model(name: str) -> Embedder:
    from index.embedding.embedder import SentenceEmbedder

    return SentenceEmbedder(name)


main = main_of(cli, CorpusError, SearchIndexError)

if __name__ == "__main__":
    main()
