"""What the command lines of all rooms share: running, faults in one clear message, days as options, tables.

Exit codes: 0 done, 1 a fault or a gate that does not hold, 2 the command was written wrongly.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from typer.exceptions import TyperException

from corpus import messages
from corpus.dates import iso_day

Main = Callable[..., None]
_WRITTEN_WRONGLY = 2
_IN_ENGLISH = {
    r"No such command '(?P<name>[^']*)'": messages.NO_SUCH_COMMAND,
    r"No such option: (?P<name>\S+)": messages.NO_SUCH_OPTION,
    r"Option '(?P<name>[^']*)' requires": messages.OPTION_WITHOUT_VALUE,
    r"Got unexpected extra argument\(s\) \((?P<name>.*)\)": messages.TOO_MUCH,
}
"""What the library says, which has no other way of telling these mistakes apart."""


class WrongOptionError(typer.BadParameter):
    """An option or argument whose value cannot be; the text says so in Swedish."""


def new_cli(help_text: str) -> typer.Typer:
    """A command line without options of its own; without a command it shows its help."""
    return typer.Typer(help=help_text, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def main_of(cli: typer.Typer, *faults: type[Exception]) -> Main:
    """The entry point of a command line; `faults` end in their own text and exit code 1."""

    def main(arguments: Sequence[str] | None = None, program: str | None = None) -> None:
        """Run with these arguments, or those of the process."""
        try:
            code = cli(args=arguments, prog_name=program, standalone_mode=False)
        except TyperException as error:
            if type(error).__name__ != "NoArgsIsHelpError":  # not wrong: its help has been shown
                print(told(error), file=sys.stderr)
            sys.exit(_WRITTEN_WRONGLY)
        except faults as error:
            print(error, file=sys.stderr)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)

    return main


def told(error: TyperException) -> str:
    """What is wrong with a command, in Swedish, and where to read how it is written."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "asf"
    return f"{_reason(error)}\n{messages.SEE_HELP.format(command=command)}"


def _reason(error: TyperException) -> str:
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if parameter is not None and parameter.opts else ""
    if isinstance(error, WrongOptionError):
        return error.message
    if type(error).__name__ == "MissingParameter":
        return messages.PARAMETER_MISSING.format(name=name)
    if isinstance(error, typer.BadParameter):
        return messages.BAD_PARAMETER.format(name=name) if name else error.message
    for pattern, text in _IN_ENGLISH.items():
        if found := re.match(pattern, error.message):
            return text.format(name=found["name"])
    return messages.WRITTEN_WRONGLY_SOMEHOW


def day_of(text: str) -> date:
    """A day as an option gives it. Raises WrongOptionError."""
    try:
        return iso_day(text.strip())
    except ValueError as error:
        raise WrongOptionError(messages.BAD_DAY.format(value=text)) from error


def plain_table(*columns: str) -> Table:
    """A plain table whose cells run over several lines rather than lose characters."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def print_table(table: Table) -> None:
    """Square brackets and colons in titles are no markup."""
    Console(markup=False, emoji=False).print(table)
