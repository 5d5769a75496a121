"""Segmentations as people ask for them: by what, with which weights and scale, and what is asked of them."""

from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant

THREE = "segment the customers into 3 groups"


def asked(desk: Any, question: str) -> dict[str, Any]:
    """The arguments of the segmentation that a question is read as."""
    step = desk.read(question).candidates[0].plan.steps[-1]
    assert step.tool == "segment", step
    return dict(step.args)


@pytest.mark.parametrize(
    "question",
    [
        "how many segments should I make of my customers?",
        "how many groups do you recommend?",
        "what is the best number of clusters?",
        "into how many groups should we divide our customers?",
        "how many customer segments make sense?",
    ],
)
def test_advice_on_the_number_is_the_rule_of_the_segmentation_and_no_count(crm: Any, question: str) -> None:
    assert "k" not in asked(crm, question)


@pytest.mark.parametrize("question", ["3 segments of customers", "three segments", "3 customer clusters"])
def test_a_number_of_segments_is_request_enough(crm: Any, question: str) -> None:
    assert asked(crm, question)["k"] == 3


def test_every_column_of_a_list_is_used(crm: Any) -> None:
    args = asked(crm, "segment the customers into 2 groups by age, income and web purchases")
    assert args["columns"] == ["age", "income", "web_purchases"]


def test_kinds_may_stand_in_the_list(crm: Any) -> None:
    assert asked(crm, "segment the customers by age and education")["columns"] == ["age", "education"]


def test_a_column_that_is_not_known_is_asked_for(crm: Any) -> None:
    reading = crm.read("segment the customers into 2 groups by age and shoe size")
    assert reading.unclear is not None and "shoe" in reading.unclear


def test_a_customers_own_figure_comes_before_that_of_an_order(shop: Any) -> None:
    args = asked(shop, "segment customers into 2 groups by revenue, frequency and order value")
    assert args["columns"] == ["revenue", "orders", "average_order_value"]


def test_different_things_that_no_column_counts_are_asked_for_and_not_taken_for_units(shop: Any) -> None:
    reading = shop.read("segment customers into 2 groups by revenue and unique items")
    assert reading.unclear is not None and "items" in reading.unclear


@pytest.mark.parametrize(
    ("words", "weights"),
    [
        ("weight income double", {"income": 2}),
        ("income counts three times", {"income": 3}),
        ("with double weight on income", {"income": 2}),
        ("weight income double and age triple", {"income": 2, "age": 3}),
    ],
)
def test_what_counts_more_is_weighted(crm: Any, words: str, weights: dict[str, float]) -> None:
    args = asked(crm, f"segment the customers into 3 groups, {words}")
    assert args["weights"] == weights and args["k"] == 3 and "columns" not in args


def test_a_weight_stands_on_the_words_between_and_what_is_weighted_counts(crm: Any) -> None:
    args = asked(crm, "segment the customers by age, recency and income, weight recency double")
    assert args["columns"] == ["age", "recency", "income"] and args["weights"] == {"recency": 2}
    args = asked(crm, "segment the customers by age, give income weight 3")
    assert args["columns"] == ["age", "income"] and args["weights"] == {"income": 3}


def test_a_weight_on_something_unknown_is_asked_about_and_goes_to_no_neighbour(crm: Any) -> None:
    reading = crm.read("segment the customers by age and income, weight charisma double")
    assert reading.unclear is not None and "charisma" in reading.unclear


def test_those_with_something_are_who_is_grouped_and_not_by_what(crm: Any) -> None:
    args = asked(crm, "cluster the customers with income over 3000 by age and recency into 3 groups")
    assert args["columns"] == ["age", "recency"] and args["where"][0]["op"] == "gt"


def test_a_weight_is_on_the_column_that_it_stands_by(crm: Any) -> None:
    args = asked(crm, "segment the customers by age, income and recency with recency weighted double")
    assert args["columns"] == ["age", "income", "recency"] and args["weights"] == {"recency": 2}


