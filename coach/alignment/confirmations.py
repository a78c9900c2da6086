"""`links.yaml`: what people say of suggested links and gaps, read, honoured and written again.

    schema: coach.links/v1
    links:
      - child: delivery/o2
        parent: company/o3
        about: "Delivery “Drive the rounds ...” supports Ambleworth “Use far less ...”"
        status: suggested
        probability: 0.47
        confirm: yes
        reason: agreed with planning on 3 October
    gaps:
      - gap: orphan-1f0c8a52d3
        about: "IT “...” supports nothing above it"
        confirm: no
        reason: keeps the lights on, by agreement

`confirm` is `yes`, `no`, or empty while nobody has decided; a reason without an answer is kept as a note. A
confirmed link counts as support whatever its text says, a rejected one never does, and a rejected gap is
listed as dismissed with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coach.alignment.answers import Answers, Note
from coach.alignment.links_file import LINKS_SCHEMA, write_links
from coach.domain.alignment import (
    AuditProblem,
    Candidate,
    Decision,
    Gap,
    Link,
    LinkStatus,
    Node,
    Place,
)
from coach.domain.source import SourceText
from coach.errors import InputError, MalformedInput
from coach.parsing.formats import LIMITS, Format, check_size
from coach.parsing.tree import ListNode, MapNode, ScalarNode
from coach.parsing.tree import Node as TreeNode
from coach.parsing.yaml_ import parse_yaml

__all__ = [
    "LINKS_SCHEMA",
    "find_speaking",
    "find_unused",
    "honour_gaps",
    "honour_links",
    "read_answers",
    "read_decisions",
    "write_links",
]

_YES = frozenset({"yes", "true", "y", "on"})
_NO = frozenset({"no", "false", "n", "off"})
_AGAIN = "write the file again with --write-links, and fill in `confirm`"


def read_decisions(text: str, source: str) -> tuple[Decision, ...]:
    """Read the decisions of a `links.yaml`; as `read_answers`, without the notes."""
    return read_answers(text, source).decisions


def read_answers(text: str, source: str) -> Answers:
    """Read what people wrote into a `links.yaml`; entries with neither an answer nor a reason are left out.

    Args:
        text: The file.
        source: Its name, for messages.

    Raises:
        MalformedInput: Not such a file; names the line, the text and what to do.
        InputTooLarge: More than 5 MB.
    """
    check_size(len(text.encode("utf-8", "surrogatepass")), source, LIMITS[Format.YAML])
    found = tuple(_Reader(SourceText(source, text)).answers())
    return Answers(
        tuple(answer for answer in found if isinstance(answer, Decision)),
        tuple(answer for answer in found if isinstance(answer, Note)),
    )


def find_speaking(nodes: Sequence[Node], decisions: Sequence[Decision]) -> frozenset[str]:
    """Ids of the nodes that say what they support, or why nothing: their texts need not suggest it.

    A declared parent that a person rejected does not count, one that a person confirmed does.
    """
    decided = _match_decisions(nodes, decisions)
    rejected = {pair for pair, decision in decided.items() if not decision.confirmed}
    confirmed = {child for (child, _), decision in decided.items() if decision.confirmed}
    return frozenset(
        node.id
        for node in nodes
        if node.stands_alone_because
        or node.id in confirmed
        or any((node.id, parent) not in rejected for parent in node.parent_ids)
    )


def honour_links(
    links: Iterable[Link],
    decisions: Sequence[Decision],
    nodes: Sequence[Node],
    candidates: Mapping[str, Sequence[Candidate]],
) -> tuple[Link, ...]:
    """The links as people decided: confirmed, rejected, and those added that the audit had not suggested.

    A decision about a node that is not in the corpus changes nothing; see `find_unused`.
    """
    decided = _match_decisions(nodes, decisions)
    honoured = []
    for link in links:
        made = decided.pop((link.child, link.parent), None)
        honoured.append(link if made is None else link._replace(status=_choose_status(made)))
    for (child, parent), made in decided.items():
        scored = next((one for one in candidates.get(child, ()) if one.parent == parent), None)
        honoured.append(
            Link(
                child,
                parent,
                _choose_status(made),
                None if scored is None else scored.probability,
                None if scored is None else scored.similarity,
            )
        )
    return tuple(honoured)


def honour_gaps(
    gaps: Iterable[Gap], decisions: Iterable[Decision]
) -> tuple[tuple[Gap, ...], tuple[Gap, ...]]:
    """Gaps that stand, and gaps that a person rejected; what was answered is their last line of evidence."""
    decided = {decision.gap: decision for decision in decisions if decision.gap}
    kept: list[Gap] = []
    dismissed: list[Gap] = []
    for gap in gaps:
        decision = decided.get(gap.id)
        if decision is None:
            kept.append(gap)
            continue
        word = "confirmed" if decision.confirmed else "dismissed"
        reason = f"{word}: {decision.reason}" if decision.reason else f"{word} without a reason"
        answered = gap._replace(evidence=(*gap.evidence, reason))
        (kept if decision.confirmed else dismissed).append(answered)
    return tuple(kept), tuple(dismissed)


def find_unused(
    decisions: Iterable[Decision], nodes: Sequence[Node], gaps: Iterable[Gap]
) -> tuple[AuditProblem, ...]:
    """Decisions that nothing in this audit answers to: a node is gone, or a gap's text changed.

    Args:
        decisions: All that were read.
        nodes: The nodes of this audit.
        gaps: Its gaps, the dismissed ones too.
    """
    known = _match_ids(node.id for node in nodes)
    claimed = {gap.id for gap in gaps}
    problems = []
    for decision in decisions:
        if decision.gap:
            if decision.gap not in claimed:
                problems.append(
                    AuditProblem(
                        "unused-decision",
                        f"the gap {decision.gap!r} is not claimed any more; the line can go",
                        decision.place,
                    )
                )
            continue
        gone = [name for name in (decision.child, decision.parent) if _squeeze(name) not in known]
        if gone:
            problems.append(
                AuditProblem(
                    "unused-decision",
                    f"no OKR has the id {gone[0]!r}; mend the id or delete the entry",
                    decision.place,
                )
            )
    return tuple(problems)


def _match_decisions(nodes: Sequence[Node], decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Decisions about links by child and parent, where both are there."""
    known = _match_ids(node.id for node in nodes)
    decided: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        child, parent = known.get(_squeeze(decision.child)), known.get(_squeeze(decision.parent))
        if child is not None and parent is not None:
            decided[child, parent] = decision
    return decided


