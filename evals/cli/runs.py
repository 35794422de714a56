"""`run|report|compare`: ask the suites, and judge what came back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import httpx
import typer

from corpus.command_line import WrongOptionError, day_of
from corpus.settings import load_settings
from corpus.timeline import today
from evals import messages
from evals.cases.documents import FOLDER, SUITE, asks_documents, imported
from evals.cli.options import Cases, Out, SplitName, cases_folder, tell_left_out
from evals.errors import EvaluationError, NoCasesError
from evals.model import Case, CaseOutcome
from evals.report.llm_comparison import cost_rows, flips, rows_beside
from evals.report.summary import Row, gate_text, markdown_summary, write_report
from evals.run.generate import generate, over_http
from evals.run.recording import load_recording, pieces_of
from evals.run.runs import RunInfo, load_run, new_run, save_run
from evals.run.system import catalogue_of, load_system, open_index
from evals.score.benchmark import BUNDLED, Benchmark, load_benchmark
from evals.score.compare import compare as compare_scores
from evals.score.judging import Judgement, judge

cli = typer.Typer()


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
    recorded: Annotated[Path | None, typer.Option("--recorded", help=messages.HELP_RECORDED)] = None,
    cases_dir: Cases = None,
    out: Out = None,
) -> None:
    """Ask, save, judge, report; exit 1 when a gate is broken."""
    _check_options(url=url, candidate=candidate, on=on, llm=llm, graded=graded, recorded=recorded)
    day = day_of(on) if on else today()
    settings = load_settings()
    index = open_index(settings, candidate=candidate)
    folder = cases_folder(cases_dir, settings)
    wants_documents = SUITE in (suite or [SUITE] * (folder == BUNDLED)) and not url
    documents = imported(split, settings.data_dir / FOLDER, anew=True) if wants_documents else []
    benchmark = load_benchmark(folder, index.catalogue).with_documents(documents)
    tell_left_out(benchmark)
    cases = benchmark.chosen(suite or [], tag or [], split)
    if url:
        cases = [case for case in cases if case.corpus is None]  # a server holds its own corpus only
    if not cases:
        raise NoCasesError(messages.NO_CASES)
    info = new_run(split + ("-no-bank" if no_bank else ""), index.manifest, split, day)
    info = replace(info, suites=tuple(suite or []), tags=tuple(tag or []), bank=not no_bank, url=url)
    runs = out or settings.data_dir / "evals"
    if url:
        _judged(runs, info, cases, _asked_over_http(cases, url), benchmark).tell()
        return
    corpora = {name: path for name, path in benchmark.corpora.items() if any(c.corpus == name for c in cases)}
    system = load_system(index, settings, corpora)
    recording = None
    if recorded:
        llm, recording = load_run(recorded)[0].llm, load_recording(recorded)
    elif llm:
        print(messages.ASKING_WITHOUT.format(model=llm), file=sys.stderr)
    plain = _judged(runs, info, cases, generate(cases, system.on(day, with_bank=not no_bank)), benchmark)
    if not llm:
        plain.tell()
        return
    from evals.run.with_model import run_with_model  # needs what is installed only for language models

    write_report(plain.folder, plain.info, plain.judgement, plain.outcomes)
    found = run_with_model(
        settings,
        llm,
        lambda model, trust: generate(cases, system.on(day, with_bank=not no_bank, llm=model, trust=trust)),
        recording,
    )
    alone, together = (
        _judged(runs, replace(info, run_id=f"{info.run_id}-{label}", llm=llm), cases, outcomes, benchmark)
        for label, outcomes in (("llm-alone", found.alone), ("llm", found.together))
    )
    found.recording.save(together.folder)
    write_report(alone.folder, alone.info, alone.judgement, alone.outcomes)
    grades = found.grades() if graded else None
    rows = rows_beside(plain.judgement, alone.judgement, together.judgement, found.together, grades)
    flipped = together.folder / "flips.txt"
    flipped.write_text("\n".join([*flips(plain.judgement, together.judgement), ""]), encoding="utf-8")
    print(messages.FLIPS_SAVED.format(file=flipped))
    together.tell([*rows, *cost_rows(found.recording.calls, pieces_of(found.recording.calls))])


def _check_options(*, url: str, candidate: bool, on: str, llm: str, graded: bool, recorded: Path | None) -> None:
    if recorded and (llm or graded or url):
        raise WrongOptionError(messages.RECORDED_NOT_BOTH)
    if llm and url:
        raise WrongOptionError(messages.NO_MODEL_OVER_URL)
    if graded and not llm:
        raise WrongOptionError(messages.GRADE_NEEDS_MODEL)
    for option, given in (("--candidate", candidate), ("--on", on)):
        if url and given:
            raise WrongOptionError(messages.NOT_BOTH.format(option=option))


def _asked_over_http(cases: Sequence[Case], url: str) -> list[CaseOutcome]:
    with httpx.Client(base_url=url, timeout=60) as client:
        ask = over_http(client)
        return generate(cases, lambda _: ask)


@dataclass(frozen=True, slots=True)
class _JudgedRun:
    """A run on disk, and what it shows."""

    folder: Path
    info: RunInfo
    judgement: Judgement
    outcomes: Sequence[CaseOutcome]

    def tell(self, beside: Sequence[Row] = ()) -> None:
        """Write the report and print its summary; exit 1 when a gate is broken."""
        page = write_report(self.folder, self.info, self.judgement, self.outcomes, beside)
        print(markdown_summary(self.info, self.judgement, beside))
        print(messages.SAVED.format(folder=self.folder, report=page))
        for result in self.judgement.broken:
            print(gate_text(result), file=sys.stderr)
        if self.judgement.broken:
            raise typer.Exit(1)
        print(messages.GATES_HELD)


def _judged(
    runs: Path, info: RunInfo, cases: Sequence[Case], outcomes: Sequence[CaseOutcome], benchmark: Benchmark
) -> _JudgedRun:
    """Save the answers, then judge them."""
    return _JudgedRun(save_run(runs, info, outcomes), info, judge(cases, outcomes, benchmark, info.day), outcomes)


@cli.command(help=messages.HELP_REPORT)
def report(folder: Path, cases_dir: Cases = None) -> None:
    """Judge saved outcomes again."""
    _judged_again(folder, cases_dir).tell()


@cli.command(help=messages.HELP_COMPARE)
def compare(first: Path, second: Path, cases_dir: Cases = None) -> None:
    """Tell whether the second run is better than the first, over the cases that both could be judged on."""
    judgements = [_judged_again(folder, cases_dir).judgement for folder in (first, second)]
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
    print("\n".join(flips(*judgements)))


def _judged_again(folder: Path, cases_dir: Path | None) -> _JudgedRun:
    """A saved run, judged by the texts that it was answered from and the cases that still exist."""
    info, saved = load_run(folder)
    settings = load_settings()
    catalogue, publication = catalogue_of(info.publication, settings)
    if publication != info.publication:
        print(messages.JUDGED_BY_OTHERS.format(publication=info.publication, current=publication), file=sys.stderr)
    asked = asks_documents(saved, info.split)
    documents = imported(info.split, settings.data_dir / FOLDER, anew=False) if asked else []
    benchmark = load_benchmark(cases_folder(cases_dir, settings), catalogue).with_documents(documents)
    by_id = {case.case_id: case for case in benchmark.cases}
    outcomes = [outcome for outcome in saved if outcome.case_id in by_id]
    cases = [by_id[outcome.case_id] for outcome in outcomes]
    return _JudgedRun(folder, info, judge(cases, outcomes, benchmark, info.day), outcomes)
