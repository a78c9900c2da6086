"""Read the literate fixtures of rules: `tests/rules/<rule_name>.md`.

Each `## ` section is one case: a sentence as heading, prose, one source block and one `expect` block.

- source block: ```` ```key-result ````, ```` ```objective ```` or ```` ```document ```` (Markdown). A
  key-result block may start with lines such as `objective: ...`, `cycle: 2026-Q3` or `strict`.
- expect block: `flagged: <exact underlined words>` (one line per finding), `silent`, or `near miss`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_CASE = re.compile(
    r"^## (?P<title>.+?)\n(?P<prose>.*?)```(?P<form>key-result|objective|document)\n(?P<source>.*?)```\s*"
    r"```expect\n(?P<expect>.*?)```",
    re.DOTALL | re.MULTILINE,
)
_BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_OPTION = re.compile(r"^(objective|cycle|owner|team|level): (.+)$")


@dataclass(frozen=True)
class RuleCase:
    """One case of a fixture."""

    rule: str
    title: str
    form: str
    text: str
    options: dict[str, str]
    flagged: tuple[str, ...]
    near_miss: bool


def read_cases(path: Path) -> list[RuleCase]:
    """All cases of one fixture file."""
    content = path.read_text(encoding="utf-8")
    cases = [_read_case(path.stem, match) for match in _CASE.finditer(content)]
    headings = _BLOCK.sub("", content).count("\n## ")
    if len(cases) != headings:
        raise ValueError(f"{path}: {headings} headings but {len(cases)} complete cases")
    return cases


def _read_case(rule: str, match: re.Match[str]) -> RuleCase:
    options: dict[str, str] = {}
    lines = match["source"].rstrip("\n").split("\n")
    if match["form"] == "key-result":
        while len(lines) > 1 and (lines[0] == "strict" or _OPTION.match(lines[0])):
            name, _, value = lines.pop(0).partition(": ")
            options[name] = value
    expect = match["expect"].strip().splitlines()
    flagged = tuple(line.removeprefix("flagged: ") for line in expect if line.startswith("flagged: "))
    if not flagged and expect not in (["silent"], ["near miss"]):
        raise ValueError(f"{rule}: case {match['title']!r} expects {expect}")
    return RuleCase(
        rule, match["title"], match["form"], "\n".join(lines), options, flagged, expect == ["near miss"]
    )
