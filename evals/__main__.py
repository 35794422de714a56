"""Command line of the evaluation room: `python -m evals run|report|compare|check|publish|bench|weight|screenshots`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import httpx
import typer

from corpus import messages as corpus_messages
from corpus.dates import iso_day
from corpus.errors import CorpusError
from corpus.reading.catalogue import load_catalogue
from corpus.settings import load_settings
from corpus.timeline import today
from evals import messages
from evals.cases.binding import abandoned
from evals.cases.contamination import leaks, shared_share
from evals.errors import EvaluationError, NoCasesError
from evals.measure.speed import measure
from evals.model import CaseOutcome
from evals.publishing.trial_text import trial_text
from evals.publishing.trials import breaks_promise, days_of_trial, grounds_of, trials, waiting
from evals.report.llm_comparison import rows_beside
from evals.report.report import Row, gate_text, markdown_summary, write_report
from evals.run.generate import generate, over_http
from evals.run.runs import RunInfo, load_run, new_run, save_run
from evals.run.system import catalogue_of, load_subject, open_index
from evals.score.benchmark import BUNDLED, load_yardstick
from evals.score.compare import compare as compare_scores
from evals.score.judging import Judgement, judge
from index.embedding.model_identity import model_identity
from index.errors import SearchIndexError
from index.publishing.publication_store import Shelf
from index.publishing.published_index import PublishedIndex

cli = typer.Typer(help=messages.HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Out = Annotated[Path | None, typer.Option("--out", help=messages.HELP_OUT)]
Cases = Annotated[Path, typer.Option("--cases", help=messages.HELP_CASES, show_default=False)]
SplitName = Annotated[str, typer.Option("--split", help=messages.HELP_SPLIT)]
_MAX_SHARED = 1 / 3


@cli.command(help=messages.HELP_RUN)
def run(
    suite: Annotated[list[str] | None, typer.Option("--suite", help=messages.HELP_SUITE)] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help=messages.HELP_TAG)] = None,
    split: SplitName = "dev",
    url: Annotated[str, typer.Option("--url", help=messages.HELP_URL)] = "",
    no_bank: Annotated[bool, typer.Option("--no-bank", help=messages.HELP_NO_BANK)] = False,
    candidate: Annotated[bool, typer.Option("--candidate", help=messages.HELP_CANDIDATE)] = False,
    on: Annotated[str, typer.Option("--on", help=messages.HELP_DAY)] = "",
    llm: Annotated[str, typer.Option("--llm", help=messages.HELP_LLM)] = "",
    graded: Annotated[bool, typer.Option("--graded", help=messages.HELP_GRADED)] = False,
    cases_dir: Cases = BUNDLED,
    out: Out = None,
) -> None:
    """Ask, save, judge, report; exit 1 when a gate is broken."""
    if llm and url:
        raise typer.BadParameter(messages.NO_MODEL_OVER_URL)
    if graded and not llm:
        raise typer.BadParameter(messages.GRADE_NEEDS_MODEL)
    for option, given in (("--candidate", candidate), ("--on", on)):
        if url and given:
            raise typer.BadParameter(messages.NOT_BOTH.format(option=option))
    day = _day(on)
    settings = load_settings()
    index = open_index(settings, candidate=candidate)
    yardstick = load_yardstick(cases_dir, index.catalogue)
    _tell_left_out(yardstick.left_out)
    cases = yardstick.chosen(suite or [], tag or [], split)
    if url:
        cases = [case for case in cases if case.corpus is None]  # a server holds its own corpus only
    if not cases:
        raise NoCasesError(messages.NO_CASES)
    info = new_run(split + ("-no-bank" if no_bank else ""), index.manifest, split, day)
    info = replace(info, suites=tuple(suite or []), tags=tuple(tag or []), bank=not no_bank, url=url)
    if url:
        with httpx.Client(base_url=url, timeout=60) as client:
            ask = over_http(client)
            outcomes = generate(cases, lambda _: ask)
    else:
        corpora = {name: path for name, path in yardstick.corpora.items() if any(c.corpus == name for c in cases)}
        subject = load_subject(index, settings, corpora)
        if llm:
            print(messages.ASKING_WITHOUT.format(model=llm), file=sys.stderr)
        outcomes = generate(cases, subject.on(day, with_bank=not no_bank))
    runs = out or settings.data_dir / "evals"
    folder = save_run(runs, info, outcomes)
    judgement = judge(cases, outcomes, yardstick.catalogue, yardstick, day)
    if not llm:
        _tell(folder, info, judgement, outcomes)
        return
    from evals.run.phrased import run_phrased  # needs what is installed only for language models

    write_report(folder, info, judgement, outcomes)
    info = replace(info, run_id=f"{info.run_id}-llm", llm=llm)
    phrased = run_phrased(settings, llm, lambda p: generate(cases, subject.on(day, with_bank=not no_bank, phrasing=p)))
    with_model = judge(cases, phrased.outcomes, yardstick.catalogue, yardstick, day)
    folder = save_run(runs, info, phrased.outcomes)
    beside = rows_beside(judgement, with_model, phrased.outcomes, phrased.grades() if graded else None)
    _tell(folder, info, with_model, phrased.outcomes, beside)


@cli.command(help=messages.HELP_REPORT)
def report(folder: Path, cases_dir: Cases = BUNDLED) -> None:
    """Judge saved outcomes again."""
    _tell(folder, *_judged_again(folder, cases_dir))


@cli.command(help=messages.HELP_COMPARE)
def compare(first: Path, second: Path, cases_dir: Cases = BUNDLED) -> None:
    """Tell whether the second run is better than the first, over the cases that both could be judged on."""
    judgements = [_judged_again(folder, cases_dir)[1] for folder in (first, second)]
    found = compare_scores(*(judgement.scores for judgement in judgements))
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
    turns = {case.case_id: case.turns[-1] for judgement in judgements for case in judgement.cases}
    for heading, flipped in ((messages.BETTER, found.better), (messages.WORSE, found.worse)):
        print(heading.format(count=len(flipped)))
        print("\n".join(f"  {case_id}: {turns[case_id]}" for case_id in flipped))


@cli.command(help=messages.HELP_CHECK)
def check(cases_dir: Cases = BUNDLED) -> None:
    """Check the suites; exit 1 when they are wrong, too close to the text, or leak into the bank."""
    catalogue = load_catalogue(load_settings().corpus_dir)
    yardstick = load_yardstick(cases_dir, catalogue)
    cases = yardstick.cases
    dev = sum(case.split == "dev" for case in cases)
    print(messages.SUITES_FINE.format(count=len(cases), dev=dev, test=len(cases) - dev))
    _tell_left_out(yardstick.left_out)
    if lost := abandoned(cases, catalogue, yardstick.binding):
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


@cli.command(help=messages.HELP_PUBLISH)
def publish(
    force: Annotated[bool, typer.Option("--force", help=messages.HELP_FORCE)] = False,
    reason: Annotated[str, typer.Option("--reason", help=messages.HELP_REASON)] = "",
    split: SplitName = "dev",
    cases_dir: Cases = BUNDLED,
    out: Out = None,
) -> None:
    """Try the candidate and serve it; exit 1 with nothing changed when a gate is broken and not forced."""
    if force and not reason.strip():
        raise typer.BadParameter(messages.REASON_NEEDED)
    settings = load_settings()
    shelf = Shelf(settings.data_dir)
    candidate = waiting(shelf, settings.corpus_dir, model_identity(settings.embedding_model))
    if candidate is None:
        print(messages.UP_TO_DATE.format(publication=shelf.current().publication))
        return
    index = PublishedIndex(shelf, candidate)  # a damaged one is never published, not even by force
    catalogue = load_catalogue(settings.corpus_dir)  # the candidate's own copy leaves the sample questions out
    yardstick = load_yardstick(cases_dir, catalogue)
    _tell_left_out(yardstick.left_out)
    cases = [case for case in yardstick.chosen([], [], split) if case.corpus is None]
    judgements: list[Judgement] = []
    if cases:
        subject = load_subject(index, settings)
        for trial in trials(days_of_trial(catalogue, today()), cases, subject.on, catalogue, yardstick):
            info = new_run(f"publish-{trial.day}", candidate, split, trial.day)
            folder = save_run(out or settings.data_dir / "evals", info, trial.outcomes)
            print(trial_text(trial, write_report(folder, info, trial.judgement, trial.outcomes)))
            judgements.append(trial.judgement)
    elif not force:
        raise NoCasesError(messages.NO_CASES_FOR_CORPUS)
    grounds = grounds_of(judgements, reason.strip())
    for broken in grounds.broken:
        print(broken, file=sys.stderr)
    if grounds.broken and not force:
        print(messages.NOT_PUBLISHED.format(count=len(grounds.broken)), file=sys.stderr)
        raise typer.Exit(1)
    shelf.publish(candidate, grounds)
    text = messages.PUBLISHED if not grounds.forced else messages.FORCED if cases else messages.FORCED_BLIND
    print(text.format(publication=candidate.publication, count=len(grounds.broken)))
    if breaks_promise(judgements):
        print(messages.PROMISE_BROKEN, file=sys.stderr)


@cli.command(help=messages.HELP_BENCH)
def bench(questions: Annotated[int, typer.Option("--questions", min=1, help=messages.HELP_QUESTIONS)] = 200) -> None:
    """Start the server and measure how soon and how fast it answers."""
    timing = measure(load_settings(), questions)
    print(messages.BENCH_TABLE.format(**{name: getattr(timing, name) for name in timing.__slots__}))


@cli.command(help=messages.HELP_WEIGHT)
def weight() -> None:
    """Start the server and measure what each way of showing the assistant on another site costs."""
    with _browser_tools():
        from evals.measure.page_weight import table, weigh
    print(table(weigh(load_settings())))


@cli.command(help=messages.HELP_SCREENSHOTS)
def screenshots(folder: Annotated[Path, typer.Argument(help=messages.HELP_FOLDER)]) -> None:
    """Take the pictures of the documentation."""
    with _browser_tools():
        from evals.measure.screenshots import take
    print(messages.PICTURES_TAKEN.format(count=take(load_settings(), folder), folder=folder))


@contextmanager
def _browser_tools() -> Iterator[None]:
    """For imports of what only developers install."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise EvaluationError(messages.NO_BROWSER_TOOLS.format(module=error.name)) from error


