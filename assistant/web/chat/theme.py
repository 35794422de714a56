"""The chat page's looks as a Gradio theme: system fonts, calm surfaces, and the federation's colour."""

from __future__ import annotations

import gradio as gr

from assistant.web.site import Site

_FONTS = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif"]
INK, PAPER, SOFT, LINE = "#1c2430", "#ffffff", "#f1f4f7", "#6b7785"
INK_DARK, PAPER_DARK, SOFT_DARK, LINE_DARK = "#e8edf2", "#14191f", "#1f2731", "#8593a3"


class FederationTheme(gr.themes.Base):
    """Every pair of text and background in it has a contrast of at least 4.5, every border of 3."""

    def __init__(self, site: Site) -> None:
        super().__init__(font=_FONTS, font_mono=["monospace"], radius_size="md", text_size="lg", neutral_hue="slate")
        self.set(
            body_background_fill=PAPER,
            body_background_fill_dark=PAPER_DARK,
            body_text_color=INK,
            body_text_color_dark=INK_DARK,
            body_text_color_subdued=INK,
            body_text_color_subdued_dark=INK_DARK,
            block_background_fill=PAPER,
            block_background_fill_dark=PAPER_DARK,
            block_border_width="0px",
            block_shadow="none",
            block_label_text_color=INK,
            block_label_text_color_dark=INK_DARK,
            block_title_text_color=INK,
            block_title_text_color_dark=INK_DARK,
            block_info_text_color=INK,
            block_info_text_color_dark=INK_DARK,
            background_fill_primary=PAPER,
            background_fill_primary_dark=PAPER_DARK,
            background_fill_secondary=SOFT,
            background_fill_secondary_dark=SOFT_DARK,
            border_color_primary=LINE,
            border_color_primary_dark=LINE_DARK,
            border_color_accent=site.accent,
            border_color_accent_dark=site.accent_dark,
            color_accent=site.accent,
            input_background_fill=PAPER,
            input_background_fill_dark=PAPER_DARK,
            input_border_width="1px",
            input_border_color=LINE,
            input_border_color_dark=LINE_DARK,
            input_placeholder_color="#5b6673",
            input_placeholder_color_dark="#a3afbc",
            button_primary_background_fill=site.accent,
            button_primary_background_fill_hover=INK,
            button_primary_border_color=site.accent,
            button_primary_border_color_dark=site.accent_dark,
            button_primary_text_color="#ffffff",
            button_primary_background_fill_dark=site.accent_dark,
            button_primary_background_fill_hover_dark=INK_DARK,
            button_primary_text_color_dark=PAPER_DARK,
            button_secondary_background_fill=PAPER,
            button_secondary_background_fill_dark=PAPER_DARK,
            button_secondary_background_fill_hover=SOFT,
            button_secondary_background_fill_hover_dark=SOFT_DARK,
            button_secondary_border_color=LINE,
            button_secondary_border_color_dark=LINE_DARK,
            button_secondary_text_color=INK,
            button_secondary_text_color_dark=INK_DARK,
            button_border_width="1px",
        )
