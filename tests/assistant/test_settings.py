from pathlib import Path

import pytest

from assistant.settings import VARIABLES, ModelSettings, lacking, read_settings


@pytest.fixture(autouse=True)
def _no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_no_model_is_used_unless_one_is_named() -> None:
    settings = read_settings({"OPENAI_API_KEY": "k"})
    assert (settings.planner, settings.model) == ("offline", None)


def test_a_model_is_named_by_the_environment() -> None:
    given = {
        "SEGUE_MODEL": "small", "OPENAI_BASE_URL": "http://localhost:11434/v1/", "SEGUE_MODEL_POLICY": "both",
        "SEGUE_MODEL_SECONDS": "5", "SEGUE_MODEL_PRICES": "0.15/0.6", "SEGUE_MODEL_NARRATES": "yes",
    }  # fmt: skip
    assert read_settings(given).model == ModelSettings(
        "small", "http://localhost:11434/v1", seconds=5, policy="both", narrates=True, prices=(0.15, 0.6)
    )


def test_a_named_model_is_still_off() -> None:
    assert read_settings({"SEGUE_MODEL": "small", "OPENAI_API_KEY": "k"}).planner == "offline"


def test_the_environment_stands_above_the_settings_file() -> None:
    Path("segue.toml").write_text('planner = "llm"\n[model]\nname = "a"\nseconds = 7\n', encoding="utf-8")
    settings = read_settings({"SEGUE_MODEL": "b"})
    assert settings.planner == "llm" and settings.model is not None
    assert (settings.model.name, settings.model.seconds) == ("b", 7)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"OPENAI_BASE_URL": "localhost:11434"}, "http://localhost:11434/v1"),
        ({"OPENAI_BASE_URL": "http://me:secret@host/v1"}, "no password"),
        ({"SEGUE_MODEL_SECONDS": "soon"}, "SEGUE_MODEL_SECONDS"),
        ({"SEGUE_MODEL_SECONDS": "0"}, "above 0"),
        ({"SEGUE_MODEL_POLICY": "mine"}, "offline first"),
        ({"SEGUE_MODEL_PRICES": "1"}, "0.15/0.60"),
        ({"SEGUE_MODEL_NARRATES": "perhaps"}, "yes or no"),
        ({"SEGUE_SETTINGS": "absent.toml"}, "absent.toml"),
    ],
)
def test_a_value_that_cannot_be_one_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError) as caught:  # the text is looked at below
        read_settings({"SEGUE_MODEL": "small", **given})
    assert said in str(caught.value) and "secret" not in str(caught.value)


def test_a_misspelt_key_of_the_file_is_named() -> None:
    Path("segue.toml").write_text('[model]\nnam = "a"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="nam"):
        read_settings({})


def test_what_a_model_lacks_is_said() -> None:
    assert "SEGUE_MODEL" in str(lacking(read_settings({})))
    assert "OPENAI_API_KEY" in str(lacking(read_settings({"SEGUE_MODEL": "m"})))
    assert lacking(read_settings({"SEGUE_MODEL": "m", "OPENAI_BASE_URL": "http://localhost:1/v1"})) is None


def test_the_key_is_never_shown() -> None:
    assert "secret" not in repr(read_settings({"SEGUE_MODEL": "m", "OPENAI_API_KEY": "secret"}))


def test_every_variable_stands_in_the_readme() -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*VARIABLES, "SEGUE_PLANNER", "SEGUE_SETTINGS") if name not in readme] == []
    assert [key for key in VARIABLES.values() if key not in readme] == []