@pytest.mark.parametrize(
    ("words", "scale"), [("min-max scaling", "min-max"), ("standard scaling", "standard")]
)
def test_the_scale_that_was_asked_for_is_taken_and_said(crm: Any, words: str, scale: str) -> None:
    args = asked(crm, f"segment the customers into 4 groups with {words}")
    assert (args["scale"], args["k"]) == (scale, 4)
    assert "each" in crm.said(f"segment the customers into 4 groups with {words}")


@pytest.mark.parametrize(
    "question",
    [
        "what should I do with each segment?",
        "what to do with each of them?",
        "recommend an action for each segment",
        "how should we treat each segment?",
        "personalised actions per segment",
    ],
)
def test_what_to_do_with_each_is_told_of_the_segments_in_force(crm: Any, question: str) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask(question)
    assert answer.tool == "segment" and answer.plan.steps[-1].args["k"] == 3
    actions = [str(row[-1]) for row in answer.table.rows]
    assert len(actions) == 3 and all(action in answer.text for action in actions)


def test_segments_are_drawn_as_a_heat_map(crm: Any) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask("heat map of the segments")
    assert answer.chart.type == "heatmap" and answer.plan.steps[-1].args["k"] == 3
    assert len(answer.chart.plotly["data"][0]["y"]) == 3


@pytest.mark.parametrize("question", ["why 3 segments?", "show the elbow chart of the segments"])
def test_the_number_is_explained_by_the_table_of_numbers(crm: Any, question: str) -> None:
    crm.after(THREE)
    answer = crm.assistant.ask(question)
    assert answer.chart.type == "line" and answer.table.columns[0] == "number of segments"


def test_a_segmentation_asked_for_whole_is_no_edit_of_the_last(crm: Any) -> None:
    crm.after("segment the customers into 3 groups by age and income")
    args = asked(crm, "segment the customers into 4 groups with min-max scaling")
    assert "columns" not in args and args["k"] == 4


def test_only_the_last_of_two_segmentations_is_run_for_a_question(crm: Any) -> None:
    crm.after(THREE, "segment the customers into 4 groups")
    answer = crm.assistant.ask("average income by segment")
    assert [s.tool for s in answer.plan.steps] == ["segment", "query"]
    assert answer.plan.steps[0].args["k"] == 4


def test_a_share_by_segment_is_shown_once(crm: Any) -> None:
    crm.after(THREE)
    columns = crm.assistant.ask("what share of revenue does each segment bring?").table.columns
    assert sum(c.startswith("share of") for c in columns) == 1


@pytest.mark.parametrize(
    "question",
    ["median revenue by segment", "median orders by segment"],
)
def test_what_is_typical_of_segments_is_taken_over_their_members(shop: Any, question: str) -> None:
    shop.after(THREE)
    query = shop.query(question)
    assert query.source == "customer" and [g.name for g in query.groups] == ["segment"]


def test_a_box_plot_of_segments_has_a_value_for_each_member(shop: Any) -> None:
    shop.after(THREE)
    query = shop.query("box plot of revenue by segment")
    assert (query.source, query.groups) == ("customer", ())
    assert [c.name for c in query.columns] == ["revenue", "segment"]


def test_a_ratio_by_segment_is_no_average_of_ratios(shop: Any) -> None:
    shop.after(THREE)
    assert "average_order_value" in str(shop.query("average order value by segment").measures[0].expr)
    assert shop.query("average order value by segment").source == "sales"


def test_what_members_do_is_compared_by_head_unless_a_total_is_asked_for(crm: Any) -> None:
    crm.after(THREE)
    head, total = "which segment has the most web purchases?", "total web purchases by segment"
    assert crm.query(head).measures[0].expr.agg == "mean"
    assert crm.query(total).measures[0].expr.agg == "sum"
    assert crm.query("which segment spends most?").measures[0].expr != crm.query(head).measures[0].expr


