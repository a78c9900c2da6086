"""The catalogue of rules as text, JSON or Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from coach.output.json_v1 import rule_object
from coach.output.report import DescribedRule

__all__ = ["render_rules"]


def render_rules(rules: Sequence[DescribedRule], output_format: str) -> bytes:
    """Write the catalogue as `text`, `json` or `markdown`."""
    writers: dict[str, Callable[[Sequence[DescribedRule]], str]] = {
        "text": _write_text,
        "json": _write_json,
        "markdown": _write_markdown,
    }
    return writers[output_format](rules).encode()


def _write_text(rules: Sequence[DescribedRule]) -> str:
    width = max((len(rule.name) for rule in rules), default=0)
    return "".join(
        f"{rule.code}  {rule.name:<{width}}  {rule.severity.value:<7}  {rule.document.summary}\n"
        for rule in rules
    )


def _write_json(rules: Sequence[DescribedRule]) -> str:
    content = {"schema": "coach.rules/v1", "rules": [rule_object(rule) for rule in rules]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _write_markdown(rules: Sequence[DescribedRule]) -> str:
    parts = ["# Rules\n"]
    for rule in rules:
        about = f"{rule.severity.value}, about: {rule.subject.value}, {rule.status!s}"
        text = rule.document.text.strip().replace("\n## ", "\n### ")
        parts.append(f"\n## {rule.code} {rule.name}\n\n{about}\n\n{text}\n")
    return "".join(parts)
