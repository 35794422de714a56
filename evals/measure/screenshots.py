"""Pictures of the page and the widget in every state a member meets, for the documentation.

Taken of the running server in a real browser, so that they show what there is; nothing in them is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Locator
from tqdm import tqdm

from corpus.settings import Settings
from evals import messages
from evals.measure.stage import Stage, Visit, staged

_COLOURS = 96
_SIZES = {1280: 860, 390: 844}
_QUESTIONS = {
    "answered": {"sv": "Kan vi få pengar till en handledare?", "en": "Can we get money for a supervisor?"},
    "partial": {
        "sv": "Vem står för upphandlingen, och vilken blankett ska vi använda?",
        "en": "Who handles the procurement, and which form should we use?",
    },
    "abstained": {"sv": "Hur högt är stödet per deltagare?", "en": "How much support is there per participant?"},
}
_QUESTIONS["error"] = _QUESTIONS["answered"]
_PATHS = {"sv": "/", "en": "/en/"}
_REPLY = ".asf-answer:has(.asf-tools), .asf-fault"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: of the page or the widget, in a state, a language, a width in pixels, and light or dark."""

    surface: str
    state: str
    language: str
    width: int
    scheme: str

    @property
    def name(self) -> str:
        """The file's name, which tells all of it."""
        return f"{self.surface}-{self.width}-{self.state}-{self.language}-{self.scheme}.png"


def shots() -> Iterator[Shot]:
    """Every picture that is taken."""
    for parts in product(("page", "widget"), _QUESTIONS, _PATHS, _SIZES, ("light", "dark")):
        yield Shot(*parts)


def take(settings: Settings, folder: Path) -> int:
    """Start the server, take every picture into the folder, and say how many. Raises EvaluationError."""
    folder.mkdir(parents=True, exist_ok=True)
    with staged(settings) as stage:
        wanted = list(shots())
        for shot in tqdm(wanted, desc=messages.TAKING_PICTURES):
            (folder / shot.name).write_bytes(_compressed(_picture(stage, shot)))
    return len(wanted)


def _picture(stage: Stage, shot: Shot) -> bytes:
    attributes = f'data-language="{shot.language}" data-theme="{shot.scheme}"'
    widget = f'<script src="{stage.server}/widget.js" {attributes} defer></script>'
    looks: dict[str, Any] = {
        "viewport": {"width": shot.width, "height": _SIZES[shot.width]},
        "color_scheme": shot.scheme,
    }
    html = widget if shot.surface == "widget" else ""
    with stage.visit(html, path=_PATHS[shot.language], **looks) as visit:
        field = _field(visit, shot)
        visit.settle()
        visit.page.context.set_offline(shot.state == "error")
        field.fill(_QUESTIONS[shot.state][shot.language])
        field.press("Enter")
        visit.page.locator(_REPLY).first.wait_for()
        visit.settle()
        return visit.page.screenshot()


def _field(visit: Visit, shot: Shot) -> Locator:
    if shot.surface == "widget":
        visit.page.locator("asf-assistant button.open").click()
    field = visit.page.locator("textarea").first
    field.wait_for()
    return field


def _compressed(picture: bytes) -> bytes:
    """The same picture in few colours: a quarter of the bytes, and text reads as well."""
    compressed = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(_COLOURS).save(compressed, "PNG", optimize=True)
    return compressed.getvalue()
