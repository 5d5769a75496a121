"""What all tests share: tiny datasets, the shared data where it is there, and no network."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
LOCAL = ("127.0.0.1", "localhost", "::1")

CUSTOMERS = """id,city,plan,age,income,spend,orders,joined
{rows}
"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only this machine can be reached."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise RuntimeError(f"A test tried to reach {address[0]}: tests run without a network.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the real data sets; skips loudly where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(
            "SHARED DATA ABSENT: the real data sets are not next to the project, so this was not tested"
        )
    return SHARED


def customer_rows(count: int = 60) -> str:
    """A customer table whose figures can be followed by hand: three cities, two plans, growing spend."""
    cities, plans = ("Leeds", "York", "Hull"), ("basic", "plus")
    rows = [
        f"{1001 + i},{cities[i % 3]},{plans[i % 2]},{20 + i},{20000 + 700 * i},{50 + 13 * i + 40 * (i % 3)},"
        f"{1 + i % 7},2023-{1 + i % 12:02d}-{1 + i % 28:02d}"
        for i in range(count)
    ]
    return CUSTOMERS.format(rows="\n".join(rows))


def order_lines(count: int = 120) -> str:
    """A small table of order lines: twelve customers, four products, a year, one line cancelled."""
    products = ("mug", "lamp", "chair", "desk")
    rows = [
        f"{'C' if i == 7 else ''}{5000 + i // 3},{products[i % 4]},{-2 if i == 7 else 1 + i % 5},"
        f"2023-{1 + i // 10:02d}-{1 + i % 28:02d},{2 + (i % 4) * 10}.50,{100 + (i // 3) % 12},"
        f"{('France', 'Spain', 'Italy')[(i // 3) % 12 % 3]}"
        for i in range(count)
    ]
    return "OrderNo,Product,Quantity,OrderDate,UnitPrice,CustomerID,Country\n" + "\n".join(rows) + "\n"


@pytest.fixture(scope="session")
def customers_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customer table as a file."""
    path = tmp_path_factory.mktemp("customers") / "customers.csv"
    path.write_text(customer_rows(), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def orders_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The order lines as a file."""
    path = tmp_path_factory.mktemp("orders") / "orders.csv"
    path.write_text(order_lines(), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Opens tables of a test together: `written(members=MEMBERS, visits=VISITS)`, each text by the name of its file."""
    from assistant import Assistant

    def opened(**texts: str) -> Assistant:
        folder = tmp_path_factory.mktemp("written")
        for name, text in texts.items():
            (folder / f"{name}.csv").write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        return Assistant.open(*(folder / f"{name}.csv" for name in texts))

    return opened


@pytest.fixture(scope="session")
def asking(written: Callable[..., Any]) -> Callable[..., Callable[[str], Any]]:
    """Asks tables that are opened together; each question begins a new conversation."""

    def of(**texts: str) -> Callable[[str], Any]:
        assistant = written(**texts)

        def ask(question: str) -> Any:
            assistant.start_over()
            return assistant.ask(question)

        return ask

    return of


@pytest.fixture(scope="session")
def asking_each(asking: Callable[..., Any]) -> Callable[..., Callable[[str, str], Any]]:
    """Asks one of several tables, each opened by itself: `asking_each(orders=ORDERS)("orders", "how many?")`."""

    def of(**texts: str) -> Callable[[str, str], Any]:
        asks = {name: asking(**{name: text}) for name, text in texts.items()}
        return lambda table, question: asks[table](question)

    return of


@pytest.fixture(scope="session")
def customers(customers_csv: Path) -> Any:
    """The customer table, opened."""
    from data.dataset import Dataset

    return Dataset.open(customers_csv)


@pytest.fixture(scope="session")
def orders(orders_csv: Path) -> Any:
    """The order lines, opened."""
    from data.dataset import Dataset

    return Dataset.open(orders_csv)
