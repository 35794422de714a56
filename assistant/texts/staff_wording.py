"""The texts of the staff's pages: a folder a language, a file a room of pages (texts/staff/sv/questions.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from assistant.model import Language

DIRECTORY = Path(__file__).parent / "staff"


@dataclass(frozen=True, slots=True)
class StaffWording:
    """All texts of the staff's pages in one language. In templates: `t.say("questions", "count", count=3)`."""

    rooms: Mapping[str, Mapping[str, str]]
    """File's name without its end, then the text's name."""

    def say(self, room: str, key: str, **values: object) -> str:
        """A text with its placeholders filled in. Raises KeyError for a text that does not exist."""
        return self.rooms[room][key].format(**values)


@cache
def staff_wording(language: Language) -> StaffWording:
    """The texts of a language, read once."""
    files = sorted((DIRECTORY / language).glob("*.yaml"))
    return StaffWording({file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in files})
