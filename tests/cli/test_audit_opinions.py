from __future__ import annotations

import json
from pathlib import Path

from tests.support.command_line import run_cli

OKRS = (
    {
        "id": "c",
        "level": "company",
        "objective": "Guests come back",
        "key_results": ["Repeat stays 22% to 30%"],
    },
    {
        "id": "t",
        "level": "team",
        "team": "Desk",
        "objective": "Nobody waits",
        "key_results": ["Wait 9 to 4 min"],
    },
)


def test_without_a_model_the_audit_stands_and_says_why_there_is_no_opinion(folder: Path) -> None:
    path = folder / "okrs.jsonl"
    path.write_text("".join(f"{json.dumps(okr)}\n" for okr in OKRS), encoding="utf-8")
    plain = json.loads(run_cli("audit", path, "--no-cache", "--format", "json").stdout)
    threshold = plain["candidates"][0]["parents"][0]["probability"]
    asked = json.loads(
        run_cli(
            "audit",
            path,
            "--no-cache",
            "--format",
            "json",
            "--opinions",
            "5",
            "--threshold",
            f"{threshold - 0.05:.2f}",
        ).stdout
    )

    assert [link["opinion"] for link in asked["links"]] == [None]
    [problem] = [problem for problem in asked["problems"] if problem["code"] == "no-opinion"]
    assert "no language model" in problem["message"]
