from pathlib import Path
from urllib.parse import unquote

from ui.exports import Exports


def saved_at(address: str) -> Path:
    return Path(unquote(address.removeprefix("gradio_api/file=")))


def test_a_saved_file_is_found_at_its_address(tmp_path: Path) -> None:
    address = Exports(tmp_path).save("incomes é.csv", "a\r\n1\r\n")
    assert saved_at(address).read_bytes() == b"\xef\xbb\xbfa\r\n1\r\n"


def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    exports = Exports(tmp_path)
    assert exports.save("a.csv", "1") != exports.save("a.csv", "2")
