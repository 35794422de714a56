"""What people ask that the guidelines do not say: questions without answer, grouped by meaning, counted by month.

Grouped by average linkage of their vectors. On 142 development questions about 30 gaps, questions of a group were about
the same gap in 67 of 100 pairs, and 30 of 100 pairs about the same gap came together; a wider limit mixes more than it
gathers.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from assistant.unanswered import Unanswered
from evals import messages
from evals.report.templates import TEMPLATES
from index.model import Vectors

_ALIKE = 0.6
"""Cosine distance up to which groups are joined."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without answer, and the day it came."""

    day: date
    kept: Unanswered


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions of one meaning, the most typical one first."""

    asked: tuple[Asked, ...]

    @property
    def question(self) -> str:
        """The most typical one."""
        return self.asked[0].kept.question

    @property
    def by_month(self) -> dict[str, int]:
        """How many came in each month (ÅÅÅÅ-MM)."""
        return dict(sorted(Counter(each.day.strftime("%Y-%m") for each in self.asked).items()))


def grouped(asked: Sequence[Asked], vectors: Vectors) -> list[GapGroup]:
    """The groups, largest first; row i of `vectors` embeds question i."""
    if len(asked) < 2:  # nothing to tell apart
        return [GapGroup(tuple(asked))] if asked else []
    clustering = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=_ALIKE)
    labels = clustering.fit_predict(vectors)
    groups = []
    for label in dict.fromkeys(labels):
        rows = np.flatnonzero(labels == label)
        typical = np.argsort(-(vectors[rows] @ vectors[rows].mean(axis=0)), kind="stable")
        groups.append(GapGroup(tuple(asked[rows[place]] for place in typical)))
    return sorted(groups, key=lambda group: -len(group.asked))


def gaps_page(groups: Sequence[GapGroup], made: date) -> str:
    """A page to read and print, with nothing from elsewhere."""
    months = sorted({month for group in groups for month in group.by_month})
    most = max((count for group in groups for count in group.by_month.values()), default=1)
    return TEMPLATES.get_template("gaps.html").render(
        groups=groups,
        months=months,
        most=most,
        made=made,
        texts=messages,
        total=sum(len(each.asked) for each in groups),
    )


def gaps_table(groups: Sequence[GapGroup]) -> bytes:
    """The same as a table that Excel opens in Swedish: semicolons, and a byte order mark."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(messages.GAPS_COLUMNS)
    for number, group in enumerate(groups, 1):
        for each in group.asked:
            kept = each.kept
            status = messages.GAPS_STATUS[kept.status.value]
            row = (
                number,
                len(group.asked),
                _inert(group.question),
                _inert(kept.question),
                each.day,
                status,
                kept.language,
            )
            writer.writerow(row)
    return file.getvalue().encode("utf-8-sig")


def _inert(text: str) -> str:
    """Words that a spreadsheet takes for no formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
