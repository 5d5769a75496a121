import pytest

from assistant.narrator.template import render, render_line
from tools._result import Fact, Headline, Result

RESULT = Result(
    headline=Headline("highest revenue", "France", n=3),
    facts=(
        Fact(
            "top",
            "extreme",
            "revenue",
            1200.5,
            "GBP",
            row="France",
            column="revenue",
            n=40,
            low=1100.0,
            high=1300.0,
        ),
        Fact("gap", "gap", "gap", 200.25, "GBP", of=("top",)),
        Fact("age", "value", "age", 34.5, "days"),
        Fact("size.1", "count", "size", 1500, row="Loyal"),
        Fact("size.2", "count", "size", 30, row="2n Cycle"),
        Fact("share.1", "share", "share", 0.75, "share"),
        Fact("share.2", "share", "share", 0.25, "share"),
        Fact("gone", "value", "gone", None),
    ),
    words={"measure": "revenue", "entity": "customers"},
    flags=frozenset({"named"}),
)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{top.row} leads with {top}.", "France leads with £1,200.50."),
        ("{w.measure} is {top}.", "Revenue is £1,200.50."),
        ("Between {top.low} and {top.high}, n = {top.n}.", "Between £1,100 and £1,300, n = 40."),
        ("// nothing\n[if named] A {gap}.\n[if not named] B.\n[if named, not tie] C.", "A £200.25. C."),
        ("[each size] {size.row}: {size}, {share}.", "Loyal: 1,500, 75.0 %. 2n Cycle: 30, 25.0 %."),
        ("[each size] - {size.row}: {size}.", "- Loyal: 1,500.\n- 2n Cycle: 30."),
        ("It took {age}.", "It took 34.50 days."),
        ("It took {age} days.", "It took 34.50 days."),
        ("One {top}.\nTwo {gone}.\nThree {unknown}.", "One £1,200.50."),
        ("One {top}.\n\nTwo {gap}.", "One £1,200.50.\n\nTwo £200.25."),
        ("{size.2.row} has {size.2}.", "2n Cycle has 30."),
        ("The answer is {headline}.", "The answer is France."),
    ],
)
def test_templates_render_by_their_rules(template: str, text: str) -> None:
    assert render(template, RESULT).text == text


def test_every_span_stands_where_its_fact_is_written() -> None:
    told = render("[each size] {size.row}: {size} ({share}).\n\nIn all {top}.", RESULT)
    found = [(told.text[s.start : s.end], s.fact) for s in told.spans]
    assert found == [
        ("1,500", "size.1"),
        ("75.0 %", "share.1"),
        ("30", "size.2"),
        ("25.0 %", "share.2"),
        ("£1,200.50", "top"),
    ]


def test_a_caveat_says_what_is_not_known() -> None:
    assert render_line("Revenue was {gone} then.", RESULT).text == "Revenue was not known then."
