from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx

import coach
from tests.support.command_line import run_cli


def test_the_server_listens_on_this_machine_only_and_answers() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "coach", "serve", "--port", str(port)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(coach.__file__).parent.parent)},
    ) as process:
        assert process.stderr is not None
        place = next(
            found[0] for line in process.stderr if (found := re.search(r"http://\S+", line.decode()))
        )
        answer = httpx.get(f"{place}/healthz", timeout=10)
        process.terminate()
        process.communicate(timeout=20)

    assert place == f"http://127.0.0.1:{port}"
    assert answer.json()["status"] == "ok"


def test_a_wrong_settings_file_stops_the_command_before_it_listens(folder: Path) -> None:
    (folder / "mine.toml").write_text("selct = 1", encoding="utf-8")

    result = run_cli("serve", "--config", "mine.toml")

    assert result.exit_code == 2
    assert "mine.toml" in result.stderr
