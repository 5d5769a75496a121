"""Figures and columns that questions compute, against numpy, pandas and scipy on a small table of bills."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from data.dataset import Dataset

N = 60
RNG = np.random.default_rng(11)
BILL = np.round(RNG.uniform(8, 60, N), 2)
BILL[[5, 17]] = (180.0, 150.0)
SHARE = np.round(RNG.uniform(0.05, 0.3, N), 3)
TIP = np.round(BILL * SHARE, 2)
GUESTS = 1 + np.arange(N) % 6
DAY = np.array(["Fri", "Sat", "Sun"])[np.arange(N) % 3]
TABLE = pd.DataFrame({"bill": BILL, "gratuity": TIP, "guests": GUESTS, "day": DAY})
TABLE.loc[[3, 8, 21], "gratuity"] = np.nan


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    path = tmp_path_factory.mktemp("bills") / "bills.csv"
    TABLE.to_csv(path, index=False)
    return Dataset.open(path)


@pytest.fixture(scope="module")
def planner(bills: Dataset) -> OfflinePlanner:
    return OfflinePlanner(bills)


@pytest.fixture
def ask(bills: Dataset, planner: OfflinePlanner) -> Any:
    """Asks in a new conversation: the answer."""
    return lambda question: Assistant(bills, planner=planner).ask(question)


def value(answer: Any) -> Any:
    assert answer.headline is not None, (answer.reading, answer.text)
    return answer.headline.value


KNOWN = TABLE["gratuity"].dropna()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What is the skewness of the bill column?", TABLE["bill"].skew()),
        ("kurtosis of bill", TABLE["bill"].kurt()),
        ("coefficient of variation of gratuity", KNOWN.std() / KNOWN.mean()),
        ("the gratuity's interquartile range", KNOWN.quantile(0.75) - KNOWN.quantile(0.25)),
        ("interquartile range of bill", TABLE["bill"].quantile(0.75) - TABLE["bill"].quantile(0.25)),
        ("range of bill", TABLE["bill"].max() - TABLE["bill"].min()),
        ("What is the 90th percentile of bill?", TABLE["bill"].quantile(0.9)),
        ("third quartile of gratuity", KNOWN.quantile(0.75)),
        ("population standard deviation of bill", TABLE["bill"].std(ddof=0)),
        ("population variance of gratuity", KNOWN.var(ddof=0)),
        ("sample variance of bill", TABLE["bill"].var()),
        ("standard error of the mean of gratuity", KNOWN.sem()),
        ("geometric mean of bill", stats.gmean(TABLE["bill"])),
        ("harmonic mean of bill", stats.hmean(TABLE["bill"])),
        ("median absolute deviation of bill", (TABLE["bill"] - TABLE["bill"].median()).abs().median()),
        ("variance of bill divided by its mean", TABLE["bill"].var() / TABLE["bill"].mean()),
        ("difference between the mean and the median of bill", TABLE["bill"].mean() - TABLE["bill"].median()),
        ("ratio of the maximum to the minimum of bill", TABLE["bill"].max() / TABLE["bill"].min()),
        ("mean of bill minus the mean of gratuity", TABLE["bill"].mean() - KNOWN.mean()),
        ("skewness of bill on Sat", TABLE[TABLE.day == "Sat"]["bill"].skew()),
    ],
)  # fmt: skip
def test_a_figure_agrees_with_pandas(ask: Any, question: str, expected: float) -> None:
    assert value(ask(question)) == pytest.approx(float(expected))


RATIO = TABLE["gratuity"] / TABLE["bill"]
BY_DAY = RATIO.groupby(TABLE["day"])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("average gratuity divided by bill", RATIO.mean()),
        ("median gratuity as a percentage of the bill", RATIO.median()),
        ("Create a column with the gratuity as a share of the bill. What is its mean over all rows?", RATIO.mean()),
        ("Add a column rate = gratuity / bill. What is the standard deviation of rate?", RATIO.std()),
        ("rate is gratuity divided by bill. What is the highest rate?", RATIO.max()),
        ("Let r be bill minus gratuity. What is the median of r?", (TABLE["bill"] - TABLE["gratuity"]).median()),
        ("What is the average bill per guest (bill per guest = bill / guests)?", (TABLE["bill"] / TABLE["guests"]).mean()),
        ("Compute bill / guests for every row and give its variance", (TABLE["bill"] / TABLE["guests"]).var()),
        ("If you divide gratuity by bill for each row, what is the median of that ratio?", RATIO.median()),
        ("For each row multiply guests by bill. What is the mean of that product?", (TABLE["guests"] * TABLE["bill"]).mean()),
        ("ratio of gratuity to bill", KNOWN.sum() / TABLE["bill"].sum()),
        ("what share of bill is gratuity", KNOWN.sum() / TABLE["bill"].sum()),
        ("how many rows have a gratuity / bill above 0.2", int((RATIO > 0.2).sum())),
        ("average logarithm of bill", np.log(TABLE["bill"]).mean()),
        ("Compute spread as bill minus gratuity. What is the mean spread?", (TABLE["bill"] - TABLE["gratuity"]).mean()),
        ("gratuity as a share of bill: what was the average over all rows?", RATIO.mean()),
        ("ratio of gratuity to bill, averaged over all rows", RATIO.mean()),
        ("maximum of gratuity divided by bill", RATIO.max()),
        ("ratio of gratuity to (bill + gratuity)", KNOWN.sum() / (TABLE["bill"] + TABLE["gratuity"]).sum()),
        ("skewness of gratuity divided by bill", RATIO.skew()),
        ("which day has the highest median gratuity as a percentage of the bill", BY_DAY.median().idxmax()),
        ("For each row divide gratuity by bill. Which day has the highest average of that ratio?", BY_DAY.mean().idxmax()),
    ],
)  # fmt: skip
def test_a_column_is_computed_row_by_row_where_the_words_say_so(
    ask: Any, question: str, expected: Any
) -> None:
    got = value(ask(question))
    assert got == expected if isinstance(expected, str) else got == pytest.approx(float(expected))


LOW, HIGH = TABLE["bill"].quantile([0.25, 0.75])
FENCES = (LOW - 1.5 * (HIGH - LOW), HIGH + 1.5 * (HIGH - LOW))
OUT = ~TABLE["bill"].between(*FENCES)
AWAY = (TABLE["bill"] - TABLE["bill"].mean()) / TABLE["bill"].std()
SUNDAY = TABLE[TABLE.day == "Sun"]


def outside(values: pd.Series) -> pd.Series:
    """True where a value lies beyond Tukey's fences of these values."""
    q1, q3 = values.quantile([0.25, 0.75])
    return ~values.between(q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many outliers does bill have by the IQR rule (1.5 times the interquartile range)?", OUT.sum()),
        ("How many outliers are there in bill?", OUT.sum()),
        ("number of outliers in the bill column by Tukey's rule", OUT.sum()),
        ("What share of the bill values are outliers?", OUT.mean()),
        ("How many rows have a bill more than 2 standard deviations from the mean?", (AWAY.abs() > 2).sum()),
        ("How many rows have a bill more than 2 standard deviations above the mean?", (AWAY > 2).sum()),
        ("How many rows have a bill within one standard deviation of its mean?", (AWAY.abs() <= 1).sum()),
        ("How many rows have a z-score of bill above 1 in absolute value?", (AWAY.abs() > 1).sum()),
        ("How many rows have a z-score of bill above 1?", (AWAY > 1).sum()),
        ("Remove the IQR outliers (1.5 rule) from bill. What is the mean of the rest?", TABLE["bill"][~OUT].mean()),
        ("average bill without outliers", TABLE["bill"][~OUT].mean()),
        ("What is the median bill after removing outliers by the IQR rule?", TABLE["bill"][~OUT].median()),
        ("Drop the outliers of bill and then give the standard deviation of bill", TABLE["bill"][~OUT].std()),
        ("Excluding outliers in bill, what is the average gratuity?", TABLE["gratuity"][~OUT].mean()),
        ("How many rows are left after removing the outliers of bill?", (~OUT).sum()),
        ("How many outliers are there in bill on Sun?", outside(SUNDAY["bill"]).sum()),
        ("How many outliers by z-score > 3 are in bill?", (AWAY.abs() > 3).sum()),
    ],
)  # fmt: skip
def test_outliers_are_counted_and_left_out_by_the_rule_that_is_said(
    ask: Any, question: str, expected: Any
) -> None:
    assert value(ask(question)) == pytest.approx(float(expected))


