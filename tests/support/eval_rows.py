"""Rows of labelled key results for tests of the evaluation suite."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Shape = tuple[str, str, str, dict[str, bool]]
STRONG: Shape = ("Refunds paid within two days from 40% to 85%", "outcome", "strong", {})
TASK: Shape = ("Build the refund page", "task", "needs_work", {})
WISH: Shape = (
    "Improve how customers feel about refunds",
    "outcome",
    "needs_work",
    {"unmeasurable": True, "vague": True},
)
FLAGS = (
    "unmeasurable",
    "no_baseline",
    "compound",
    "disconnected",
    "vague",
    "vanity",
    "business_as_usual",
    "inconsistent",
)


def make_row(name: str, shape: Shape, **changes: Any) -> dict[str, Any]:
    text, kind, overall, issues = shape
    return {
        "id": name,
        "domain": "retail",
        "objective": f"Money back is never a fight ({name})",
        "key_result": text,
        "kind": kind,
        **{flag: issues.get(flag, False) for flag in FLAGS},
        "overall": overall,
        "debatable": False,
        **changes,
    }


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
