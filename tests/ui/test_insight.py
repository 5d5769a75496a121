from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.insight import insight

FACT: dict[str, Any] = {
    "id": "top", "kind": "value", "label": "average income", "row": "PhD", "column": None, "value": 56145.31,
    "unit": "USD", "n": 481, "low": 54000.0, "high": 58200.0, "of": [],
}  # fmt: skip


class Seen(HTMLParser):
    """The text and the tags that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.said = set[str](), ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


def test_a_figure_carries_the_fact_that_it_states() -> None:
    html = insight("It is $56,145.31.", [{"start": 6, "end": 16, "fact": "top"}], [FACT], [])
    assert 'data-fact="top"' in html
    assert "average income: PhD" in html
    assert "between $54,000 and $58,200" in html
    assert "from 481 rows" in html


def test_a_figure_names_the_facts_it_was_computed_from() -> None:
    gap = FACT | {"id": "gap", "label": "lead", "of": ["top"]}
    html = insight("5", [{"start": 0, "end": 1, "fact": "gap"}], [FACT, gap], [])
    assert "computed from average income: PhD" in html


def test_a_figure_names_the_filters_behind_it() -> None:
    html = insight("5", [{"start": 0, "end": 1, "fact": "top"}], [FACT], [{"filters": ["income is known"]}])
    assert "where income is known" in html


def test_markup_in_the_text_stays_text() -> None:
    seen = Seen(insight("<img src=x onerror=alert(1)> ![a](http://b)", [], [], []))
    assert seen.tags == {"p"}
    assert "![a](http://b)" in seen.said


def test_markup_in_a_fact_stays_text() -> None:
    html = insight("5", [{"start": 0, "end": 1, "fact": "top"}], [FACT | {"row": "<script>"}], [])
    assert "script" not in Seen(html).tags


def test_paragraphs_and_lines_are_kept() -> None:
    assert insight("a\nb\n\nc", [], [], []) == "<p>a<br>b</p><p>c</p>"


def test_lines_with_a_dash_are_a_list() -> None:
    assert insight("Two:\n- a\n- b", [], [], []) == "<p>Two:</p><ul><li>a</li><li>b</li></ul>"


def test_a_line_end_in_a_name_does_not_tear_the_note() -> None:
    html = insight("5", [{"start": 0, "end": 1, "fact": "top"}], [FACT | {"label": "a\n\n- b"}], [])
    assert "<b>a - b: PhD</b>" in html


@pytest.mark.parametrize("span", [(2, 1, "top"), (0, 99, "top"), (0, 1, "nobody")])
def test_a_span_that_fits_nothing_is_passed_over(span: tuple[int, int, str]) -> None:
    start, end, fact = span
    assert Seen(insight("12345", [{"start": start, "end": end, "fact": fact}], [FACT], [])).said.startswith(
        "1"
    )


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_no_text_makes_a_tag_of_its_own(told: str, places: list[tuple[int, int]]) -> None:
    spans = [{"start": start, "end": end, "fact": "top"} for start, end in places]
    assert Seen(insight(told, spans, [FACT], [])).tags <= {"p", "br", "span", "b", "ul", "li"}
