"""Command line of the evaluation room: `python -m evals run|report|compare|check|bench`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx
import typer

from corpus.catalogue import load_catalogue
from corpus.errors import CorpusError
from corpus.model import Catalogue
from corpus.settings import Settings, load_settings
from evals import messages
from evals.bench import measure
from evals.compare import compare as compare_scores
from evals.errors import EvaluationError
from evals.gates import GateResult, check_gates, load_gates
from evals.generate import Ask, generate, in_process, over_http
from evals.model import Case, CaseOutcome, Score
from evals.report import gate_text, html_report, markdown_summary
from evals.runs import RunInfo, current_commit, load_run, new_run_id, save_run
from evals.scoring import score
from evals.suites import SUITES, leaks, load_suites, shared_share
from index.errors import SearchIndexError
from index.publication import CORPUS_COPY, Manifest, Shelf

cli = typer.Typer(help=messages.HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Out = Annotated[Path | None, typer.Option("--out", help=messages.HELP_OUT)]
_MAX_SHARED = 1 / 3


@cli.command(help=messages.HELP_RUN)
def run(
    suite: Annotated[list[str] | None, typer.Option("--suite", help=messages.HELP_SUITE)] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help=messages.HELP_TAG)] = None,
    split: Annotated[str, typer.Option("--split", help=messages.HELP_SPLIT)] = "dev",
    url: Annotated[str, typer.Option("--url", help=messages.HELP_URL)] = "",
    no_bank: Annotated[bool, typer.Option("--no-bank", help=messages.HELP_NO_BANK)] = False,
    out: Out = None,
) -> None:
    """Ask, save, judge, report; exit 1 when a gate is broken."""
    settings = load_settings()
    catalogue, manifest = _published(settings)
    cases = _chosen(load_suites(SUITES, catalogue), suite or [], tag or [], split)
    if not cases:
        raise EvaluationError(messages.NO_CASES)
    started = datetime.now(UTC).isoformat(timespec="seconds")
    if url:
        with httpx.Client(base_url=url, timeout=60) as client:
            outcomes = generate(cases, over_http(client))
    else:
        outcomes = generate(cases, _local(settings, with_bank=not no_bank))
    info = RunInfo(
        run_id=new_run_id(split + ("-no-bank" if no_bank else "")),
        started=started,
        split=split,
        suites=tuple(suite or []),
        tags=tuple(tag or []),
        publication=manifest.publication,
        model=manifest.model,
        method=manifest.method,
        bank=not no_bank,
        url=url,
        commit=current_commit(Path(__file__).parent),
    )
    folder = save_run(out or settings.data_dir / "evals", info, outcomes)
    _judge(folder, info, cases, outcomes, catalogue)


@cli.command(help=messages.HELP_REPORT)
def report(folder: Path) -> None:
    """Judge saved outcomes again."""
    catalogue, _ = _published(load_settings())
    info, outcomes = load_run(folder)
    cases = _of_run(load_suites(SUITES, catalogue), outcomes)
    _judge(folder, info, cases, outcomes, catalogue)


@cli.command(help=messages.HELP_COMPARE)
def compare(first: Path, second: Path) -> None:
    """Tell whether the second run is better than the first."""
    catalogue, _ = _published(load_settings())
    cases = load_suites(SUITES, catalogue)
    scores = [_scores(_of_run(cases, outcomes), outcomes, catalogue) for _, outcomes in map(load_run, (first, second))]
    found = compare_scores(*scores)
    if found is None:
        raise EvaluationError(messages.NOTHING_SHARED)
    print(
        messages.COMPARED.format(
            first=first.name,
            second=second.name,
            before=found.before,
            after=found.after,
            count=found.count,
            p=found.p_value,
        )
    )
    turns = {case.case_id: case.turns[-1] for case in cases}
    for heading, flipped in ((messages.BETTER, found.better), (messages.WORSE, found.worse)):
        print(heading.format(count=len(flipped)))
        print("\n".join(f"  {case_id}: {turns[case_id]}" for case_id in flipped))


@cli.command(help=messages.HELP_CHECK)
def check() -> None:
    """Check the suites; exit 1 when they are wrong, too close to the text, or leak into the bank."""
    settings = load_settings()
    catalogue, _ = _published(settings)
    cases = load_suites(SUITES, catalogue)
    dev = sum(case.split == "dev" for case in cases)
    print(messages.SUITES_FINE.format(count=len(cases), dev=dev, test=len(cases) - dev))
    shared = shared_share(cases, catalogue)
    print(messages.SHARED.format(share=shared, limit=_MAX_SHARED))
    leaked = leaks(cases, catalogue)
    for case_id, question in leaked:
        print(messages.LEAK.format(case=case_id, question=question), file=sys.stderr)
    if leaked or shared > _MAX_SHARED:
        raise typer.Exit(1)


@cli.command(help=messages.HELP_BENCH)
def bench(questions: Annotated[int, typer.Option("--questions", min=1, help=messages.HELP_QUESTIONS)] = 200) -> None:
    """Start the server and measure how soon and how fast it answers."""
    timing = measure(load_settings(), questions)
    print(messages.BENCH_TABLE.format(**{name: getattr(timing, name) for name in timing.__slots__}))


def _published(settings: Settings) -> tuple[Catalogue, Manifest]:
    """The texts that the assistant answers from, and what they were indexed with."""
    shelf = Shelf(settings.data_dir)
    manifest = shelf.current()
    return load_catalogue(shelf.path(manifest.publication) / CORPUS_COPY), manifest


def _chosen(cases: Sequence[Case], suites: Sequence[str], tags: Sequence[str], split: str) -> list[Case]:
    return [
        case
        for case in cases
        if (not suites or case.suite in suites)
        and (not tags or case.tags.intersection(tags))
        and split in ("all", case.split.value)
    ]


def _of_run(cases: Sequence[Case], outcomes: Sequence[CaseOutcome]) -> list[Case]:
    asked = {outcome.case_id for outcome in outcomes}
    return [case for case in cases if case.case_id in asked]


def _local(settings: Settings, *, with_bank: bool) -> Ask:
    from assistant.pipeline import Pipeline
    from index.cached import CachedEmbedder
    from index.embedder import SentenceEmbedder
    from index.published import open_published

    index = open_published(settings.data_dir)
    embedder = CachedEmbedder(SentenceEmbedder(settings.embedding_model))
    index.require_model(embedder.identity)
    return in_process(Pipeline(index, embedder, with_bank=with_bank))


def _scores(cases: Sequence[Case], outcomes: Sequence[CaseOutcome], catalogue: Catalogue) -> list[Score]:
    by_id = {case.case_id: case for case in cases}
    return [score(by_id[o.case_id], o, catalogue) for o in outcomes if o.case_id in by_id]


def _judge(
    folder: Path, info: RunInfo, cases: Sequence[Case], outcomes: Sequence[CaseOutcome], catalogue: Catalogue
) -> None:
    scores = _scores(cases, outcomes, catalogue)
    results = check_gates(load_gates(), cases, scores)
    page = folder / "report.html"
    page.write_text(html_report(info, cases, outcomes, scores, results), encoding="utf-8")
    summary = markdown_summary(info, cases, scores)
    (folder / "summary.md").write_text(summary, encoding="utf-8")
    print(summary)
    print(messages.SAVED.format(folder=folder, report=page))
    _tell_gates(results)


def _tell_gates(results: Sequence[GateResult]) -> None:
    broken = [result for result in results if not result.held]
    for result in broken:
        print(gate_text(result), file=sys.stderr)
    if broken:
        raise typer.Exit(1)
    print(messages.GATES_HELD)


def main() -> None:
    """Run the command line; faults end in one clear message and exit code 1."""
    try:
        cli()
    except (CorpusError, SearchIndexError, EvaluationError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
