"""Time that is no column of dates: years beside quarters or months, written periods, decades, parts of each year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
STEEL = "year,quarter,output,idle_rate\n" + "".join(
    f"{1978 + i // 4},{i % 4 + 1},{100 + i}.5,{0.02 * (1 + i % 4) + 0.01 * (i // 4 % 3):.2f}\n"
    for i in range(60)
)
SHOPS = "Period,Shop,Visitors,Sales_eur\n" + "".join(
    f"Q{i % 4 + 1} {2019 + i // 4},{shop},{1000 + 10 * i + 5 * n},{20000 + 100 * i}\n"
    for i in range(20)
    for n, shop in enumerate(("North", "Harbour", "Station"))
)
RAIN = "Year,Month,rain_mm,sun_hours\n" + "".join(
    f"{1985 + i // 12},{MONTHS[i % 12]},{20 + i % 12 * 7 + i // 12 % 5},{60 + i % 12}.5\n" for i in range(180)
)
FILMS = "title,released,minutes\n" + "".join(f"Film {i},{1970 + i},{80 + i}\n" for i in range(45))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Assistant]:
    """A new conversation on one of the tables by its name."""
    folder: Path = tmp_path_factory.mktemp("times")
    opened = {}
    for name, text in (("steel", STEEL), ("shops", SHOPS), ("rain", RAIN), ("films", FILMS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        opened[name] = Assistant.open(folder / f"{name}.csv")

    def of(name: str) -> Assistant:
        opened[name].start_over()
        return opened[name]

    return of


@pytest.mark.parametrize(
    ("table", "question", "reading"),
    [
        ("steel", "average output in the third quarter of 1981", "date from 1981-07-01 to 1981-09-30"),
        ("steel", "average output in 1982Q2", "date from 1982-04-01 to 1982-06-30"),
        ("steel", "average output in Q3 1981", "date from 1981-07-01 to 1981-09-30"),
        ("steel", "average output in the 80s", "date from 1980-01-01 to 1989-12-31"),
        ("steel", "average idle rate in the eighties", "date from 1980-01-01 to 1989-12-31"),
        ("steel", "average output before 1980", "date before 1980-01-01"),
        ("steel", "average output from 1985 on", "date from 1985-01-01"),
        ("steel", "average output from 1985 onwards", "date from 1985-01-01"),
        ("steel", "average output 1980 to 1984", "date from 1980-01-01 to 1984-12-31"),
        ("steel", "average output in fourth quarters", "quarter of date is 4"),
        ("steel", "average output in every first quarter", "quarter of date is 1"),
        ("shops", "total visitors in 2021-Q3", "date from 2021-07-01 to 2021-09-30"),
        ("shops", "total sales in the 1st half of 2021", "date from 2021-01-01 to 2021-06-30"),
        ("shops", "total sales in q4 22", "date from 2022-10-01 to 2022-12-31"),
        ("shops", "total visitors in H2 2020", "date from 2020-07-01 to 2020-12-31"),
        ("rain", "total rain in mar 88", "date from 1988-03-01 to 1988-03-31"),
        ("rain", "total rain in March 1990", "date from 1990-03-01 to 1990-03-31"),
        ("rain", "average rain in the 1990s", "date from 1990-01-01 to 1999-12-31"),
        ("rain", "average rain every July", "month of date is July"),
        ("rain", "average rain in July", "month of date is July"),
        ("films", "average minutes in the 80s", "released from 1980 to 1989"),
        ("films", "how many films since the nineties?", "released at least 1990"),
    ],
)  # fmt: skip
def test_a_period_restricts_the_rows(
    ask: Callable[..., Assistant], table: str, question: str, reading: str
) -> None:
    answer = ask(table).ask(question)
    assert answer.status == "answered" and answer.reading.endswith(reading)


@pytest.mark.parametrize(
    ("table", "question", "first"),
    [
        ("steel", "average output by decade", "1970s"),
        ("steel", "average output per year", "1978"),
        ("shops", "total visitors over time", "2019-Q1"),
        ("shops", "total visitors per quarter", "2019-Q1"),
        ("rain", "total rain by decade", "1980s"),
        ("rain", "average rain over time", "1985"),
        ("films", "number of films by decade", "1970s"),
        ("films", "average minutes per decade", "1970s"),
    ],
)
def test_time_is_an_axis(ask: Callable[..., Assistant], table: str, question: str, first: str) -> None:
    answer = ask(table).ask(question)
    assert answer.table is not None and str(answer.table.rows[0][0]) == first


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("steel", "how many years had an average output above 147?", 3),
        ("steel", "how many years had an idle rate above 0.055?", 10),
        ("steel", "how many quarters had an output above 147?", 13),
        ("rain", "how many months had more than 90 mm rain?", 27),
        ("rain", "how many years had a total rain over 730?", 6),
        ("shops", "how many quarters had more than 3500 visitors?", 3),
    ],
)
def test_periods_that_pass_a_test_are_counted(
    ask: Callable[..., Assistant], table: str, question: str, value: int
) -> None:
    assert ask(table).ask(question).headline.value == value


@pytest.mark.parametrize(
    ("table", "question", "name"),
    [
        ("steel", "in which quarter was the output highest?", "1992-Q4"),
        ("steel", "which decade had the lowest average output?", "1970s"),
        ("shops", "in which quarter were visitors highest?", "2023-Q4"),
        ("rain", "which month had the most rain?", "1989-12"),
    ],
)
def test_a_period_is_ranked_by_its_own_figure(
    ask: Callable[..., Assistant], table: str, question: str, name: str
) -> None:
    assert ask(table).ask(question).headline.value == name


def test_a_part_of_each_year_is_asked_again_for_another(ask: Callable[..., Assistant]) -> None:
    steel = ask("steel")
    steel.ask("average output in fourth quarters")
    assert steel.ask("and in first quarters?").reading.endswith("quarter of date is 1")


@pytest.mark.parametrize(
    "question", ["average output in 1999Q1", "average output in the 2010s", "average output in March 2004"]
)
def test_a_period_beyond_the_data_is_declined(ask: Callable[..., Assistant], question: str) -> None:
    answer = ask("steel").ask(question)
    assert answer.status == "declined" and "1978-01-01 to 1992-12-31" in answer.text


def test_over_time_is_never_left_out(ask: Callable[..., Assistant]) -> None:
    answer = ask("films").ask("total minutes over time")
    assert answer.status != "answered" or answer.reading != "Total minutes"


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("steel", "by how many percent did output grow from 1980 to 1985", 130 / 110 - 1),
        ("steel", "how much did output rise between Q3 1981 and Q4 1990", 151.5 - 114.5),
        ("steel", "by how many percentage points did the idle rate fall between Q3 1981 and Q4 1990", 0.02),
        ("steel", "how much higher was average output in the 80s than in the 70s", 24.0),
        ("steel", "output in the first half of 1990 compared with the first half of 1989, in percent", 149 / 145 - 1),
        ("shops", "by what percentage did sales grow from Q1 2021 to Q1 2022", 63_600 / 62_400 - 1),
        ("shops", "how much did visitors of North fall from 2021 to 2022", 160),
        ("shops", "total sales q4 22 vs q4 21, diff in %", 64_500 / 63_300 - 1),
        ("films", "how much higher was the average of minutes in 1980-1989 than in 1970-1979", 10.0),
    ],
)  # fmt: skip
def test_two_periods_are_set_against_each_other_with_their_sign(
    ask: Callable[..., Assistant], table: str, question: str, value: float
) -> None:
    assert ask(table).ask(question).headline.value == pytest.approx(value)


def test_rates_differ_by_points(ask: Callable[..., Assistant]) -> None:
    headline = ask("steel").ask("how much did the idle rate rise from Q1 1981 to Q4 1990").headline
    assert (headline.unit, headline.value) == ("points", pytest.approx(0.06))


def test_the_change_of_each_group_is_worked_out_on_its_own(ask: Callable[..., Assistant]) -> None:
    answer = ask("shops").ask("for each shop, by what percent did visitors grow from 2021 to 2022")
    grown = {row[0]: row[1] for row in answer.table.rows}
    assert grown["North"] == pytest.approx((4 * 1135 + 0) / (4 * 1095) - 1) and len(grown) == 3


def test_a_change_is_asked_again_for_other_periods(ask: Callable[..., Assistant]) -> None:
    steel = ask("steel")
    steel.ask("by how much did output rise from 1980Q1 to 1985Q4?")
    assert steel.ask("and from 1986Q1 to 1990Q3?").headline.value == pytest.approx(18.0)


RETURNS = "order_id,order_date,amount,returned\n" + "".join(
    f"{100 + i},2023-{1 + i % 12:02d}-10,{20 + i}.50,{'yes' if i % 5 == 0 else 'no'}\n" for i in range(60)
)


@pytest.mark.parametrize(
    ("question", "rows"),
    [("how many orders before returns?", 60), ("how many orders after returns?", 48)],
)
def test_what_came_back_is_counted_before_and_left_out_after_it(
    tmp_path: Path, question: str, rows: int
) -> None:
    (tmp_path / "orders.csv").write_text(RETURNS, encoding="utf-8")
    assert Assistant.open(tmp_path / "orders.csv").ask(question).headline.value == rows


@pytest.mark.parametrize(
    ("table", "question", "name"),
    [
        ("steel", "in which quarter did output peak?", "1992-Q4"),
        ("steel", "in which year did output reach its lowest level?", "1978"),
        ("steel", "when was output highest?", "1992-10-01"),
        ("shops", "when did visitors peak?", "2023-Q4"),
        ("shops", "in which quarter did visitors of North hit a low?", "2019-Q1"),
        ("shops", "in which year were sales at their highest?", "2023"),
        ("rain", "which month had the most rain?", "1989-12"),
    ],
)
def test_the_point_of_an_extreme_is_a_time(
    ask: Callable[..., Assistant], table: str, question: str, name: str
) -> None:
    assert ask(table).ask(question).headline.value == name


@pytest.mark.parametrize(
    ("table", "question", "value"),
    [
        ("steel", "biggest jump in output from one quarter to the next", 1.0),
        ("steel", "largest drop in the idle rate from one quarter to the next, how big was it?", -0.08),
        ("steel", "which quarter had the biggest drop in the idle rate?", "1981-Q1"),
        ("shops", "largest quarter over quarter growth in sales", 60_300 / 60_000 - 1),
        ("shops", "in which quarter did sales grow the most?", "2019-Q2"),
        ("shops", "best quarter for visitors in % terms", 3_045 / 3_015 - 1),
    ],
)
def test_the_biggest_step_from_one_period_to_the_next(
    ask: Callable[..., Assistant], table: str, question: str, value: float | str
) -> None:
    told = ask(table).ask(question).headline.value
    assert told == (value if isinstance(value, str) else pytest.approx(value))


@pytest.mark.parametrize("question", ["biggest jump in steel from one quarter to the next", "which quarter had the biggest drop?"])  # fmt: skip
def test_a_step_of_nothing_that_the_data_have_is_asked_about(
    ask: Callable[..., Assistant], question: str
) -> None:
    assert ask("shops").ask(question).status != "answered"


def test_months_that_the_data_hold_in_part_take_no_step(tmp_path: Path) -> None:
    days = [f"2023-{1 + i // 28:02d}-{1 + i % 28:02d},{10 + i // 28}" for i in range(28 * 8 + 3)]
    (tmp_path / "till.csv").write_text("\n".join(["day,takings", *days]) + "\n", encoding="utf-8")
    answer = Assistant.open(tmp_path / "till.csv").ask("in which month did takings drop the most?")
    assert answer.status != "answered" or answer.headline.value != "2023-09"


GUESTS = "card_no,gender,birth_date,joined,last_visit,visits,extract_date\n" + "".join(
    f"G{500 + i},{'FM'[i % 2]},{1950 + i % 40}-{1 + i % 12:02d}-15,{2019 + i % 5}-{1 + i % 12:02d}-10,"
    f"2024-{7 + i % 6:02d}-{1 + i % 28:02d},{3 + i % 17},2024-12-31\n"
    for i in range(120)
)
STAFF = "staff_no,born,hired,pay\n" + "".join(
    f"{1000 + i},{1960 + i % 35},{2005 + i % 18}-0{1 + i % 9}-01,{22000 + 310 * i}\n" for i in range(70)
)
GIVERS = "donor_id,last_gift_date,amount,town\n" + "".join(
    f"D{100 + i},{2022 + i % 3}-{1 + i % 12:02d}-0{1 + i % 9},{5 + i % 40}.25,{('Leeds', 'York')[i % 2]}\n"
    for i in range(90)
)


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Assistant]:
    """A new conversation on a table of people with dates that are attributes."""
    folder: Path = tmp_path_factory.mktemp("members")
    opened = {}
    for name, text in (("guests", GUESTS), ("staff", STAFF), ("givers", GIVERS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        opened[name] = Assistant.open(folder / f"{name}.csv")

    def of(name: str) -> Assistant:
        opened[name].start_over()
        return opened[name]

    return of


@pytest.mark.parametrize(
    ("table", "question", "reading"),
    [
        ("guests", "average age at the end of March 2023", "Average age on 2023-03-31"),
        ("guests", "average age as of 1 January 2020 by gender", "Average age on 2020-01-01 by gender"),
        ("staff", "what was the average age at the end of 2015?", "Average age on 2015-12-31"),
    ],
)
def test_an_age_is_that_of_the_day_that_is_said(
    members: Callable[..., Assistant], table: str, question: str, reading: str
) -> None:
    assert members(table).ask(question).reading == reading


@pytest.mark.parametrize(
    ("table", "question", "cut"),
    [
        ("guests", "how many guests have not visited since 1 November 2024?", "2024-11-01"),
        ("guests", "how many guests haven't been in since November 2024?", "2024-11-01"),
        ("guests", "how many guests had no visit for more than 60 days at the extract date?", "2024-11-01"),
        ("guests", "how many guests have not visited in the last 60 days?", "2024-11-02"),
        ("givers", "how many donors have not given since 2024?", "2024-01-01"),
        ("givers", "how many donors made no gift since 1 June 2023?", "2023-06-01"),
    ],
)
def test_who_has_not_come_is_told_by_the_last_time(
    members: Callable[..., Assistant], table: str, question: str, cut: str
) -> None:
    answer = members(table).ask(question)
    text = GUESTS if table == "guests" else GIVERS
    at = 4 if table == "guests" else 1
    fits = sum(row.split(",")[at] < cut for row in text.splitlines()[1:])
    assert answer.headline.value == fits and answer.reading.endswith(f"to {cut} over 0")


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many guests joined by the end of 2021?", "joined before 2022-01-01"),
        ("how many guests joined since the beginning of 2022?", "joined from 2022-01-01"),
        ("how many guests in 2021?", "joined from 2021-01-01 to 2021-12-31"),
        ("how many guests were born before 1960?", "birth date before 1960-01-01"),
    ],
)
def test_births_are_filtered_only_where_they_are_named(
    members: Callable[..., Assistant], question: str, reading: str
) -> None:
    assert members("guests").ask(question).reading.endswith(reading)


@pytest.mark.parametrize(
    "question", ["how many guests were over 50 at the end of 2023?", "number of visits at the start of 2024"]
)
def test_a_day_without_a_place_is_asked_about(members: Callable[..., Assistant], question: str) -> None:
    assert members("guests").ask(question).status != "answered"


@pytest.mark.parametrize(
    ("table", "question", "points"),
    [
        ("films", "number of films per year since 2000", 15),
        ("films", "number of films each year since 2000 as a line chart", 15),
        ("steel", "plot the output over time", 60),
        ("steel", "line chart of the average idle rate per year", 15),
        ("shops", "line chart of visitors over time", 20),
    ],
)
def test_a_course_has_a_point_for_each_period(
    ask: Callable[..., Assistant], table: str, question: str, points: int
) -> None:
    answer = ask(table).ask(question)
    assert answer.table is not None and len(answer.table.rows) == points
