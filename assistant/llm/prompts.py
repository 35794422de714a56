"""The prompts, one file each in assistant/llm/prompts, with a version that follows from what they say."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DIRECTORY = Path(__file__).parent / "prompts"
_VERSION_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Prompt:
    """Instructions, and the version under which outcomes record them: `phrase@1f2e3d4c`."""

    text: str
    version: str


@cache
def prompt(name: str) -> Prompt:
    """A prompt by the name of its file."""
    text = (_DIRECTORY / f"{name}.md").read_text(encoding="utf-8").strip()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Prompt(text, f"{name}@{digest[:_VERSION_LENGTH]}")


def fenced(name: str, data: Any) -> str:
    """Data between marks, as JSON in which no text can look like a mark or an instruction of ours."""
    written = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c").replace(">", "\\u003e")
    return f"<{name}>\n{written}\n</{name}>"
