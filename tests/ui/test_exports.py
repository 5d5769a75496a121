import re
from pathlib import Path
from urllib.parse import unquote

from assistant import Assistant
from ui.exports import Exports
from ui.next_steps import saves


def saved_at(address: str) -> Path:
    return Path(unquote(address.removeprefix("gradio_api/file=")))


def test_a_saved_file_is_found_at_its_address(tmp_path: Path) -> None:
    address = Exports(tmp_path).save("incomes é.csv", "é\r\n1\r\n")
    assert saved_at(address).read_bytes() == b"\xef\xbb\xbf\xc3\xa9\r\n1\r\n"


def test_plain_letters_are_saved_without_a_mark_so_that_uploads_find_their_headers(tmp_path: Path) -> None:
    address = Exports(tmp_path).save("list.csv", "Email,Zip\r\nab,1\r\n")
    assert saved_at(address).read_bytes().startswith(b"Email,")


def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    exports = Exports(tmp_path)
    assert exports.save("a.csv", "1") != exports.save("a.csv", "2")


def test_a_list_for_an_upload_is_saved_from_the_page_with_nothing_but_its_columns(tmp_path: Path) -> None:
    customers = tmp_path / "customers.csv"
    rows = "\n".join(f"{i},p{i}@example.com,1" for i in range(3))
    customers.write_text(f"customer_id,email,consent\n{rows}\n", encoding="utf-8")
    answer = Assistant.open(customers).ask("export the customers for google").to_dict()
    links = re.findall(r'href="([^"]+)"', saves(answer, Exports(tmp_path).save))
    lines = saved_at(links[0]).read_bytes().split(b"\r\n")
    assert lines[0] == b"Email" and [len(line) for line in lines[1:4]] == [64, 64, 64]
