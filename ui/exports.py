"""Files that a person can save: kept in this process's own folder, each under a name nobody can guess."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Exports:
    """`folder` is served by the page and goes away with the process."""

    folder: Path

    def save(self, name: str, content: str) -> str:
        """Keep `content` as `name`; returns the address, relative to the page. Where it is more than plain letters,
        a mark at the start tells spreadsheets that it is UTF-8; elsewhere a mark would spoil the first header of
        an upload."""
        coding = "ascii" if content.isascii() else "utf-8-sig"
        place = self.folder / secrets.token_urlsafe(16)
        place.mkdir()
        (place / name).write_text(content, encoding=coding, newline="")
        return f"gradio_api/file={quote(str(place / name))}"
