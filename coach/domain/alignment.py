"""The OKRs of a whole organisation, who supports whom, and what is missing.

Similar is not aligned: `similarity` is a cosine, `probability` a calibrated chance that a link is real, and
only a `Gap` claims something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coach.domain.finding import Severity
from coach.domain.okr import Level

__all__ = [
    "AlignmentReport",
    "AuditProblem",
    "Candidate",
    "Corpus",
    "Decision",
    "Gap",
    "GapKind",
    "Link",
    "LinkStatus",
    "Node",
    "Opinion",
    "Origin",
    "Place",
]


class Origin(StrEnum):
    """Who set an OKR: the team itself, or those who lead it."""

    TEAM = "team"
    LEADERSHIP = "leadership"


class Place(NamedTuple):
    """Where something stands: file name and 1-based line."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Node(NamedTuple):
    """One objective with its key results, as a point in the organisation.

    Attributes:
        id: Unique in the corpus; as given, or made from team and label.
        level: Where it lives.
        team: Name of the team or person; empty where the source does not say.
        cycle: Name of the cycle as written; empty where the source does not say.
        objective: Text of the objective.
        key_results: Texts of its key results, in order.
        place: Where the objective stands.
        key_result_places: Where each key result stands.
        parent_ids: Ids of declared parents that exist in the corpus.
        declared: What the source says of its parents, as written, resolved or not.
        stands_alone_because: A declared reason for supporting nothing above; empty without one.
        origin: Who set it; `None` where the source does not say.
        published: When it was made known; `None` where the source does not say.
        copies: Places of exact copies (same level, team and texts) that were folded into this node.
    """

    id: str
    level: Level
    team: str
    cycle: str
    objective: str
    key_results: tuple[str, ...]
    place: Place
    key_result_places: tuple[Place, ...] = ()
    parent_ids: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    stands_alone_because: str = ""
    origin: Origin | None = None
    published: date | None = None
    copies: tuple[Place, ...] = ()


class AuditProblem(NamedTuple):
    """Something in the input that could not be used as it stands; the rest was audited.

    Attributes:
        code: `unreadable-file`, `unknown-parent`, `double-id`, `no-company-level`,
            `single-team`, `single-node`, `no-key-results`, `other-language`, `several-cycles` ...
        message: One sentence that names the offending text and what to do.
        place: Where, if at one place.
        nodes: Ids of the nodes concerned.
        text: The text that could not be used, where it is one, such as the name of a parent.
        guesses: Ids of nodes that may be meant by it.
    """

    code: str
    message: str
    place: Place | None = None
    nodes: tuple[str, ...] = ()
    text: str = ""
    guesses: tuple[str, ...] = ()


class Corpus(NamedTuple):
    """All nodes of an organisation, the company level first, and what could not be used."""

    nodes: tuple[Node, ...]
    problems: tuple[AuditProblem, ...] = ()
    files: int = 0


class LinkStatus(StrEnum):
    """Where a link comes from."""

    DECLARED = "declared"
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Opinion(NamedTuple):
    """What a language model thinks of one pair near the threshold; it decides nothing."""

    supports: bool
    reason: str
    model: str


class Candidate(NamedTuple):
    """One possible parent of a child.

    Attributes:
        parent: Id of the parent.
        probability: Calibrated chance, 0..1, that the child supports it.
        similarity: Cosine, -1..1, of the whole child and the whole parent.
    """

    parent: str
    probability: float
    similarity: float


class Link(NamedTuple):
    """A child supports a parent: declared by its team, suggested by the text, or decided by a person.

    Attributes:
        child: Id of the child.
        parent: Id of the parent.
        status: Where the link comes from.
        probability: Calibrated chance that it is real; `None` where it was not computed.
        similarity: Cosine of the whole texts; `None` where it was not computed.
        evidence: Short sentences that a reader can judge: the closest pair of texts, shared words, metric.
        parent_key_result: Index of the parent's key result that is closest, where one is.
        opinion: What a language model thinks, where it was asked.
    """

    child: str
    parent: str
    status: LinkStatus
    probability: float | None
    similarity: float | None
    evidence: Sequence[str] = ()
    parent_key_result: int | None = None
    opinion: Opinion | None = None


class GapKind(StrEnum):
    """What an audit can claim."""

    ORPHAN = "orphan"
    UNCOVERED = "uncovered"
    THIN = "thin"
    OVERLOADED = "overloaded"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    MIRROR = "mirror"
    DECLARED_BUT_UNLIKE = "declared-but-unlike"
    LEVEL_SKIP = "level-skip"
    TOP_DOWN = "top-down"
    LATE = "late"
    STRUCTURE = "structure"
    UNKNOWN_PARENT = "unknown-parent"
    UNCLEAR = "unclear"


class Gap(NamedTuple):
    """One claim about the organisation's OKRs.

    Attributes:
        id: Stable across audits while the texts concerned stay the same; used by confirmations and `--since`.
        kind: What is claimed.
        severity: How much it matters.
        certainty: How sure the audit is, 0..1.
        nodes: Ids concerned, the one to act on first.
        message: One line.
        evidence: What the claim rests on, one short sentence each.
        next_step: One suggestion.
        place: Where to look first; `None` for a claim about the whole.
        key_result: Index of the key result concerned within the first node, where it is one.
    """

    id: str
    kind: GapKind
    severity: Severity
    certainty: float
    nodes: tuple[str, ...]
    message: str
    evidence: tuple[str, ...]
    next_step: str
    place: Place | None = None
    key_result: int | None = None


class Decision(NamedTuple):
    """What a person said of a suggested link or a gap in `links.yaml`.

    Attributes:
        confirmed: Whether it is right.
        child: Id of the child, for a link; empty for a gap.
        parent: Id of the parent, for a link; empty for a gap.
        gap: Id of the gap; empty for a link.
        reason: Why, in the person's words.
        place: Where the decision stands.
    """

    confirmed: bool
    child: str = ""
    parent: str = ""
    gap: str = ""
    reason: str = ""
    place: Place | None = None


class AlignmentReport(NamedTuple):
    """What an audit found.

    Attributes:
        nodes: Every node, in corpus order.
        links: Declared, confirmed, and suggested ones at or above the threshold; and rejected ones.
        candidates: For each child id its possible parents, the likeliest first (all that were scored).
        gaps: What is claimed, the worst first.
        problems: What in the input could not be used.
        metrics: Headline figures by name, such as `bottom_up_share`; `None` where a figure cannot be known.
        threshold: Probability from which a link counts as support.
        recalibrated: What recalibration on confirmed links did, in one sentence; empty without one.
        model: Name of the encoder, and how it ran (`all-MiniLM-L6-v2, bfloat16`).
        versions: Versions of what the figures depend on: coach, encoder, calibration.
        dismissed: Gaps that a person rejected.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    candidates: Mapping[str, Sequence[Candidate]]
    gaps: tuple[Gap, ...]
    problems: tuple[AuditProblem, ...]
    metrics: Mapping[str, float | None]
    threshold: float
    recalibrated: str = ""
    model: str = ""
    versions: Mapping[str, str] = MappingProxyType({})
    dismissed: tuple[Gap, ...] = ()
