"""What people ask that the guidelines do not say: questions without answer, grouped by meaning, counted by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.presentation.spreadsheet import spreadsheet
from assistant.unanswered import Unanswered
from evals import messages
from evals.report.templates import TEMPLATES
from index.embedding.alike import alike
from index.model import Vectors


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
    return [GapGroup(tuple(asked[row] for row in rows)) for rows in alike(vectors)]


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
    rows = [
        (
            number,
            len(group.asked),
            group.question,
            each.kept.question,
            each.day,
            messages.GAPS_STATUS[each.kept.status.value],
            each.kept.language,
        )
        for number, group in enumerate(groups, 1)
        for each in group.asked
    ]
    return spreadsheet(messages.GAPS_COLUMNS, rows)
