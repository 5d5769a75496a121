"""Pareto figures on numbers that can be followed by hand, weighted and not."""

from pathlib import Path

import plotly.graph_objects as go
import pytest

from data.dataset import Dataset, View
from data.errors import Unsupported
from data.work import Work
from tools._result import Result
from tools.concentration import ConcentrationArgs, concentration


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> View:
    """Ten shops that sold 55 in all: the two largest (10 + 9) hold 19 of them."""
    path = tmp_path_factory.mktemp("shops") / "shops.csv"
    path.write_text("shop,sales\n" + "\n".join(f"s{i},{i}" for i in range(1, 11)) + "\n", encoding="utf-8")
    return Dataset.open(path).view()


def ask(view: View, **args: object) -> Result:
    return concentration(
        ConcentrationArgs.model_validate({"source": view.catalog.main, **args}), view, Work()
    )


def test_the_largest_fifth_by_default(shops: View) -> None:
    head = ask(shops, measure="sales").headline
    assert head and head.value == pytest.approx(19 / 55) and head.unit == "share"


def test_the_largest_few_by_number(shops: View) -> None:
    head = ask(shops, measure="sales", top_n=3).headline
    assert head and head.value == pytest.approx(27 / 55)


@pytest.mark.parametrize(("reach", "few"), [(0.5, 4), (1.0, 10), (0.1, 1)])
def test_the_fewest_that_make_a_part(shops: View, reach: float, few: int) -> None:
    head = ask(shops, measure="sales", reach=reach).headline
    assert head and head.value == few


def test_those_who_hold_it_are_the_subject(shops: View) -> None:
    subject = ask(shops, measure="sales", top_n=2).subject
    assert subject and subject.limit == 2 and subject.order[0].desc


def test_the_curve_ends_at_all(shops: View) -> None:
    chart = ask(shops, measure="sales").chart
    assert chart and chart.plotly["data"][0]["y"][-1] == pytest.approx(1) and go.Figure(chart.plotly)


def test_nothing_to_share_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zero.csv"
    path.write_text("shop,sales\n" + "\n".join(f"s{i},{-i}" for i in range(10)) + "\n", encoding="utf-8")
    view = Dataset.open(path).view()
    with pytest.raises(Unsupported, match="positive total"):
        ask(view, measure="sales")


def test_the_real_figures(shared_data: Path) -> None:
    cars = Dataset.open(shared_data / "Car_Purchasing_Data.csv").view()
    head = ask(cars, measure="Car Purchase Amount", top_share=0.2).headline
    assert head and head.value == pytest.approx(0.26882, abs=1e-5)
    people = Dataset.open(shared_data / "marketing_campaign.csv").view()
    half = ask(people, measure="total_spend", reach=0.5).headline
    assert half and half.value == 422


def test_the_richest_tenth_is_a_tenth_of_the_weight(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "SCFP2019.csv.gz").view()
    result = ask(view, measure="NETWORTH", top_share=0.1)
    assert result.headline and result.headline.value == pytest.approx(0.7647, abs=0.002)
    assert "weighted" in {c.code for c in result.caveats}
