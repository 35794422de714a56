"""The chat page, the only module that knows Gradio.

Built from Blocks rather than ChatInterface: less to download and nothing that axe objects to. One page a language;
the switch between them is a link, which works without scripts and keeps the HTML's language right.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias, cast

from fastapi import FastAPI
from starlette.routing import Mount

from assistant.engine import Engine
from assistant.errors import QuestionError
from assistant.model import Answer, Claim, Draft, Language, Question, Turn
from assistant.texts.wording import LANGUAGES, Wording, wording
from assistant.web.assets import STATIC
from assistant.web.chat.gradio_app import cut_down
from assistant.web.chat.message import chat_message, fault_message, question_message, question_of, working_message
from assistant.web.chat.theme import FederationTheme
from assistant.web.examples import SUGGESTIONS, examples
from assistant.web.middleware.faults import add_error_handlers, fault_key
from assistant.web.middleware.rate_limit import RateLimit
from assistant.web.rendering import render
from assistant.web.site import Site
from corpus.dates import iso_day

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
import gradio as gr

log = logging.getLogger(__name__)
Messages: TypeAlias = list[dict[str, Any]]
PATHS: dict[Language, str] = {"sv": "/", "en": "/en/"}
_TURNS_SENT = 12


def mount_chat(app: FastAPI, engine: Engine, site: Site, limit: RateLimit) -> None:
    """Put the chat page on the app, one path a language; the page at the root is what no route matches."""
    css = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("answer.css", "chat.css"))
    for language in sorted(LANGUAGES, key=lambda code: PATHS[code] == "/"):
        blocks = chat_page(engine, site, limit, language)
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
        mount.app = cut_down(mount.app, blocks)
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


def chat_page(engine: Engine, site: Site, limit: RateLimit, language: Language) -> gr.Blocks:
    """The page in one language."""
    texts = wording(language)

    def answer(question: str, day: str, messages: Messages, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Show the question and that work goes on, then the answer. Nothing, when Enter was pressed twice."""
        if not question.strip():
            yield tuple(gr.skip() for _ in outputs)
            return
        asked = [*messages, {"role": "user", "content": question_message(question)}]
        working = {"role": "assistant", "content": working_message(texts)}
        yield "", [*asked, working], *[gr.skip()] * SUGGESTIONS
        try:
            limit.check(request.client.host if request.client else "")
            for answer in _answers(engine, question, day, messages):
                reply = {"role": "assistant", "content": chat_message(answer, site.links)}
                yield "", [*asked, reply], *_buttons(list(answer.suggestions))
        except Exception as error:  # every fault becomes a message that says what to do
            reply = {"role": "assistant", "content": fault_message(_fault_text(error, texts))}
            yield "", [*asked, reply], *_buttons([question])

    def start() -> tuple[Any, ...]:
        return "", "", [], *_buttons(examples(engine, language))

    blocks: gr.Blocks
    with gr.Blocks(title=texts.say("page", "title"), analytics_enabled=False, fill_width=False) as blocks:
        _own_html(_header(site, language), "asf-header")
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
            buttons = [gr.Button("", visible=False, size="sm", variant="secondary") for _ in range(SUGGESTIONS)]
        with gr.Row(elem_id="asf-composer"):
            question = gr.Textbox(
                label=texts.say("page", "question_label"),
                placeholder=texts.say("page", "question_placeholder"),
                elem_id="asf-question",
                lines=1,
                max_lines=6,
                submit_btn=False,
                scale=1,
            )
            ask = gr.Button(texts.say("page", "ask"), variant="primary", elem_id="asf-ask", scale=0)
        with gr.Row(elem_id="asf-options"):
            day = gr.Textbox(
                label=texts.say("page", "day_label"),
                info=texts.say("page", "day_hint"),
                placeholder=texts.say("page", "day_placeholder"),
                elem_id="asf-day",
                max_lines=1,
                submit_btn=False,
                scale=0,
            )
            clear = gr.Button(texts.say("page", "clear"), variant="secondary", elem_id="asf-clear", scale=0)
        _own_html(render("footer.html", language, site), "asf-footer")

        outputs = [question, conversation, *buttons]
        asking: dict[str, Any] = {
            "fn": answer,
            "outputs": outputs,
            "api_visibility": "private",
            "show_progress": "hidden",
            "concurrency_limit": 16,
        }
        asked = [gr.on([question.submit, day.submit, ask.click], inputs=[question, day, conversation], **asking)]
        asked += [button.click(inputs=[button, day, conversation], **asking) for button in buttons]
        starting = [question, day, conversation, *buttons]
        clear.click(start, outputs=starting, cancels=asked, api_visibility="private", show_progress="hidden")
        blocks.load(start, outputs=starting, api_visibility="private", show_progress="hidden")
    return blocks


def _answers(engine: Engine, question: str, day: str, messages: Messages) -> Iterator[Answer]:
    """The answer in the light of the conversation, again and again as a language model adds to it.

    Raises AssistantError.
    """
    asked = [_words(message["content"]) for message in messages if message["role"] == "user"][-_TURNS_SENT:]
    turns = tuple(Turn("user", question_of(message)) for message in asked)
    try:
        as_of = iso_day(day.strip()) if day.strip() else None
    except ValueError as error:
        raise QuestionError("bad_day") from error
    draft: Answer | None = None
    with engine.pipeline() as pipeline:
        for event in pipeline.stream(Question(question, turns, as_of)):
            match event:
                case Draft(answer):
                    draft = answer
                case Claim() if draft is not None:
                    draft = replace(draft, claims=(*draft.claims, event))
                case Answer():
                    draft = event
                case _:
                    continue
            yield draft


def _fault_text(error: Exception, texts: Wording) -> str:
    if isinstance(error, QuestionError):
        return texts.say("error", error.reason, **error.values_for_text)
    key = fault_key(error)
    if key == "fault":
        log.error("a question on the chat page failed", exc_info=error)
    return texts.say("error", key)


def _words(content: Any) -> str:
    """The text of a Gradio message, which is a string or a list of parts."""
    if isinstance(content, str):
        return content
    return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))


def _buttons(questions: list[str]) -> list[Any]:
    padded = [*questions[:SUGGESTIONS], *[""] * SUGGESTIONS][:SUGGESTIONS]
    return [gr.Button(text, visible=bool(text)) for text in padded]


def _own_html(html: str, elem_id: str) -> None:
    """HTML of our own templates. Not through gr.HTML, which evaluates text as code and so needs a laxer policy."""
    gr.Markdown("".join(line.strip() for line in html.splitlines()), elem_id=elem_id, sanitize_html=False)


def _header(site: Site, language: Language) -> str:
    other: Language = "en" if language == "sv" else "sv"
    return render("header.html", language, site, other=other)
