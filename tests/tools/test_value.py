"""What customers are worth: published figures of the models, drawn customers whose future is known, and tiny tables."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.dataset import Dataset, View
from data.errors import Unsupported
from data.query import Out, call, col
from data.work import Work
from tools._lifetime import (
    Buying,
    Histories,
    Spending,
    fit_buying,
    fit_spending,
    log_likelihood,
)
from tools._result import Result
from tools.value import ValueArgs, value

Opened = Callable[[list[str]], View]
CDNOW = Buying(0.242594150135163, 4.41353244331297, 0.792919155875463, 2.42591060264543)
"""The estimates that Fader and Hardie publish for the CDNOW sample; their times are weeks."""
ONE = Histories(np.array([2.0]), np.array([30.43]), np.array([38.86]))
START = date(2022, 1, 1)


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """A table of order lines from its rows."""

    def make(rows: list[str]) -> View:
        path = tmp_path / "orders.csv"
        head = "order_id,customer_id,order_date,product,quantity,unit_price,country\n"
        path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
        return Dataset.open(path).view()

    return make


def drawn(
    n: int, leaves: float, seed: int, days: int = 600, until: int = 600, rate: float = 0.012
) -> list[tuple[int, int]]:
    """(customer, day) of purchases: gamma rates, a chance to leave after each purchase, first ones spread evenly."""
    rng = np.random.default_rng(seed)
    made = []
    for who in range(n):
        at, pace = float(rng.integers(0, days - 60)), rng.gamma(1.2, rate)
        while at < until:
            made.append((who, int(at)))
            if leaves and rng.random() < leaves:
                break
            at += max(1.0, rng.exponential(1 / max(pace, 1e-6)))
    return made


def shop(n: int = 700, leaves: float = 0.15, seed: int = 1) -> list[str]:
    """Order lines of drawn customers: each pays around an amount of his own."""
    rng = np.random.default_rng(seed)
    own = rng.gamma(4, 10, n) + 5
    return [
        f"{10_000 + at},{who},{START + timedelta(days=day)},mug,{1 + at % 2},"
        f"{own[who] * rng.uniform(0.8, 1.2) / (1 + at % 2):.2f},{'NS'[who % 2]}"
        for at, (who, day) in enumerate(drawn(n, leaves, seed))
    ]


def ask(data: View, **args: Any) -> Result:
    return value(ValueArgs.model_validate({"source": data.catalog.main, **args}), data, Work())


def fact(result: Result, id: str) -> Any:
    return next(f for f in result.facts if f.id == id)


def codes(result: Result) -> set[str]:
    return {c.code for c in result.caveats}


# ---------------------------------------------------------------- the models
def test_expected_purchases_are_those_of_the_published_spreadsheet() -> None:
    assert CDNOW.expected(ONE, 39)[0] == pytest.approx(1.226, abs=0.0005)
    assert CDNOW.alive(ONE)[0] == pytest.approx(0.7266, abs=0.0001)


def test_expected_means_are_those_of_the_published_spreadsheet() -> None:
    spending = Spending(6.25, 3.74, 15.44)
    found = spending.expected(np.array([2.0, 1, 0, 7]), np.array([22.35, 11.77, 0, 73.74]))
    assert found[:3] == pytest.approx([24.65, 18.91, 35.17], abs=0.1)


def histories(made: list[tuple[int, int]], now: int) -> Histories:
    """What is known of drawn customers on a day."""
    days: dict[int, list[int]] = {}
    for who, day in made:
        if day <= now:
            days.setdefault(who, []).append(day)
    first = np.array([min(d) for d in days.values()], dtype=float)
    last = np.array([max(d) for d in days.values()], dtype=float)
    count = np.array([len(d) for d in days.values()], dtype=float)
    return Histories(count - 1, last - first, now - first)


def test_the_likelihood_rises_along_its_slope() -> None:
    of, at = histories(drawn(200, 0.2, 3), 500), np.array([0.8, 60.0, 0.7, 3.0])
    _, slopes = log_likelihood(at, of)
    for i in range(4):
        step = np.zeros(4)
        step[i] = 1e-5 * at[i]
        up, down = (float(np.sum(log_likelihood(at + s, of)[0])) for s in (step, -step))
        assert float(np.sum(slopes[i])) == pytest.approx((up - down) / (2 * step[i]), rel=1e-4, abs=1e-4)


def test_the_parameters_of_drawn_customers_are_found_again() -> None:
    rng = np.random.default_rng(8)
    n, r, alpha, a, b = 8000, 0.9, 40.0, 1.2, 4.0
    rates, chances, age = rng.gamma(r, 1 / alpha, n), rng.beta(a, b, n), rng.uniform(60, 400, n)
    repeats, last = np.zeros(n), np.zeros(n)
    for i in range(n):
        at = 0.0
        while True:
            at += rng.exponential(1 / rates[i])
            if at > age[i]:
                break
            repeats[i], last[i] = repeats[i] + 1, at
            if rng.random() < chances[i]:
                break
    found = fit_buying(Histories(repeats, last, age))
    assert (found.r, found.alpha) == pytest.approx((r, alpha), rel=0.12)
    assert found.leaves == pytest.approx(a / (a + b), rel=0.12)


def test_the_mean_purchase_of_drawn_customers_is_found_again() -> None:
    rng = np.random.default_rng(9)
    repeats = rng.integers(1, 8, 4000).astype(float)
    scale = rng.gamma(4.0, 1 / 30.0, 4000)
    average = rng.gamma(6.0 * repeats, 1 / scale) / repeats
    found = fit_spending(repeats, average)
    assert found.mean == pytest.approx(6 * 30 / 3, rel=0.05) and found.q == pytest.approx(4, rel=0.15)


def test_where_nobody_leaves_everybody_counts_as_alive_which_is_said_to_be_degenerate() -> None:
    found = fit_buying(histories(drawn(800, 0.0, 4), 500))
    assert found.degenerate
    assert not fit_buying(histories(drawn(800, 0.3, 4), 500)).degenerate


def test_the_chance_of_no_purchase_falls_the_more_days_are_looked_ahead() -> None:
    some = CDNOW.absent(ONE, 5)[0], CDNOW.absent(ONE, 50)[0]
    assert 1 - CDNOW.alive(ONE)[0] < some[1] < some[0] < 1


# ---------------------------------------------------------------- the answer
def test_a_model_that_did_better_on_held_out_days_is_used(opened: Opened) -> None:
    result = ask(opened(shop()))
    assert "model" in result.flags and fact(result, "model_error").value < fact(result, "rule_error").value
    assert abs(fact(result, "model_bias").value) < 0.15
    head = fact(result, "expected")
    assert head.low < head.value < head.high and head.n == 700


def test_what_is_expected_comes(opened: Opened) -> None:
    made = drawn(3000, 0.15, 11, until=965)
    of = histories(made, 600)
    known = {who for who, day in made if day <= 600}
    came = sum(600 < day <= 965 for who, day in made if who in known)
    assert float(np.sum(fit_buying(of).expected(of, 365))) == pytest.approx(came, rel=0.1)


def test_where_a_plain_rule_did_better_it_is_told_and_said(opened: Opened) -> None:
    rows = []
    for who in range(600):
        # Half buy every month throughout; the others stopped long ago, which their number of purchases hides.
        months = range(24) if who % 2 else range(10)
        rows += [
            f"{who * 100 + m},{who},{START + timedelta(days=30 * m + who % 20)},mug,{1 + m % 2},{20 / (1 + m % 2)},N"
            for m in months
        ]
    result = ask(opened(rows))
    assert "rule" in result.flags and "naive_wins" in codes(result)
    assert fact(result, "expected").value == pytest.approx(120, rel=0.1)


def test_too_few_customers_are_told_what_they_brought_and_no_more(orders: Any) -> None:
    result = value(ValueArgs(source="orders"), orders.view(), Work())
    assert "historic" in result.flags and "too_little" in codes(result)
    assert not [f for f in result.facts if f.kind == "forecast"]


def test_what_was_brought_is_net_of_returns(opened: Opened) -> None:
    rows = ["1,a,2023-01-01,mug,2,10.00,N", "2,a,2023-02-01,mug,1,10.00,N", "C2,a,2023-02-05,mug,-1,10.00,N"]
    rows += ["3,b,2023-03-01,mug,2,15.00,N"]
    result = ask(opened(rows))
    assert fact(result, "total").value == pytest.approx(50)
    assert fact(result, "historic").value == pytest.approx(25) and fact(
        result, "median"
    ).value == pytest.approx(25)


def test_an_order_taken_back_on_its_day_is_no_purchase(opened: Opened) -> None:
    rows = [
        "1,a,2023-01-01,mug,900,10.00,N",
        "C1,a,2023-01-01,mug,-900,10.00,N",
        "2,b,2023-02-01,mug,1,12.00,N",
    ]
    result = ask(opened(rows))
    assert fact(result, "customers").value == 1 and fact(result, "none_left").value == 1


def test_a_margin_turns_revenue_into_profit(opened: Opened) -> None:
    view = opened(shop(60))
    plain, part = ask(view, view="historic"), ask(view, view="historic", margin=0.4)
    assert fact(part, "total").value == pytest.approx(0.4 * fact(plain, "total").value)
    assert "revenue_not_profit" in codes(plain) and "margin" in codes(part)


def test_few_customers_are_told_from_a_model_of_all(opened: Opened) -> None:
    view = opened(shop())
    result = ask(view, where=[call("eq", col("country"), "N").canonical()])
    assert fact(result, "customers").value == 350 and fact(result, "modelled").value == 700
    assert "expected" in result.flags


def test_groups_are_compared_and_chance_is_said(opened: Opened) -> None:
    result = ask(opened(shop()), by=Out(name="country", expr=col("country")).canonical())
    assert result.table is not None and {r[0] for r in result.table.rows} == {"N", "S"}
    assert "may_be_chance" in codes(result)


def test_a_degenerate_chance_to_be_a_customer_is_refused(opened: Opened) -> None:
    with pytest.raises(Unsupported, match="practically nobody who leaves") as caught:
        ask(opened(shop(leaves=0.0)), view="alive")
    assert "churn" in caught.value.hint


def test_the_chance_to_buy_nothing_is_set_against_what_came(opened: Opened) -> None:
    result = ask(opened(shop()), view="churn")
    assert fact(result, "high").value + fact(result, "medium").value + fact(result, "low").value == 700
    assert fact(result, "high_true").value == pytest.approx(fact(result, "high_said").value, abs=0.12)
    assert result.table is not None and all(row[-1] > 2 / 3 for row in result.table.rows)


def test_the_check_shows_what_was_expected_and_made_by_tenths(opened: Opened) -> None:
    result = ask(opened(shop()), view="check")
    assert result.table is not None and len(result.table.rows) == 10
    made = [row[3] for row in result.table.rows]
    assert made[0] == max(made)


def test_a_list_of_customers_begins_with_the_highest(opened: Opened) -> None:
    result = ask(opened(shop()), view="customers", limit=5)
    assert result.table is not None and len(result.table.rows) == 5
    expected = [row[-1] for row in result.table.rows]
    assert expected == sorted(expected, reverse=True)
    assert result.headline is not None and result.headline.value == result.table.rows[0][0]


def test_one_customer_and_one_order_are_told_without_a_range(opened: Opened) -> None:
    result = ask(opened(["1,a,2023-01-01,mug,1,10.00,N"]))
    assert result.headline is not None and result.headline.value == 10 and result.headline.low is None


def test_customers_without_dated_purchases_are_told_what_they_have_spent(customers: Any) -> None:
    result = value(ValueArgs(source="customers"), customers.view(), Work())
    assert "no_purchases" in codes(result) and fact(result, "customers").value == 60
    with pytest.raises(Unsupported, match="which customer bought when"):
        value(ValueArgs(source="customers", view="churn"), customers.view(), Work())


def test_purchases_without_an_amount_are_declined(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    rows = [f"{i},{i % 20},2023-0{1 + i % 9}-01" for i in range(200)]
    path.write_text("order_id,customer_id,order_date\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(Unsupported, match="no amount of money"):
        ask(Dataset.open(path).view())


@pytest.mark.shared
def test_on_the_retail_data_the_plain_rule_wins_and_the_chance_to_be_alive_is_refused(
    shared_data: Path,
) -> None:
    view = Dataset.open(shared_data / "data.csv.gz").view()
    result = value(ValueArgs(source="data"), view, Work())
    assert fact(result, "model_bias").value == pytest.approx(-0.25, abs=0.02)
    assert "naive_wins" in codes(result) and fact(result, "customers").value == 4334
    with pytest.raises(Unsupported):
        value(ValueArgs(source="data", view="alive"), view, Work())
