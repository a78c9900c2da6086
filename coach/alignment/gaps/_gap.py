"""What a gap kind is: its document, its check, and how a gap gets its stable id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coach.alignment.gaps._context import GapContext
from coach.domain.alignment import Gap, GapKind, Node, Place
from coach.domain.finding import Severity
from coach.domain.okr import Level

__all__ = [
    "LOST_CODES",
    "UNREAD_CODES",
    "GapCheck",
    "GapDocument",
    "count",
    "identify",
    "make_gap",
    "name_node",
    "name_owner",
    "quote",
    "quote_key_result",
]

HEADINGS = ("What it claims", "When it stays silent", "Why it matters", "Source")
_HEADING = re.compile(rf"(?m)^## ({'|'.join(HEADINGS)})\n")
_LONGEST_QUOTE = 90
UNREAD_CODES = frozenset({"unknown-parent", "ambiguous-parent"})
"""Problems of the input about a declared parent that leads nowhere, or to several."""
LOST_CODES = UNREAD_CODES | {"own-parent", "parent-below"}
"""These, and a declared parent that cannot be one: the OKR itself, or one that is not above it."""


class GapDocument(NamedTuple):
    """The public document of a gap kind, read from its module docstring.

    A first line that says what is wrong, then the headings *What it claims*, *When it stays silent*, *Why
    it matters* and *Source*.
    """

    text: str

    @property
    def summary(self) -> str:
        """The first line."""
        return self.text.strip().splitlines()[0] if self.text.strip() else ""

    @property
    def sections(self) -> dict[str, str]:
        """Heading to body, in order."""
        parts = _HEADING.split(self.text)
        return {heading: body.strip() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


class GapCheck(NamedTuple):
    """One gap kind.

    Attributes:
        kind: What it claims; its file has the same name, with underscores.
        find: Yields gaps; pure, and linear in nodes, links and candidates.
        document: Filled by discovery from the module docstring.
    """

    kind: GapKind
    find: Callable[[GapContext], Iterable[Gap]]
    document: GapDocument = GapDocument("")


def make_gap(  # noqa: PLR0917 - in the order in which a gap is read
    kind: GapKind,
    severity: Severity,
    certainty: float,
    nodes: Sequence[Node],
    message: str,
    evidence: Iterable[str],
    next_step: str,
    *,
    key_result: int | None = None,
    identity: Iterable[str] | None = None,
) -> Gap:
    """A gap about some nodes, the one to act on first.

    Args:
        kind: What is claimed.
        severity: How much it matters.
        certainty: How sure, 0..1; values outside are cut off.
        nodes: Who is concerned; none for a claim about the whole.
        message: One line.
        evidence: What it rests on; empty lines are dropped.
        next_step: One suggestion.
        key_result: Index of the key result concerned within the first node.
        identity: What makes the id; the texts of the nodes unless given.
    """
    if identity is None:
        identity = [part for node in nodes for part in _texts(node)]
        if key_result is not None:
            identity = [*identity, nodes[0].key_results[key_result]]
    return Gap(
        id=identify(kind, identity),
        kind=kind,
        severity=severity,
        certainty=min(1.0, max(0.0, certainty)),
        nodes=tuple(node.id for node in nodes),
        message=message,
        evidence=tuple(line for line in evidence if line),
        next_step=next_step,
        place=_find_place(nodes[0], key_result) if nodes else None,
        key_result=key_result,
    )


def identify(kind: GapKind, texts: Iterable[str]) -> str:
    """An id that stays while the letters and digits of the texts stay: `orphan-1f0c8a52d3`."""
    joined = "\x1f".join(_flatten(text) for text in texts)
    return f"{kind.value}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def quote(text: str, length: int = _LONGEST_QUOTE) -> str:
    """A text in quotation marks, cut between words where it is long."""
    flat = " ".join(text.split())
    if len(flat) > length:
        cut = flat[: length - 1]
        flat = f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …"
    return f"“{flat}”"


def name_node(node: Node) -> str:
    """Who and what: `Plant “Wash every kilo with less gas”`."""
    if not node.objective:
        return f"{name_owner(node)}, an OKR without an objective ({node.id})"
    return f"{name_owner(node)} {quote(node.objective)}"


def name_owner(node: Node) -> str:
    """The team, or the level where no team is named; a person is told apart from the team."""
    if not node.team:
        return node.level.value
    return f"{node.team} ({node.level.value})" if node.level is Level.INDIVIDUAL else node.team


def quote_key_result(node: Node, index: int) -> str:
    """Who and which key result: `Plant, key result 2 “Pieces missing ...”`."""
    return f"{name_owner(node)}, key result {index + 1} {quote(node.key_results[index])}"


def count(number: int, noun: str) -> str:
    """`1 team`, `2 teams`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _find_place(node: Node, key_result: int | None) -> Place:
    if key_result is not None and key_result < len(node.key_result_places):
        return node.key_result_places[key_result]
    return node.place


def _texts(node: Node) -> tuple[str, ...]:
    return (node.level.value, node.team, node.cycle, node.objective, *node.key_results)


def _flatten(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in normal if character.isalnum())
