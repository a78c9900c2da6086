from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.rules import catalogue
from coach.settings import DOTFILE, Settings, load_settings
from tests.support.command_line import run_cli


@pytest.mark.parametrize("key", ["KR105", "kr105", "redacted-target"])
def test_a_rule_is_explained_by_code_and_by_name(key: str) -> None:
    result = run_cli("explain", key)

    assert result.exit_code == 0
    assert result.stdout.startswith("# KR105 redacted-target\n")
    assert "## What it flags" in result.stdout


def test_an_unknown_rule_suggests_the_nearest() -> None:
    result = run_cli("explain", "redacted-targt")

    assert result.exit_code == 2
    assert "did you mean 'redacted-target'" in result.stderr


@pytest.mark.parametrize("output_format", ["text", "json", "markdown"])
def test_every_rule_is_listed(output_format: str) -> None:
    text = run_cli("rules", "--format", output_format).stdout

    assert all(rule.code in text and rule.name in text for rule in catalogue().rules)


def test_rules_as_json_carry_their_documents() -> None:
    content = json.loads(run_cli("rules", "--format", "json").stdout)

    assert content["schema"] == "coach.rules/v1"
    assert all("## Weak" in rule["document"] for rule in content["rules"])


def test_init_writes_settings_that_state_the_defaults_and_never_overwrites(folder: Path) -> None:
    assert run_cli("init").exit_code == 0
    assert load_settings(start=folder, environment={}) == Settings(source=DOTFILE)

    (folder / DOTFILE).write_text('fail-on = "hint"\n', encoding="utf-8")
    again = run_cli("init")

    assert again.exit_code == 2
    assert "exists already" in again.stderr
    assert (folder / DOTFILE).read_text(encoding="utf-8") == 'fail-on = "hint"\n'


def test_init_in_a_folder_that_is_not_there_is_an_error() -> None:
    assert run_cli("init", "nowhere").exit_code == 2
