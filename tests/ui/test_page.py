"""The page in a real browser, from `python app.py` to what a person sees."""

from __future__ import annotations

import json
import os
import socket
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
PICTURED = "revenue by category"
AVERAGE = "average income by city"
IDLE = "() => !document.querySelector('.sg-working')"


def ask(page: Any, question: str) -> None:
    """Type a question and wait until its answer stands there."""
    before = page.locator(".sg-question").count()
    page.locator("#box textarea").fill(question)
    page.locator("#box textarea").press("Enter")
    settle(page, before)


def settle(page: Any, before: int) -> None:
    """Wait for one question more, and for its answer."""
    page.locator(".sg-question").nth(before).wait_for()
    page.wait_for_function(IDLE)


def click(page: Any, selector: str) -> None:
    """Click the last button of this kind and wait for what it asks."""
    before = page.locator(".sg-question").count()
    button = page.locator(selector).last
    # To the middle of the page: while a chart is still being laid out, the lowest line may lie under the message box.
    button.evaluate("button => button.scrollIntoView({block: 'center'})")
    button.click()
    settle(page, before)


def drop(page: Any, *files: Path) -> None:
    """Give files to the page as the button of the data panel does."""
    before = page.locator(".sg-question").count()
    with page.expect_file_chooser() as chosen:
        page.locator("#upload").click()
    chosen.value.set_files([str(file) for file in files])
    settle(page, before)


def last_answer(page: Any) -> str:
    """All that stands below the last question."""
    question = page.locator(".sg-question").last.inner_text()
    return str(page.locator("#chat").inner_text()).rpartition(question)[2]


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_the_empty_page_names_the_data_and_offers_questions(visit: Any, shot: Any) -> None:
    page = visit()
    page.locator(".sg-panel section").first.wait_for()
    assert "60 rows" in page.locator("#side").inner_text()
    assert 1 <= page.locator(".sg-welcome .sg-ask").count() <= 4
    shot(page, "welcome")


def test_a_question_is_answered_with_a_wide_chart(visit: Any, shot: Any) -> None:
    page = visit()
    ask(page, AVERAGE)
    page.locator(".js-plotly-plot .point, .js-plotly-plot .points path").first.wait_for()
    box = page.locator(".js-plotly-plot").bounding_box()
    assert box["width"] >= 600
    assert box["height"] >= 200
    assert "I read this as" in last_answer(page)
    assert page.locator(".sg-table").count() == 1
    shot(page, "answer")


def test_earlier_charts_stay_in_sight(visit: Any) -> None:
    page = visit()
    for question in (AVERAGE, "average spend by plan", "total spend by city"):
        ask(page, question)
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3")
    heights = [plot.bounding_box()["height"] for plot in page.locator(".js-plotly-plot").all()]
    assert len(heights) == 3
    assert min(heights) >= 300


def test_a_figure_tells_what_stands_behind_it(visit: Any, shot: Any) -> None:
    page = visit()
    ask(page, AVERAGE)
    page.locator(".sg-fig").first.hover()
    page.locator(".sg-tip").first.wait_for(state="visible")
    shot(page, "figure")


def test_a_follow_up_is_asked_by_a_click(visit: Any, shot: Any) -> None:
    page = visit()
    ask(page, AVERAGE)
    words = page.locator("[data-say]").last.inner_text()
    click(page, "[data-say]")
    assert page.locator(".sg-question").last.inner_text() == words
    shot(page, "follow-up")


def test_the_evidence_opens(visit: Any, shot: Any) -> None:
    page = visit()
    ask(page, AVERAGE)
    page.locator(".sg-evidence summary").click()
    page.locator(".sg-evidence pre").first.wait_for()
    assert "SELECT" in page.locator(".sg-evidence").inner_text().upper()
    page.locator(".sg-evidence").scroll_into_view_if_needed()
    shot(page, "evidence")


