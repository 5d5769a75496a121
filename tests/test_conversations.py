"""Conversations on the real data sets, turn by turn, against figures that pandas computes from the files.

Sales count valid lines only (not cancelled, quantity and price above zero) unless a person says otherwise.
Ages are those of the data's last year, 2014; an age of 114 is impossible and left out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from assistant import Assistant
from data.query import Col, Out, Query
from tools._result import Labelling

pytestmark = pytest.mark.shared

ROOT = Path(__file__).resolve().parents[1]
PERSONALITY, RETAIL = "marketing_campaign.csv", "data.csv.gz"
LAST_YEAR, OLDEST = 2014, 100

BEST_SEGMENT = ("which segment generates most revenue?", "tell me about it", "ideas for a campaign for them")
EDUCATION = ("plot average income by education", "make it a box plot", "only people over 50")
FOUR_GROUPS = (
    "segment the customers into 4 groups",
    "which of them uses deals most?",
    "average income by segment",
)
WHAT_IF = ("how much would a 45-year-old earning 80k spend?",)
BEST = ("who are my best customers?",)
MARGIN = ("what's our profit margin?",)
COUNTRIES = ("top 10 countries by revenue", "without the UK", "by month")
ORDERS = (
    "average number of orders per customer",
    "only those with more than 3 orders",
    "and what do they spend?",
)
CONVERSATIONS = [
    *((PERSONALITY, turns) for turns in (BEST_SEGMENT, EDUCATION, FOUR_GROUPS, WHAT_IF, BEST)),
    *((RETAIL, turns) for turns in (COUNTRIES, ORDERS, BEST)),
]
IDS = [f"{'personality' if name == PERSONALITY else 'retail'}-{turns[0]}" for name, turns in CONVERSATIONS]

Said = dict[str, Any]


@dataclass
class Talk:
    """A conversation that was held: its answers as JSON, and the assistant as it was left."""

    assistant: Assistant
    answers: list[Said] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data


@pytest.fixture(scope="module")
def hold(folder: Path) -> Callable[[str, Iterable[str]], Talk]:
    """Holds a conversation with a data set, each only once; each data set is opened once."""
    opened: dict[str, Assistant] = {}
    held: dict[tuple[str, tuple[str, ...]], Talk] = {}

    def talk(name: str, questions: Iterable[str]) -> Talk:
        turns = tuple(questions)
        if name not in opened:
            opened[name] = Assistant.open(folder / name)
        if (name, turns) not in held:
            one = Talk(Assistant(opened[name].dataset))
            one.answers = [one.assistant.ask(turn).to_dict() for turn in turns]
            held[name, turns] = one
        return held[name, turns]

    return talk


@pytest.fixture(scope="module")
def customers(folder: Path) -> pd.DataFrame:
    """Personality, with `spend` (the six amounts) and `age` (missing where impossible), by ID."""
    table = pd.read_csv(folder / PERSONALITY, sep="\t").set_index("ID")
    table["spend"] = table.filter(like="Mnt").sum(axis=1)
    age = LAST_YEAR - table["Year_Birth"]
    table["age"] = age.where(age <= OLDEST)
    return table


@pytest.fixture(scope="module")
def sales(folder: Path) -> pd.DataFrame:
    """The valid lines of Online Retail, with `revenue` and `month`."""
    kinds = {"InvoiceNo": str, "StockCode": str, "Description": str}
    lines = pd.read_csv(folder / RETAIL, encoding="latin-1", dtype=kinds)
    valid = ~lines["InvoiceNo"].str.startswith("C") & (lines["Quantity"] > 0) & (lines["UnitPrice"] > 0)
    kept = lines[valid].copy()
    kept["revenue"] = kept["Quantity"] * kept["UnitPrice"]
    when = pd.to_datetime(kept["InvoiceDate"], format="%m/%d/%Y %H:%M")
    kept["month"] = when.dt.strftime("%Y-%m")
    return kept


@pytest.fixture(scope="module")
def buyers(sales: pd.DataFrame) -> pd.DataFrame:
    """One row a known customer: orders and spend."""
    known = sales.dropna(subset=["CustomerID"])
    return known.groupby("CustomerID").agg(orders=("InvoiceNo", "nunique"), spend=("revenue", "sum"))


# ------------------------------------------------------------------------------------------- reading answers


def seen(answer: Said) -> str:
    """What a failing test shows of an answer."""
    table = answer["table"] or {"columns": [], "rows": []}
    return (
        f"\n{answer['question']!r} was {answer['status']}, read as {answer['reading']!r} ({answer['tool']})"
        f"\nheadline {answer['headline']}\ntable {table['columns']} {table['rows'][:8]}"
        f"\n{answer['text'][:300]}"
    )


def about(want: float, rel: float = 1e-6) -> Any:
    return pytest.approx(want, rel=rel)


def by_name(answer: Said, column: int) -> dict[Any, Any]:
    return {row[0]: row[column] for row in answer["table"]["rows"]}


def holds(answer: Said, gold: dict[Any, float]) -> bool:
    """Whether the table has exactly these rows by its first column, and a column with these values."""
    table = answer["table"]
    if not table or {row[0] for row in table["rows"]} != set(gold) or len(table["rows"]) != len(gold):
        return False
    return any(holds_in(answer, column, gold) for column in range(1, len(table["columns"])))


def holds_in(answer: Said, column: int, gold: dict[Any, float]) -> bool:
    found = by_name(answer, column)
    if any(isinstance(found[name], str) or found[name] is None for name in gold):
        return False
    return all(found[name] == about(value) for name, value in gold.items())


def ranked_as(answer: Said, gold: pd.Series) -> bool:
    """Whether the table lists the first of `gold`, largest first, with values; equal ones in any order."""
    table = answer["table"]
    rows = table["rows"] if table else []
    if len(rows) < 3:
        return False
    largest = gold.sort_values(ascending=False).head(len(rows))
    for column in range(1, len(table["columns"])):
        values = [row[column] for row in rows]
        if any(isinstance(v, str) or v is None for v in values) or values != about_all(largest):
            continue
        return all(gold[int(float(row[0]))] == about(row[column]) for row in rows)
    return False


def about_all(values: Iterable[float]) -> Any:
    return pytest.approx(list(values), rel=1e-6)


def figures(answer: Said) -> list[float]:
    """All numbers that an answer carries: headline, facts, table."""
    head = answer["headline"] or {}
    cells = [cell for row in (answer["table"] or {"rows": []})["rows"] for cell in row]
    found = [head.get("value"), head.get("n"), *(f["value"] for f in answer["facts"]), *cells]
    found += [fact["n"] for fact in answer["facts"]]
    return [float(v) for v in found if isinstance(v, (int, float)) and not isinstance(v, bool)]


def carries(answer: Said, want: float) -> bool:
    return any(figure == about(want) for figure in figures(answer))


def told(answer: Said) -> str:
    """All that a person reads: the reading, the text and the caveats."""
    return " ".join([answer["reading"], answer["text"], *(c["text"] for c in answer["caveats"])]).lower()


def unspanned(answer: Said) -> str:
    """The text without its spans and without names that hold digits: no digit may be left."""
    text = answer["text"]
    for span in sorted(answer["spans"], key=lambda s: -s["start"]):
        text = text[: span["start"]] + " " + text[span["end"] :]
    for name in sorted(names_with_digits(answer), key=len, reverse=True):
        text = re.sub(rf"(?<![\w.,]){re.escape(name)}(?![\w%]|[.,]\d)", " ", text)
    return text


def names_with_digits(answer: Said) -> set[str]:
    """Names that an answer shows, also short ("Segment 1") and months in words ("November 2011")."""
    head, table = answer["headline"] or {}, answer["table"] or {"columns": [], "rows": []}
    names = [head.get("label"), head.get("value"), *table["columns"], *(c for r in table["rows"] for c in r)]
    names += [fact[key] for fact in answer["facts"] for key in ("row", "column")]
    known = {name for name in names if isinstance(name, str) and re.search(r"\d", name)}
    months = [name for name in known if re.fullmatch(r"\d{4}-\d\d", name)]
    short = {name.split(" (")[0] for name in known}
    return known | short | {f"{pd.Timestamp(month):%B %Y}" for month in months}


def labels(talk: Talk) -> tuple[str, pd.Series]:
    """Who is in which segment, from the conversation: pandas computes the figures of segments from these."""
    made = [thing for thing in talk.assistant.conversation.in_force() if isinstance(thing, Labelling)]
    assert made, "the conversation made no segments"
    outs = tuple(Out(name=name, expr=Col(col=name)) for name in (made[-1].key, made[-1].name))
    frame = talk.assistant.conversation.view.fetch(Query(source=made[-1].source, columns=outs))
    rows = pd.DataFrame(frame.rows, columns=["key", "label"]).set_index("key")
    return made[-1].name, rows["label"].dropna()


# ---------------------------------------------------------------------------------------------- every answer


@pytest.mark.parametrize(("name", "turns"), CONVERSATIONS, ids=IDS)
def test_every_turn_is_answered_and_said_back(name: str, turns: tuple[str, ...], hold: Any) -> None:
    for answer in hold(name, turns).answers:
        assert answer["status"] == "answered" and answer["reading"] and answer["text"], seen(answer)
        assert answer["plan"]["steps"] and answer["evidence"], seen(answer)
        json.dumps(answer, allow_nan=False)


@pytest.mark.parametrize(("name", "turns"), CONVERSATIONS, ids=IDS)
def test_every_figure_of_a_text_has_a_span_on_a_fact(name: str, turns: tuple[str, ...], hold: Any) -> None:
    for answer in hold(name, turns).answers:
        facts = {fact["id"] for fact in answer["facts"]}
        assert {span["fact"] for span in answer["spans"]} <= facts, seen(answer)
        assert not re.findall(r"\d[\d,.]*", unspanned(answer)), unspanned(answer) + seen(answer)


# ------------------------------------------------------------------------------------- Personality: segments


def test_the_segment_of_most_revenue_is_named(hold: Any, customers: pd.DataFrame) -> None:
    talk = hold(PERSONALITY, BEST_SEGMENT)
    answer = talk.answers[0]
    label = labels(talk)[1]
    revenue = customers["spend"].groupby(label.reindex(customers.index)).sum()
    assert answer["headline"]["value"] == revenue.idxmax(), seen(answer)
    named = {"table": {**answer["table"], "rows": [r for r in answer["table"]["rows"] if r[0] in revenue]}}
    assert holds(named, revenue.to_dict()), seen(answer)
    assert carries(answer, 1_356_988), "the whole, with those in no segment" + seen(answer)


def test_it_is_the_segment_named_before(hold: Any, customers: pd.DataFrame) -> None:
    talk = hold(PERSONALITY, BEST_SEGMENT)
    answer, winner = talk.answers[1], talk.answers[0]["headline"]["value"]
    label = labels(talk)[1]
    inside = customers.loc[label.index[label == winner]]
    assert answer["tool"] == "profile" and answer["headline"]["value"] == len(inside), seen(answer)
    assert winner.split(" (")[0] in f"{answer['reading']} {answer['text']}", seen(answer)
    assert carries(answer, inside["spend"].mean()) and carries(answer, customers["spend"].mean()), seen(
        answer
    )
    assert carries(answer, inside["spend"].sum() / customers["spend"].sum()), "share" + seen(answer)


def test_they_are_the_people_of_that_segment(hold: Any, customers: pd.DataFrame) -> None:
    talk = hold(PERSONALITY, BEST_SEGMENT)
    answer, winner = talk.answers[2], talk.answers[0]["headline"]["value"]
    label = labels(talk)[1]
    inside = customers.loc[label.index[label == winner]]
    assert answer["tool"] == "campaign", seen(answer)
    assert winner.split(" (")[0] in f"{answer['reading']} {answer['text']}", seen(answer)
    assert answer["headline"]["value"] == len(inside), seen(answer)
    assert carries(answer, inside["spend"].mean()) and answer["headline"]["n"] == len(inside), seen(answer)


def test_four_groups_are_four_segments_of_everybody_but_those_left_out(
    hold: Any, customers: pd.DataFrame
) -> None:
    talk = hold(PERSONALITY, FOUR_GROUPS)
    answer, label = talk.answers[0], labels(talk)[1]
    assert holds(answer, label.value_counts().to_dict()) and len(answer["table"]["rows"]) == 4, seen(answer)
    assert answer["made"][0]["kind"] == "segments" and answer["made"][0]["n"] == len(label), seen(answer)
    unusable = customers["Income"].isna() | customers["age"].isna()
    assert set(customers.index[~unusable]) == set(label.index)
    assert all(row[-1] for row in answer["table"]["rows"]), "an action for each segment" + seen(answer)


def test_them_are_the_segments(hold: Any, customers: pd.DataFrame) -> None:
    talk = hold(PERSONALITY, FOUR_GROUPS)
    answer = talk.answers[1]
    deals = customers["NumDealsPurchases"].groupby(labels(talk)[1].reindex(customers.index)).mean()
    assert answer["headline"]["value"] == deals.idxmax(), seen(answer)
    assert carries(answer, deals.max()), seen(answer)


def test_a_segment_is_a_column_to_group_by(hold: Any, customers: pd.DataFrame) -> None:
    talk = hold(PERSONALITY, FOUR_GROUPS)
    answer = talk.answers[2]
    income = customers["Income"].groupby(labels(talk)[1].reindex(customers.index)).mean()
    named = {"table": {**answer["table"], "rows": [r for r in answer["table"]["rows"] if r[0] in income]}}
    assert holds(named, income.to_dict()), seen(answer)
    assert [step["tool"] for step in answer["plan"]["steps"]] == ["segment", "query"], seen(answer)


# --------------------------------------------------------------------------- Personality: charts and what-if


def test_average_income_by_education_is_drawn(hold: Any, customers: pd.DataFrame) -> None:
    answer = hold(PERSONALITY, EDUCATION).answers[0]
    assert holds(answer, customers.groupby("Education")["Income"].mean().to_dict()), seen(answer)
    assert answer["chart"]["type"] == "bar" and answer["chart"]["plotly"]["data"], seen(answer)
    shown = {str(x) for trace in answer["chart"]["plotly"]["data"] for x in trace["x"] + trace["y"]}
    assert {"PhD", "Basic"} <= shown, "the chart holds the groups"


@pytest.mark.parametrize(("turn", "over"), [(1, None), (2, 50)])
def test_the_box_plot_shows_incomes_of_whom_was_asked_for(
    turn: int, over: int | None, hold: Any, customers: pd.DataFrame
) -> None:
    answer = hold(PERSONALITY, EDUCATION).answers[turn]
    assert answer["chart"]["type"] == "box", seen(answer)
    people = customers if over is None else customers[customers["age"] > over]
    incomes = people.groupby("Education")["Income"]
    assert holds(answer, incomes.median().to_dict()), seen(answer)
    assert holds(answer, incomes.quantile(0.75).to_dict()), seen(answer)
    assert holds(answer, incomes.count().to_dict()), seen(answer)


def test_the_filter_on_age_is_said_with_its_bound(hold: Any) -> None:
    answer = hold(PERSONALITY, EDUCATION).answers[2]
    assert "age over 50" in answer["reading"].lower(), seen(answer)
    assert answer["evidence"][0]["rows_used"] == 731, "741 people, the income of 10 is unknown" + seen(answer)


def test_a_what_if_lies_among_people_like_them(hold: Any, customers: pd.DataFrame) -> None:
    answer = hold(PERSONALITY, WHAT_IF).answers[0]
    alike = customers[customers["age"].between(40, 50) & customers["Income"].between(70_000, 90_000)]["spend"]
    head = answer["headline"]
    assert (len(alike), alike.median()) == (122, 1385.5)
    assert answer["tool"] == "predict" and head["level"] == 0.9, seen(answer)
    assert alike.quantile(0.25) < head["value"] < alike.quantile(0.75), seen(answer)
    assert head["low"] < alike.quantile(0.25) and alike.quantile(0.75) < head["high"], seen(answer)
    assert carries(answer, 1385.5), "people like them are shown beside it" + seen(answer)


def test_the_best_customers_are_those_who_spent_most(hold: Any, customers: pd.DataFrame) -> None:
    answer = hold(PERSONALITY, BEST).answers[0]
    assert ranked_as(answer, customers["spend"]), seen(answer)
    assert "spend" in told(answer), "what best means is said" + seen(answer)


# --------------------------------------------------------------------------------------------- Online Retail


def test_the_top_countries_are_by_valid_sales(hold: Any, sales: pd.DataFrame) -> None:
    answer = hold(RETAIL, COUNTRIES).answers[0]
    revenue = sales.groupby("Country")["revenue"].sum().nlargest(10)
    assert sales["revenue"].sum() == about(10_666_684.54)
    assert holds(answer, revenue.to_dict()), seen(answer)
    assert [row[0] for row in answer["table"]["rows"]] == list(revenue.index), seen(answer)
    assert answer["chart"]["type"] == "bar", seen(answer)


def test_gross_and_net_are_both_told_where_they_differ(hold: Any) -> None:
    answer = hold(RETAIL, COUNTRIES).answers[0]
    policy = [c["text"] for c in answer["caveats"] if c["code"] == "policy"]
    assert policy, "cancellations take off more than a hundredth" + seen(answer)
    assert re.search(r"\bnet\b", policy[0], re.IGNORECASE) and len(re.findall(r"\d[\d,.]+\d", policy[0])) >= 2


def test_without_the_uk_ten_others_come(hold: Any, sales: pd.DataFrame) -> None:
    answer = hold(RETAIL, COUNTRIES).answers[1]
    others = sales[sales["Country"] != "United Kingdom"].groupby("Country")["revenue"].sum().nlargest(10)
    assert holds(answer, others.to_dict()), seen(answer)
    assert [row[0] for row in answer["table"]["rows"]] == list(others.index), seen(answer)


def test_by_month_the_uk_stays_out(hold: Any, sales: pd.DataFrame) -> None:
    answer = hold(RETAIL, COUNTRIES).answers[2]
    months = sales[sales["Country"] != "United Kingdom"].groupby("month")["revenue"].sum()
    assert holds(answer, months.to_dict()), seen(answer)
    assert answer["chart"]["type"] == "line" and "united kingdom" in told(answer), seen(answer)
    assert "partial_period" in {c["code"] for c in answer["caveats"]}, "December 2011" + seen(answer)


def test_orders_per_customer_are_averaged_over_customers(hold: Any, buyers: pd.DataFrame) -> None:
    answer = hold(RETAIL, ORDERS).answers[0]
    assert answer["headline"]["value"] == about(buyers["orders"].mean()), seen(answer)
    assert answer["headline"]["n"] == len(buyers) == 4338, seen(answer)


def test_those_are_customers_with_more_than_three_orders(hold: Any, buyers: pd.DataFrame) -> None:
    answer = hold(RETAIL, ORDERS).answers[1]
    often = buyers[buyers["orders"] > 3]
    assert answer["headline"]["value"] == about(often["orders"].mean()), seen(answer)
    assert answer["headline"]["n"] == len(often) == 1502, seen(answer)


def test_what_they_spend_is_of_the_same_customers(hold: Any, buyers: pd.DataFrame) -> None:
    answer = hold(RETAIL, ORDERS).answers[2]
    spend = buyers[buyers["orders"] > 3]["spend"]
    wants = [about(spend.mean()), about(spend.sum())]
    assert any(answer["headline"]["value"] == want for want in wants), seen(answer)
    assert re.search(r"(more than|over|above|>) 3\b", told(answer)), "the filter is said" + seen(answer)


def test_the_best_buyers_are_those_of_most_revenue(hold: Any, buyers: pd.DataFrame) -> None:
    answer = hold(RETAIL, BEST).answers[0]
    assert ranked_as(answer, buyers["spend"]), seen(answer)
    assert re.search("revenue|spend", told(answer)), "what best means is said" + seen(answer)
    # the fourth ordered 80,995 pieces and took them back 12 minutes later
    assert "policy" in {c["code"] for c in answer["caveats"]} or "cancel" in told(answer), seen(answer)


@pytest.mark.parametrize("name", [PERSONALITY, RETAIL])
def test_a_profit_margin_is_declined_and_a_cost_is_asked_for(name: str, hold: Any) -> None:
    answer = hold(name, MARGIN).answers[0]
    assert answer["status"] == "declined", seen(answer)
    assert (answer["headline"], answer["table"], answer["chart"]) == (None, None, None), seen(answer)
    assert re.search(r"\bcosts?\b", answer["text"]) and not re.search(r"\d", answer["text"]), seen(answer)


# ----------------------------------------------------------------------------- another face, another process


def test_the_shell_gives_the_same_json_apart_from_timings(hold: Any, folder: Path) -> None:
    command = ["-m", "assistant", "ask", "--json", "--data", str(folder / PERSONALITY), *EDUCATION]
    lines = in_new_process(*command).splitlines()
    shell, python = [json.loads(line) for line in lines], hold(PERSONALITY, EDUCATION).answers
    assert [untimed(answer) for answer in shell] == [untimed(answer) for answer in python]


REPLAY = """
import json, sys
from assistant import Assistant
assistant = Assistant.open(sys.argv[1])
for plan in json.loads(sys.argv[2]):
    print(json.dumps(Assistant(assistant.dataset).run(plan).to_dict()))
"""


@pytest.mark.parametrize("name", [PERSONALITY, RETAIL])
def test_stored_plans_replay_in_a_new_process_to_the_same_numbers(name: str, hold: Any, folder: Path) -> None:
    held = [answer for data, turns in CONVERSATIONS if data == name for answer in hold(name, turns).answers]
    stored = [answer for answer in held if answer["plan"]]
    plans = json.dumps([answer["plan"] for answer in stored])
    lines = in_new_process("-c", REPLAY, str(folder / name), plans).splitlines()
    assert len(lines) == len(stored) > 0
    for line, answer in zip(lines, stored, strict=True):
        again = json.loads(line)
        for part in ("status", "headline", "table", "facts", "chart", "made"):
            assert again[part] == answer[part], f"{part} differs" + seen(answer) + seen(again)


def untimed(answer: Said) -> Said:
    return {key: value for key, value in answer.items() if key != "timings_ms"}


def in_new_process(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
