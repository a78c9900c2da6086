"""The README's tables, made from committed figures: nobody types a number there."""

from __future__ import annotations

import csv
import re
from pathlib import Path

__all__ = ["fill_readme"]

ROOT = Path(__file__).resolve().parent.parent
_RESULTS = ROOT / "evals" / "results"
_EXTERNAL = "external"
_ROWS = (
    ("task-like", "precision"),
    ("task-like", "recall"),
    ("unmeasurable", "precision"),
    ("unmeasurable", "recall"),
    ("no-baseline", "precision"),
    ("no-baseline", "recall"),
    ("needs work", "ROC AUC"),
    ("strong", "false alarms"),
    ("all kinds", "macro-F1"),
)
_OTHERS = (
    (
        "published sentences called bad that get a warning or error",
        ("published", "bad key_result: warning or error", "recall"),
    ),
    ("published sentences called good that get one", ("published", "good key_result", "false alarms")),
    ("key results found in real documents", ("documents", "key results", "recall")),
    ("of what is extracted from smaller organisations, listed", ("documents", "key results", "precision")),
)

Figures = dict[tuple[str, str, str, str], dict[str, str]]


def fill_readme() -> str:
    """The README with its accuracy block filled."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = "\n".join(_accuracy_lines(_read_figures()))
    return re.sub(
        r"(<!-- accuracy -->\n).*?(<!-- /accuracy -->)",
        lambda m: f"{m[1]}{block}\n{m[2]}",
        text,
        flags=re.DOTALL,
    )


def _read_figures() -> Figures:
    figures: Figures = {}
    for folder in (_RESULTS, _RESULTS / _EXTERNAL):
        with (folder / "summary.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                split = _EXTERNAL if folder.name == _EXTERNAL else row["split"]
                figures[row["task"], split, row["subject"], row["measure"]] = row
    return figures


def _accuracy_lines(figures: Figures) -> list[str]:
    tasks = [("review_rules", "rules"), ("review_local", "rules + local critic")]
    columns = [
        (task, split, f"{name}, {where}")
        for task, name in tasks
        for split, where in ((_EXTERNAL, "real OKRs"), ("test", "own test split"))
        if (task, split, "task-like", "precision") in figures
    ]
    lines = [
        "Real OKRs: 300 labelled key results that nobody here wrote (`make external`; the texts are not",
        "in this repository). Own test split: 260 of ours, never looked at while tuning (`make evals`);",
        "they are harder than real ones. In brackets the 95% interval.",
        "",
        "| | " + " | ".join(title for _, _, title in columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    for subject, measure in _ROWS:
        cells = [_cell(figures.get((task, split, subject, measure))) for task, split, _ in columns]
        lines.append(f"| {subject}: {measure} | " + " | ".join(cells) + " |")
    lines += ["", *_other_lines(figures)]
    return lines


def _other_lines(figures: Figures) -> list[str]:
    return [
        f"- {title}: {_cell(figures.get((task, _EXTERNAL, subject, measure)))}"
        for title, (task, subject, measure) in _OTHERS
    ]


def _cell(row: dict[str, str] | None) -> str:
    if row is None or not row["value"]:
        return "no result"
    value = f"{float(row['value']):.2f}"
    return f"{value} [{float(row['low']):.2f}, {float(row['high']):.2f}]" if row["low"] else value
