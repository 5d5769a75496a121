from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from data.dataset import Dataset
from data.errors import Unsupported
from data.query import call, col
from data.work import Work
from tools import _audience
from tools._features import summands
from tools.campaign import CampaignArgs, campaign


def found(result: Any) -> dict[str, Any]:
    return {f.id: f.value for f in result.facts}


def brief(view: Any, *where: Any) -> Any:
    return campaign(CampaignArgs(source=view.catalog.main, where=where), view, Work())


def test_the_least_difference_is_found_at_eighty_per_cent_power() -> None:
    from statsmodels.stats.power import NormalIndPower

    plan = _audience.plan_for_mean(1_000, sd=50.0)
    assert plan.least is not None
    power = NormalIndPower().power(
        plan.least / 50, plan.contacted, 0.05, ratio=plan.held_out / plan.contacted
    )
    assert float(power) == pytest.approx(0.8, abs=0.01)


def test_a_tenth_is_held_out_and_half_of_a_small_audience() -> None:
    assert _audience.plan_for_mean(1_000, 1.0).held_out == 100
    assert _audience.plan_for_mean(60, 1.0).held_out == 30


def test_a_brief_counts_its_audience_and_averages_their_spend(customers: Any) -> None:
    facts = found(brief(customers.view(), call("ge", col("age"), 50)))
    spend = [50 + 13 * i + 40 * (i % 3) for i in range(60)]
    assert facts["size"] == 30 and facts["all"] == 60
    assert facts["share"] == pytest.approx(0.5)
    assert facts["mean_spend"] == pytest.approx(sum(spend[30:]) / 30)
    assert facts["contacted"] + facts["held_out"] == 30


def test_three_ideas_pull_different_levers(customers: Any) -> None:
    words = brief(customers.view(), call("ge", col("age"), 50)).words
    ideas = {words[f"{place}_idea"].split(":")[0] for place in ("first", "second", "third")}
    assert len(ideas) == 3


def test_an_idea_that_no_trait_speaks_for_claims_nothing_of_its_audience(customers: Any) -> None:
    everyone = brief(customers.view()).words
    assert (
        everyone["insight"]
        == "Nothing in the data sets them apart clearly, so this is an idea to try against another."
    )


def test_a_quantity_times_a_price_has_no_parts_that_people_spend_on(orders: Any) -> None:
    view = orders.view()
    sources = view.catalog.sources.values()
    revenue = next(c for s in sources for c in s.columns.values() if c.name == "revenue" and c.parts)
    assert len(revenue.parts) > 1 and summands(revenue) == []


def test_the_parts_of_a_sum_are_what_people_spend_on(tmp_path: Path) -> None:
    rows = "".join(f"{i},{10 + i},{5 + 2 * i},{1 + i % 9}\n" for i in range(40))
    (tmp_path / "people.csv").write_text("customer_id,spend_wine,spend_meat,spend_fish\n" + rows)
    view = Dataset.open(tmp_path / "people.csv").view()
    total = view.column(view.catalog.main, "total_spend")
    assert summands(total) == ["spend_wine", "spend_meat", "spend_fish"]


def test_no_figure_stands_in_the_words_of_a_brief(customers: Any) -> None:
    words = brief(customers.view(), call("ge", col("age"), 50)).words
    assert not [w for w in words.values() if any(c.isdigit() for c in w)]


def test_a_tiny_audience_gets_no_averages(customers: Any) -> None:
    result = brief(customers.view(), call("ge", col("age"), 75))
    assert found(result)["size"] == 5
    assert "mean_spend" not in found(result)
    assert "tiny_audience" in {c.code for c in result.caveats}


def test_nobody_is_no_audience(customers: Any) -> None:
    with pytest.raises(Unsupported, match="no such"):
        brief(customers.view(), call("ge", col("age"), 500))


def test_everyone_can_be_addressed(customers: Any) -> None:
    result = brief(customers.view())
    assert "everyone" in result.flags and found(result)["size"] == 60


def test_the_top_product_of_customers_comes_from_their_lines(orders: Any) -> None:
    view = orders.view()
    if "customer" not in view.catalog.sources:
        pytest.skip("the catalog found no customers in the order lines")
    result = campaign(CampaignArgs(source="customer"), view, Work())
    assert found(result)["top_product"] == "desk"


@pytest.mark.shared
def test_parents_on_a_tight_budget_are_617(shared_data: Path) -> None:
    view = Dataset.open(shared_data / "marketing_campaign.csv").view()
    facts = found(brief(view, call("gt", col("children"), 0), call("lt", col("Income"), 40_000)))
    assert facts["size"] == 617
    assert facts["mean_spend"] == pytest.approx(84.3, abs=0.1)
    assert facts["top_product"] == "wines"


@pytest.mark.parametrize(("form", "parts"), [("email", 3), ("ad", 2)])
def test_copy_is_there_for_each_idea_and_its_figures_are_facts(customers: Any, form: Any, parts: int) -> None:
    view = customers.view()
    over = (call("gt", col("age"), 40),)
    result = campaign(CampaignArgs(source=view.catalog.main, where=over, form=form), view, Work())
    assert result.table is not None and len(result.table.rows) == 3
    assert all(len(row) == parts + 1 and all(row) for row in result.table.rows)
    text = " ".join(str(cell) for row in result.table.rows for cell in row)
    assert not any(c.isdigit() for c in text) and "{" not in text
    assert found(result)["size"] == found(brief(view, *over))["size"], "the same audience as the brief's"


def test_every_lever_of_the_book_has_its_copy() -> None:
    from tools.campaign import _book

    for lever in _book()["levers"]:
        assert set(lever["email"]) == {"subject", "body", "action"}, lever["name"]
        assert set(lever["ad"]) == {"headline", "text"}, lever["name"]
        assert len(lever["ad"]["headline"]) <= 30, "search ads cut a longer headline"
