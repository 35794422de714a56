"""`new|check|accept`: look after the suites themselves."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from corpus.lookup import find_guideline, find_version_of
from corpus.reading.catalogue import load_catalogue
from corpus.settings import load_settings
from corpus.timeline import today
from evals import messages
from evals.cases.contamination import leaks, shared_share
from evals.cli.options import Cases, cases_folder, tell_left_out
from evals.score.benchmark import load_benchmark
from evals.score.exclusion import abandoned

cli = typer.Typer()
_MAX_SHARED = 1 / 3


@cli.command(help=messages.HELP_NEW)
def new(guideline_id: str, cases_dir: Cases = None) -> None:
    """Write the first files of a guideline's own cases; what is there stays as it is."""
    from evals.cases.starting import start_for

    settings = load_settings()
    guideline = find_guideline(load_catalogue(settings.corpus_dir), guideline_id)
    folder = cases_folder(cases_dir, settings)
    written = start_for(folder, guideline, today())
    if not written:
        print(messages.NEW_NOTHING.format(folder=folder, guideline=guideline_id))
        return
    print(messages.NEW_WRITTEN.format(files="\n".join(f"  {folder / name}" for name in written)))
    option = f" --cases {cases_dir}" if cases_dir else ""
    print(messages.NEW_NEXT.format(suite=folder / "suites" / f"{guideline_id}.yaml", option=option))


@cli.command(help=messages.HELP_ACCEPT)
def accept(
    guideline_id: str,
    version_id: str,
    anchors: Annotated[list[str] | None, typer.Argument(help=messages.HELP_ACCEPT_ANCHORS)] = None,
    cases_dir: Cases = None,
) -> None:
    """Note that the cases are right for a version's wording, too."""
    from evals.cases import accepting

    settings = load_settings()
    guideline = find_guideline(load_catalogue(settings.corpus_dir), guideline_id)
    version = find_version_of(guideline, version_id)
    folder = cases_folder(cases_dir, settings)
    accepted = accepting.accept(folder, version, anchors or ())
    text = messages.ACCEPTED if accepted else messages.ACCEPT_NOTHING
    print(text.format(count=len(accepted), version=version.key, anchors=", ".join(accepted), folder=folder))


@cli.command(help=messages.HELP_CHECK)
def check(cases_dir: Cases = None) -> None:
    """Check the suites; exit 1 when they are wrong, too close to the text, or leak into the bank."""
    settings = load_settings()
    catalogue = load_catalogue(settings.corpus_dir)
    benchmark = load_benchmark(cases_folder(cases_dir, settings), catalogue)
    cases = benchmark.cases
    dev = sum(case.split == "dev" for case in cases)
    print(messages.SUITES_FINE.format(count=len(cases), dev=dev, test=len(cases) - dev))
    tell_left_out(benchmark)
    if lost := abandoned(cases, catalogue, benchmark.binding):
        print(messages.ABANDONED.format(count=len(lost)))
        print(
            "\n".join(messages.ABANDONED_CASE.format(case=e.case.case_id, anchors=", ".join(e.anchors)) for e in lost)
        )
    shared = shared_share(cases, catalogue)
    print(messages.SHARED.format(share=shared, limit=_MAX_SHARED))
    leaked = leaks(cases, catalogue)
    for case_id, question in leaked:
        print(messages.LEAK.format(case=case_id, question=question), file=sys.stderr)
    if shared > _MAX_SHARED:
        print(messages.TOO_MUCH_SHARED, file=sys.stderr)
    if leaked or shared > _MAX_SHARED:
        raise typer.Exit(1)