def test_a_word_in_the_list_of_columns_restricts_nobody(crm: Any) -> None:
    step = (
        crm.read("segment the customers into 3 groups by age, single income and recency")
        .candidates[0]
        .plan.steps[-1]
    )
    assert not step.args.get("where"), step.args
    kept = crm.read(
        "segment the customers into 3 groups by age and income, only single customers"
    ).candidates[0]
    assert "Single" in str(kept.plan.steps[-1].args["where"])


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("hierarchical clustering of the customers into 3 groups", "hierarchical"),
        ("segment the customers into 3 groups with ward's method", "hierarchical"),
        ("cluster the customers with agglomerative clustering into 3 groups", "hierarchical"),
        ("segment the customers into 3 clusters with a gaussian mixture", "mixture"),
        ("use a gaussian mixture with 3 components", "mixture"),
        ("cluster the customers into 3 groups with a gmm", "mixture"),
    ],
)
def test_the_way_to_group_is_the_one_that_was_named(crm: Any, words: str, way: str) -> None:
    args = asked(crm, words)
    assert args["method"] == way and args["k"] == 3


@pytest.mark.parametrize("way", ["dbscan", "k-medoids", "spectral clustering", "latent class analysis"])
def test_a_way_that_is_not_there_is_not_replaced_in_silence(crm: Any, way: str) -> None:
    assert way.split()[0] in (crm.read(f"segment the customers into 3 groups with {way}").unclear or "")


def test_customers_of_a_kind_that_nobody_knows_are_asked_about(crm: Any) -> None:
    assert "vegan" in (crm.read("segment the vegan customers into 3 groups").unclear or "")


@pytest.mark.parametrize(
    "words", ["and 4?", "give me 4", "make it 4", "now with 4 clusters", "what about four?"]
)
def test_another_number_is_another_number_of_segments(crm: Any, words: str) -> None:
    crm.after("segment the customers into 3 groups by age and income")
    args = asked(crm, words)
    assert args["k"] == 4 and args["columns"] == ["age", "income"]


def test_names_that_groups_are_wished_to_have_are_no_riddle(crm: Any) -> None:
    args = asked(
        crm, "split the customers into frequent buyers and casual shoppers (2 clusters by age and income)"
    )
    assert args["k"] == 2 and args["columns"] == ["age", "income"]


# ---------------------------------------------------------------- whom, and by what


def test_the_things_that_are_named_are_grouped_and_not_the_people(shop: Any) -> None:
    reading = shop.read("group the orders into 3 clusters by revenue")
    assert reading.unclear is None and reading.candidates[0].plan.steps[-1].args["source"] == "order"


def test_a_kind_of_things_that_is_no_row_is_asked_about(shop: Any, crm: Any) -> None:
    for desk, question in ((shop, "cluster the countries by revenue"), (crm, "group the countries into 3 segments by income")):  # fmt: skip
        unclear = desk.read(question).unclear
        assert unclear is not None and "countries" in unclear


def test_a_list_of_which_nothing_is_known_is_asked_about_and_never_dropped(crm: Any) -> None:
    unclear = crm.read("segment the customers into 3 groups by shoe size").unclear
    assert unclear is not None and "shoe" in unclear


def test_behaviour_said_as_a_sentence_is_its_column(shop: Any) -> None:
    args = asked(
        shop, "cluster customers by how often they buy, how recently they bought and how much they spend"
    )
    assert args["columns"] == ["orders", "recency", "revenue"]


def test_a_shared_head_names_every_part_of_the_list(tmp_path: Any) -> None:
    rows = [
        f"{i},{('North', 'South')[i % 2]},{i % 9},{i * 3 % 71},{i * 7 % 53},{i * 5 % 67}" for i in range(60)
    ]
    path = tmp_path / "members.csv"
    head = "Member No,Home Store,Visits,Spend Food GBP,Spend Home GBP,Spend Clothing GBP"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    answer = Assistant.open(path).ask(
        "split the members into 3 segments by visits and the spend on food, home and clothing"
    )
    columns = answer.plan.steps[-1].args["columns"]
    assert list(columns) == ["Visits", "Spend Food GBP", "Spend Home GBP", "Spend Clothing GBP"]


