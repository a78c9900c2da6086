from __future__ import annotations

from pathlib import Path

import pytest

from coach.cli._template import SETTINGS_TEMPLATE
from coach.domain.finding import Severity
from coach.errors import ConfigurationError
from coach.rules import Limits
from coach.settings import FailOn, Profile, Settings, load_settings

FULL = """
select = ["KR", "ST5"]
ignore = ["redacted-target"]
profile = "strict"
fail-on = "never"
[per-file-ignores]
"drafts/*.md" = ["KR105"]
[severities]
KR105 = "error"
[limits]
max-key-results = 5
strong-grade = 0.8
"""


def write(folder: Path, content: str, name: str = ".okr-coach.toml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def load(folder: Path, **environment: str) -> Settings:
    return load_settings(start=folder, environment=environment)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    write(tmp_path, FULL)

    settings = load(tmp_path)

    assert settings.select == ("KR", "ST5")
    assert settings.ignore == ("redacted-target",)
    assert settings.profile is Profile.STRICT
    assert settings.fail_on is FailOn.NEVER
    assert settings.per_file_ignores == (("drafts/*.md", ("KR105",)),)
    assert settings.severities == (("KR105", Severity.ERROR),)
    assert settings.limits == Limits(max_key_results=5, strong_grade=0.8)
    assert settings.policy.strict
    assert settings.source.endswith(".okr-coach.toml")


@pytest.mark.parametrize(
    "content",
    [
        '[tool.okr-coach]\nfail-on = "hint"',
        '[tool."okr-coach"]\nfail-on = "hint"',
        '[tool]\nokr-coach = { fail-on = "hint" }',
        '[tool]\nokr-coach.fail-on = "hint"',
    ],
)
def test_a_table_in_pyproject_counts_as_well(tmp_path: Path, content: str) -> None:
    write(tmp_path, content, "pyproject.toml")

    assert load(tmp_path).fail_on is FailOn.HINT


def test_the_nearest_folder_wins_and_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path, 'fail-on = "hint"')
    write(tmp_path / "a", 'fail-on = "error"')
    write(inner, '[project]\nname = "okr-coach-fan"\n', "pyproject.toml")

    assert load(inner).fail_on is FailOn.ERROR


def test_the_dotfile_comes_before_pyproject_in_one_folder(tmp_path: Path) -> None:
    write(tmp_path, 'fail-on = "error"')
    write(tmp_path, '[tool.okr-coach]\nfail-on = "hint"\n', "pyproject.toml")

    assert load(tmp_path).fail_on is FailOn.ERROR


def test_a_named_file_replaces_the_search(tmp_path: Path) -> None:
    write(tmp_path, 'fail-on = "error"')
    named = write(tmp_path, 'fail-on = "never"', "other.toml")

    assert load_settings(named, start=tmp_path, environment={}).fail_on is FailOn.NEVER
    assert load(tmp_path, OKR_COACH_CONFIG=str(named)).fail_on is FailOn.NEVER


@pytest.mark.parametrize(
    ("environment", "colour"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_the_environment_decides_on_colours(
    tmp_path: Path, environment: dict[str, str], *, colour: bool
) -> None:
    assert load(tmp_path, **environment).colour is colour


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ('selct = ["KR"]', ["'selct'", "did you mean 'select'"]),
        ('select = ["KR10"]\nfail_on = "error"', ["'fail_on'", "did you mean 'fail-on'"]),
        ('ignore = ["redacted-targt"]', ["'ignore'", "did you mean 'redacted-target'"]),
        ('[severities]\nKR999 = "error"', ["'severities'", "'KR999'"]),
        ('[severities]\nKR105 = "eror"', ["severities.KR105", "did you mean 'error'"]),
        ("[limits]\nmax-key-result = 3", ["'max-key-result'", "did you mean 'max-key-results'"]),
        ("[limits]\nmax-key-results = 0", ["limits.max-key-results", "whole number"]),
        ("[limits]\nmax-key-results = true", ["limits.max-key-results"]),
        ("[limits]\nstrong-grade = 7", ["limits.strong-grade", "0 to 1"]),
        ('profile = "strickt"', ["'profile'", "did you mean 'strict'"]),
        ("profile = 3", ["'profile'", "one of"]),
        ('select = "KR"', ["'select'", "a list"]),
        ("limits = 3", ["'limits'", "a table"]),
        ('[per-file-ignores]\n"*.md" = ["KR999"]', ["per-file-ignores.*.md", "KR999"]),
        ("select = [", ["not valid TOML"]),
    ],
)
def test_a_wrong_setting_names_file_and_key_and_the_nearest_name(
    tmp_path: Path, content: str, parts: list[str]
) -> None:
    write(tmp_path, content)

    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path)

    for part in [".okr-coach.toml", *parts]:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.toml", None, "cannot be read"),
        ("pyproject.toml", "[tool]\n", "no \\[tool.okr-coach\\]"),
        ("pyproject.toml", "[tool]\nokr-coach = 3\n", "must be a table"),
        ("latin.toml", "\udcff", "not valid TOML"),
    ],
)
def test_a_named_file_that_holds_no_settings_is_refused(
    tmp_path: Path, name: str, content: str | None, reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))

    with pytest.raises(ConfigurationError, match=reason):
        load_settings(path, environment={})


def test_the_template_states_the_defaults(tmp_path: Path) -> None:
    path = write(tmp_path, SETTINGS_TEMPLATE)

    assert load(tmp_path) == Settings(source=str(path))


def test_the_page_about_configuration_names_every_key_and_limit() -> None:
    page = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text(encoding="utf-8")
    keys = set(Settings._fields) - {"colour", "source"}
    keys |= set(Limits._fields)

    missing = [key for key in keys if f"`{key.replace('_', '-')}`" not in page]

    assert not missing
    for name in (*Profile, *FailOn, *Severity, "NO_COLOR", "OKR_COACH_CONFIG"):
        assert str(name) in page