def test_outliers_are_told_with_the_bounds_that_they_pass(ask: Any) -> None:
    answer = ask("How many outliers does bill have?")
    got = {f.column: f.value for f in answer.facts if f.id.startswith("figure.")}
    assert list(got.values())[1:] == pytest.approx(list(FENCES))
    assert "beyond 1.5 interquartile ranges" in answer.reading


def test_outliers_are_listed_largest_first(ask: Any) -> None:
    rows = ask("list the outliers of bill").table.rows
    assert [r[-1] for r in rows] == sorted(TABLE["bill"][OUT], reverse=True)


GONE = TABLE["gratuity"].isna()
FILLED = TABLE["gratuity"].fillna(TABLE["gratuity"].mean())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many values are missing in the gratuity column?", 3),
        ("how many gratuity values are missing", 3),
        ("number of missing values in gratuity", 3),
        ("How many missing values does bill have?", 0),
        ("What percentage of the gratuity values is missing?", GONE.mean()),
        ("share of missing values in gratuity", GONE.mean()),
        ("How many rows have any missing value?", 3),
        ("How many rows have missing values in any column?", 3),
        ("How many complete rows are there?", N - 3),
        ("What share of the rows have no missing values?", 1 - GONE.mean()),
        ("how many missing values are there in total?", 3),
        ("Mean of gratuity, leaving out missing values", KNOWN.mean()),
        ("Fill the missing gratuity values with the mean of the column. What is the standard deviation then?", FILLED.std()),
        ("Replace missing gratuity with 0: what is the mean of gratuity?", TABLE["gratuity"].fillna(0).mean()),
        ("How many values are missing in gratuity on Fri?", GONE[TABLE.day == "Fri"].sum()),
        ("which day has the most missing gratuity values", GONE.groupby(TABLE["day"]).sum().idxmax()),
    ],
)  # fmt: skip
def test_missing_values_are_counted_left_out_and_filled(ask: Any, question: str, expected: Any) -> None:
    got = value(ask(question))
    assert got == expected if isinstance(expected, str) else got == pytest.approx(float(expected))


