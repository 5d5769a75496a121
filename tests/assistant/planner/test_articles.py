"""A publisher's table: things named in short and in capitals, words that are abilities elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant

ARTICLES = "article_id,Headline,PVs,Avg Time on Page (s),Shares,Published\n" + "\n".join(
    f"A{i:03},{'Cup final tonight' if i % 9 == 0 else f'News of day {i}'},{100 + 13 * (i % 40)},{30 + i % 60},{i % 50},2024-{1 + i % 12:02}-05"
    for i in range(120)
)
QUOTES = "quote_ref,drv_age,veh_make,final_prem,occupation\n" + "\n".join(
    f"Q{i:03},{18 + i % 60},{('FORD', 'VW', 'KIA')[i % 3]},{300.5 + i},{('Driver', 'Nurse', 'Cook')[i % 3]}"
    for i in range(90)
)
ACCOUNTS = "account_id,signup,acq_source,mrr_usd\n" + "\n".join(
    f"A{i:03},2023-{1 + i % 12:02}-11,{('ads', 'referral')[i % 2]},{50 + i % 17}" for i in range(60)
)


def opened(folder: Path, text: str) -> Assistant:
    path = folder / "table.csv"
    path.write_text(text + "\n", encoding="utf-8")
    return Assistant.open(path)


def test_capitals_with_an_s_are_the_many_of_what_they_are_short_for(tmp_path: Path) -> None:
    answer = opened(tmp_path, ARTICLES).ask("total page views")
    assert answer.headline is not None
    assert answer.headline.value == sum(100 + 13 * (i % 40) for i in range(120))


def test_a_number_of_rows_asked_for_is_never_passed_over(tmp_path: Path) -> None:
    answer = opened(tmp_path, ARTICLES).ask("could you list the 3 most shared articles")
    assert answer.status == "clarify" or (answer.table is not None and len(answer.table.rows) == 3)


def test_how_many_is_no_day(tmp_path: Path) -> None:
    answer = opened(tmp_path, ARTICLES).ask("How many headlines mention the cup final?")
    assert answer.headline is None or not str(answer.headline.value).startswith("2024")


def test_articles_of_a_publisher_are_called_articles(tmp_path: Path) -> None:
    assert opened(tmp_path, ARTICLES).ask("how many articles are there?").reading == "Articles"


@pytest.mark.parametrize("question", ["average driver age", "average final premium by vehicle make"])
def test_names_in_short_are_said_in_full(tmp_path: Path, question: str) -> None:
    assert opened(tmp_path, QUOTES).ask(question).reading.lower() == question


def test_half_of_an_idea_is_not_the_idea(tmp_path: Path) -> None:
    answer = opened(tmp_path, ACCOUNTS).ask("what is our customer acquisition cost per source?")
    assert answer.status == "declined"


def test_another_word_for_the_first_of_two(tmp_path: Path) -> None:
    assert (
        opened(tmp_path, QUOTES)
        .ask("top 2 car makes by number of quotes")
        .reading.endswith("by vehicle make")
    )


def test_a_key_to_a_table_of_names_means_the_name(tmp_path: Path) -> None:
    articles, authors = tmp_path / "articles.csv", tmp_path / "authors.csv"
    rows = [f"A{i:03},B{i % 7},{10 + 3 * i}" for i in range(80)]
    articles.write_text("\n".join(["article_id,Author,PVs", *rows]) + "\n", encoding="utf-8")
    people = [
        f"B{i},{n} Frei,x{i}@paper.example"
        for i, n in enumerate(["Ann", "Ben", "Cem", "Dan", "Eva", "Fay", "Gus"])
    ]
    authors.write_text("\n".join(["AuthorID,Author Name,email", *people]) + "\n", encoding="utf-8")
    asked = Assistant.open(articles, authors)
    views = {i: sum(10 + 3 * k for k in range(80) if k % 7 == i) for i in range(7)}
    best = max(views, key=lambda i: views[i])
    answer = asked.ask("which author got the most page views?")
    assert answer.headline is not None
    assert answer.headline.value == people[best].split(",")[1]
    listed = asked.ask("list the 3 articles with the most page views")
    assert listed.table is not None
    assert listed.table.rows[0][0] == "A079"
