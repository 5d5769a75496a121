from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import bands, equal
from assistant.planner.offline.bands import Bands
from data.dataset import Dataset
from data.query import Agg, Bin


def only(text: str) -> Bands:
    ((_, _, found),) = bands.find(text)
    return found


def test_open_bands_share_their_edges() -> None:
    found = only("under 30k, 30-60k, 60k and up")
    assert found == Bands((30_000, 60_000), ("under 30k", "30-60k", "60k and up"), False)


def test_the_scale_of_the_upper_end_holds_for_the_lower() -> None:
    assert only("10-20k, 20-30k").edges == (10_000, 20_000, 30_000)


def test_whole_numbers_with_both_ends_in_touch_at_the_next_number() -> None:
    found = only("millennials (23-38), gen x (39-54)")
    assert found == Bands((23, 39, 55), ("millennials", "gen x"), True, named=True)


def test_bands_with_an_open_top_leave_out_what_lies_below() -> None:
    found = only("18-34, 35-54, 55+")
    assert found.edges[:3] == (18, 35, 55) and found.closed


@pytest.mark.parametrize(
    "text", ["20-30", "1, 2, 3", "under 20, 40-60", "over 50", "under 30 and over 60", ""]
)
def test_what_is_no_list_of_touching_bands_is_left_alone(text: str) -> None:
    assert bands.find(text) == []


def test_the_place_of_the_bands_in_the_text_is_known() -> None:
    text = "income by age under 30, 30-50, over 50 please"
    ((start, end, _),) = bands.find(text)
    assert text[start:end] == "under 30, 30-50, over 50"


@pytest.mark.parametrize(
    ("text", "edges", "labels"),
    [
        ("under 6 months, 6-11, and 12 months or more", (6, 12), ("under 6 months", "6-11", "12 months or more")),
        ("low (under 3), mid (3 to 4) and high (at least 5)", (3, 5), ("low", "mid", "high")),
        ("small under 12, medium 12 to 16", (-1e308, 12, 16), ("small", "medium")),
        ("new (up to 12 months), settled (13 to 36 months) and loyal (37 months or more)", (13, 37), ("new", "settled", "loyal")),
        ("at night (0-5), in the morning (6-11) and afternoon (12-17)", (0, 6, 12, 18), ("night", "morning", "afternoon")),
        ("5 or fewer, 6 to 10, 11 or more", (6, 11), ("5 or fewer", "6 to 10", "11 or more")),
    ],
)  # fmt: skip
def test_bands_have_units_and_names(text: str, edges: tuple[float, ...], labels: tuple[str, ...]) -> None:
    assert (only(text).edges, only(text).labels) == (edges, labels)


def test_single_numbers_are_bands_beside_wider_ones() -> None:
    found = only("1 page, 2 to 4 pages, 5 to 9 pages, and 10 or more")
    assert (found.edges[:4], found.unit) == ((1, 2, 5, 10), "page")
    assert only("top 5 products: under 10, 10-20, 20+").labels[0] == "under 10"


def test_what_lies_over_a_number_leaves_the_number_to_the_band_below() -> None:
    edge = only("under 50, 50 to 200 and over 200").edges[1]
    assert 200 < edge < 200.0001
    assert only("under 50, 50 to 200 and 200 or more").edges[1] == 200


def test_equal_parts_are_bands_whose_ends_the_data_give() -> None:
    said = (
        "into four equal groups",
        "by income quartile",
        "4 bands of equal size",
        "in each quartile of age",
    )
    assert [[found.quantiles for _, _, found in equal.find(text)] for text in said] == [[4]] * 4
    assert [
        bands.find(t) + equal.find(t)
        for t in ("the top quartile", "what are the quartiles of age", "90th percentile")
    ] == [[]] * 3


@pytest.mark.parametrize(
    "question",
    [
        "Average income by age band: under 30, 30-49, 50 and over",
        "Split the customers by age into young (under 30), middle (30-49) and old (50 or older). What is the average income of each?",
        "Call a customer young if the age is under 30, middle from 30 to 49 and old above 50. What is the average income of young, middle and old ones?",
        "compare the average income of customers with an age under 30, 30 to 49 and 50 or more",
    ],
)  # fmt: skip
def test_a_figure_is_given_for_each_band_that_is_said(crm: Any, question: str) -> None:
    asked = crm.query(question)
    assert [o.name for o in (*asked.groups, *asked.measures)] == ["age group", "average income"]
    assert isinstance(asked.groups[0].expr, Bin) and asked.groups[0].expr.edges == (30, 50)


def test_bands_are_of_their_unit_of_the_noun_behind_them_or_of_what_is_cut(crm: Any) -> None:
    for question in (
        "how many customers have 0, 1 or 2+ kids",
        "customers with 0 kids, 1 kid and 2 or more kids",
    ):
        assert crm.query(question).groups[0].name == "kids group"
    asked = crm.query("which age band has the highest income: under 30, 30-49 or over 49?")
    assert (asked.groups[0].name, asked.order[0].desc) == ("age group", True)


def test_a_category_may_stand_beside_the_bands(crm: Any) -> None:
    asked = crm.query("average income by age (under 30, 30-49, 50 and over) and gender")
    assert [o.name for o in asked.groups] == ["age group", "gender"]


def test_shares_and_equal_parts_keep_what_is_asked_of_each(crm: Any) -> None:
    asked = crm.query("share of married customers by age: under 30, 30-49, 50 and over")
    assert isinstance(asked.measures[0].expr, Agg) and asked.measures[0].expr.agg == "rate"
    asked = crm.query("which age quartile has the highest share of married customers?")
    assert asked.groups[0].expr == Bin(bin=asked.groups[0].expr.bin, quantiles=4) and not asked.where


def test_equal_parts_are_of_all_and_what_is_said_behind_them_is_counted(crm: Any) -> None:
    asked = crm.query("split the customers into 4 equal groups by age: how many are married in each?")
    assert not asked.where
    assert isinstance(asked.measures[0].expr, Agg) and asked.measures[0].expr.where is not None


@pytest.mark.parametrize(
    ("turn", "bands"),
    [
        ("and men of 55 and over?", "age band is 55+ and gender is male"),
        ("only people over 54", "age band is 55+ and gender is female"),
        ("only people under 35", "age band is 18-34 and gender is female"),
    ],
)
def test_ages_are_bands_where_the_data_hold_bands(tmp_path: Path, turn: str, bands: str) -> None:
    rows = [
        f"{i},{('18-34', '35-54', '55+')[i % 3]},{('male', 'female')[i % 2]},{1 + i % 5}" for i in range(90)
    ]
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(["respondent,age_band,gender,score", *rows]) + "\n", encoding="utf-8")
    assistant = Assistant(Dataset.open(path))
    assistant.ask("average score of women")
    reading = assistant.ask(turn).reading
    assert all(part in reading for part in bands.split(" and "))
