"""The chat page, the only module that knows Gradio.

Built from Blocks rather than ChatInterface: less to download and nothing that axe objects to. One page a language;
the switch between them is a link, which works without scripts and keeps the HTML's language right.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias, cast

from fastapi import FastAPI
from markupsafe import Markup
from starlette.routing import Mount

from assistant.engine import Engine
from assistant.errors import AssistantError, QuestionError
from assistant.links import Links
from assistant.model import Language, Question, Turn
from assistant.web.chat_message import chat_message, question_message, question_of
from assistant.web.errors import add_error_handlers, fault_key
from assistant.web.templates_env import TEMPLATES
from assistant.wording import LANGUAGES, wording
from corpus.settings import Settings

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr

log = logging.getLogger(__name__)
Messages: TypeAlias = list[dict[str, Any]]
PATHS: dict[Language, str] = {"sv": "/", "en": "/en/"}
_STATIC = Path(__file__).parent / "static"
_SUGGESTIONS = 3
_TURNS_SENT = 12


def mount_chat(app: FastAPI, engine: Engine, links: Links, settings: Settings) -> None:
    """Put the chat page on the app, one path a language; the page at the root is what no route matches."""
    css = (_STATIC / "chat.css").read_text(encoding="utf-8")
    script = (_STATIC / "chat.js").read_text(encoding="utf-8")
    for language in sorted(LANGUAGES, key=lambda code: PATHS[code] == "/"):
        texts = wording(language)
        names = TEMPLATES.get_template("names.html").render(texts=texts, lang=language, script=Markup(script))  # noqa: S704  our own file
        gr.mount_gradio_app(
            app,
            chat_page(engine, links, settings, language),
            path=PATHS[language].rstrip("/") or "/",
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            theme=_theme(),
            css=css,
            head=names,
        )
        add_error_handlers(cast(Any, app.routes[-1]).app)
    # A mount at the root would take every path whole, also those that need another method or a slash.
    app.router.default = cast(Mount, app.router.routes.pop()).app


def chat_page(engine: Engine, links: Links, settings: Settings, language: Language) -> gr.Blocks:
    """The page in one language."""
    texts = wording(language)

    def answer(question: str, messages: Messages) -> Iterator[tuple[Any, ...]]:
        """Show the question and that work goes on, then the answer."""
        asked = [*messages, {"role": "user", "content": question_message(question)}]
        working = {"role": "assistant", "content": texts.say("page", "working")}
        yield "", [*asked, working], *_buttons([])
        reply, suggestions = _reply(engine, links, question, messages, language)
        yield "", [*asked, {"role": "assistant", "content": reply}], *_buttons(suggestions)

    def start() -> tuple[Any, ...]:
        return "", [], *_buttons(_examples(engine, language))

    blocks: gr.Blocks
    with gr.Blocks(title=texts.say("page", "title"), analytics_enabled=False, fill_width=False) as blocks:
        gr.HTML(_header(links, settings, language), elem_id="asf-header", padding=False)
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
        question = gr.Textbox(
            label=texts.say("page", "question_label"),
            placeholder=texts.say("page", "question_placeholder"),
            elem_id="asf-question",
            lines=1,
            max_lines=6,
            submit_btn=False,
        )
        with gr.Row(elem_id="asf-actions"):
            ask = gr.Button(texts.say("page", "ask"), variant="primary", elem_id="asf-ask")
            clear = gr.Button(texts.say("page", "clear"), variant="secondary", elem_id="asf-clear")
        gr.HTML(f"<h2>{texts.say('page', 'suggestions')}</h2>", elem_id="asf-next", padding=False)
        with gr.Column(elem_id="asf-suggestions"):
            buttons = [gr.Button("", visible=False, size="sm", variant="secondary") for _ in range(_SUGGESTIONS)]

        outputs = [question, conversation, *buttons]
        asking: dict[str, Any] = {
            "fn": answer,
            "outputs": outputs,
            "api_visibility": "private",
            "show_progress": "hidden",
            "concurrency_limit": 16,
        }
        gr.on([question.submit, ask.click], inputs=[question, conversation], **asking)
        for button in buttons:
            button.click(inputs=[button, conversation], **asking)
        clear.click(start, outputs=outputs, api_visibility="private", show_progress="hidden")
        blocks.load(start, outputs=outputs, api_visibility="private", show_progress="hidden")
    return blocks


def _reply(
    engine: Engine, links: Links, question: str, messages: Messages, language: Language
) -> tuple[str, list[str]]:
    """The message to show and what to suggest next; a fault becomes a message that says what to do."""
    asked = [_words(message["content"]) for message in messages[-_TURNS_SENT:] if message["role"] == "user"]
    turns = tuple(Turn("user", question_of(message)) for message in asked)
    texts = wording(language)
    try:
        with engine.pipeline() as pipeline:
            answer = pipeline.answer(Question(question, turns))
    except QuestionError as error:
        return texts.say("error", error.reason, **error.values_for_text), _examples(engine, language)
    except AssistantError as error:
        return texts.say("error", fault_key(error)), [question] if question.strip() else []
    except Exception:
        log.exception("a question on the chat page failed")
        return texts.say("error", "fault"), [question] if question.strip() else []
    return chat_message(answer, links), list(answer.suggestions)


def _words(content: Any) -> str:
    """The text of a Gradio message, which is a string or a list of parts."""
    if isinstance(content, str):
        return content
    return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))


def _buttons(questions: list[str]) -> list[Any]:
    padded = [*questions[:_SUGGESTIONS], *[""] * _SUGGESTIONS][:_SUGGESTIONS]
    return [gr.Button(text, visible=bool(text)) for text in padded]


def _examples(engine: Engine, language: Language) -> list[str]:
    """Questions to begin with, from the banks of the guidelines held."""
    if not engine.ready:
        return []
    found = []
    for guideline in engine.index.get().catalogue.guidelines:
        suggestions = guideline.bank.suggestions if guideline.bank else {}
        found += [suggestion[language] for suggestion in suggestions.values()]
    return list(dict.fromkeys(found))[:_SUGGESTIONS]


def _header(links: Links, settings: Settings, language: Language) -> str:
    other: Language = "en" if language == "sv" else "sv"
    return TEMPLATES.get_template("header.html").render(
        texts=wording(language),
        other=other,
        other_path=f"{links.base}{PATHS[other]}",
        federation=settings.federation,
        contact=settings.contact,
        links=links,
        lang=language,
    )


def _theme() -> gr.themes.Base:
    """System fonts only, and primary buttons dark enough for white text (7:1)."""
    fonts = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif"]
    theme = gr.themes.Base(
        primary_hue="sky", neutral_hue="slate", radius_size="sm", text_size="lg", font=fonts, font_mono=["monospace"]
    )
    return theme.set(
        button_primary_background_fill="*primary_800",
        button_primary_background_fill_hover="*primary_900",
        button_primary_background_fill_dark="*primary_800",
        button_primary_background_fill_hover_dark="*primary_700",
        button_primary_text_color="white",
    )
