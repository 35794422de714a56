"""The chat page, the only module that knows Gradio.

Built from Blocks rather than ChatInterface: less to download and nothing that axe objects to. One page a language;
the switch between them is a link, which works without scripts and keeps the HTML's language right.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from fastapi import FastAPI
from starlette.routing import Mount

from assistant.engine import Engine
from assistant.model import Language
from assistant.texts.wording import LANGUAGES, Wording, wording
from assistant.web.assets import STATIC
from assistant.web.chat.conversation import Conversation, Messages, restored
from assistant.web.chat.gradio_app import cut_down
from assistant.web.chat.theme import FederationTheme
from assistant.web.examples import SUGGESTIONS, examples
from assistant.web.middleware.faults import add_error_handlers
from assistant.web.middleware.pausing import Pausing
from assistant.web.middleware.rate_limit import RateLimit
from assistant.web.rendering import render
from assistant.web.site import Site

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr

PATHS: dict[Language, str] = {"sv": "/", "en": "/en/"}
_HEADER = "asf-header"


def mount_chat(app: FastAPI, engine: Engine, site: Site, limit: RateLimit, pausing: Pausing) -> None:
    """Put the chat page on the app, one path a language; the page at the root is what no route matches."""
    css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("answer.css", "chat.css"))
    for language in sorted(LANGUAGES, key=lambda code: PATHS[code] == "/"):
        blocks = chat_page(engine, site, limit, pausing, language)
        gr.mount_gradio_app(
            app,
            blocks,
            path=PATHS[language].rstrip("/") or "/",
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            theme=FederationTheme(site),
            css=css,
            head=render("chat_head.html", language, site, page=page_data(language, site)),
        )
        mount = cast(Mount, app.routes[-1])
        add_error_handlers(cast(FastAPI, mount.app), site)
        mount.app = cut_down(mount.app, blocks, Renewal(blocks, site, language))
    # A mount at the root would take every path whole, also those that need another method or a slash.
    app.router.default = cast(Mount, app.router.routes.pop()).app


def page_data(language: Language, site: Site) -> dict[str, Any]:
    """What the page's own script needs to know."""
    texts = wording(language)
    words = {
        **texts.page,
        "empty": texts.say("error", "empty"),
        "feedback_kept": texts.say("page", "feedback_kept", days=site.feedback_days),
    }
    return {"language": language, "words": words, "feedback": site.feedback_address}


def chat_page(engine: Engine, site: Site, limit: RateLimit, pausing: Pausing, language: Language) -> gr.Blocks:
    """The page in one language."""
    blocks: gr.Blocks
    title = wording(language).say("page", "title")
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=False) as blocks:
        parts = _laid_out(site, language)
        conversation = Conversation(engine, site.links, limit, pausing, language)
        _wired(parts, blocks, conversation, lambda: examples(engine, language, site.examples(language)))
    return blocks


class Renewal:
    """Brings what Gradio serves up to date with the site when staff have changed it; else it is one look at a file.

    Gradio puts values and colours together once, when a page is mounted, into `Blocks.config` and `theme_css`.
    """

    def __init__(self, blocks: gr.Blocks, site: Site, language: Language) -> None:
        self._blocks, self._site, self._language = blocks, site, language
        self._look, self._lock = site.look, threading.Lock()

    def __call__(self) -> None:
        """Called before each page is served."""
        if self._site.look == self._look:
            return
        with self._lock:
            look, blocks = self._site.look, self._blocks
            for component in blocks.blocks.values():
                if isinstance(component, gr.Markdown) and component.elem_id == _HEADER:
                    component.value = _slim(_header(self._site, self._language))
            blocks.theme = cast(Any, FederationTheme(self._site))
            blocks._set_html_css_theme_variables()  # type: ignore[no-untyped-call]
            blocks.config = blocks.get_config_file()
            self._look = look


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the page that do something."""

    conversation: gr.Chatbot
    suggestions: list[gr.Button]
    question: gr.Textbox
    ask: gr.Button
    day: gr.Textbox
    clear: gr.Button
    kept: gr.Textbox
    """What the tab has kept of the conversation, written by the page's script."""


