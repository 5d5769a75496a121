"""Columns in short that are asked for in full, and full ones asked for in short."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.planner.offline.shortened import hints_at, shortens, spells
from data.dataset import Dataset

PARCELS = "hub,dlvry_days,wght,cmpgn,QSI,comm\n" + "\n".join(
    f"{'north' if i % 3 else 'south'},{1 + i % 5},{2 + i % 7},{'spring' if i % 2 else 'autumn'},{i % 11},{i % 9}"
    for i in range(40)
)
CLINIC = "ward,bmi,hrt rate,pc area,social rank index,temp\n" + "\n".join(
    f"{'A' if i % 3 else 'B'},{20 + i % 9},{60 + i % 30},{('LS', 'YO')[i % 2]},{i % 13},{36 + i % 4}"
    for i in range(40)
)
FLATS = "city,bdrms,sq ft living area,mthly rent,gdn\n" + "\n".join(
    f"{('Bern', 'Basel')[i % 2]},{1 + i % 4},{300 + 10 * i},{900 + 5 * i},{('Y', 'N')[i % 2]}"
    for i in range(40)
)


def opened(folder: Path, text: str) -> Assistant:
    path = folder / "table.csv"
    path.write_text(text + "\n", encoding="utf-8")
    return Assistant.open(path)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("noms", "nominations"), ("cpns", "coupons"), ("hhold", "household"), ("bdrms", "bedrooms"),
        ("comm", "commission"), ("ctry", "country"), ("educ", "education"), ("cmpgn", "campaigns"),
        ("bkings", "bookings"), ("dlvry", "delivery"), ("btls", "bottles"), ("prdct", "product"),
    ],
)  # fmt: skip
def test_a_word_without_its_end_or_its_vowels_is_the_word_in_short(short: str, long: str) -> None:
    assert shortens(short, long) and not shortens(long, short)


@pytest.mark.parametrize(
    ("one", "other"),
    [("form", "forum"), ("plan", "plane"), ("star", "start"), ("nts", "nights"), ("sale", "salesperson"), ("mail", "male")],
)  # fmt: skip
def test_a_word_that_only_looks_like_another_is_not_it_in_short(one: str, other: str) -> None:
    assert not shortens(one, other)


def test_first_letters_spell_a_phrase_with_or_without_its_small_words() -> None:
    assert spells("bmi", ["body", "mass", "index"]) and spells("dob", ["date", "of", "birth"])
    assert spells("roi", ["return", "on", "investment"]) and spells("pid", ["party", "identification"])
    assert not spells("bmi", ["body", "mass"]) and not spells("aov", ["order", "value"])


def test_two_letters_only_hint_at_a_word() -> None:
    assert hints_at("pc", "postcode") and not hints_at("pc", "plate") and not hints_at("pa", "parcel")


@pytest.mark.parametrize(
    ("table", "question", "said"),
    [
        (PARCELS, "average delivery days by hub", "delivery days by hub"),
        (PARCELS, "average weight by campaign", "weight by campaign"),
        (PARCELS, "mean quality service index by hub", "qsi by hub"),
        (PARCELS, "total commission", "comm"),
        (CLINIC, "average body mass index by ward", "bmi by ward"),
        (CLINIC, "average heart rate by postcode area", "hrt rate by pc area"),
        (CLINIC, "average SRI by ward", "social rank index by ward"),
        (CLINIC, "average temperature by ward", "temperature by ward"),
        (FLATS, "average bdrms by city", "bedrooms by city"),
        (FLATS, "avrg monthly rent by city", "rent by city"),
    ],
)
def test_a_column_is_found_by_the_long_or_the_short_form_of_its_name(
    tmp_path: Path, table: str, question: str, said: str
) -> None:
    answer = opened(tmp_path, table).ask(question)
    assert answer.status == "answered" and said in answer.reading.lower()


def test_a_word_that_two_columns_shorten_is_asked_about(tmp_path: Path) -> None:
    table = "shop,stmts,statem\n" + "\n".join(f"{'a' if i % 2 else 'b'},{i},{2 * i}" for i in range(30))
    assert opened(tmp_path, table).ask("average statements by shop").status == "clarify"


def test_a_strange_word_is_no_column_only_because_it_begins_like_one(tmp_path: Path) -> None:
    table = "shop,car,port\n" + "\n".join(f"{'a' if i % 2 else 'b'},{i},{2 * i}" for i in range(30))
    asked = opened(tmp_path, table)
    assert asked.ask("average carrier by shop").status == "clarify"
    assert asked.ask("average portion by shop").status == "clarify"


def test_a_ratio_to_a_count_is_not_answered_by_groups_of_the_count(tmp_path: Path) -> None:
    table = "member,visits,coupons\n" + "\n".join(f"M{i},{i % 40},{i % 7}" for i in range(80))
    assert "group" not in opened(tmp_path, table).ask("how many coupons per visit").reading


def test_a_question_after_a_cause_is_no_question_for_sums(tmp_path: Path) -> None:
    table = "member,visits,coupons\n" + "\n".join(f"M{i},{i % 40},{i % 7}" for i in range(80))
    asked = opened(tmp_path, table)
    assert asked.ask("did the coupons make our members visit more often?").status != "answered"


ACCOUNTS = "account_id,segment,channel,mrr_usd\n" + "\n".join(
    f"A{i},{('ENT', 'MM', 'SMB')[i % 3]},{('online', 'Box Office', 'Tour Op.', 'Phone')[i % 4]},{100 + i}"
    for i in range(120)
)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many enterprise accounts do we have?", 40),
        ("how many mid-market accounts are there?", 40),
        ("how many accounts came from tour operators?", 30),
    ],
)
def test_a_value_in_short_is_found_by_its_long_form(tmp_path: Path, question: str, value: int) -> None:
    answer = opened(tmp_path, ACCOUNTS).ask(question)
    assert answer.headline is not None, answer.text
    assert answer.headline.value == value, answer.reading


def test_a_word_that_only_begins_like_a_code_of_two_letters_is_none(tmp_path: Path) -> None:
    table = ACCOUNTS.replace("ENT", "EN")
    assert opened(tmp_path, table).ask("how many enterprise accounts do we have?").status == "clarify"


def test_first_letters_do_not_hide_a_name_that_was_said(tmp_path: Path) -> None:
    rows = [f"{i},{('BD', 'LS', 'YO')[i % 3]},{i % 4},{i % 7}" for i in range(60)]
    path = tmp_path / "shoppers.csv"
    path.write_text("\n".join(["card,area,drinks,bakery", *rows]) + "\n", encoding="utf-8")
    assert "BD" not in Assistant(Dataset.open(path)).ask("what share of shoppers bought drinks?").reading
