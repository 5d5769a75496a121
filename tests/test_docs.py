"""What the documents say can be done as it is written."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import prompts
import tools
from assistant.settings import read_settings

ROOT = Path(__file__).resolve().parents[1]


def blocks(name: str) -> list[str]:
    """The Python blocks of a document, in order."""
    return re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)


@pytest.fixture
def extent(tmp_path: Path) -> Iterator[None]:
    """The tool and the story of docs/add-a-tool.md, as they are printed there."""
    document = (ROOT / "docs" / "add-a-tool.md").read_text(encoding="utf-8")
    story = re.search(r"    // a comment\n(?:    .*\n)+", document)
    assert story is not None
    (tmp_path / "stories").mkdir()
    (tmp_path / "extent.py").write_text(blocks("docs/add-a-tool.md")[0], encoding="utf-8")
    (tmp_path / "stories" / "extent.md").write_text(story[0].replace("    ", ""), encoding="utf-8")
    tools.__path__.append(str(tmp_path))
    prompts.__path__.append(str(tmp_path))
    yield
    tools.__path__.remove(str(tmp_path))
    prompts.__path__.remove(str(tmp_path))
    sys.modules.pop("tools.extent", None)
    vars(tools).pop("extent", None)


def test_the_python_of_the_readme_runs() -> None:
    done = run(blocks("README.md")[0])
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.usefixtures("extent")
def test_the_tool_of_the_guide_is_told_as_printed(customers_csv: Path) -> None:
    from assistant import Assistant

    plan = {"steps": [{"tool": "extent", "args": {"source": "customers", "target": "age"}}]}
    answer = Assistant.open(customers_csv).run(plan)
    assert "59 years apart: from 20 years to 79 years." in answer.text


@pytest.mark.usefixtures("extent")
def test_the_tool_of_the_guide_is_planned_to(customers_csv: Path) -> None:
    from assistant import Assistant

    assert Assistant.open(customers_csv).ask("extent of age").tool == "extent"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_named_exists(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|    )make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8")))
    assert named
    assert {target for target in named if f"\n{target}:" not in makefile} == set()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/add-a-tool.md"])
def test_every_file_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = {n for n in re.findall(r"`([\w/-]+/[\w.-]+\.(?:md|py|lock|txt))`", text) if "extent" not in n}
    assert {n for n in named if not (ROOT / n).exists()} <= {"docs/architecture.md"}


def test_the_page_on_language_models_has_each_product_and_its_settings_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "language-models.md").read_text(encoding="utf-8")
    for address in ("localhost:11434/v1", "localhost:8000/v1", "localhost:1234/v1", "localhost:8080/v1"):
        assert f"OPENAI_BASE_URL=http://{address}" in page
    for product in ("OpenAI", "Ollama", "vLLM", "LM Studio", "llama.cpp"):
        assert f"## {product}\n" in page
    written = page.split("## In a file")[1].split("## ")[0].splitlines()
    (tmp_path / "segue.toml").write_text("\n".join(line[4:] for line in written if line[:4] == "    "))
    model = read_settings({"SEGUE_SETTINGS": str(tmp_path / "segue.toml")}).model
    assert model is not None and (model.name, model.policy) == ("llama3.1", "offline first")