def _laid_out(site: Site, language: Language) -> _Parts:
    """Everything on the page, from top to bottom."""
    texts = wording(language)
    _own_html(_header(site, language), _HEADER)
    conversation = gr.Chatbot(
        label=texts.say("page", "conversation"),
        show_label=False,
        elem_id="asf-conversation",
        height=None,
        buttons=[],  # its copy button copies the HTML of an answer
        feedback_options=None,
        allow_tags=False,
        latex_delimiters=[],
        layout="bubble",
        autoscroll=False,
    )
    _own_html(f"<h2>{texts.say('page', 'suggestions')}</h2>", "asf-next")
    with gr.Column(elem_id="asf-suggestions"):
        suggestions = [gr.Button("", visible=False, size="sm", variant="secondary") for _ in range(SUGGESTIONS)]
    with gr.Row(elem_id="asf-composer"):
        question = _field(texts, "question", lines=1, max_lines=6, scale=1)
        ask = gr.Button(texts.say("page", "ask"), variant="primary", elem_id="asf-ask", scale=0)
    with gr.Row(elem_id="asf-options"):
        day = _field(texts, "day", info=texts.say("page", "day_hint"), max_lines=1, scale=0)
        clear = gr.Button(texts.say("page", "clear"), variant="secondary", elem_id="asf-clear", scale=0)
    _own_html(render("footer.html", language, site), "asf-footer")
    kept = gr.Textbox(elem_id="asf-kept", show_label=False, visible="hidden")
    return _Parts(conversation, suggestions, question, ask, day, clear, kept)


def _field(texts: Wording, name: str, **options: Any) -> gr.Textbox:
    return gr.Textbox(
        label=texts.say("page", f"{name}_label"),
        placeholder=texts.say("page", f"{name}_placeholder"),
        elem_id=f"asf-{name}",
        submit_btn=False,
        **options,
    )


def _wired(
    parts: _Parts, blocks: gr.Blocks, conversation: Conversation, first_suggestions: Callable[[], list[str]]
) -> None:
    """What each part does when it is used."""
    outputs = [parts.question, parts.conversation, *parts.suggestions]

    def answer(question: str, day: str, messages: Messages, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Nothing, when Enter was pressed twice."""
        if not question.strip():
            yield tuple(gr.skip() for _ in outputs)
            return
        field: Any = ""
        for shown in conversation.asked(question, day, messages, request.client.host if request.client else ""):
            yield field, shown.messages, *_buttons(shown.suggestions)
            field = gr.skip()  # what is written while the answer comes stays

    def start() -> tuple[Any, ...]:
        return "", "", [], *_buttons(first_suggestions())

    def resume(kept: str) -> tuple[Any, ...]:
        return restored(kept), *_buttons(first_suggestions())

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asking: dict[str, Any] = {"fn": answer, "outputs": outputs, "concurrency_limit": 16, **quiet}
    asking["trigger_mode"] = "always_last"  # else a click is lost that comes when the answer is seen and not yet ended
    inputs = [parts.day, parts.conversation]
    triggers = [parts.question.submit, parts.day.submit, parts.ask.click]
    asked = [gr.on(triggers, inputs=[parts.question, *inputs], **asking)]
    asked += [button.click(inputs=[button, *inputs], **asking) for button in parts.suggestions]
    starting = [parts.question, parts.day, parts.conversation, *parts.suggestions]
    parts.clear.click(start, outputs=starting, cancels=asked, **quiet)
    outputs = [parts.conversation, *parts.suggestions]
    blocks.load(resume, inputs=parts.kept, outputs=outputs, **quiet)


def _buttons(questions: Sequence[str] | None) -> list[Any]:
    if questions is None:
        return [gr.skip()] * SUGGESTIONS
    padded = [*questions[:SUGGESTIONS], *[""] * SUGGESTIONS][:SUGGESTIONS]
    return [gr.Button(text, visible=bool(text)) for text in padded]


def _own_html(html: str, elem_id: str) -> None:
    """HTML of our own templates. Not through gr.HTML, which evaluates text as code and so needs a laxer policy."""
    gr.Markdown(_slim(html), elem_id=elem_id, sanitize_html=False)


def _slim(html: str) -> str:
    return "".join(line.strip() for line in html.splitlines())


def _header(site: Site, language: Language) -> str:
    other: Language = "en" if language == "sv" else "sv"
    return render("header.html", language, site, other=other)
