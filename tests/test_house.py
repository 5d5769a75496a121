"""The house's own rules: who may import what, and what an import may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("assistant", "tools", "prompts", "data", "ui")
OWNERS = {
    "gradio": ("ui/",),
    "duckdb": ("data/",),
    "sqlglot": ("data/",),
    "sklearn": ("tools/",),
    "langchain": ("assistant/llm.py",),
    "langchain_core": ("assistant/llm.py",),
    "langchain_openai": ("assistant/llm.py",),
    "openai": ("assistant/llm.py",),
    "langsmith": ("assistant/llm.py",),
    "plotly": (),
}
HEAVY = ("sklearn", "statsmodels", "scipy", "openai", "langchain", "plotly", "pandas")


def sources() -> Iterator[Path]:
    yield from (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    yield from (path for path in [ROOT / "app.py"] if path.exists())


def imported(path: Path) -> Iterator[str]:
    """Full names of all modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.skipif(not (ROOT / "app.py").exists(), reason="APP ABSENT: the import contract needs app.py")
def test_imports_point_down() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_imports_the_starter() -> None:
    assert [
        p.name for p in sources() if p.name != "app.py" and "app" in {n.split(".")[0] for n in imported(p)}
    ] == []


@pytest.mark.parametrize("package", OWNERS)
def test_each_big_dependency_has_one_owner(package: str) -> None:
    strangers = [
        place
        for path in sources()
        if any(name.split(".")[0] == package for name in imported(path))
        and not (place := path.relative_to(ROOT).as_posix()).startswith(OWNERS[package] or ("no one",))
    ]
    assert strangers == []


def test_tools_never_import_one_another() -> None:
    abilities = {p.stem for p in (ROOT / "tools").glob("*.py") if not p.name.startswith("_")}
    crossing = [
        (path.name, name)
        for path in sorted((ROOT / "tools").glob("*.py"))
        for name in imported(path)
        if name.startswith("tools.") and name.split(".")[1] in abilities
    ]
    assert crossing == []


@pytest.mark.parametrize("module", ["assistant", "assistant.ask", "assistant.__main__", "app"])
def test_importing_is_light(module: str) -> None:
    if module == "app" and not (ROOT / "app.py").exists():
        pytest.skip("APP ABSENT: there is no page yet")
    code = f"import {module}, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_finding_all_tools_loads_no_heavy_library() -> None:
    code = "import sys; from tools._tool import discover; discover(); "
    code += f"print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_every_tool_has_its_test_and_its_story() -> None:
    names = [p.stem for p in (ROOT / "tools").glob("*.py") if not p.name.startswith("_")]
    missing = [n for n in names if not (ROOT / "tests/tools" / f"test_{n}.py").exists()]
    missing += [n for n in names if not (ROOT / "prompts/stories" / f"{n}.md").exists()]
    assert missing == []


def test_no_tests_folder_is_a_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []
