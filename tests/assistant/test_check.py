import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.narrator.check import check, names_of
from assistant.narrator.template import render
from assistant.narrator.told import Span, Told
from tools._result import Fact, Result, Table

FACTS = (Fact("a", "value", "revenue", 1234.5, "GBP", row="2n Cycle"), Fact("b", "count", "size", 57, n=57))


def test_a_figure_in_its_span_stays() -> None:
    told = Told("Revenue is £1,234.50.", (Span(11, 20, "a"),))
    assert check(told, FACTS).told == told


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue is £1,234.50.",
        "About 57 people.",
        "Some forty-two people.",
        "A hundred people.",
        "Seventeen people.",
        "It rose by ٣٤ percent.",
    ],
)
def test_a_figure_without_a_span_drops_its_sentence(sentence: str) -> None:
    checked = check(Told(f"All is well. {sentence} Go on."), FACTS)
    assert checked.told.text == "All is well. Go on."
    assert checked.dropped == (sentence,)


def test_a_span_whose_fact_says_something_else_is_no_licence() -> None:
    assert check(Told("There are 58.", (Span(10, 12, "b"),)), FACTS).told.text == ""


def test_a_span_of_no_fact_is_no_licence() -> None:
    assert check(Told("There are 57.", (Span(10, 12, "z"),)), FACTS).told.text == ""


def test_figures_in_names_and_in_the_reading_are_no_figures() -> None:
    told = Told("2n Cycle leads among people over 50, in the top 3 of three.")
    assert check(told, FACTS, {"2n Cycle"}, "top 3 of people over 50").told == told


def test_a_name_that_is_only_part_of_a_figure_licenses_nothing() -> None:
    assert check(Told("It is 3,857."), FACTS, {"57", "3"}).told.text == ""


def test_names_are_taken_from_cells_of_text_only() -> None:
    result = Result(table=Table(("product", "n"), (("Mug 330", 812),)))
    assert "Mug 330" in names_of(result)
    assert check(Told("Mug 330 sold 812 times."), (), names_of(result)).told.text == ""


def test_spans_move_with_what_is_left() -> None:
    text = "It fell by 999. There are 57."
    told = check(Told(text, (Span(26, 28, "b"),)), FACTS).told
    assert told.text == "There are 57."
    assert [told.text[s.start : s.end] for s in told.spans] == ["57"]


@given(st.lists(st.integers(min_value=13, max_value=10**9), min_size=1, max_size=6))
def test_rendered_templates_always_pass(values: list[int]) -> None:
    facts = tuple(Fact(f"x.{i}", "count", "x", v) for i, v in enumerate(values, 1))
    told = render("[each x] There are {x} of them.", Result(facts=facts))
    checked = check(told, facts)
    assert checked.told == told and not checked.dropped


@given(st.integers(min_value=0, max_value=10**12), st.text(alphabet="abc .,!?\n", max_size=30))
def test_a_planted_figure_never_gets_through(value: int, around: str) -> None:
    told = Told(f"{around} {value} {around}")
    assert not re.search(r"\d", check(told, FACTS).told.text)


@given(st.text(max_size=120))
def test_no_text_with_digits_survives_without_facts(text: str) -> None:
    assert not any(sign.isdecimal() for sign in check(Told(text), ()).told.text)
