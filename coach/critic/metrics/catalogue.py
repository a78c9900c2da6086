"""The metrics that a task could be meant to move, one file `<domain>.yaml` per domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from coach.errors import InternalError

__all__ = ["Metric", "MetricDirection", "load_metrics", "read_metrics"]

MetricDirection = Literal["increase", "decrease", "hold"]

_FOLDER = Path(__file__).parent
_KINDS = ("leading", "lagging")
_TEXTS = ("name", "definition", "unit", "direction", "counter_metric", "kind")
_FIELDS = {*_TEXTS, "moved_by"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric, without values: a baseline and a target are the team's own.

    Attributes:
        name: Noun phrase that can stand in a key result.
        domain: Name of the file that it comes from.
        definition: One sentence: what is divided by what, or how it is read.
        unit: Unit of its values.
        direction: Where a team usually wants it to go.
        counter_metric: Name of what must not get worse; most often another metric of the catalogue.
        leading: Whether it moves early enough to steer by within a cycle.
        moved_by: Work that is usually meant to move it.
    """

    name: str
    domain: str
    definition: str
    unit: str
    direction: MetricDirection
    counter_metric: str
    leading: bool
    moved_by: tuple[str, ...]


@cache
def load_metrics() -> tuple[Metric, ...]:
    """The whole catalogue, ordered by domain and then as written."""
    return read_metrics(_FOLDER)


def read_metrics(folder: Path) -> tuple[Metric, ...]:
    """The metrics of every `<domain>.yaml` in a folder.

    Raises:
        InternalError: A file or an entry is malformed; the message names both.
    """
    return tuple(metric for path in sorted(folder.glob("*.yaml")) for metric in _read_file(path))


def _read_file(path: Path) -> Iterator[Metric]:
    import yaml  # noqa: PLC0415 - a review without rewriting must not pay for it

    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InternalError(f"{path.name}: not readable as YAML: {error}") from error
    if not isinstance(entries, list):
        raise InternalError(f"{path.name}: a list of metrics is expected")
    for number, entry in enumerate(entries, start=1):
        fault = _find_fault(entry)
        if fault:
            raise InternalError(f"{path.name}: entry {number}{_naming(entry)}: {fault}")
        yield _build(path.stem, entry)


def _naming(entry: object) -> str:
    name = entry.get("name") if isinstance(entry, Mapping) else None
    return f" ({name!r})" if name else ""


def _find_fault(entry: object) -> str:
    """What is wrong with an entry in words, or nothing."""
    if not isinstance(entry, Mapping):
        return "fields with values are expected"
    if entry.keys() != _FIELDS:
        return f"missing or unknown fields: {', '.join(sorted(map(str, entry.keys() ^ _FIELDS)))}"
    for field in _TEXTS:
        if not _is_text(entry[field]):
            return f"{field} must be a text, not {entry[field]!r}"
    if entry["direction"] not in get_args(MetricDirection):
        return f"direction must be one of {', '.join(get_args(MetricDirection))}, not {entry['direction']!r}"
    if entry["kind"] not in _KINDS:
        return f"kind must be one of {', '.join(_KINDS)}, not {entry['kind']!r}"
    phrases = entry["moved_by"]
    if not isinstance(phrases, list) or not phrases or not all(map(_is_text, phrases)):
        return f"moved_by must be a list of texts, not {phrases!r}"
    return ""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _build(domain: str, entry: Mapping[str, Any]) -> Metric:
    return Metric(
        name=entry["name"],
        domain=domain,
        definition=entry["definition"],
        unit=entry["unit"],
        direction=entry["direction"],
        counter_metric=entry["counter_metric"],
        leading=entry["kind"] == "leading",
        moved_by=tuple(entry["moved_by"]),
    )
