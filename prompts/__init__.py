"""Texts for the model and the story templates, one file each, loaded by name."""

import hashlib
from pathlib import Path

_HERE = Path(__file__).parent


def load(name: str) -> str:
    """The text of `name` ("stories/query"); a KeyError names what is missing."""
    path = (_HERE / f"{name}.md").resolve()
    if not path.is_relative_to(_HERE.resolve()) or not path.is_file():
        raise KeyError(f"there is no prompt called {name!r}")
    return path.read_text(encoding="utf-8")


def digest(name: str) -> str:
    """A short digest of a text, for versions.yaml."""
    return hashlib.sha256(load(name).encode()).hexdigest()[:12]


def versions() -> dict[str, int]:
    """The versions of the texts for a model, by name."""
    import yaml

    held = yaml.safe_load((_HERE / "versions.yaml").read_text(encoding="utf-8"))
    return {name: int(entry["version"]) for name, entry in held.items()}


def names(folder: str = "") -> tuple[str, ...]:
    """All names below a folder ("stories"), sorted."""
    files = sorted((_HERE / folder).rglob("*.md"))
    return tuple(f.relative_to(_HERE).with_suffix("").as_posix() for f in files)
