"""Headline figures of an audit; `None` where a figure cannot be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coach.domain.alignment import Corpus, Decision, Gap, GapKind, Link, LinkStatus, Node, Origin
from coach.domain.finding import Severity
from coach.domain.okr import Level

__all__ = ["measure"]


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
    | `files`, `nodes`, `key_results`, `teams`, `copies` | size of what was read; `copies` were folded |
    | `company_objectives` | objectives of the company level |
    | `supported_share` | share of OKRs below the company with a parent: declared, confirmed or suggested |
    | `declared_share` | share of them that name a parent that is there, or say why they stand alone |
    | `covered_share` | share of company objectives with a supporter |
    | `bottom_up_share` | share of OKRs set by their team, of those below the company with a known origin |
    | `origin_known_share` | share of OKRs below the company with a known origin |
    | `gaps`, `errors`, `warnings`, `hints` | gaps, and gaps by severity, without the `dismissed` |
    | `confirmed`, `rejected` | decisions that were read |
    | `links_confirmed`, `links_rejected` | those of them about links |
    """
    nodes = corpus.nodes
    below = [node for node in nodes if node.level is not Level.COMPANY]
    company = [node for node in nodes if node.level is Level.COMPANY]
    counted = [link for link in links if link.status is not LinkStatus.REJECTED]
    children = {link.child for link in counted}
    uncovered = {gap.nodes[0] for gap in (*gaps, *dismissed) if _says_uncovered(gap)}
    covered = {link.parent for link in counted} - uncovered
    known = [node for node in below if node.origin is not None]
    answers = list(decisions)
    about_links = [decision.confirmed for decision in answers if not decision.gap]
    confirmed = sum(decision.confirmed for decision in answers)
    return {
        "files": corpus.files,
        "nodes": len(nodes),
        "key_results": sum(len(node.key_results) for node in nodes),
        "teams": len({(node.level, node.team) for node in below if node.team}),
        "copies": sum(len(node.copies) for node in nodes),
        "company_objectives": len(company),
        "supported_share": _share(sum(node.id in children for node in below), below),
        "declared_share": _share(sum(_speaks(node) for node in below), below),
        "covered_share": _share(sum(node.id in covered for node in company), company) if below else None,
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


def _says_uncovered(gap: Gap) -> bool:
    return gap.kind is GapKind.UNCOVERED and gap.key_result is None


def _speaks(node: Node) -> bool:
    return bool(node.parent_ids or node.stands_alone_because)


def _share(count: int, whole: Sequence[Node]) -> float | None:
    return count / len(whole) if whole else None
