"""What cases try, and sample questions teach, of the passages in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from assistant.web.staff.bench.cases import GuidelineCover, PassageCover
from corpus.model import Catalogue, Guideline, Version
from corpus.timeline import version_in_force
from evals.model import Split
from evals.workbench.suite_files import SuiteFile
from index.model import qualified


def coverage_of(catalogue: Catalogue, suites: Iterable[SuiteFile], day: date) -> tuple[GuidelineCover, ...]:
    """A guideline at a time; those without a version in force have nothing to cover."""
    dev, test = Counter[str](), Counter[str]()
    for suite in suites:
        for case in suite.cases if not suite.made_up else ():
            row = suite.row(case)
            (test if row.split == Split.TEST else dev).update(row.evidence)
    return tuple(
        _cover(guideline, version, dev, test)
        for guideline in catalogue.guidelines
        if (version := version_in_force(guideline, day)) is not None
    )


def _cover(guideline: Guideline, version: Version, dev: Counter[str], test: Counter[str]) -> GuidelineCover:
    samples = Counter[str]()
    for group in guideline.bank.groups if guideline.bank else ():
        for anchor in group.passages:
            samples[anchor] += group.size
    names = {passage.anchor: qualified(guideline.guideline_id, passage.anchor) for passage in version.passages}
    return GuidelineCover(
        guideline_id=guideline.guideline_id,
        title=guideline.title,
        version_id=version.version_id,
        passages=tuple(
            PassageCover(
                anchor=passage.anchor,
                lead_in=passage.lead_in or "",
                text=passage.text,
                dev=dev[names[passage.anchor]],
                test=test[names[passage.anchor]],
                samples=samples[passage.anchor],
            )
            for passage in version.passages
        ),
    )