def test_days_since_the_last_order_are_known_where_customers_have_their_own_table(samples: Any) -> None:
    samples.start_over()
    answer = samples.ask(
        "segment the customers who have ordered into 4 groups by recency and number of orders"
    )
    assert "by recency and orders" in answer.reading


@pytest.fixture(scope="module")
def two_kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Big and small spenders, 150 of each."""
    lines = [
        f"{i},{20 + i % 50},{(300 if i % 2 else 30) + i % 7},{(20 if i % 2 else 2) + i % 3},{('north', 'south')[i % 4 // 2]}"
        for i in range(300)
    ]
    path = tmp_path_factory.mktemp("kinds") / "customers.csv"
    path.write_text("customer_id,age,spend,visits,region\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "question",
    [
        "show members of segment 1",
        "list the customers in segment 1",
        "who is in cluster 1?",
        "members of segment 1",
    ],
)
def test_members_of_a_segment_that_is_not_there_yet_are_listed_after_it_is_made(
    two_kinds: Path, question: str
) -> None:
    answer = Assistant.open(two_kinds).ask(question)
    assert answer.status == "answered" and [s.tool for s in answer.plan.steps] == ["segment", "query"]
    assert answer.table is not None and len(answer.table.rows) == 100, "the first hundred"
    assert {str(row[1])[:9] for row in answer.table.rows} == {"Segment 1"}
    assert any("made first" in c.text for c in answer.caveats)


def test_a_figure_of_a_segment_that_is_not_there_yet_is_the_one_of_the_segment_once_made(
    two_kinds: Path,
) -> None:
    made, fresh = Assistant.open(two_kinds), Assistant.open(two_kinds)
    made.ask("segment the customers")
    for question in ("average spend of segment 2", "how many customers are in segment 2?"):
        wanted, got = made.ask(question).headline, fresh.ask(question).headline
        assert got.value == pytest.approx(wanted.value) and got.n == wanted.n
    fresh = Assistant.open(two_kinds)
    assert fresh.ask("average spend of segment 2").headline.value < 50
    other = fresh.ask("and of segment 1?")
    assert other.headline.value > 200 and [s.tool for s in other.plan.steps] == ["segment", "query"]


def test_a_segment_beyond_those_that_are_made_is_not_made_up(two_kinds: Path) -> None:
    answer = Assistant.open(two_kinds).ask("show members of segment 9")
    assert answer.status != "answered" and answer.table is None and "9" in answer.text


def test_another_column_joins_those_before_and_those_with_something_are_chosen(people: Any) -> None:
    talk = Assistant(people)
    talk.ask("segment the customers into 3 groups by age and income")
    added = talk.ask("with recency too")
    assert added.plan is not None and added.plan.steps[-1].args["columns"] == ["age", "income", "recency"]
    fewer = talk.ask("only those with income over 3000")
    assert fewer.plan is not None and fewer.plan.steps[-1].args["where"], "who is meant, and not by what"
    assert fewer.plan.steps[-1].args["columns"] == ["age", "income", "recency"]


def test_what_is_asked_by_segment_is_asked_of_those_who_were_segmented(people: Any) -> None:
    talk = Assistant(people)
    talk.ask("segment the customers over 40 into 3 groups by income and recency")
    told = talk.ask("which segment brings in most?")
    assert told.table is not None and told.status == "answered"
    assert len(told.table.rows) == 3 and all(row[0] is not None for row in told.table.rows)
    counted = talk.ask("how many customers are there by segment?")
    older = talk.ask("how many customers are over 40?").headline
    assert counted.table is not None and older is not None
    assert sum(int(row[-1] or 0) for row in counted.table.rows) <= int(older.value or 0)
