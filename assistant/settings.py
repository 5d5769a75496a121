"""Settings: read once, from a file and the environment, and passed in; nothing else reads the environment."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

Policy = Literal["offline first", "model first", "both"]
OPENAI = "https://api.openai.com/v1"
FILE = "segue.toml"


@dataclass(frozen=True)
class ModelSettings:
    """A language model behind an OpenAI-compatible address, and how it is used.

    seconds      what all its calls for one question may take together
    policy       who reads first: the offline planner (a model gets what it is not sure of), the model, or both
    narrates     whether it also words the answers
    dry_run      show what would be sent, and send nothing
    prices       of a million tokens, in and out, where known
    temperature  None: not sent (some models refuse it)
    """

    name: str
    base_url: str = OPENAI
    api_key: str = field(default="", repr=False)
    seconds: float = 20.0
    policy: Policy = "offline first"
    narrates: bool = False
    dry_run: bool = False
    prices: tuple[float, float] | None = None
    temperature: float | None = None


@dataclass(frozen=True)
class Settings:
    """seconds: the time limit of a question. longest_question: in characters. seed: of all that is random.

    planner "llm" lets the model read, as its policy says; `model` may be known without being used. phrases: a person's
    own words and what they mean, from [phrases] in the settings file (turnover = "net revenue").
    """

    planner: Literal["offline", "llm"] = "offline"
    seconds: float | None = 120.0
    longest_question: int = 2_000
    seed: int = 0
    model: ModelSettings | None = None
    phrases: tuple[tuple[str, str], ...] = ()


VARIABLES = {
    "SEGUE_MODEL": "name",
    "OPENAI_BASE_URL": "base_url",
    "OPENAI_API_KEY": "api_key",
    "SEGUE_MODEL_SECONDS": "seconds",
    "SEGUE_MODEL_POLICY": "policy",
    "SEGUE_MODEL_NARRATES": "narrates",
    "SEGUE_MODEL_DRY_RUN": "dry_run",
    "SEGUE_MODEL_PRICES": "prices",
    "SEGUE_MODEL_TEMPERATURE": "temperature",
}
"""Variables of the environment, and the keys of [model] in the settings file that they stand above."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings file (SEGUE_SETTINGS, else segue.toml where it is there), then the environment over it.

    Raises:
        ValueError: a value that cannot be one, named with where it stands.
    """
    stored = _stored(environment.get("SEGUE_SETTINGS"))
    planner = str(environment.get("SEGUE_PLANNER", stored.get("planner", "offline")))
    if planner not in ("offline", "llm"):
        raise ValueError(f"SEGUE_PLANNER must be offline or llm. Got {planner!r} instead.")
    seconds = _number("SEGUE_SECONDS", environment.get("SEGUE_SECONDS", stored.get("seconds", 120)))
    return Settings(
        planner="llm" if planner == "llm" else "offline",
        seconds=seconds or None,
        model=_model(stored.get("model", {}), environment),
        phrases=_phrases(stored.get("phrases", {})),
    )


def _phrases(stored: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(stored, dict) or not all(isinstance(v, str) and v.strip() for v in stored.values()):
        raise ValueError(
            '[phrases] in the settings file takes a text for each phrase, such as turnover = "net revenue". '
            f"Got {stored!r} instead."
        )
    return tuple((str(k), v) for k, v in stored.items())


def _stored(named: str | None) -> dict[str, Any]:
    path = Path(named or FILE)
    if not named and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"The settings file {path} cannot be read: {error.strerror}.") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The settings file {path} is no TOML: {error}.") from None


def _model(stored: Any, environment: Mapping[str, str]) -> ModelSettings | None:
    if not isinstance(stored, dict):
        raise ValueError(f"[model] in the settings file must be a table. Got {stored!r} instead.")
    unknown = sorted(set(stored) - set(VARIABLES.values()))
    if unknown:
        known = ", ".join(VARIABLES.values())
        raise ValueError(f"[model] in the settings file has no key {unknown[0]!r}. It takes {known}.")
    given = stored | {key: environment[name] for name, key in VARIABLES.items() if environment.get(name)}
    if not given.get("name"):
        return None
    said = {key: name for name, key in VARIABLES.items()}
    return ModelSettings(
        name=str(given["name"]),
        base_url=_address(given.get("base_url", OPENAI)),
        api_key=str(given.get("api_key", "")),
        seconds=_number(said["seconds"], given.get("seconds", 20), above=0),
        policy=_policy(given.get("policy", "offline first")),
        narrates=_yes(said["narrates"], given.get("narrates", False)),
        dry_run=_yes(said["dry_run"], given.get("dry_run", False)),
        prices=_prices(given.get("prices")),
        temperature=_number(said["temperature"], given["temperature"]) if "temperature" in given else None,
    )


def lacking(settings: Settings) -> str | None:
    """What is missing before a model can be used, in words; None where nothing is."""
    model = settings.model
    if model is None:
        return (
            "No language model is set up. Set SEGUE_MODEL to its name, OPENAI_BASE_URL to its address "
            "(left out: OpenAI) and OPENAI_API_KEY where it needs one, or write them under [model] in segue.toml."
        )
    if not model.api_key and model.base_url == OPENAI:
        return (
            "OpenAI needs a key: set OPENAI_API_KEY. For a model on this machine set OPENAI_BASE_URL instead, "
            "such as http://localhost:11434/v1 (Ollama)."
        )
    return None


def _address(given: Any) -> str:
    text = str(given).rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(
            f"OPENAI_BASE_URL must be an address such as http://localhost:11434/v1. Got {given!r} instead."
        )
    if parts.username or parts.password:
        raise ValueError("OPENAI_BASE_URL must hold no password; the key belongs to OPENAI_API_KEY.")
    return text


def _number(name: str, given: Any, above: float | None = None) -> float:
    try:
        value = float(given)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a number. Got {given!r} instead.") from None
    if value != value or (above is not None and value <= above):
        raise ValueError(f"{name} must be a number above {above or 0:g}. Got {given!r} instead.")
    return value


def _policy(given: Any) -> Policy:
    said = str(given).replace("_", " ").replace("-", " ").lower()
    for policy in get_args(Policy):
        if said == policy:
            return policy  # type: ignore[no-any-return]  # one of the Literal's own values
    raise ValueError(
        f"SEGUE_MODEL_POLICY must be one of {', '.join(get_args(Policy))}. Got {given!r} instead."
    )


def _yes(name: str, given: Any) -> bool:
    said = str(given).lower()
    if said in ("1", "true", "yes", "on"):
        return True
    if said in ("0", "false", "no", "off", ""):
        return False
    raise ValueError(f"{name} must be yes or no. Got {given!r} instead.")


def _prices(given: Any) -> tuple[float, float] | None:
    """ "0.15/0.60" or [0.15, 0.60]: of a million tokens in, and out."""
    if given is None:
        return None
    parts = given.split("/") if isinstance(given, str) else given
    if not isinstance(parts, list) or len(parts) != 2:
        raise ValueError(f"SEGUE_MODEL_PRICES must be two numbers such as 0.15/0.60. Got {given!r} instead.")
    return _number("SEGUE_MODEL_PRICES", parts[0]), _number("SEGUE_MODEL_PRICES", parts[1])
