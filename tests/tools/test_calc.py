"""Arithmetic on earlier answers."""

import pytest
from pydantic import ValidationError

from data.dataset import Dataset
from data.errors import Unsupported
from data.work import Work
from tools._result import Result
from tools.calc import CalcArgs, Operand, calc

OCTOBER = Operand(label="October", value=200.0, unit="GBP")
NOVEMBER = Operand(label="November", value=250.0, unit="GBP")
CUSTOMERS = Operand(label="customers", value=40, unit="customers")


def work_out(customers: Dataset, op: str, *values: Operand) -> Result:
    return calc(CalcArgs.model_validate({"op": op, "values": values}), customers.view(), Work())


@pytest.mark.parametrize(
    ("op", "value", "unit"),
    [
        ("difference", 50.0, "GBP"),
        ("gap", 50.0, "GBP"),
        ("growth", 0.25, "share"),
        ("share", 0.8, "share"),
        ("sum", 450.0, "GBP"),
        ("ratio", 0.8, None),
    ],
)
def test_two_figures_are_put_together(customers: Dataset, op: str, value: float, unit: str | None) -> None:
    head = work_out(customers, op, OCTOBER, NOVEMBER).headline
    assert head and (head.value, head.unit) == (pytest.approx(value), unit)


def test_money_per_customer_is_money(customers: Dataset) -> None:
    head = work_out(customers, "ratio", OCTOBER, CUSTOMERS).headline
    assert head and (head.value, head.unit) == (5.0, "GBP")


def test_different_units_are_not_added(customers: Dataset) -> None:
    with pytest.raises(Unsupported, match="GBP and customers"):
        work_out(customers, "sum", OCTOBER, CUSTOMERS)


def test_growth_from_zero_is_refused_in_words(customers: Dataset) -> None:
    with pytest.raises(Unsupported, match="zero"):
        work_out(customers, "growth", Operand(label="before", value=0), NOVEMBER)


def test_one_figure_is_not_enough() -> None:
    with pytest.raises(ValidationError, match="needs two figures"):
        CalcArgs(op="growth", of=("$1",))


def test_the_result_names_the_figures_it_came_from(customers: Dataset) -> None:
    facts = {f.id: f for f in work_out(customers, "difference", OCTOBER, NOVEMBER).facts}
    assert facts["value"].of == ("of.1", "of.2") and facts["of.1"].value == 200.0
