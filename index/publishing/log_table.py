"""The record of publications as staff read it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE
from rich.table import Table

from index import messages
from index.publishing.record import Action, Entry, Grounds


def log_table(entries: Sequence[Entry]) -> Table:
    """A row an entry, the latest last."""
    table = Table(box=SIMPLE, show_lines=True)
    for heading in messages.LOG_HEAD:
        table.add_column(heading, overflow="fold")
    for entry in entries:
        when = entry.when.removesuffix("+00:00").replace("T", " ")
        table.add_row(when, _what(entry), _figures(entry.grounds), _why(entry.grounds))
    return table


def _what(entry: Entry) -> str:
    if entry.action is Action.ROLLED_BACK:
        action = messages.LOG_ROLLED_BACK
    else:
        action = messages.LOG_FORCED if entry.grounds.forced else messages.LOG_PUBLISHED
    if entry.grounds.by:
        action = f"{action} {messages.LOG_BY.format(by=entry.grounds.by)}"
    basis = messages.LOG_BASIS.format(corpus=entry.corpus[:8], model=entry.model, method=entry.method)
    return f"{action}\n{entry.publication}\n{basis}"


def _figures(grounds: Grounds) -> str:
    """A line for every day that was measured."""
    return "\n".join(f"{day}: {', '.join(map(_figure, row, row.values()))}" for day, row in grounds.figures.items())


def _figure(name: str, value: float | None) -> str:
    return f"{messages.LOG_FIGURES.get(name, name)} {_number(value)}"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1%}" if isinstance(value, float) else str(value)


def _why(grounds: Grounds) -> str:
    return "\n".join([*([grounds.reason] if grounds.reason else []), *grounds.broken])
