"""What counted members did, which another table holds; and what follows a question that only had several readings."""

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset


@pytest.fixture(scope="module")
def charity(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder: Path = tmp_path_factory.mktemp("charity")
    donors = [f"D{i},{('Leeds', 'York')[i % 2]},{30 + i % 40},2021-0{1 + i % 9}-11" for i in range(60)]
    gifts = [
        f"G{i},D{i * 7 % 60},{10 + i % 90}.5,202{2 + i % 2}-0{1 + i % 9}-15,{('card', 'cash')[i % 2]}"
        for i in range(240)
    ]
    for name, head, rows in (
        ("donors", "donor_id,city,age,joined", donors),
        ("gifts", "gift_id,donor_id,amount_gbp,gift_date,method", gifts),
    ):
        (folder / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return Dataset.open(folder / "donors.csv", folder / "gifts.csv")


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("how many donors are there in Leeds?", "what is their average age?"), "Average age, donors with city is Leeds"),
        (("how many donors are there in Leeds?", "how many of those are over 45?", "and their average age?"), "Average age, donors with city is Leeds and age over 45"),
        (("how many donors are there in Leeds?", "what did they give per head?"), "asks"),
    ],
)  # fmt: skip
def test_what_is_asked_of_counted_members_stays_with_them(
    charity: Dataset, turns: tuple[str, ...], reading: str
) -> None:
    assistant = Assistant(charity, planner=OfflinePlanner(charity))
    answers = [assistant.ask(t) for t in turns]
    assert (answers[-1].reading if answers[-1].status == "answered" else "asks") == reading


def test_what_they_paid_altogether_is_one_figure_and_no_course_in_time(charity: Dataset) -> None:
    assistant = Assistant(charity, planner=OfflinePlanner(charity))
    assistant.ask("how many donors are there in Leeds?")
    answer = assistant.ask("what did they pay altogether?")
    assert answer.reading == "Total amount, donors with city is Leeds" and answer.headline is not None
    assert answer.headline.value == sum(10.5 + i % 90 for i in range(240) if i * 7 % 60 % 2 == 0)


def test_what_counted_members_did_is_found_in_the_joined_table(charity: Dataset) -> None:
    assistant = Assistant(charity, planner=OfflinePlanner(charity))
    assistant.ask("how many donors are there in Leeds?")
    answer = assistant.ask("how much did they spend?")
    assert answer.status == "answered", answer.text
    assert answer.reading.startswith("Total amount") and answer.reading.endswith("with city is Leeds")


@pytest.mark.parametrize(("placed", "status"), [(True, "answered"), (False, "clarify")])
def test_a_fragment_edits_the_reading_of_a_question_whose_words_all_had_a_place(
    charity: Dataset, placed: bool, status: str
) -> None:
    assistant = Assistant(charity, planner=OfflinePlanner(charity))
    offered = assistant.planner.read("average age by city", assistant.conversation).candidates[:1]
    assistant.conversation.left_open("the age thing by city", offered, placed)
    answer = assistant.ask("and the median?")
    assert answer.status == status
    assert placed is False or answer.reading == "Median age by city"
    assert placed is False or any("the age thing by city" in c.text for c in answer.caveats)
