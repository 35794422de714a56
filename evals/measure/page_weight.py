"""What it costs another website to show the assistant: the widget beside the other ways of doing it.

A measurement, not a test: every way is put on a page of another site, opened in a real Chromium with an empty cache,
and asked a question. Sizes are of what is on the wire, headers and compression included; times leave out the network.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Request, TimeoutError
from tqdm import tqdm

from corpus.settings import Settings
from evals import messages
from evals.measure.stage import MARK, Stage, Visit, staged

_RUNS = 5
_QUESTION = "Kan vi få pengar till en handledare?"
_NONE = "–"
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RUN_AXE = """async () => (await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }))
    .violations.map((rule) => rule.id)"""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of showing the assistant: what the host writes on its page, or nothing for the chat page by itself."""

    name: str
    html: str = ""
    has_button: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Requests answered by others than the host, and their kilobytes (1,000 bytes)."""

    requests: int
    kilobytes: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What one way costs before a click and before the question, milliseconds until each can be done, and findings."""

    way: str
    before: Load
    after: Load
    button: str
    field_ms: float
    axe: str
    policy: str
    cookies: str
    leaks: str
    fault: str


def weigh(settings: Settings) -> list[Weight]:
    """Start the server, show the assistant in every way, and stop it. Raises EvaluationError."""
    with staged(settings) as stage:
        return [_weight(stage, way) for way in tqdm(ways(stage.server), desc=messages.WEIGHING)]


def ways(server: str) -> list[Way]:
    """The ways to weigh. Gradio's own `gradio.js` is served nowhere, but what it loads defines the component."""
    loader = files("gradio").joinpath("templates/frontend/gradio.js").read_text(encoding="utf-8")
    address = re.sub(r'import\("\.(.+?)"\);?\s*', rf"{server}\1", loader)
    component = f'<script type="module" src="{address}"></script><gradio-app src="{server}"></gradio-app>'
    return [
        Way("widget", f'<script src="{server}/widget.js" defer></script>', has_button=True),
        Way("iframe", f'<iframe src="{server}/" title="Assistent" width="800" height="800"></iframe>'),
        Way("component", component),
        Way("page"),
    ]


def table(weights: Sequence[Weight]) -> str:
    """Markdown: a row for each way, and below it why some gave no answer."""
    rows = [messages.WEIGHT_ROW.format(weight=weight) for weight in weights]
    return "\n".join([messages.WEIGHT_HEAD, *rows, *(f"\n{w.way}: {w.fault}" for w in weights if w.fault)])


def _weight(stage: Stage, way: Way) -> Weight:
    buttons, fields = zip(*(_times(stage, way) for _ in range(_RUNS)), strict=True)
    with stage.visit(way.html) as visit:
        before = _load(visit)
        _open(visit, way)
        after = _load(visit) if way.has_button else before
        fault = "" if _is_answered(visit) else _fault(visit)
        axe = _NONE if fault else _axe(visit)
        cookies = ", ".join(cookie["name"] for cookie in visit.page.context.cookies()) or messages.NO
        leaks = messages.YES if any(map(_tells_address, visit.answered + visit.failed)) else messages.NO
    return Weight(
        way=messages.WAYS[way.name],
        before=before,
        after=after,
        button=f"{median(buttons):.0f}" if way.has_button else _NONE,
        field_ms=median(fields),
        axe=axe,
        policy=_under_policy(stage, way) if way.html and not fault else _NONE,
        cookies=cookies,
        leaks=leaks if way.html else _NONE,
        fault=fault,
    )


def _times(stage: Stage, way: Way) -> tuple[float, float]:
    with stage.visit(way.html) as visit:
        return _open(visit, way)


def _open(visit: Visit, way: Way) -> tuple[float, float]:
    """Get to where one can write. Milliseconds to the button, and to the field from its click or else the start."""
    if way.has_button:
        visit.page.locator("button.open").click()
    field = visit.frame.locator("textarea").first
    field.wait_for()
    usable = field.evaluate("() => asfSeen.field")
    seen = visit.page.evaluate("({ start: performance.timeOrigin, ...asfSeen })")
    start = seen["start"]
    return seen.get("button", start) - start, usable - seen.get("click", start)


def _load(visit: Visit) -> Load:
    visit.settle()
    sizes = [request.sizes() for request in visit.answered]
    return Load(len(sizes), sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes) / 1000)


def _is_answered(visit: Visit) -> bool:
    visit.settle()  # a question sent while Gradio starts may arrive empty
    field = visit.frame.locator("textarea").first
    try:
        field.fill(_QUESTION)
        field.press("Enter")
        visit.frame.locator(".asf-answer blockquote").first.wait_for()
    except TimeoutError:
        return False
    return True


def _axe(visit: Visit) -> str:
    """How many rules of WCAG A and AA are broken, and which. From the page, axe does not see another site's frame."""
    visit.settle()
    broken: set[str] = set()
    for frame in visit.page.frames:
        frame.evaluate(_AXE)
        broken.update(frame.evaluate(_RUN_AXE))
    return f"{len(broken)} ({', '.join(sorted(broken))})" if broken else "0"


def _tells_address(request: Request) -> bool:
    return MARK in request.url or MARK in request.headers.get("referer", "")


def _fault(visit: Visit) -> str:
    """What the server refused, where no answer came."""
    refused = (f"{each.method} {urlsplit(each.url).path}" for each in [*visit.failed, *_not_found(visit)])
    return messages.NO_ANSWER.format(requests=", ".join(dict.fromkeys(refused)) or messages.NO)


def _not_found(visit: Visit) -> list[Request]:
    answers = ((request, request.response()) for request in visit.answered)
    return [request for request, response in answers if response is not None and not response.ok]


def _under_policy(stage: Stage, way: Way) -> str:
    """Whether it answers where the host allows only the server's scripts and calls, and else what more it takes."""
    policy = f"default-src 'none'; script-src {stage.server}; connect-src {stage.server}"
    blocked = _blocked(stage, way, policy)
    if blocked is None:
        return messages.YES
    wider = "; ".join([policy, *(f"{directive} {stage.server}" for directive in blocked)])
    text = messages.WITH_MORE if _blocked(stage, way, wider) is None else messages.NOT_EVEN_WITH
    return text.format(directives=", ".join(blocked))


def _blocked(stage: Stage, way: Way, policy: str) -> list[str] | None:
    """The directives of the host's policy that blocked something; None if an answer came all the same."""
    with stage.visit(way.html, policy) as visit:
        with suppress(TimeoutError):
            _open(visit, way)
            if _is_answered(visit):
                return None
        return sorted(set(visit.page.evaluate("asfSeen.blocked")))
