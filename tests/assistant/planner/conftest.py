"""Two tiny data sets whose figures can be followed by hand, and a short way to read a question on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.planner.offline import OfflinePlanner
from assistant.reading import Reading
from data.dataset import Dataset
from data.query import Query

PEOPLE = 80
SAMPLES = Path(__file__).parents[3] / "data" / "samples"
EDUCATION = ("Basic", "Graduation", "Master", "PhD")
COUNTRIES = ("Norway", "Austria", "Germany", "Spain", "United Kingdom")
PRODUCTS = ("red mug", "blue lamp", "oak chair", "pine desk", "christmas star")


def people_rows() -> str:
    """One person a row: three amounts, three channels, two campaign flags, a signup date."""
    rows = [
        f"{100 + i},{20 + i % 60},{20000 + 1000 * i},{EDUCATION[i % 4]},{('Single', 'Married', 'Divorced')[i % 3]},"
        f"{('F', 'M')[i % 2]},{COUNTRIES[i % 5]},{i % 3},{i % 2},{10 + 7 * i},{5 + 3 * i},{1 + i % 9},"
        f"{i % 6},{i % 8},{i % 4},{int(i % 5 == 0)},{int(i % 8 == 0)},{int(i % 10 == 0)},"
        f"{2022 + i % 2}-{1 + i % 12:02d}-{1 + i % 28:02d},{i % 90}"
        for i in range(PEOPLE)
    ]
    head = (
        "customer_id,age,income,education,marital_status,gender,country,kids,teens,spend_wine,spend_meat,"
        "spend_fish,web_purchases,store_purchases,catalog_purchases,accepted_campaign_1,accepted_campaign_2,"
        "complained,joined,recency"
    )
    return head + "\n" + "\n".join(rows) + "\n"


def sales_rows() -> str:
    """Order lines from October 2022 to December 2023: two lines an order, a few cancelled."""
    rows = []
    for i in range(300):
        month = i // 20
        year, m = 2022 + (9 + month) // 12, (9 + month) % 12 + 1
        cancelled = i % 60 == 59
        rows.append(
            f"{'C' if cancelled else ''}{5000 + i // 2},{PRODUCTS[i % 5]},{-1 if cancelled else 1 + i % 5},"
            f"{year}-{m:02d}-{1 + i * 7 % 28:02d},{2 + i % 5 * 10}.50,{700 + i // 2 % 24},{COUNTRIES[i // 2 % 24 % 5]}"
        )
    return (
        "InvoiceNo,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n" + "\n".join(rows) + "\n"
    )


def opened(folder: Path, name: str, text: str) -> Dataset:
    """A dataset of one file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """One customer a row."""
    return opened(tmp_path_factory.mktemp("people"), "people.csv", people_rows())


@pytest.fixture(scope="session")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """One order line a row."""
    return opened(tmp_path_factory.mktemp("sales"), "sales.csv", sales_rows())


@pytest.fixture(scope="session")
def samples() -> Assistant:
    """The bundled shop: customers, orders and campaigns. A test starts over before it asks."""
    return Assistant.open(*(SAMPLES / f"{name}.csv" for name in ("customers", "orders", "campaigns")))


class Desk:
    """A conversation with a dataset: what was read, what was queried, what was answered."""

    def __init__(self, dataset: Dataset, planner: OfflinePlanner) -> None:
        self.assistant = Assistant(dataset, planner=planner)

    def read(self, question: str) -> Reading:
        """The planner's reading, in the conversation as it stands."""
        return self.assistant.planner.read(question, self.assistant.conversation)

    def said(self, question: str) -> str:
        """The first candidate in plain words; nothing where the question is not understood."""
        candidates = self.read(question).candidates
        return candidates[0].reading if candidates else ""

    def after(self, *questions: str) -> str:
        """Asks the questions in turn: the last answer's reading."""
        return [self.assistant.ask(q) for q in questions][-1].reading

    def query(self, question: str) -> Query:
        """The Query of the last step of the first candidate."""
        return Query.model_validate(self.read(question).candidates[0].plan.steps[-1].args["query"])


@pytest.fixture(scope="session")
def planner_of_people(people: Dataset) -> OfflinePlanner:
    return OfflinePlanner(people)


@pytest.fixture(scope="session")
def planner_of_sales(sales: Dataset) -> OfflinePlanner:
    return OfflinePlanner(sales)


@pytest.fixture
def crm(people: Dataset, planner_of_people: OfflinePlanner) -> Desk:
    """A new conversation on the customers."""
    return Desk(people, planner_of_people)


@pytest.fixture
def shop(sales: Dataset, planner_of_sales: OfflinePlanner) -> Desk:
    """A new conversation on the order lines."""
    return Desk(sales, planner_of_sales)