OVER = TABLE["bill"] > TABLE["bill"].mean()
TIPPED = TABLE["gratuity"] > TABLE["gratuity"].mean()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many rows are above the mean in both bill and gratuity?", (OVER & TIPPED).sum()),
        ("How many rows have both a higher bill and a higher gratuity than the mean of each?", (OVER & TIPPED).sum()),
        ("How many rows have a bill and a gratuity both above their means?", (OVER & TIPPED).sum()),
        ("how many rows have an above-average bill?", OVER.sum()),
        ("how many rows have an above-average bill and an above-average gratuity?", (OVER & TIPPED).sum()),
        ("How many rows have both bill and gratuity above their means?", (OVER & TIPPED).sum()),
        ("in how many rows was the bill above its median?", (TABLE["bill"] > TABLE["bill"].median()).sum()),
        ("How many rows have a higher bill and a lower gratuity than the median?",
         ((TABLE["bill"] > TABLE["bill"].median()) & (TABLE["gratuity"] < TABLE["gratuity"].median())).sum()),
    ],
)  # fmt: skip
def test_rows_are_held_against_the_middle_of_all(ask: Any, question: str, expected: Any) -> None:
    assert value(ask(question)) == expected


def test_rows_that_are_periods_are_counted_as_rows(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    rows = [f"{1990 + i // 4},{1 + i % 4},{i % 7 - 2}.5" for i in range(40)]
    path.write_text("year,quarter,yield\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assistant = Assistant(Dataset.open(path))
    below = sum(i % 7 - 2 < 0 for i in range(40))
    assert value(assistant.ask("In how many quarters was the yield negative?")) == below
    assert value(assistant.ask("how many quarters had a yield value above 2")) == sum(
        i % 7 - 2 >= 2 for i in range(40)
    )


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
RAIN = pd.DataFrame(
    np.round(RNG.normal(50, 9, (12, 12)) + 8 * np.cos(np.arange(12)), 1), columns=list(MONTHS)
)
RAIN.insert(0, "station", [f"S{i}" for i in range(12)])
RAIN.loc[4, "MAY"] = np.nan
CELLS = RAIN[list(MONTHS)]


@pytest.fixture(scope="module")
def rain(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A table with a column for each month."""
    path = tmp_path_factory.mktemp("rain") / "rain.csv"
    RAIN.to_csv(path, index=False)
    return Dataset.open(path)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which month is the wettest on average?", CELLS.mean().idxmax()),
        ("which month has the lowest average", CELLS.mean().idxmin()),
        ("In which month is the median the highest?", CELLS.median().idxmax()),
        ("Which month varies most?", CELLS.std().idxmax()),
        ("which month is the most stable", CELLS.std().idxmin()),
        ("Which station has the highest average over its twelve months?", RAIN.station[CELLS.mean(axis=1).idxmax()]),
        ("Which station has the lowest total over all months?", RAIN.station[CELLS.sum(axis=1).idxmin()]),
        ("What is the mean over all months and stations?", np.nanmean(CELLS.to_numpy())),
        ("What is the average in December?", CELLS["DEC"].mean()),
        ("How many stations have a JAN above 55?", (CELLS["JAN"] > 55).sum()),
        ("average of MAY at S3", CELLS["MAY"][3]),
    ],
)  # fmt: skip
def test_periods_that_are_columns_are_ranked_and_averaged(
    rain: Dataset, question: str, expected: Any
) -> None:
    got = value(Assistant(rain).ask(question))
    assert got == expected if isinstance(expected, str) else got == pytest.approx(float(expected))


def test_a_figure_of_each_month_keeps_the_order_of_the_calendar(rain: Dataset) -> None:
    answer = Assistant(rain).ask("line chart of the average by month")
    assert answer.chart is not None and answer.chart.type == "line"
    assert [r[0] for r in answer.table.rows] == list(MONTHS)  # type: ignore[union-attr]
    assert [r[1] for r in answer.table.rows] == pytest.approx(CELLS.mean().tolist())  # type: ignore[union-attr]


def test_several_figures_of_one_column_are_told_together(ask: Any) -> None:
    answer = ask("Give the first quartile, the median and the third quartile of bill")
    got = {f.column: f.value for f in answer.facts if f.id.startswith("figure.")}
    wanted = TABLE["bill"].quantile([0.25, 0.5, 0.75]).tolist()
    assert list(got.values()) == pytest.approx(wanted) and next(iter(got)) == "first quartile of bill"


def test_a_figure_said_behind_belongs_to_the_same_column(ask: Any) -> None:
    answer = ask("median bill and interquartile range")
    got = {f.column: f.value for f in answer.facts if f.id.startswith("figure.")}
    assert list(got.values()) == pytest.approx([TABLE["bill"].median(), HIGH - LOW])


def test_a_definition_that_nothing_speaks_of_is_not_left_out(ask: Any) -> None:
    assert (
        "bill divided by guests"
        in ask("Compute bill divided by guests. How many rows are there on Sat?").reading.lower()
    )


def test_figures_go_by_groups_like_any_measure(ask: Any) -> None:
    answer = ask("mean and standard deviation of bill by day")
    rows = {r[0]: r[1:3] for r in answer.table.rows}
    wanted = TABLE.groupby("day")["bill"].agg(["mean", "std"])
    assert {d: pytest.approx(tuple(wanted.loc[d])) for d in wanted.index} == rows


def test_a_given_name_is_said_with_its_formula(ask: Any) -> None:
    answer = ask("Add a column rate = gratuity / bill. Which day has the highest average rate?")
    assert answer.reading == "Average rate by day, highest first"
    assert any("“rate” is gratuity divided by bill" in c.text for c in answer.caveats)


@pytest.mark.parametrize(
    "question",
    [
        "average bill by day",
        "how many rows are there on Sat",
        "difference between bill on Sat and Sun",
        "highest bill",
        "bill per day",
        "median bill",
        "total bill by guests",
    ],
)
def test_plain_questions_hold_nothing_derived(
    ask: Any, planner: OfflinePlanner, bills: Dataset, question: str
) -> None:
    from assistant.conversation import Conversation
    from assistant.planner.offline.derived import reader

    conversation = Conversation(bills)
    tagged = planner.tagged(question, conversation)
    assert reader.read(planner, tagged, conversation.view.catalog) is None


def test_words_for_people_never_show_a_stand_in(ask: Any) -> None:
    answer = ask("average wobble of gratuity divided by bill by planet")
    assert "qq" not in answer.text and "~" not in answer.text


def test_a_figure_without_a_column_is_asked_about(ask: Any) -> None:
    assert ask("what is the skewness").status == "clarify"


def test_few_values_have_no_skewness(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("g,v\na,1\na,2\nb,5\nb,5\nb,5\n", encoding="utf-8")
    answer = Assistant(Dataset.open(path)).ask("skewness of v by g")
    assert answer.table is None or {r[1] for r in answer.table.rows} == {None}
