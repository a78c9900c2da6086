from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import coach
from coach.cli import _review
from coach.cli.main import CommandFolder
from coach.errors import InternalError
from tests.support.command_line import run_cli, run_process
from tests.support.interrupts import interrupt, listen_to_interrupts
from tests.support.reviews import OKRS


def list_commands() -> list[str]:
    return CommandFolder(name="coach").list_commands(None)


def test_the_version_is_printed() -> None:
    assert run_cli("--version").stdout == f"coach {coach.__version__}\n"


def test_every_command_teaches_with_an_example() -> None:
    assert {"review", "improve", "explain", "rules", "init", "serve"} <= set(list_commands())
    for name in list_commands():
        text = run_cli(name, "--help").stdout
        assert "Example" in text
        assert f"\n    coach {name}" in text


def test_help_lists_every_command() -> None:
    text = run_cli("--help").stdout

    assert all(f"\n  {name} " in text for name in list_commands())


@pytest.mark.parametrize("arguments", [["nonsense"], ["review"], ["review", "a.md", "--format", "pdf"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert run_cli(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (InternalError("rule KR901 failed"), "rule KR901 failed"),
        (ZeroDivisionError("zero"), "ZeroDivisionError"),
    ],
)
def test_a_defect_ends_with_3_and_a_message(
    okrs: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(_review, "read_document", fail)
    result = run_cli("review", okrs)

    assert result.exit_code == 3
    assert f"internal error: {words}" in result.stderr
    assert "Traceback" not in result.output


def test_an_interrupt_ends_with_130_and_no_traceback(okrs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_review, "read_document", interrupt)
    result = run_cli("review", okrs)

    assert result.exit_code == 130
    assert "Traceback" not in result.output


def test_the_process_reads_standard_input_and_sets_its_exit_code(folder: Path) -> None:
    clean = run_process("review", "-", "--select", "KR105", stdin=OKRS.encode(), cwd=folder)
    found = run_process(
        "review", "-", "--select", "KR105", "--fail-on", "hint", stdin=OKRS.encode(), cwd=folder
    )
    broken = run_process("review", "-", stdin=b"\x00\xff", cwd=folder)

    assert (clean.returncode, found.returncode, broken.returncode) == (0, 1, 2)
    assert b"Traceback" not in broken.stderr
    assert clean.stderr == b""


def test_a_batch_through_a_process_keeps_order_and_goes_on_after_a_broken_line(folder: Path) -> None:
    lines = [f'{{"id": {number}, "key_result": "Win {number} hospitals"}}' for number in range(20)]
    lines[7] = "{"
    done = run_process(
        "review",
        "--input-format",
        "jsonl",
        "--format",
        "jsonl",
        "-",
        stdin="\n".join(lines).encode(),
        cwd=folder,
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [*range(7), None, *range(8, 20)]
    assert answers[7]["error"]["line"] == 8
    assert done.returncode == 2


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    (folder / "batch.jsonl").write_text(
        '{"id": 1, "key_result": "Win 3 hospitals"}\n' * 3000, encoding="utf-8"
    )
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody:
        done = subprocess.run(
            [sys.executable, "-m", "coach", "review", "batch.jsonl", "--format", "jsonl"],
            stdout=nobody,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(coach.__file__).parent.parent)},
            check=False,
            timeout=60,
        )

    assert done.stderr == b""
    assert done.returncode in {0, 1}


def test_an_interrupted_process_ends_with_130() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "coach", "review", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(coach.__file__).parent.parent), "PYTHONVERBOSE": "1"},
        preexec_fn=listen_to_interrupts,  # noqa: PLW1509 - no thread is running here
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if b"coach.parsing.reader" in line:
                break
        told = interrupt(process)

    assert process.returncode == 130
    assert b"Traceback" not in told


def test_a_review_of_text_loads_nothing_heavy(folder: Path, okrs: Path) -> None:
    heavy = "pydantic fastapi starlette openpyxl numpy torch rich.console uvicorn hashlib tomllib"
    code = (
        "import sys; from coach.cli.main import app; "
        f"app(['review', '{okrs.name}', '--fail-on', 'never'], standalone_mode=False); "
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(coach.__file__).parent.parent)},
        check=True,
        timeout=60,
    )

    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_the_order_of_hashes_changes_no_byte(okrs: Path) -> None:
    answers = {
        run_process("review", okrs, "--format", "json", cwd=okrs.parent, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    }

    assert len(answers) == 1
    assert answers != {b""}
