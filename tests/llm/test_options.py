from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from coach.errors import ConfigurationError
from coach.llm.options import ModelOptions, Secret, read_options
from coach.settings import load_settings

KEY = "sk-not-a-real-key"


def test_nothing_is_asked_unless_a_model_is_named() -> None:
    assert read_options({}) == ModelOptions()


def test_the_key_of_openai_is_used_for_openai_only() -> None:
    theirs = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "https://models.example/v1"}

    openai = read_options({"COACH_LLM_MODEL": "openai:gpt-5-mini", **theirs})
    other = read_options({"COACH_LLM_MODEL": "anthropic:claude", **theirs})

    assert (openai.key.reveal(), openai.base_url) == (KEY, "https://models.example/v1")
    assert (other.key.reveal(), other.base_url) == ("", "")


def test_the_coachs_own_variables_come_first() -> None:
    options = read_options(
        {
            "COACH_LLM_MODEL": "openai:m",
            "COACH_LLM_API_KEY": "own",
            "OPENAI_API_KEY": KEY,
            "COACH_LLM_BASE_URL": "http://127.0.0.1:8080/v1/",
            "OPENAI_BASE_URL": "https://models.example",
        }
    )

    assert options.key.reveal() == "own"
    assert options.base_url == "http://127.0.0.1:8080/v1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COACH_LLM_MODEL", "gpt-5-mini"),
        ("COACH_LLM_MODEL", ":x"),
        ("COACH_LLM_BASE_URL", "models.example"),
        ("COACH_LLM_BASE_URL", "ftp://models.example"),
        ("COACH_LLM_BASE_URL", "http://[::1"),
        ("COACH_LLM_TIMEOUT", "0"),
        ("COACH_LLM_TIMEOUT", "nan"),
        ("COACH_LLM_TIMEOUT", "soon"),
        ("COACH_LLM_CONCURRENCY", "0"),
        ("COACH_LLM_RETRIES", "-1"),
        ("COACH_LLM_OFF", "maybe"),
        ("COACH_LLM_MAX_DAY_COST", "-1"),
        ("COACH_LLM_PRICE_IN", "inf"),
    ],
)
def test_a_value_that_does_not_fit_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        read_options({name: value})


def test_a_secret_in_the_address_is_refused_without_being_shown() -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_options({"COACH_LLM_BASE_URL": f"https://user:{KEY}@models.example/v1"})

    assert KEY not in str(caught.value)


def test_a_limit_in_money_needs_a_price() -> None:
    with pytest.raises(ConfigurationError, match="COACH_LLM_PRICE_IN"):
        read_options({"COACH_LLM_MAX_DAY_COST": "5"})


def test_the_state_lies_among_the_users_caches() -> None:
    assert read_options({"HOME": "/home/ann"}).state == Path("/home/ann/.cache/okr-coach")
    assert read_options({"HOME": "/home/ann", "XDG_CACHE_HOME": "/c"}).state == Path("/c/okr-coach")
    assert read_options({"HOME": "/home/ann", "COACH_LLM_STATE": "s"}).state == Path("s")


def test_a_key_is_shown_by_nothing(tmp_path: Path) -> None:
    environment = {"COACH_LLM_MODEL": "openai:m", "COACH_LLM_API_KEY": KEY}
    settings = load_settings(start=tmp_path, environment=environment)

    assert settings.llm.key.reveal() == KEY
    assert KEY not in f"{settings} {settings!r} {settings.llm.key} {vars(Secret).get('_value')}"


def test_a_secret_is_not_written_to_a_file() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(KEY))


def test_secrets_compare_by_value() -> None:
    assert Secret(KEY) == Secret(KEY) != Secret("other")
    assert len({Secret(KEY), Secret(KEY)}) == 1
    assert not Secret()