def _day(text: str) -> date:
    try:
        return iso_day(text) if text else today()
    except ValueError as error:
        raise typer.BadParameter(corpus_messages.BAD_DAY.format(value=text)) from error


def _judged_again(folder: Path, cases_dir: Path) -> tuple[RunInfo, Judgement, list[CaseOutcome]]:
    """A saved run, judged by the texts that it was answered from and the cases that still exist."""
    info, saved = load_run(folder)
    catalogue, publication = catalogue_of(info.publication, load_settings())
    if publication != info.publication:
        print(messages.JUDGED_BY_OTHERS.format(publication=info.publication, current=publication), file=sys.stderr)
    yardstick = load_yardstick(cases_dir, catalogue)
    by_id = {case.case_id: case for case in yardstick.cases}
    outcomes = [outcome for outcome in saved if outcome.case_id in by_id]
    cases = [by_id[outcome.case_id] for outcome in outcomes]
    return info, judge(cases, outcomes, yardstick.catalogue, yardstick, info.day), outcomes


def _tell_left_out(count: int) -> None:
    if count:
        print(messages.LEFT_OUT.format(count=count))


def _tell(
    folder: Path, info: RunInfo, judgement: Judgement, outcomes: Sequence[CaseOutcome], beside: Sequence[Row] = ()
) -> None:
    """Write the report and print its summary; exit 1 when a gate is broken."""
    page = write_report(folder, info, judgement, outcomes, beside)
    print(markdown_summary(info, judgement, beside))
    print(messages.SAVED.format(folder=folder, report=page))
    for result in judgement.broken:
        print(gate_text(result), file=sys.stderr)
    if judgement.broken:
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
