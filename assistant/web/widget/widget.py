"""The widget for other websites: `GET /widget.js`, and `GET /api/widget` with the words that its panel needs.

The script that a host page loads holds the button alone; the panel's modules and words come with the first click.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from assistant.engine import Engine
from assistant.feedback import REASONS
from assistant.model import Language
from assistant.texts.wording import LANGUAGES, Wording, wording
from assistant.web.assets import CACHED, slim
from assistant.web.examples import examples
from assistant.web.rendering import TEMPLATES
from assistant.web.site import Site

_PANEL_WORDS = ("title", "question_label", "question_placeholder", "ask", "clear", "day_label", "day_hint",
                "conversation", "suggestions", "new_tab", "answer_ready", "working", "you", "copy", "copied",
                "copy_failed", "helpful", "helpful_yes", "helpful_no", "comment", "send", "thanks", "retry", "offline",
                "close", "own_page", "reason", *(f"reason_{reason}" for reason in REASONS))  # fmt: skip
_ANSWER_WORDS = ("conditions", "related", "see_also", "read_in_context", "new_tab", "given")


def widget_router(engine: Engine, site: Site) -> APIRouter:
    """Routes of the widget. What it loads besides stands under /site."""
    router = APIRouter(include_in_schema=False)

    @lru_cache(maxsize=1)
    def script(look: str) -> str:
        """The button's script; another after every change of the looks."""
        del look
        return slim(TEMPLATES.get_template("widget.js").render(served=_button(site)))

    @router.get("/widget.js")
    def widget() -> Response:
        # A page under Cross-Origin-Embedder-Policy may load it too.
        headers = {**CACHED, "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(script(site.look), media_type="text/javascript", headers=headers)

    @router.get("/api/widget")
    def panel(language: Annotated[Language, Query()] = "sv") -> JSONResponse:
        return JSONResponse(_panel(engine, site, language), headers=CACHED)

    return router


def _button(site: Site) -> dict[str, Any]:
    """What the button shows before anything else is loaded."""
    words = {language: wording(language).page for language in LANGUAGES}
    return {
        "accent": [site.accent, site.accent_dark],
        "words": {code: {"open": page["open"], "offline": page["offline"]} for code, page in words.items()},
    }


def _panel(engine: Engine, site: Site, language: Language) -> dict[str, Any]:
    """Words and addresses for the panel. Addresses are relative to the folder that the script was loaded from.

    The panel is in one language, but an answer is in its question's, so answers have words in all.
    """
    texts = wording(language)
    kept = texts.say("page", "feedback_kept", days=site.feedback_days)
    return {
        "words": {
            **{key: texts.page[key] for key in _PANEL_WORDS},
            "notice": site.notice(language),
            "feedback_kept": kept,
        },
        "answers": {code: _answer_words(wording(code)) for code in LANGUAGES},
        "suggestions": examples(engine, language, site.examples(language)),
        "feedback": "api/feedback" if site.takes_feedback else None,
        "page": "" if language == "sv" else f"{language}/",
    }


def _answer_words(texts: Wording) -> dict[str, Any]:
    return {
        **{key: texts.page[key] for key in _ANSWER_WORDS},
        "verdict": texts.verdict,
        "status": texts.status,
        "badge": texts.version_status,
        "phrased": texts.answer["phrased"],
        "before": texts.answer["before"],
        "after": texts.answer["after"],
        "on_day": texts.when["badge"],
        **{key: texts.when[key] for key in ("valid_from", "valid_to", "valid_days")},
    }