def _choose_status(decision: Decision) -> LinkStatus:
    return LinkStatus.CONFIRMED if decision.confirmed else LinkStatus.REJECTED


def _squeeze(name: str) -> str:
    """An id as YAML gives it back: spaces inside are one."""
    return " ".join(name.split())


def _match_ids(ids: Iterable[str]) -> dict[str, str]:
    return {_squeeze(name): name for name in ids}


class _Entry(NamedTuple):
    """One entry: its values by key, and where each stands."""

    values: Mapping[str, ScalarNode]
    line: int


class _Reader:
    """Walks the tree of one file and names the line of whatever does not fit."""

    def __init__(self, source: SourceText) -> None:
        self._source = source

    def answers(self) -> Iterable[Decision | Note]:
        documents = parse_yaml(self._source)
        if len(documents) != 1 or not isinstance(documents[0], MapNode):
            raise MalformedInput(f"is no links file; {_AGAIN}", source=self._source.name)
        top = {entry.key: entry for entry in documents[0].entries}
        for name, entry in top.items():
            if name not in {"schema", "links", "gaps"}:
                raise self._fail(
                    f"the key {name!r} means nothing here; allowed: schema, links, gaps", entry.value
                )
        schema = top.get("schema")
        if schema is None or not isinstance(schema.value, ScalarNode) or schema.value.text != LINKS_SCHEMA:
            where = documents[0] if schema is None else schema.value
            raise self._fail(f"`schema` must be {LINKS_SCHEMA}; {_AGAIN}", where)
        seen: dict[tuple[str, ...], int] = {}
        for name, keys in (("links", ("child", "parent")), ("gaps", ("gap",))):
            if name in top:
                for node in self._items(top[name].value, name):
                    answer = self._read(self._entry(node), keys, seen)
                    if answer is not None:
                        yield answer

    def _items(self, node: TreeNode, name: str) -> Sequence[TreeNode]:
        if isinstance(node, ListNode):
            return node.items
        if isinstance(node, ScalarNode) and node.empty:
            return ()
        raise self._fail(f"`{name}` must be a list; {_AGAIN}", node)

    def _entry(self, node: TreeNode) -> _Entry:
        if not isinstance(node, MapNode):
            raise self._fail("an entry must have keys and values, such as `confirm: yes`", node)
        values = {}
        for entry in node.entries:
            if not isinstance(entry.value, ScalarNode):
                raise self._fail(f"{entry.key!r} must be one value", entry.value)
            values[entry.key] = entry.value
        return _Entry(values, self._line(node))

    def _read(
        self, entry: _Entry, keys: tuple[str, ...], seen: dict[tuple[str, ...], int]
    ) -> Decision | Note | None:
        named = {key: entry.values[key].text.strip() for key in keys if key in entry.values}
        missing = [key for key in keys if not named.get(key)]
        if missing:
            raise MalformedInput(
                f"the entry has no {missing[0]!r}; {_AGAIN}", source=self._source.name, line=entry.line
            )
        identity = tuple(named[key] for key in keys)
        if identity in seen:
            raise MalformedInput(
                f"the same entry stands in line {seen[identity]}; keep one",
                source=self._source.name,
                line=entry.line,
                text=" -> ".join(identity),
            )
        seen[identity] = entry.line
        confirm = entry.values.get("confirm")
        reason = entry.values["reason"].text.strip() if "reason" in entry.values else ""
        if confirm is None or not confirm.text.strip():
            return Note(reason, **named) if reason else None
        return Decision(
            confirmed=self._read_answer(confirm),
            child=named.get("child", ""),
            parent=named.get("parent", ""),
            gap=named.get("gap", ""),
            reason=reason,
            place=Place(self._source.name, self._line(confirm)),
        )

    def _read_answer(self, node: ScalarNode) -> bool:
        said = node.text.strip().lower()
        if said not in _YES | _NO:
            raise self._fail("`confirm` must be yes, no, or empty", node)
        return said in _YES

    def _line(self, node: TreeNode) -> int:
        return self._source.location(node.span.start).line

    def _fail(self, reason: str, node: TreeNode) -> InputError:
        line = self._line(node)
        text = self._source.text.splitlines()[line - 1].strip() if self._source.text else ""
        return MalformedInput(reason, source=self._source.name, line=line, text=text)
