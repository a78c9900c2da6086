"""What `coach audit` was asked for, in the words of the audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

import typer

from coach.domain.alignment import GapKind
from coach.domain.audit import GapLimits
from coach.output.audit import AuditFormat
from coach.parsing.formats import Format

__all__ = ["AuditRequest", "Engine", "read_candidates", "read_fail_on", "read_limits"]

DEFAULT_SHOWN = 3
_ALL = "all"


class Engine(StrEnum):
    """Where an audit encodes and searches."""

    LOCAL = "local"
    RAY = "ray"


class AuditRequest(NamedTuple):
    """What the command line asked for.

    Attributes:
        paths: Files, folders, globs, or `-`.
        output_format: How the report is written.
        output: Where it goes; standard output without it.
        html: Where the HTML page goes beside the report.
        links: Decisions to honour.
        write_links: Where suggested links and gaps go, to be decided.
        since: An earlier JSON report to compare with.
        candidates: Possible parents listed for each child; `None` for all.
        fail_on: Gap kinds that end with exit code 1.
        limits: Numbers that gaps compare with.
        threshold: Probability from which a link counts; `None` for the calibration's own.
        input_format: The format of every input, where names do not tell.
        engine: Where the heavy parts run.
        ray_address: Of a running Ray cluster; one is started here without it.
        opinions: Pairs near the threshold that the language model is asked about at most.
    """

    paths: tuple[str, ...]
    output_format: AuditFormat = AuditFormat.TEXT
    output: Path | None = None
    html: Path | None = None
    links: Path | None = None
    write_links: Path | None = None
    since: Path | None = None
    candidates: int | None = DEFAULT_SHOWN
    fail_on: frozenset[GapKind] = frozenset()
    limits: GapLimits = GapLimits()
    threshold: float | None = None
    input_format: Format | None = None
    engine: Engine = Engine.LOCAL
    ray_address: str | None = None
    opinions: int = 0


def read_candidates(said: str) -> int | None:
    """`--candidates`: a number, or `None` for `all`.

    Raises:
        BadParameter: Neither.
    """
    if said.strip().lower() == _ALL:
        return None
    if not said.strip().isdecimal() or int(said) < 1:
        raise typer.BadParameter(f"--candidates takes a number from 1 up, or all, not {said!r}")
    return int(said)


def read_fail_on(said: Iterable[str]) -> frozenset[GapKind]:
    """`--fail-on`: names of gap kinds, `any` for all of them, or `never`, as in a review.

    Raises:
        BadParameter: A name is none.
    """
    kinds: set[GapKind] = set()
    for name in said:
        if name.lower() == "any":
            kinds.update(GapKind)
            continue
        if name.lower() == "never":
            continue
        try:
            kinds.add(GapKind(name.lower()))
        except ValueError:
            close = get_close_matches(name.lower(), [kind.value for kind in GapKind], 1)
            hint = f"did you mean {close[0]!r}?" if close else f"one of: {', '.join(GapKind)}, any, or never"
            raise typer.BadParameter(f"--fail-on: no gap kind {name!r}; {hint}") from None
    return frozenset(kinds)


def read_limits(said: Iterable[str]) -> GapLimits:
    """`--limit NAME=VALUE`, repeated.

    Raises:
        BadParameter: No such limit, or a value of the wrong kind.
    """
    values: dict[str, Any] = {}
    for entry in said:
        name, equals, value = entry.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name not in GapLimits._fields:
            known = ", ".join(GapLimits._fields)
            raise typer.BadParameter(f"--limit takes NAME=VALUE, not {entry!r}; names: {known}")
        values[name] = _read_value(name, value.strip(), GapLimits._field_defaults[name])
    return GapLimits(**values)


def _read_value(name: str, value: str, default: float | date | None) -> float | date:
    kind = type(default)
    try:
        if kind is int:
            number: float = int(value)
        elif kind is float:
            number = float(value)
        else:
            return date.fromisoformat(value)
    except ValueError:
        wanted = {int: "a whole number", float: "a number such as 0.6"}.get(kind, "a date such as 2026-09-01")
        raise typer.BadParameter(f"--limit {name} takes {wanted}, not {value!r}") from None
    if not 0 <= number < float("inf"):
        raise typer.BadParameter(f"--limit {name} takes a number from 0 up, not {value!r}")
    return number
