import json

import pytest

from ui.chart import figure_json, file_name, is_drawn


@pytest.mark.parametrize(
    ("title", "name"),
    [("Income by city", "income-by-city.csv"), ("../../etc/passwd", "etc-passwd.csv"), ("???", "segue.csv")],
)
def test_a_title_becomes_a_harmless_file_name(title: str, name: str) -> None:
    assert file_name(title, "csv") == name


def test_the_figure_of_the_answer_is_left_as_it_was() -> None:
    chart = {"title": "t", "plotly": {"data": [], "layout": {"paper_bgcolor": "red"}}}
    assert json.loads(figure_json(chart))["layout"]["paper_bgcolor"] == "#ffffff"
    assert chart["plotly"] == {"data": [], "layout": {"paper_bgcolor": "red"}}


def test_there_is_no_picture_of_nothing() -> None:
    assert not is_drawn(None)
