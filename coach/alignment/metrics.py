"""Headline figures of an audit; `None` where a figure cannot be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from coach.domain.alignment import Corpus, Decision, Gap, GapKind, Link, LinkStatus, Node, Origin
from coach.domain.finding import Severity
from coach.domain.okr import Level

__all__ = ["measure"]

_RANKS = {level: rank for rank, level in enumerate(Level)}
_SPLIT = ("said_share", "suggested_share", "unclear_share", "nothing_share")


def measure(
    corpus: Corpus,
    links: Sequence[Link],
    gaps: Sequence[Gap],
    dismissed: Sequence[Gap] = (),
    decisions: Iterable[Decision] = (),
) -> Mapping[str, float | None]:
    """Headline figures by name. A share is 0..1, everything else is a count.

    | Name | Meaning |
    |---|---|
    | `files`, `nodes`, `key_results`, `teams`, `copies` | size of what was read; a person is no team |
    | `company_objectives` | objectives of the company level |
    | `top_objectives` | objectives of the highest level that there is; "below" counts from there |
    | `supported_share` | share of OKRs below with a parent: declared, confirmed or suggested |
    | `declared_share` | share of them that name a parent that is there, or say why they stand alone |
    | `said_share` | share of OKRs below with a declared or confirmed parent, or a reason to stand alone |
    | `suggested_share` | share of them for which only the text suggests a parent |
    | `unclear_share` | share of them for which neither is true, without a warning that they support nothing |
    | `nothing_share` | share of them with such a warning; the four add up to 1 |
    | `suggested_links` | links that only the text suggests |
    | `suggested_right` | how many of them are right if their probabilities hold: the sum of these, rounded |
    | `covered_share` | share of top objectives with a supporter |
    | `bottom_up_share` | share of OKRs set by their team, of those below with a known origin |
    | `origin_known_share` | share of OKRs below with a known origin |
    | `gaps`, `errors`, `warnings`, `hints` | gaps, and gaps by severity, without the `dismissed` |
    | `confirmed`, `rejected` | decisions that were read |
    | `links_confirmed`, `links_rejected` | those of them about links |
    """
    nodes = corpus.nodes
    highest = min((_RANKS[node.level] for node in nodes), default=0)
    top = [node for node in nodes if _RANKS[node.level] == highest]
    below = [node for node in nodes if _RANKS[node.level] != highest]
    counted = [link for link in links if link.status is not LinkStatus.REJECTED]
    children = {link.child for link in counted}
    covered = {link.parent for link in counted}
    known = [node for node in below if node.origin is not None]
    answers = list(decisions)
    about_links = [decision.confirmed for decision in answers if not decision.gap]
    confirmed = sum(decision.confirmed for decision in answers)
    return {
        "files": corpus.files,
        "nodes": len(nodes),
        "key_results": sum(len(node.key_results) for node in nodes),
        "teams": len({(node.level, node.team) for node in below if _is_of_team(node)}),
        "copies": sum(len(node.copies) for node in nodes),
        "company_objectives": sum(node.level is Level.COMPANY for node in nodes),
        "top_objectives": len(top),
        "supported_share": _share(sum(node.id in children for node in below), below),
        "declared_share": _share(sum(_speaks(node) for node in below), below),
        **_split(below, counted, (*gaps, *dismissed)),
        **_count_suggested(links),
        "covered_share": _share(sum(node.id in covered for node in top), top) if below else None,
        "bottom_up_share": _share(sum(node.origin is Origin.TEAM for node in known), known),
        "origin_known_share": _share(len(known), below),
        "gaps": len(gaps),
        **{f"{severity.value}s": sum(gap.severity is severity for gap in gaps) for severity in Severity},
        "dismissed": len(dismissed),
        "confirmed": confirmed,
        "rejected": len(answers) - confirmed,
        "links_confirmed": sum(about_links),
        "links_rejected": len(about_links) - sum(about_links),
    }


def _split(below: Sequence[Node], counted: Sequence[Link], gaps: Iterable[Gap]) -> dict[str, float | None]:
    """What is known of the parents of the OKRs below, in shares that add up."""
    said = {link.child for link in counted if link.status is not LinkStatus.SUGGESTED}
    linked = {link.child for link in counted}
    lost = {gap.nodes[0] for gap in gaps if gap.kind is GapKind.ORPHAN and gap.severity is not Severity.HINT}
    found = Counter(
        "said_share"
        if node.id in said or node.stands_alone_because
        else "suggested_share"
        if node.id in linked
        else "nothing_share"
        if node.id in lost
        else "unclear_share"
        for node in below
    )
    return {name: _share(found[name], below) for name in _SPLIT}


def _count_suggested(links: Sequence[Link]) -> dict[str, float]:
    chances = [link.probability or 0.0 for link in links if link.status is LinkStatus.SUGGESTED]
    return {"suggested_links": len(chances), "suggested_right": round(sum(chances))}


def _is_of_team(node: Node) -> bool:
    return bool(node.team) and node.level is not Level.INDIVIDUAL


def _speaks(node: Node) -> bool:
    return bool(node.parent_ids or node.stands_alone_because)


def _share(count: int, whole: Sequence[Node]) -> float | None:
    return count / len(whole) if whole else None
