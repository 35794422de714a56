"""What the documents say of settings, commands and statuses is what the program has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer.main

import app
from assistant.model import Verdict
from corpus.model import Status
from corpus.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = ("corpus", "index", "evals")
_NAME = re.compile(r"`\.?([\w./-]+\.(?:py|md|yaml|txt|toml|png|html|js|css))`")
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)?(#[^)\s]+)?\)")
_COMMAND = re.compile(r"(?:\.venv/bin/)?\basf (?=[a-z-])(?P<words>[^`\n|]*)")


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def commands_of(cli: typer.Typer, *before: str) -> Iterator[tuple[str, ...]]:
    """Every command with the words that lead to it."""
    group: Any = typer.main.get_command(cli)
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from ((*before, name, inner) for inner in command.commands)
        else:
            yield *before, name


def all_commands() -> list[str]:
    assistant = import_module("assistant.__main__").cli
    rooms = (commands for room in ROOMS for commands in commands_of(import_module(f"{room}.__main__").cli, room))
    return ["serve", *(" ".join(words) for words in (*commands_of(assistant), *rooms))]


def shown_commands(pattern: str) -> list[tuple[str, str]]:
    """Commands in what matches the pattern, with the document that shows them."""
    found = set()
    for document in DOCUMENTS:
        text = "\n".join(re.findall(pattern, text_of(document), re.DOTALL)).replace("\\\n", " ")
        found |= {(document.name, match["words"].strip()) for match in _COMMAND.finditer(text)}
    return sorted(found)


BLOCK, INLINE = r"```.*?```", r"(?<!`)`[^`\n]+`(?!`)"


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert len((ROOT / "README.md").read_bytes()) < 10_000


def test_every_setting_is_documented_and_no_other() -> None:
    shown = set(re.findall(rf"`({PREFIX}[A-Z_]+)`", text_of(ROOT / "docs" / "settings.md")))
    assert shown == {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("value", [*Status, *Verdict])
def test_every_status_and_verdict_is_documented(value: str) -> None:
    assert f"`{value}`" in text_of(ROOT / "README.md")


@pytest.mark.parametrize("command", all_commands())
def test_every_command_is_documented(command: str) -> None:
    names = [shown for _, shown in shown_commands(f"{BLOCK}|{INLINE}")]
    room, _, name = command.rpartition(" ")
    listed = (words for words in names if words.startswith(f"{room} ") and "|" in words)  # corpus check|list|show
    assert any(shown.startswith(command) for shown in names) or any(
        name in words.removeprefix(f"{room} ").split()[0].split("|") for words in listed
    )


@pytest.mark.parametrize(("document", "shown"), shown_commands(INLINE))
def test_every_command_named_exists(document: str, shown: str) -> None:
    words = [word for word in shown.split() if not word.startswith(("-", '"', "…"))]
    names = [" ".join([*words[:1], name]) for name in words[1].split("|")] if words[1:] else words
    known = all_commands()
    assert all(name in known or name in (*ROOMS, "staff") or words[0] in ("ask", "serve") for name in names), shown


@pytest.mark.parametrize(("document", "shown"), shown_commands(BLOCK))
def test_every_command_shown_can_be_typed(document: str, shown: str) -> None:
    """Its name, arguments and options are those of the program; it is not run."""
    words = shlex.split(shown, comments=True)
    if words[0] == "serve" or "--help" in words:
        return
    room = words[0] if words[0] in ROOMS else "assistant"
    command: Any = typer.main.get_command(import_module(f"{room}.__main__").cli)
    context = None
    rest = words[1:] if room == words[0] else words
    while hasattr(command, "commands"):
        context = command.make_context("asf", rest[:1], parent=context, resilient_parsing=True)
        _, command, _ = command.resolve_command(context, rest)
        rest = rest[1:]
    command.make_context(command.name, rest, parent=context)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_links_lead_somewhere(document: Path) -> None:
    for path, anchor in _LINK.findall(text_of(document)):
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), path
        if anchor and target.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", text_of(target), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor[1:] in slugs, f"{path}{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_files_that_are_named_exist(document: Path) -> None:
    """A path with a folder in it, from the top of the tree or beside the document."""
    for name in _NAME.findall(text_of(document)):
        if "/" in name and "RIKTLINJE" not in name and not name.startswith(("prov", "data/")):
            beside = (ROOT / name, document.parent / name)
            inside = list(ROOT.glob(f"[a-z]*/{name}"))
            assert any(path.exists() for path in beside) or inside, name


def test_the_command_line_knows_its_rooms() -> None:
    group: Any = typer.main.get_command(app.cli)
    assert set(group.commands) == {"serve", "ask", "staff", *ROOMS}
