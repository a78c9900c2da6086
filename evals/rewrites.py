"""How good the rewrites are: `python -m evals.rewrites [--data FILE] [--strong FILE]`.

`--data` holds weak key results with `must_keep` and `must_add` (see `datasets/rewrites.md`); a row without
them is measured on the rest. `--strong` holds labelled key results; strong ones have to stay as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coach.critic.draft import PLACEHOLDER, writer_findings
from coach.domain.review import Improvement, KeyResultReview
from coach.parsing.reader import read_key_result
from coach.service import Service

__all__ = ["Tally", "improve_row", "main", "measure"]

_FOLDER = Path(__file__).with_name("datasets")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_HIDDEN_VALUE = "redacted-target"


@dataclass
class Tally:
    """Counts of one measure: rows that pass, and the ids of those that do not."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)

    def add(self, row_id: str, passed: bool) -> None:
        """Count one row."""
        if passed:
            self.passed += 1
        else:
            self.failed.append(row_id)

    def __str__(self) -> str:
        total = self.passed + len(self.failed)
        return f"{self.passed}/{total} ({self.passed / total:.3f})" if total else "no rows"


def improve_row(service: Service, row: dict[str, Any]) -> Improvement:
    """Improve one row, with its objective."""
    objective = row.get("objective") or ""
    key_result, okrs = read_key_result(" ".join(row["key_result"].split()), objective)
    return service.improve(key_result, okrs.objectives[0] if objective else None, okrs)


def measure(rows: list[dict[str, Any]], service: Service) -> dict[str, Tally]:
    """Measure the rewrites of weak key results."""
    names = (
        "rewritten",
        "defect fixed",
        "no invented number",
        "must_keep kept",
        "must_add shown",
        "must_not_claim absent",
    )
    tallies = {name: Tally() for name in names}
    for row in rows:
        improvement = improve_row(service, row)
        row_id, after = row["id"], improvement.after
        tallies["rewritten"].add(row_id, improvement.source == "template")
        given = set(_DIGITS.findall(f"{row['key_result']} {row.get('objective') or ''}"))
        tallies["no invented number"].add(row_id, set(_DIGITS.findall(after)) <= given)
        if improvement.source == "template":
            left = _kinds(improvement.findings_after) & _kinds(improvement.findings_before)
            tallies["defect fixed"].add(row_id, not left)
        if "must_keep" in row:
            tallies["must_keep kept"].add(
                row_id, all(words.lower() in after.lower() for words in row["must_keep"])
            )
            shown = {
                match.group()[1:].split("]")[0].split()[0].rstrip(":")
                for match in PLACEHOLDER.finditer(after)
            }
            tallies["must_add shown"].add(row_id, set(row["must_add"]) <= shown)
            tallies["must_not_claim absent"].add(
                row_id, not any(words in after for words in row["must_not_claim"])
            )
    return tallies


def _kinds(review: KeyResultReview) -> set[str]:
    return {
        finding.kind or finding.name for finding in writer_findings(review) if finding.name != _HIDDEN_VALUE
    }


def measure_strong(rows: list[dict[str, Any]], service: Service) -> dict[str, Tally]:
    """Count strong key results that stay as they are, and those that at most get a place for the baseline."""
    alone, words = Tally(), Tally()
    for row in rows:
        if row.get("overall") == "strong" and not row.get("no_baseline"):
            improvement = improve_row(service, row)
            alone.add(row["id"], improvement.source == "unchanged")
            words.add(
                row["id"], improvement.source == "unchanged" or improvement.placeholders == ("[baseline]",)
            )
    return {"strong left alone": alone, "... or baseline asked": words}


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: list[str] | None = None) -> int:
    """Print the measures; with `--list`, the rows that fail them."""
    parser = argparse.ArgumentParser(description="Measure the rewrites.")
    parser.add_argument("--data", type=Path, default=_FOLDER / "rewrites.jsonl")
    parser.add_argument("--strong", type=Path, default=_FOLDER / "key_results.dev.jsonl")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(arguments)
    service = Service()
    tallies = measure(_read(options.data), service)
    tallies |= measure_strong(_read(options.strong), service)
    for name, tally in tallies.items():
        sys.stdout.write(f"{name:24} {tally}\n")
        if options.list and tally.failed:
            sys.stdout.write(f"    {' '.join(tally.failed)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
