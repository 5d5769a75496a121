import json
from typing import Any

import gradio as gr

from ui.messages import answered, asked, notice, welcome

CHART = {
    "type": "bar", "x": "a", "y": "b", "series": None, "title": "Income by city",
    "plotly": {"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {"height": 360}},
}  # fmt: skip
TABLE = {"columns": ["a"], "rows": [[1]], "units": {}}
OPTION = {"label": "By <revenue>", "plan": {"steps": []}}


def nowhere(name: str, content: str) -> str:
    return f"saved/{name}"


def html_of(message: gr.ChatMessage) -> str:
    return "".join(part.value for part in message.content if isinstance(part, gr.HTML))


def shown(answer: dict[str, Any]) -> str:
    return html_of(answered(answer, 3, nowhere))


def test_a_question_is_shown_as_it_was_typed() -> None:
    assert "![x](http://y) &lt;b&gt;" in html_of(asked("![x](http://y) <b>"))


def test_the_reading_and_the_unused_words_are_said(answer: Any) -> None:
    html = shown(answer(reading="Average income by city", ignored=["for my boss"]))
    assert "I read this as: <em>Average income by city</em>" in html
    assert "Not used: “for my boss”." in html


def test_the_headline_shows_value_interval_and_n(answer: Any) -> None:
    head = {"label": "orders per customer", "value": 14.876, "unit": "orders", "low": 14.1, "high": 15.6,
            "level": 0.95, "n": 2240}  # fmt: skip
    html = shown(answer(headline=head))
    assert '>14.88<span class="sg-unit">orders</span>' in html
    assert "orders per customer · 14.10 to 15.60 (95% interval) · n = 2,240" in html


def test_a_headline_of_money_shows_its_sign_and_no_unit(answer: Any) -> None:
    head = {
        "label": "revenue",
        "value": 5,
        "unit": "GBP",
        "low": None,
        "high": None,
        "level": None,
        "n": None,
    }
    assert ">£5.00</span>" in shown(answer(headline=head))


def test_the_chart_is_handed_over_as_json_with_a_png_button(answer: Any) -> None:
    message = answered(answer(chart=CHART), 0, nowhere)
    plot = next(part for part in message.content if isinstance(part, gr.Plot))
    assert json.loads(plot.value["plot"])["config"]["toImageButtonOptions"]["filename"] == "income-by-city"
    assert "data-png" in html_of(message)


def test_a_table_figure_is_not_drawn_beside_the_table(answer: Any) -> None:
    message = answered(answer(chart=CHART | {"type": "table"}, table=TABLE), 0, nowhere)
    assert not any(isinstance(part, gr.Plot) for part in message.content)


def test_every_table_can_be_saved_as_csv(answer: Any) -> None:
    assert 'href="saved/income-by-city.csv"' in shown(answer(chart=CHART, table=TABLE))


def test_warnings_stand_open_and_remarks_are_folded(answer: Any) -> None:
    caveats = [
        {"code": "a", "severity": "info", "text": "small thing"},
        {"code": "b", "severity": "stop", "text": "grave thing"},
    ]
    html = shown(answer(caveats=caveats))
    assert '<li class="sg-stop"><b>Careful</b> grave thing</li>' in html
    assert "<summary>1 remark</summary>" in html


def test_the_evidence_shows_query_filters_and_rows(answer: Any) -> None:
    step = {"sql": "SELECT 1 < 2", "method": "mean", "rows_used": 2216, "rows_excluded": 24,
            "filters": ["income is known"], "period": None, "seed": 0, "engine": "duckdb"}  # fmt: skip
    html = shown(answer(evidence=[step]))
    assert "SELECT 1 &lt; 2" in html
    for part in ("2,216", "Rows left out", "income is known", "Seed"):
        assert part in html
    assert "Period" not in html


def test_an_option_names_its_place_and_shows_its_label_as_text(answer: Any) -> None:
    html = shown(answer(status="clarify", text="Which?", options=[OPTION]))
    assert 'data-pick="3:0">By &lt;revenue&gt;</button>' in html


def test_an_option_of_a_part_names_the_part(answer: Any) -> None:
    parts = [answer(question="one"), answer(question="two", options=[OPTION])]
    assert 'data-pick="3.1:0"' in shown(answer(parts=parts))


def test_each_part_stands_under_its_question(answer: Any) -> None:
    html = shown(
        answer(text="all", parts=[answer(question="one", text="A"), answer(question="two", text="B")])
    )
    assert html.index("one") < html.index("A") < html.index("two") < html.index("B")
    assert "all" not in html


def test_a_follow_up_asks_its_own_words(answer: Any) -> None:
    assert 'data-say="only &quot;York&quot;"' in shown(answer(follow_ups=['only "York"']))


def test_what_was_made_is_said(answer: Any) -> None:
    made = [{"name": "segment", "kind": "segments", "entity": "customers", "n": 2240}]
    assert "<b>segment</b> (segments, 2,240 customers)" in shown(answer(made=made))


def test_an_empty_answer_is_shown_without_an_error(answer: Any) -> None:
    assert shown(answer()) == '<div class="sg"></div>'


def test_a_notice_of_something_wrong_looks_so() -> None:
    assert "sg-wrong" in html_of(notice("It is empty.", "Give another.", wrong=True))


def test_the_welcome_offers_questions_to_click() -> None:
    assert 'data-say="top cities"' in html_of(welcome("Hello", "60 rows", ["top cities"]))
