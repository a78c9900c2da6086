"""Write `links.yaml`: earlier decisions first, then what is still to be decided."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from coach.alignment.answers import Note
from coach.alignment.gaps import name_owner
from coach.domain.alignment import AlignmentReport, Decision, Gap, Link, LinkStatus, Node

__all__ = ["LINKS_SCHEMA", "MAX_UNDECIDED", "write_links"]

LINKS_SCHEMA = "coach.links/v1"

MAX_UNDECIDED = 500
"""Most undecided links, and most undecided gaps, that are written: a file that a person can work through."""
_NEAR = 0.7
_ESCAPED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_QUOTED = 90
_PLAIN = re.compile(r"[A-Za-z](?:[\w./,;()'+ -]*[\w.)])?", re.ASCII)
"""What YAML reads back as it stands: no colon, no hash, no quote at the start."""
_RESERVED = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n"})


def write_links(
    report: AlignmentReport, decisions: Sequence[Decision] = (), notes: Sequence[Note] = ()
) -> str:
    """The links file of an audit.

    Args:
        report: Its suggested links and gaps become entries with an empty `confirm`.
        decisions: Earlier decisions; each is kept with its reason, also where nothing answers to it now.
        notes: Earlier reasons without a decision; kept in the same way, and still to be decided.
    """
    nodes = {node.id: node for node in report.nodes}
    lines = [
        "# Suggested links and gaps. Fill in `confirm: yes` or `confirm: no`, and a reason if you like.",
        "# The next audit with --links honours every answer; 20 or more about links tune it to you.",
        f"schema: {LINKS_SCHEMA}",
        "",
        "links:",
    ]
    decided = {(decision.child, decision.parent): decision for decision in decisions if not decision.gap}
    links = {(link.child, link.parent): link for link in report.links}
    for pair, decision in decided.items():
        lines.extend(_write_link(pair, links.get(pair), nodes, decision))
    noted = {(note.child, note.parent): note for note in notes if not note.gap}
    for pair, note in noted.items():
        lines.extend(_write_link(pair, links.get(pair), nodes, note))
    known = decided.keys() | noted.keys()
    undecided = [pair for pair in _choose_links(report) if pair[0] not in known]
    undecided.sort(key=lambda pair: abs((pair[1].probability or 0.0) - report.threshold))
    lines.extend(_write_by_owner(undecided[:MAX_UNDECIDED], nodes))
    lines.extend(_tell_left_out(len(undecided), "links, the surest"))
    lines.extend(["", "gaps:"])
    answers: list[Decision | Note] = [*decisions, *notes]
    lines.extend(_write_gaps(report, [answer for answer in answers if answer.gap]))
    return "\n".join(lines) + "\n"


def _choose_links(report: AlignmentReport) -> Iterator[tuple[tuple[str, str], Link]]:
    """Suggested links, and for OKRs without a parent the best candidate that comes near the threshold."""
    linked = set()
    decided = set()
    for link in report.links:
        if link.status is LinkStatus.REJECTED:
            decided.add((link.child, link.parent))
            continue
        linked.add(link.child)
        if link.status is LinkStatus.SUGGESTED:
            yield (link.child, link.parent), link
    for child, candidates in report.candidates.items():
        if child in linked or not candidates:
            continue
        best = next((one for one in candidates if (child, one.parent) not in decided), None)
        if best is not None and best.probability >= _NEAR * report.threshold:
            possible = Link(child, best.parent, LinkStatus.SUGGESTED, best.probability, best.similarity)
            yield (child, best.parent), possible


def _write_by_owner(links: Iterable[tuple[tuple[str, str], Link]], nodes: dict[str, Node]) -> Iterator[str]:
    """Links by who owns the child, so that one can ask a team for all of its answers at once."""
    places = {name: place for place, name in enumerate(nodes)}
    groups: dict[str, list[tuple[tuple[str, str], Link]]] = defaultdict(list)
    for pair, link in links:
        groups[name_owner(nodes[pair[0]])].append((pair, link))
    for owner in sorted(groups, key=str.casefold):
        found = groups[owner]
        found.sort(key=lambda pair: (places[pair[0][0]], -(pair[1].probability or 0.0)))
        yield f"  # {_escape(' '.join(owner.split()))}: {len(found)}"
        for pair, link in found:
            yield from _write_link(pair, link, nodes, None)


def _write_link(
    pair: tuple[str, str], link: Link | None, nodes: dict[str, Node], answer: Decision | Note | None
) -> Iterator[str]:
    yield f"  - child: {_quote(pair[0])}"
    yield f"    parent: {_quote(pair[1])}"
    if pair[0] in nodes and pair[1] in nodes:
        yield f"    about: {_quote(f'{_name(nodes[pair[0]])} supports {_name(nodes[pair[1]])}')}"
    if link is not None and link.probability is not None:
        yield f"    probability: {link.probability:.2f}"
    yield from _write_answer(answer)


def _write_gaps(report: AlignmentReport, answers: Iterable[Decision | Note]) -> Iterator[str]:
    answered = {answer.gap: answer for answer in answers}
    gaps = {gap.id: gap for gap in (*report.gaps, *report.dismissed)}
    for name, answer in answered.items():
        yield from _write_gap(name, gaps.get(name), answer)
    undecided = [gap for gap in report.gaps if gap.id not in answered]
    for gap in undecided[:MAX_UNDECIDED]:
        yield from _write_gap(gap.id, gap, None)
    yield from _tell_left_out(len(undecided), "gaps, the mildest")


def _write_gap(name: str, gap: Gap | None, answer: Decision | Note | None) -> Iterator[str]:
    yield f"  - gap: {_quote(name)}"
    if gap is not None:
        yield f"    about: {_quote(gap.message)}"
    yield from _write_answer(answer)


def _write_answer(answer: Decision | Note | None) -> Iterator[str]:
    said = ""
    if isinstance(answer, Decision):
        said = " yes" if answer.confirmed else " no"
    yield f"    confirm:{said}"
    reason = "" if answer is None else answer.reason
    yield f"    reason: {_quote(reason)}" if reason else "    reason:"


def _tell_left_out(count: int, what: str) -> Iterator[str]:
    if count > MAX_UNDECIDED:
        yield f"# {count - MAX_UNDECIDED} more {what} ones, are left out of this file; decide these first."


def _name(node: Node) -> str:
    text = " ".join(node.objective.split())
    shown = text if len(text) <= _QUOTED else f"{text[: _QUOTED - 1]}…"
    return f"{name_owner(node)} “{shown}”"


def _quote(text: str) -> str:
    """A double-quoted YAML scalar; a plain one where nothing in it can be misread."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return _escape(json.dumps(text, ensure_ascii=False))


def _escape(text: str) -> str:
    """Characters that YAML forbids or that would end a line, as it writes them in quotes."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
