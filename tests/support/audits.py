"""Audits for tests: nodes and links by hand, gaps by the real checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from coach.alignment.gaps import GapContext, GapLimits, find_gaps, gap_checks
from coach.alignment.metrics import measure
from coach.domain.alignment import (
    AlignmentReport,
    AuditProblem,
    Candidate,
    Corpus,
    Gap,
    GapKind,
    Link,
    LinkStatus,
    Node,
    Opinion,
    Place,
)
from coach.domain.audit import AuditChanges
from coach.domain.okr import Level
from coach.output.audit import AuditView

__all__ = [
    "HOSTILE",
    "THRESHOLD",
    "Near",
    "declared",
    "find",
    "make_context",
    "make_hostile_view",
    "make_large_report",
    "make_node",
    "make_report",
    "make_view",
    "suggested",
]

THRESHOLD = 0.5
HOSTILE = (
    "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'><b a='{{7*7}}&amp;\x1b\u202e"
)


class Near(NamedTuple):
    """Two near texts, as an index finds them."""

    first: int
    second: int
    first_key_result: int | None
    second_key_result: int | None
    similarity: float


def make_node(
    node_id: str,
    objective: str = "Every parcel arrives on time",
    key_results: Sequence[str] = (),
    *,
    level: Level = Level.TEAM,
    team: str = "",
    **fields: Any,
) -> Node:
    """A node; the company level has the team Northwind, others are named as their id begins."""
    begin = node_id.partition("/")[0]
    name = team or ("Northwind" if level is Level.COMPANY else begin.title())
    values: dict[str, Any] = {"cycle": "2026-Q4", "place": Place(f"{begin}.md", 3), **fields}
    places = tuple(Place(values["place"].file, 5 + index) for index in range(len(key_results)))
    return Node(
        id=node_id,
        level=level,
        team=name,
        objective=objective,
        key_results=tuple(key_results),
        key_result_places=places,
        **values,
    )


def declared(child: str, parent: str, probability: float | None = 0.8) -> Link:
    """A link that its team declares."""
    return Link(child, parent, LinkStatus.DECLARED, probability, probability, ("closest: “a” and “b”",))


def suggested(child: str, parent: str, probability: float = 0.7) -> Link:
    """A link that the text suggests."""
    return Link(child, parent, LinkStatus.SUGGESTED, probability, probability, ("shared words: parcel",))


def make_context(
    nodes: Iterable[Node],
    links: Iterable[Link] = (),
    chances: Iterable[tuple[str, str, float]] = (),
    *,
    near: Iterable[Near] = (),
    limits: GapLimits | None = None,
) -> GapContext:
    """What the gap kinds look at.

    Args:
        nodes: All nodes, the company level first.
        links: Links that count or were rejected.
        chances: Child, parent and probability of scored pairs.
        near: Near texts.
        limits: What the organisation set.
    """
    candidates: dict[str, list[Candidate]] = {}
    for child, parent, probability in chances:
        candidates.setdefault(child, []).append(Candidate(parent, probability, probability))
    ordered = {child: sorted(found, key=lambda one: -one.probability) for child, found in candidates.items()}
    return GapContext(
        nodes=tuple(nodes),
        links=tuple(links),
        candidates=ordered,
        threshold=THRESHOLD,
        duplicates=tuple(near),
        limits=limits or GapLimits(),
    )


def find(kind: GapKind, context: GapContext) -> list[Gap]:
    """The gaps of one kind."""
    return [gap for gap in find_gaps(context) if gap.kind is kind]


def make_report(
    context: GapContext | None = None, *, problems: Sequence[AuditProblem] = (), dismiss: bool = False
) -> AlignmentReport:
    """A report over a context; without one, over a small organisation with an orphan and an uncovered goal.

    Args:
        context: What was found so far.
        problems: What could not be used.
        dismiss: Whether the first gap was rejected by a person.
    """
    context = context or _make_small()
    gaps = find_gaps(context)
    kept, gone = (gaps[1:], gaps[:1]) if dismiss else (gaps, ())
    corpus = Corpus(tuple(context.nodes), tuple(problems), 4)
    return AlignmentReport(
        nodes=tuple(context.nodes),
        links=tuple(context.links),
        candidates={child: tuple(found) for child, found in context.candidates.items()},
        gaps=tuple(kept),
        problems=tuple(problems),
        metrics=measure(corpus, context.links, kept, gone),
        threshold=context.threshold,
        model="test-encoder",
        versions={"coach": "0", "calibration": "test"},
        dismissed=tuple(gap._replace(evidence=(*gap.evidence, "dismissed: agreed")) for gap in gone),
    )


def make_view(
    report: AlignmentReport | None = None, changes: AuditChanges | None = None, candidates: int | None = 3
) -> AuditView:
    """A report, ready to be written."""
    return AuditView(report or make_report(), gap_checks(), changes, candidates)


def make_large_report(teams: int, orphans_every: int = 3) -> AlignmentReport:
    """An organisation with two OKRs a team; every third team supports nothing."""
    goals = [
        make_node(f"company/o{index}", f"Goal number {index} of the whole company", level=Level.COMPANY)
        for index in range(4)
    ]
    nodes, links, chances = list(goals), [], []
    for number in range(teams):
        for index in range(2):
            node = make_node(
                f"team{number}/o{index}", f"Work {index} of team {number}", ["Errors from 9 to 3"]
            )
            nodes.append(node)
            goal = goals[(number + index) % 3]
            is_linked = number % orphans_every != 0
            chances.append((node.id, goal.id, 0.8 if is_linked else 0.1))
            if is_linked:
                links.append(suggested(node.id, goal.id, 0.8))
    return make_report(make_context(nodes, links, chances))


def make_hostile_view() -> AuditView:
    """An organisation whose every text tries to be markup, script, template or control character."""
    goal = make_node("company/o1", HOSTILE, [HOSTILE], level=Level.COMPANY, team=HOSTILE)
    other = make_node("company/o2", f"{HOSTILE} two", level=Level.COMPANY, team=HOSTILE)
    node = make_node(f"x{HOSTILE}", HOSTILE, [HOSTILE], team=HOSTILE, place=Place(HOSTILE, 1))
    lone = make_node("lone", f"{HOSTILE} 3", team=f"{HOSTILE} 3", stands_alone_because=HOSTILE)
    orphan = make_node("orphan", f"{HOSTILE} 4", team=f"{HOSTILE} 4")
    link = declared(node.id, "company/o1", 0.7)._replace(
        evidence=(HOSTILE,), opinion=Opinion(supports=False, reason=HOSTILE, model=HOSTILE)
    )
    chances = [(node.id, "company/o1", 0.7), (node.id, "company/o2", 0.1), ("orphan", "company/o2", 0.1)]
    report = make_report(
        make_context([goal, other, node, lone, orphan], [link], chances),
        problems=[AuditProblem("unknown-parent", HOSTILE, Place(HOSTILE, 1))],
        dismiss=True,
    )
    return make_view(report._replace(model=HOSTILE, recalibrated=HOSTILE, versions={HOSTILE: HOSTILE}))


def _make_small() -> GapContext:
    nodes = [
        make_node(
            "company/o1", "Parcels arrive when promised", ["On time from 91% to 97%"], level=Level.COMPANY
        ),
        make_node(
            "company/o2", "Drivers want to stay", ["Drivers who leave from 30 to 12"], level=Level.COMPANY
        ),
        make_node("routes/o1", "Rounds that fit into a shift", ["Late parcels from 900 to 300 a week"]),
        make_node("depot/o1", "The depot finds every parcel at once", ["Searches from 40 to 10 a day"]),
        make_node("archive/o1", "Old paper records are in order", ["Boxes sorted from 0 to 400"]),
    ]
    links = [declared("routes/o1", "company/o1"), suggested("depot/o1", "company/o1", 0.64)]
    chances = [
        ("routes/o1", "company/o1", 0.8),
        ("routes/o1", "company/o2", 0.2),
        ("depot/o1", "company/o1", 0.64),
        ("archive/o1", "company/o1", 0.06),
        ("archive/o1", "company/o2", 0.04),
    ]
    return make_context(nodes, links, chances)
