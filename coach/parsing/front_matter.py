"""Front matter: team, level, cycle and parent at the head of a page."""

from __future__ import annotations

import re
from typing import NamedTuple

from coach.domain.source import SourceText, Span
from coach.parsing.columns import canonical_field
from coach.parsing.cycle import find_cycle, read_cycle
from coach.parsing.drafts import Draft, Scope, read_level
from coach.parsing.patterns import pattern

__all__ = ["FrontMatter", "read_front_matter"]

_FENCE = pattern(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(?P<body>(?:(?!---)[^\r\n]*(?:\r\n|\r|\n)){0,200}?)"
    r"(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|$)",
    hints=("---",),
)
_ENTRY = pattern(r"^(?P<name>[A-Za-z][\w -]{0,40}):[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_KNOWN = frozenset(("team", "level", "cycle", "parent", "owner"))


class FrontMatter(NamedTuple):
    """What the head of a page says, and where the page itself begins."""

    end: int = 0
    title: str = ""
    scope: Scope = Scope()


def read_front_matter(source: SourceText, draft: Draft) -> FrontMatter:
    """Read `key: value` lines between two `---`; what is nested is reported."""
    match = _FENCE.match(source.text)
    if match is None:
        return FrontMatter(1 if source.text.startswith("\ufeff") else 0)
    values: dict[str, str] = {}
    start = end = title = ""
    for entry in _ENTRY.finditer(match["body"]):
        value = _plain(entry["value"])
        name = canonical_field(entry["name"])
        key = entry["name"].strip().lower().replace("_", " ")
        if key in {"title", "name", "description"}:
            title = f"{title} {value}"
        if key in {"start", "starts", "start date", "cycle start", "from"}:
            start = value
        elif key in {"end", "ends", "end date", "cycle end", "to", "until"}:
            end = value
        elif name in _KNOWN:
            values.setdefault(name, value)
            if not value:
                at = match.start("body") + entry.start()
                draft.report(
                    Span(at, at + len(entry.group())), f"the front matter's {name} is empty or nested"
                )
    cycle = read_cycle(values.get("cycle", ""), start, end) or find_cycle(title)
    scope = Scope(
        values.get("team", ""), read_level(values.get("level", "")), cycle, values.get("parent", "")
    )
    return FrontMatter(match.end(), title.strip(), scope)


def _plain(value: str) -> str:
    value = re.sub(r"\s+#.*$", "", value) if not value.startswith(("'", '"')) else value
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value
