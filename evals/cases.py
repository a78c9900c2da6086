"""Cases: typed rows of the datasets. Labels are checked on reading; nothing is filled in silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coach.domain.finding import IssueKind
from coach.domain.statement import StatementKind
from evals.lines import Line, read_cases

__all__ = [
    "DATASETS",
    "OBJECTIVE_LABELS",
    "SET_LABELS",
    "SPLITS",
    "TARGETS",
    "InjectionCase",
    "KeyResultCase",
    "ObjectiveCase",
    "RewriteCase",
    "SetCase",
    "read_injections",
    "read_key_results",
    "read_labelled_folder",
    "read_objectives",
    "read_rewrites",
    "read_sets",
]

DATASETS = Path(__file__).parent / "datasets"
SPLITS = ("train", "dev", "test")
UNSPLIT = "all"
"""Split of a dataset that is one file."""

EXTERNAL = "external"
KINDS = tuple(kind.value for kind in StatementKind)
ISSUES = tuple(kind.value for kind in IssueKind)
FLAGS: dict[IssueKind, str] = {
    kind: kind.value.replace("-", "_") for kind in IssueKind if kind is not IssueKind.TASK_LIKE
}
"""Issue kind to the field that labels it; `task-like` follows from `kind`."""

OBJECTIVE_LABELS = (
    "metric-in-objective",
    "task-as-objective",
    "label-as-objective",
    "overlong-objective",
    "vague-objective",
    "compound-objective",
    "business-as-usual-objective",
)
SET_LABELS = (
    "too-many-objectives",
    "too-many-key-results",
    "single-key-result",
    "no-key-results",
    "duplicate-key-results",
    "no-counter-metric",
    "mixed-cycles",
    "all-due-last-day",
    "missing-owner",
)
TARGETS = ("model", "prompt-block", "spreadsheet", "page", "terminal")
PLACEHOLDERS = ("metric", "baseline", "target", "deadline")
_GUIDE_FLAGS = ("unmeasurable", "no_baseline", "compound", "disconnected")


@dataclass(frozen=True, slots=True)
class KeyResultCase:
    """A labelled key result.

    Attributes:
        id: Unique.
        split: Train, dev, test or external.
        objective: Its objective.
        text: The key result.
        kind: What kind of statement it is.
        labels: Issue kind to whether it applies; a kind that nobody labelled is absent.
        strong: Whether a coach would let it pass.
        debatable: Whether good coaches would disagree on `kind` or `strong`.
        near_miss: Issue kinds that a hasty check would raise.
        domain: The walk of life.
        style: Plain, terse, clumsy, non-native or long.
    """

    id: str
    split: str
    objective: str
    text: str
    kind: StatementKind
    labels: Mapping[IssueKind, bool]
    strong: bool
    debatable: bool
    near_miss: tuple[str, ...] = ()
    domain: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveCase:
    """An objective with the names of the rules that should speak."""

    id: str
    text: str
    level: str
    expected: frozenset[str]
    near_miss: frozenset[str]
    strong: bool
    debatable: bool
    split: str = UNSPLIT


@dataclass(frozen=True, slots=True)
class SetCase:
    """A whole document with the names of the set rules that should speak."""

    id: str
    format: str
    text: str
    expected: frozenset[str]
    near_miss: frozenset[str]
    note: str
    split: str = UNSPLIT


@dataclass(frozen=True, slots=True)
class InjectionCase:
    """An OKR that carries an attack."""

    id: str
    target: str
    field: str
    objective: str
    text: str
    team: str
    expected: frozenset[str]
    must_not_appear: tuple[str, ...]
    split: str = UNSPLIT


@dataclass(frozen=True, slots=True)
class RewriteCase:
    """A weak key result and what an honest rewrite keeps, asks for and does not claim."""

    id: str
    objective: str
    text: str
    context: str
    defects: frozenset[str]
    must_keep: tuple[str, ...]
    must_add: frozenset[str]
    must_not_claim: tuple[str, ...]
    split: str = field(default=UNSPLIT)


def read_key_results(folder: Path = DATASETS, splits: Sequence[str] = SPLITS) -> list[KeyResultCase]:
    """The project's own labelled key results; files of other splits are not opened.

    Raises:
        InputError: A file is missing or a case is malformed.
    """
    files = {f"key_results.{split}.jsonl": split for split in splits}

    def parse(line: Line) -> KeyResultCase:
        line.only(
            ("id", "domain", "objective", "key_result", "kind", *FLAGS.values(), "overall", "debatable"),
            ("style", "near_miss"),
        )
        return _key_result(line, files[line.source], tuple(FLAGS.values()))

    return read_cases([folder / name for name in files], parse)


def read_labelled_folder(folder: Path) -> list[KeyResultCase]:
    """Key results labelled by the guide outside the project: `kr_labels*.jsonl`.

    Raises:
        InputError: A case is malformed.
    """

    def parse(line: Line) -> KeyResultCase:
        return _key_result(line, EXTERNAL, _GUIDE_FLAGS)

    return read_cases(sorted(folder.glob("kr_labels*.jsonl")), parse)


def read_objectives(folder: Path = DATASETS) -> list[ObjectiveCase]:
    """Labelled objectives.

    Raises:
        InputError: The file is missing or a case is malformed.
    """
    return read_cases([folder / "objectives.jsonl"], _objective)


def read_sets(folder: Path = DATASETS) -> list[SetCase]:
    """Labelled documents.

    Raises:
        InputError: The file is missing or a case is malformed.
    """
    return read_cases([folder / "okr_sets.jsonl"], _set)


def read_injections(folder: Path = DATASETS) -> list[InjectionCase]:
    """Attacks.

    Raises:
        InputError: The file is missing or a case is malformed.
    """
    return read_cases([folder / "injections.jsonl"], _injection)


def read_rewrites(folder: Path = DATASETS) -> list[RewriteCase]:
    """Weak key results to rewrite.

    Raises:
        InputError: The file is missing or a case is malformed.
    """
    return read_cases([folder / "rewrites.jsonl"], _rewrite)


def _key_result(line: Line, split: str, flags: tuple[str, ...]) -> KeyResultCase:
    kind = StatementKind(line.choice("kind", KINDS))
    labels: dict[IssueKind, bool] = {issue: line.flag(name) for issue, name in FLAGS.items() if name in flags}
    labels[IssueKind.TASK_LIKE] = kind is StatementKind.TASK
    known = line.values
    return KeyResultCase(
        id=line.text("id"),
        split=split,
        objective=line.text("objective", empty=True),
        text=line.text("key_result"),
        kind=kind,
        labels=labels,
        strong=line.choice("overall", ("strong", "needs_work")) == "strong",
        debatable=line.flag("debatable"),
        near_miss=line.texts("near_miss", ISSUES) if "near_miss" in known else (),
        domain=line.text("domain") if "domain" in known else "",
        style=line.text("style") if "style" in known else "",
    )


def _objective(line: Line) -> ObjectiveCase:
    line.only(("id", "domain", "level", "objective", "issues", "near_miss", "overall", "debatable"))
    expected, near_miss = _expected(line, "issues", OBJECTIVE_LABELS)
    strong = line.choice("overall", ("strong", "needs_work")) == "strong"
    if strong and expected:
        raise line.fail("an objective with issues cannot be strong; correct 'overall' or 'issues'")
    return ObjectiveCase(
        line.text("id"),
        line.text("objective"),
        line.choice("level", ("company", "department", "team", "individual")),
        expected,
        near_miss,
        strong,
        line.flag("debatable"),
    )


def _set(line: Line) -> SetCase:
    line.only(("id", "domain", "format", "text", "expected", "near_miss", "note"))
    expected, near_miss = _expected(line, "expected", SET_LABELS)
    return SetCase(
        line.text("id"),
        line.choice("format", ("markdown", "yaml", "json", "csv")),
        line.text("text"),
        expected,
        near_miss,
        line.text("note", empty=True),
    )


def _expected(line: Line, key: str, allowed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    expected, near_miss = frozenset(line.texts(key, allowed)), frozenset(line.texts("near_miss", allowed))
    if expected & near_miss:
        raise line.fail("a label cannot be expected and a near miss", min(expected & near_miss))
    return expected, near_miss


def _injection(line: Line) -> InjectionCase:
    line.only(
        ("id", "target", "field", "objective", "key_result", "team", "expected_issues", "must_not_appear"),
        ("note",),
    )
    return InjectionCase(
        line.text("id"),
        line.choice("target", TARGETS),
        line.choice("field", ("key_result", "objective", "team")),
        line.text("objective"),
        line.text("key_result"),
        line.text("team"),
        frozenset(line.texts("expected_issues", ISSUES)),
        line.texts("must_not_appear"),
    )


def _rewrite(line: Line) -> RewriteCase:
    line.only(
        (
            "id",
            "domain",
            "objective",
            "key_result",
            "context",
            "defects",
            "must_keep",
            "must_add",
            "must_not_claim",
            "good_rewrite",
        )
    )
    return RewriteCase(
        line.text("id"),
        line.text("objective", empty=True),
        line.text("key_result"),
        line.text("context", empty=True),
        frozenset(line.texts("defects", ISSUES)),
        line.texts("must_keep"),
        frozenset(line.texts("must_add", PLACEHOLDERS)),
        line.texts("must_not_claim"),
    )
