"""The look: system fonts, one ink, one accent; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")
STYLE = Path(__file__).with_name("style.css")


def theme() -> gr.themes.Base:
    """Gradio's base theme in our colours, with fonts that every machine has."""
    base = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=SANS,
        font_mono=MONO,
        radius_size=gr.themes.sizes.radius_md,
    )
    return base.set(
        body_background_fill="#ffffff",
        block_border_width="0px",
        block_shadow="none",
        input_border_color="#cfd6e1",
        input_border_color_focus="#3566c8",
        button_primary_background_fill="#2f5cb8",
        button_primary_background_fill_hover="#274d9b",
    )
