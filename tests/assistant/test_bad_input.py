"""Files and messages as people really have them: each gets a clear message, and the session lives on."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from assistant.ask import Assistant
from data.dataset import Dataset
from data.errors import AssistantError

GOOD = "id,city,amount\n" + "".join(f"{i},{('Leeds', 'York')[i % 2]},{i * 3}\n" for i in range(1, 40))
PACKED = gzip.compress(GOOD.encode() * 20, mtime=0)


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A table that opens."""
    path = tmp_path_factory.mktemp("good") / "shops.csv"
    path.write_text(GOOD, encoding="utf-8")
    return Dataset.open(path)


@pytest.fixture
def assistant(shops: Dataset) -> Assistant:
    """A new conversation on it."""
    return Assistant(shops)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("empty.csv", "", "is empty"),
        ("blank.csv", "   \n\n", "is empty"),
        ("header.csv", "a,b,c\n", "no rows"),
        ("noise.csv", bytes(range(256)) * 40, "binary file"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        ("cut.csv.gz", PACKED[: len(PACKED) // 2], "incomplete"),
    ],
)
def test_a_file_that_is_no_table_says_what_is_wrong_with_it(
    tmp_path: Path, name: str, content: str | bytes, hint: str
) -> None:
    with pytest.raises(AssistantError) as caught:
        Assistant.open(written(tmp_path, name, content))
    assert name in str(caught.value) and hint in str(caught.value)


def test_a_file_that_is_not_there_offers_the_nearest_name(tmp_path: Path) -> None:
    written(tmp_path, "customers.csv", GOOD)
    with pytest.raises(AssistantError, match=r"customers\.csv"):
        Assistant.open(tmp_path / "custmers.csv")


def test_columns_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    rows = "".join(f"{i},{i},{2 * i}\n" for i in range(20))
    made = Assistant.open(written(tmp_path, "twice.csv", "id,amount,amount\n" + rows))
    assert list(made.dataset.catalog.sources[made.dataset.catalog.main].columns)[:3] == [
        "id",
        "amount",
        "amount_2",
    ]
    assert made.ask("what is in this data").status == "answered"


def test_a_column_without_a_name_gets_one(tmp_path: Path) -> None:
    rows = "".join(f"{i},{i},{2 * i}\n" for i in range(20))
    made = Assistant.open(written(tmp_path, "unnamed.csv", "id,,amount\n" + rows))
    assert "column_2" in made.dataset.catalog.sources[made.dataset.catalog.main].columns
    assert made.ask("average amount").status == "answered"


def test_a_column_named_like_an_attack_is_a_column(tmp_path: Path) -> None:
    rows = "".join(f"{i},{i * 2}\n" for i in range(30))
    made = Assistant.open(written(tmp_path, "odd.csv", 'id,"""; DROP TABLE"\n' + rows))
    answer = made.ask("average drop table")
    assert (answer.status, answer.headline and answer.headline.value) == ("answered", 29)
    assert made.ask("how many rows").headline.value == 30


def test_a_column_without_any_value_is_no_error(tmp_path: Path) -> None:
    rows = "".join(f"{i},,{i * 2}\n" for i in range(1, 30))
    made = Assistant.open(written(tmp_path, "gaps.csv", "id,score,amount\n" + rows))
    assert made.ask("what is in this data").status == "answered"
    assert made.ask("average score").text
    assert made.ask("average amount").headline.value == 30


def test_a_table_of_very_many_columns_is_opened_and_read(tmp_path: Path) -> None:
    head = ",".join(f"c{i}" for i in range(99)) + ",amount"
    rows = "\n".join(",".join(str((i * 7 + j) % 97) for i in range(100)) for j in range(20))
    made = Assistant.open(written(tmp_path, "wide.csv", f"{head}\n{rows}\n"))
    assert made.ask("how many rows").status == "answered"
    assert made.ask("average amount").status == "answered"


def test_a_second_file_of_the_same_name_gets_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first = written(tmp_path, "shops.csv", GOOD)
    second = written(tmp_path / "other", "shops.csv", "id,height\n1,5\n2,6\n3,9\n")
    made = Assistant.open(first, second)
    assert len(made.dataset.tables) == 2
    assert made.ask("how many rows").status == "answered"


@pytest.mark.parametrize(
    ("question", "status", "hint"),
    [
        ("", "clarify", "empty"),
        (" \n ", "clarify", "empty"),
        ("x" * 50_000, "declined", "50,000"),
        ("average amount " * 3_400, "declined", "characters"),
        ("🎉🎉", "clarify", "no words"),
        ("?!", "clarify", "no words"),
        ("ما هو متوسط الدخل؟", "clarify", "متوسط"),
        ("\x00\ud800", "clarify", "no words"),
        ("average zzz", "clarify", "zzz"),
        ("average amount by colour", "clarify", "colour"),
        ("SELECT * FROM shops; DROP TABLE shops", "clarify", "DROP"),
        ('total "; DROP TABLE shops; --', "clarify", "DROP"),
    ],
    ids=lambda value: repr(value[:16]),
)
def test_a_message_that_cannot_be_read_says_why_and_the_session_goes_on(
    assistant: Assistant, question: str, status: str, hint: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == status and hint in answer.text and answer.headline is None
    assert assistant.ask("average amount").headline.value == 60


@pytest.mark.parametrize(
    "question", ["📈 average amount 📈", "average amount\u202e", "  average\n\namount  ", "AVERAGE AMOUNT!!!"]
)
def test_signs_around_a_question_do_no_harm(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).headline.value == 60


def test_an_unknown_column_gets_the_nearest_that_is_there(assistant: Assistant) -> None:
    answer = assistant.ask("average amuont by city")
    assert answer.reading == "Average amount by city"
    assert any("amuont" in c.text for c in answer.caveats)
    plan = {
        "steps": [
            {"tool": "query", "args": {"query": {"source": "shops", "measures": [
                {"name": "m", "expr": {"agg": "mean", "of": {"col": "amout"}}}]}}}
        ]
    }  # fmt: skip
    refused = assistant.run(plan)
    assert refused.status == "declined" and "amount" in refused.text
