"""What sells best names the thing that sells, in each group that is named, by the money or by what is said behind "by"."""

from collections.abc import Callable

import pytest

from assistant.ask import Assistant

TEAS, SHOPS = ("Assam", "Darjeeling", "Oolong"), ("North", "South")


@pytest.fixture(scope="module")
def till(written: Callable[..., Assistant]) -> Assistant:
    """Lines of receipts: Oolong brings most money everywhere, Assam sells most units in the North, Darjeeling in the South."""
    lines = []
    for i in range(180):
        tea, shop = TEAS[i % 3], SHOPS[i // 3 % 2]
        quantity = 3 if (tea, shop) in (("Assam", "North"), ("Darjeeling", "South")) else 1
        price = 9 if tea == "Oolong" else 1
        lines.append(f"{900 + i // 2},{shop},2024-05-{1 + i % 28:02d},{tea},{quantity},{price}.00")
    return written(till="\n".join(["Receipt No,Shop,Date,Item,Qty,Unit Price", *lines]))


@pytest.mark.parametrize(
    ("question", "north", "south"),
    [
        ("For each shop, which item sells best by quantity?", "Assam", "Darjeeling"),
        ("which item sells best in each shop, by value?", "Oolong", "Oolong"),
        ("for each shop the best selling item", "Oolong", "Oolong"),
        ("best-selling item in each shop by units", "Assam", "Darjeeling"),
    ],
)
def test_the_first_of_each_group_is_named(till: Assistant, question: str, north: str, south: str) -> None:
    answer = till.ask(question)
    assert answer.status == "answered", answer.text
    assert answer.table is not None
    assert {(row[0], row[1]) for row in answer.table.rows} == {("North", north), ("South", south)}


def test_one_thing_is_named_where_no_groups_are(till: Assistant) -> None:
    answer = till.ask("which item sells worst?")
    assert answer.headline is not None
    assert answer.headline.value in ("Assam", "Darjeeling")
