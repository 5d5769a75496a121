"""States that things end up in, found from values, and the figures that they bring."""

from __future__ import annotations

from pathlib import Path

from data.catalog import Catalog
from data.dataset import Dataset

STAGES = ("Closed Won", "Closed Lost", "1-Qualif", "Closed Won", "2-Proposal", "Closed Lost")
DEALS = "Deal ID,Phase,Owner,Amt (USD),Prob %\n" + "".join(
    f"D-{100 + i},{STAGES[i % 6]},{('Sarah Kim', 'J. Miller')[i % 2]},{1000 + 10 * i},{(100, 0, 20, 100, 50, 0)[i % 6]}\n"
    for i in range(60)
)


def catalog_of(folder: Path, text: str, name: str = "deals.csv") -> Catalog:
    (folder / name).write_text(text, encoding="utf-8")
    return Dataset.open(folder / name).catalog


def test_a_column_of_stages_tells_what_is_won_lost_open_and_closed(tmp_path: Path) -> None:
    outcomes = catalog_of(tmp_path, DEALS).sources["deals"].columns["Phase"].outcomes
    assert {o.name: set(o.values) for o in outcomes} == {
        "won": {"Closed Won"},
        "lost": {"Closed Lost"},
        "open": {"1-Qualif", "2-Proposal"},
        "closed": {"Closed Won", "Closed Lost"},
    }


def test_deals_have_a_win_rate_won_revenue_and_a_weighted_pipeline(tmp_path: Path) -> None:
    measures = catalog_of(tmp_path, DEALS).measures
    assert {"win_rate", "revenue", "weighted_pipeline"} <= set(measures)
    assert measures["win_rate"].label == "win rate" and measures["revenue"].label == "won revenue"


def test_values_of_no_state_tell_none(tmp_path: Path) -> None:
    rows = "".join(f"{i},{('Won Street', 'Mill Lane', 'High Road')[i % 3]}\n" for i in range(30))
    found = catalog_of(tmp_path, "no,street\n" + rows, "places.csv")
    assert found.sources["places"].columns["street"].outcomes == ()


def test_not_delivered_is_no_delivery(tmp_path: Path) -> None:
    rows = "".join(f"{i},{('delivered', 'not delivered', 'cancelled')[i % 3]},{5 + i}\n" for i in range(30))
    outcomes = catalog_of(tmp_path, "order_no,state,amount\n" + rows, "orders.csv").sources["orders"]
    states = {o.name: o.values for o in outcomes.columns["state"].outcomes}
    assert states == {"delivered": ("delivered",), "cancelled": ("cancelled",)}


def test_flags_of_events_have_rates_by_their_nouns(tmp_path: Path) -> None:
    rows = "".join(f"{i},{'NY'[i % 4 == 0]},{'NY'[i % 3 == 0]}\n" for i in range(40))
    measures = catalog_of(tmp_path, "send_no,Unsub,Financing\n" + rows, "sends.csv").measures
    assert {"unsubscribe_rate", "financing_rate"} <= set(measures)
