"""Sentences whose parts were put together wrongly: who is spoken of, what is told of them, and in which order."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from assistant import Assistant

ROWS = "Visit ID,Visit day,Campaign,Chnl,Audience,Thanked,Clicks,Conv,Spend on ads,Spend on print,Total,Balance\n" + "\n".join(
    f"V{1000 + i},2024-{1 + i % 12:02d}-{1 + i % 28:02d},{('Spring', 'Summer', 'Autumn')[i * 5 % 7 % 3]},{('SMS', 'Mail', 'Post')[i * 3 % 11 % 3]},"
    f"{('New', 'Back', 'Lapsed')[i * 7 % 13 % 3]},{'' if i % 9 == 0 else 'YN'[i % 2]},{i * 37 % 500},{i * 11 % 40},"
    f"{'' if i % 8 == 3 else i * 53 % 700},{i * 29 % 300},{i * 17 % 900},{i * 41 % 1000 - 400}"
    for i in range(400)
)  # fmt: skip


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return pd.read_csv(io.StringIO(ROWS))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("parts") / "visits.csv"
    path.write_text(ROWS, encoding="utf-8")
    assistant = Assistant.open(path)

    def ask(question: str) -> Any:
        assistant.start_over()
        answer = assistant.ask(question)
        assert answer.status == "answered", answer.text
        assert answer.headline is not None, answer.reading
        return answer.headline.value

    return ask


@pytest.mark.parametrize(
    "question",
    [
        "what share of visits where the channel is SMS have conversions under 10?",
        "what % of the visits whose channel is SMS have conversions under 10",
        "Of the visits with channel SMS, what share have conversions under 10?",
    ],
)
def test_a_share_is_told_of_those_who_are_named_before_the_verb(
    told: Any, frame: pd.DataFrame, question: str
) -> None:
    sms = frame[frame.Chnl == "SMS"]
    assert told(question) == pytest.approx((sms.Conv < 10).mean())


def test_all_that_stands_before_the_verb_says_who_is_meant(told: Any, frame: pd.DataFrame) -> None:
    rows = frame[(frame.Chnl == "Mail") & (frame.Audience == "New")]
    asked = "What share of visits whose channel is Mail and whose audience is New have clicks over 200?"
    assert told(asked) == pytest.approx((rows.Clicks > 200).mean())


def test_rows_whose_noun_begins_like_a_thing_are_not_that_thing(tmp_path: Path) -> None:
    rows = [
        (f"2024-{1 + i % 12:02d}-{1 + i // 12:02d}", ("Brand", "Generic", "Video")[i % 3], 900 + i, i * 37 % 500, i * 11 % 40, i * 7 % 90)
        for i in range(300)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["Day", "campaign_name", "Impr", "Clicks", "Conv", "Spend"])
    frame.to_csv(tmp_path / "Camp_daily.csv", index=False)
    answer = Assistant.open(tmp_path / "Camp_daily.csv").ask(
        "average conversions of campaign days with clicks between 100 and 300"
    )
    assert answer.headline is not None
    assert answer.headline.value == pytest.approx(frame[frame.Clicks.between(100, 300)].Conv.mean())


def test_the_one_that_is_named_first_is_the_one_that_is_higher(told: Any, frame: pd.DataFrame) -> None:
    by = frame.groupby("Chnl").Conv.mean()
    for one, other in (("Mail", "SMS"), ("SMS", "Mail"), ("Post", "Mail")):
        asked = f"How much higher is the average conversions for channel {one} than for channel {other}?"
        assert told(asked) == pytest.approx(by[one] - by[other])


def test_the_highest_figure_of_rows_is_a_figure(told: Any, frame: pd.DataFrame) -> None:
    rows = frame[frame.Audience != "New"]
    assert told("What is the highest clicks of visits where audience is not New?") == rows.Clicks.max()


def test_which_of_what_is_asked_may_stand_at_the_end(told: Any, frame: pd.DataFrame) -> None:
    rows = frame[frame.Clicks > 150]
    asked = "For visits with clicks over 150, which audience has the highest average conversions?"
    assert told(asked) == rows.groupby("Audience").Conv.mean().idxmax()


def test_two_values_that_restrict_are_no_choice(told: Any, frame: pd.DataFrame) -> None:
    rows = frame[frame.Audience.isin(["New", "Back"])]
    asked = "Which channel has the highest average conversions among visits with audience New or Back?"
    assert told(asked) == rows.groupby("Chnl").Conv.mean().idxmax()


def test_known_beside_another_condition_is_kept(told: Any, frame: pd.DataFrame) -> None:
    rows = frame[frame["Spend on ads"].notna() & (frame.Clicks < 250)]
    assert told("number of visits with a known spend on ads and clicks under 250") == len(rows)


def test_total_before_a_number_adds_it_up(told: Any, frame: pd.DataFrame) -> None:
    assert told("total spend on print") == pytest.approx(frame["Spend on print"].sum())


def test_a_limit_may_be_negative(told: Any, frame: pd.DataFrame) -> None:
    assert told("how many visits have a balance over -100") == (frame.Balance > -100).sum()


def test_a_small_lower_end_of_a_range_is_meant_as_it_stands(told: Any, frame: pd.DataFrame) -> None:
    rows = frame[frame.Total.between(2, 850)]
    assert told("how many visits have a total between 2 and 850") == len(rows)
