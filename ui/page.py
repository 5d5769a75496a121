"""The page: a chat, the data beside it, and which event leads where."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.settings import Settings
from ui.desk import OFF, READS, READS_AND_WORDS, Desk
from ui.exports import Exports
from ui.shared import SharedData
from ui.theme import STYLE, theme

AT_ONCE = 32
"""Questions that run at the same time; more wait in a queue. Many, as most of them may wait for a language model."""
VISITORS = 50
"""Visitors whose conversations and files are kept; of more, the oldest are forgotten."""
LONGEST_TEXT = 100_000
"""Pasted text up to this length stays text; Gradio makes a file of longer ones."""
FILES = [".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".xls", ".json", ".jsonl", ".ndjson", ".gz", ".zip"]
SCRIPT = Path(__file__).with_name("page.js")
BRAND = '<div id="brand"><h1>Segue</h1><p>Plain questions, computed answers.</p></div>'


def serve(
    paths: Sequence[Path],
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    settings: Settings | None = None,
) -> None:
    """Show the page, then read the data behind it; returns when the program is stopped."""
    shared = SharedData(paths)
    with tempfile.TemporaryDirectory(prefix="segue-") as folder:
        page = build(shared, Exports(Path(folder)), settings)
        page.launch(
            server_name=host,
            server_port=port,
            theme=theme(),
            css_paths=STYLE,
            allowed_paths=[folder],
            footer_links=[],
            ssr_mode=False,
            share=False,
            run_history=False,
            state_session_capacity=VISITORS,
            enable_monitoring=False,
            prevent_thread_lock=True,
            quiet=True,
        )
        print(f"Segue is at {page.local_url}", flush=True)
        shared.open()
        page.block_thread()


def build(shared: SharedData, exports: Exports, settings: Settings | None = None) -> gr.Blocks:
    """The page with everything connected; not yet served."""
    settings = settings or Settings()
    desk = Desk(shared, exports, settings)
    with gr.Blocks(title="Segue", analytics_enabled=False, fill_height=True) as page:
        desk.session = gr.State(None)
        upload, switch = _side(desk, settings)
        again = _top()
        desk.chat = _chat()
        desk.box = _box()
        bridge = gr.HTML("", elem_id="bridge", js_on_load=SCRIPT.read_text(encoding="utf-8"))
        _connect(page, desk, upload, again, bridge)
        switch.input(
            desk.model,
            [switch, desk.session],
            None,
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    return page.queue(default_concurrency_limit=AT_ONCE)


def _side(desk: Desk, settings: Settings) -> tuple[Any, Any]:
    with gr.Sidebar(label="Data", position="right", width=350, elem_id="side"):
        upload = gr.UploadButton(
            "Open your own files", file_count="multiple", file_types=FILES, size="sm", elem_id="upload"
        )
        desk.made = gr.HTML("", js_on_load=None, visible=False)
        desk.panel = gr.HTML("", js_on_load=None)
        switch = _switch(settings)
    return upload, switch


def _switch(settings: Settings) -> Any:
    """What a language model may do; off unless it was started with one in use, hidden where none is set up."""
    model = settings.model
    using = READS_AND_WORDS if model is not None and model.narrates else READS
    return gr.Dropdown(
        [OFF, READS, READS_AND_WORDS],
        value=using if settings.planner == "llm" else OFF,
        label=f"Language model: {model.name}" if model else "Language model",
        info="It gets the question, column names and categories, and figures to word; never rows or persons.",
        visible=model is not None,
        elem_id="model",
    )


def _top() -> Any:
    with gr.Row(elem_id="top"):
        gr.HTML(BRAND, js_on_load=None)
        return gr.Button("Start over", size="sm", elem_id="again", scale=0)


def _chat() -> Any:
    return gr.Chatbot(
        elem_id="chat",
        label="Conversation",
        show_label=False,
        layout="panel",
        buttons=[],
        height="calc(100dvh - 215px)",
        autoscroll=False,
        latex_delimiters=[],
        group_consecutive_messages=False,
        feedback_options=None,
    )


def _box() -> Any:
    return gr.MultimodalTextbox(
        elem_id="box",
        label="Your question",
        show_label=False,
        placeholder="Ask about your data, or drop a file here",
        sources=["upload"],
        file_types=FILES,
        file_count="multiple",
        max_plain_text_length=LONGEST_TEXT,
        autofocus=True,
    )


def _connect(page: gr.Blocks, desk: Desk, upload: Any, again: Any, bridge: Any) -> None:
    shown = [desk.chat, desk.box, desk.panel, desk.made]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page.load(desk.arrive, None, [desk.session, *shown], concurrency_limit=None, **quiet)
    # A question sent while another is answered waits for it: dropping it, the default, would lose what was asked.
    desk.box.submit(desk.message, [desk.box, desk.session], shown, trigger_mode="always_last", **quiet)
    bridge.click(desk.click, [desk.session], shown, **quiet)
    upload.upload(desk.files, [upload, desk.session], shown, **quiet)
    again.click(desk.again, [desk.session], shown, **quiet)
    desk.box.stop(desk.stop, [desk.session], None, queue=False, **quiet)
    gr.api(desk.as_json, api_name="ask")
