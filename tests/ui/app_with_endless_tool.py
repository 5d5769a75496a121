"""The program as it is, and one tool more: it works until it is stopped, so that Stop can be tested."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = '''
"""Never ends by itself."""

from typing import Any

from data.work import Work
from tools._result import Result
from tools._tool import Args, tool


class ForeverArgs(Args):
    """Nothing of its own."""


@tool(words=("forever",), examples=("work forever",))
def forever(args: ForeverArgs, data: Any, work: Work) -> Result:
    """Works until it is stopped."""
    work.progress(0.1, "Working for ever")
    while True:
        work.check()
        work.stop.wait(0.05)
'''


def main() -> None:
    """Add the tool and start the program with the given arguments."""
    sys.path.insert(0, str(ROOT))
    import app
    import prompts
    import tools

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "stories").mkdir()
        (Path(folder) / "stories" / "forever.md").write_text("// never told\n", encoding="utf-8")
        (Path(folder) / "forever.py").write_text(TOOL, encoding="utf-8")
        tools.__path__.append(folder)
        prompts.__path__.append(folder)
        app.main()


if __name__ == "__main__":
    main()