def test_a_question_back_is_answered_by_a_click(visit: Any, shot: Any) -> None:
    page = visit()
    ask(page, "average income by city zorblatt")
    assert page.locator("[data-pick]").count() >= 1
    shot(page, "question-back")
    click(page, "[data-pick]")
    assert page.locator(".sg-table").count() == 1


def test_a_table_is_saved_as_csv(visit: Any, shot: Any) -> None:
    page = visit()
    ask(page, AVERAGE)
    with page.expect_download() as saved:
        page.locator("a.sg-save").click()
    lines = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert saved.value.suggested_filename.endswith(".csv")
    assert len(lines) == 4
    shot(page, "download")


def test_a_chart_is_saved_as_png(visit: Any) -> None:
    page = visit()
    ask(page, AVERAGE)
    page.locator(".js-plotly-plot .modebar-btn").first.wait_for()
    with page.expect_download() as saved:
        page.locator("[data-png]").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_stop_ends_the_work_and_the_next_question_is_answered(visit: Any, shot: Any) -> None:
    page = visit()
    page.locator("#box textarea").fill("work forever")
    page.locator("#box textarea").press("Enter")
    page.get_by_text("Working for ever").wait_for()
    shot(page, "stop")
    page.locator("#box .stop-button").click()
    page.get_by_text("Stopped.").wait_for()
    ask(page, "how many customers are there?")
    assert "60" in last_answer(page)


def test_a_question_sent_during_another_is_answered_after_it(visit: Any) -> None:
    page = visit()
    page.locator("#box textarea").fill("work forever")
    page.locator("#box textarea").press("Enter")
    page.get_by_text("Working for ever").wait_for()
    page.locator("#box textarea").fill("how many customers are there?")
    page.locator("#box textarea").press("Enter")
    page.wait_for_timeout(500)
    assert page.locator("#box textarea").input_value() == "how many customers are there?"
    page.locator("#box .stop-button").click()
    settle(page, 1)
    assert "60" in last_answer(page)
    assert page.locator("#box textarea").input_value() == ""


def test_an_empty_question_is_not_asked(visit: Any) -> None:
    page = visit()
    page.locator("#box textarea").press("Enter")
    ask(page, AVERAGE)
    assert page.locator(".sg-question").count() == 1


def test_two_files_become_two_tables_of_this_visitor(visit: Any, shot: Any, tmp_path: Path) -> None:
    page = visit()
    pets = written(tmp_path, "pets.csv", "pet,weight\n" + "".join(f"p{i},{i}.5\n" for i in range(30)))
    shops = written(tmp_path, "shops.csv", "shop,rent\n" + "".join(f"s{i},{i * 10}\n" for i in range(20)))
    drop(page, pets, shops)
    page.locator("#side").get_by_text("shops").first.wait_for()
    panel = page.locator("#side").inner_text()
    assert "pets" in panel and "customers.csv" not in panel
    shot(page, "upload")


def test_a_newer_file_of_the_same_name_takes_its_place(visit: Any, tmp_path: Path) -> None:
    page = visit()
    for rows in (30, 40):
        folder = tmp_path / str(rows)
        folder.mkdir()
        drop(
            page, written(folder, "pets.csv", "pet,weight\n" + "".join(f"p{i},{i}.5\n" for i in range(rows)))
        )
    page.locator("#side").get_by_text("40 rows").first.wait_for()


def test_a_file_that_cannot_be_read_leaves_everything_alive(visit: Any, shot: Any, tmp_path: Path) -> None:
    page = visit()
    drop(page, written(tmp_path, "empty.csv", ""))
    assert page.locator(".sg-wrong").count() == 1
    shot(page, "bad-file")
    ask(page, "how many customers are there?")
    assert "60" in last_answer(page)


def test_markup_in_the_data_stays_text(visit: Any, tmp_path: Path) -> None:
    page = visit()
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    evil = "<img src=http://evil.test/x.png onerror=alert(1)>"
    rows = "".join(f"{evil if i % 2 else '![a](http://evil.test/y.png)'},{i}\n" for i in range(40))
    drop(page, written(tmp_path, "evil.csv", f"<b>kind</b>,amount\n{rows}"))
    ask(page, "how many rows by kind?")
    assert page.locator("#chat img, #side img").count() == 0
    assert not [url for url in asked if "evil.test" in url]


def test_two_people_see_nothing_of_each_other(visit: Any, shot: Any, tmp_path: Path) -> None:
    one, other = visit(), visit()
    rows = "".join(f"z{i},{i}.5\n" for i in range(25))
    drop(one, written(tmp_path, "secrets.csv", f"zebra,stripes\n{rows}"))
    ask(other, "segment the customers into 3 groups")
    ask(one, "how many rows are there?")
    shot(one, "one-person")
    shot(other, "other-person")
    assert "secrets" in one.locator("#side").inner_text()
    assert "secrets" not in other.locator("body").inner_text()
    assert "Made in this conversation" in other.locator("#side").inner_text()
    assert "Made in this conversation" not in one.locator("#side").inner_text()
    assert "segment the customers" not in one.locator("body").inner_text()


def test_start_over_forgets_the_conversation_and_keeps_the_data(visit: Any) -> None:
    page = visit()
    ask(page, AVERAGE)
    page.locator("#again").click()
    page.wait_for_function("() => !document.querySelector('.sg-question')")
    page.locator(".sg-welcome").wait_for()
    ask(page, "how many customers are there?")
    assert "60" in last_answer(page)


def test_the_page_asks_nothing_of_the_outside_and_breaks_nowhere(visit: Any) -> None:
    page = visit()
    asked, broken = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.reload()
    page.locator(".sg-welcome").wait_for()
    ask(page, AVERAGE)
    page.locator(".js-plotly-plot").wait_for()
    outside = {urlsplit(url).netloc for url in asked if url.startswith("http")} - {urlsplit(page.url).netloc}
    assert outside == set()
    assert broken == []


def test_a_narrow_page_holds_everything(visit: Any, shot: Any) -> None:
    page = visit(width=800)
    ask(page, AVERAGE)
    page.locator(".js-plotly-plot").wait_for()
    assert page.locator(".js-plotly-plot").bounding_box()["width"] >= 600
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    shot(page, "narrow")


def test_programs_get_the_answer_as_json(served: Any) -> None:
    call = f"{served.address.rstrip('/')}/gradio_api/call/ask"
    body = json.dumps({"data": [AVERAGE, []]}).encode()
    request = urllib.request.Request(call, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as started:
        event = json.load(started)["event_id"]
    with urllib.request.urlopen(f"{call}/{event}") as stream:
        lines = [line for line in stream.read().decode().splitlines() if line.startswith("data: ")]
    answer = json.loads(lines[-1].removeprefix("data: "))[0]
    assert (answer["status"], answer["question"]) == ("answered", AVERAGE)


def test_only_this_machine_is_listened_to(served: Any) -> None:
    port = urlsplit(served.address).port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        outside = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in outside - {"127.0.0.1", "127.0.1.1"}:
        with socket.socket() as knock:
            assert knock.connect_ex((address, port)) != 0


@pytest.mark.skipif(
    "SEGUE_SCREENSHOT" not in os.environ, reason="set SEGUE_SCREENSHOT to renew the README's picture"
)
def test_the_picture_of_the_readme(browser: Any, serve_samples: Any) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860}, device_scale_factor=1.5)
    page.goto(serve_samples.address)
    page.locator(".sg-panel section").first.wait_for(timeout=60_000)
    ask(page, PICTURED)
    page.locator(".js-plotly-plot .point").first.wait_for()
    page.mouse.move(0, 0)
    (ROOT / "docs" / "images").mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ROOT / "docs" / "images" / "page.png")
    page.close()
