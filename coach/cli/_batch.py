"""Key results in JSONL: one line in, one line out, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from coach.cli._tally import Tally
from coach.domain.okr import Objective
from coach.output.json_v1 import (
    IMPROVE_SCHEMA,
    REVIEW_SCHEMA,
    batch_object,
    error_object,
    improvement_object,
    write_line,
)
from coach.parsing.batch import BatchError, BatchItem, read_batch
from coach.reviewing.baseline import BaselineUse
from coach.service import Service

__all__ = ["improve_lines", "review_lines"]


def review_lines(
    lines: Iterable[bytes], name: str, service: Service, tally: Tally, baseline: BaselineUse | None = None
) -> Iterator[bytes]:
    """One line of `coach.review/v1` per line of the source; an error line for a broken one."""

    def review(item: BatchItem) -> dict[str, Any]:
        reviewed = service.review_key_result(
            item.key_result, _find_objective(item), item.okrs, baseline=baseline, failures=tally.failures
        )
        tally.severities.update(finding.severity for finding in reviewed.findings)
        return batch_object(item.id, reviewed)

    return _answer(lines, name, REVIEW_SCHEMA, tally, review)


def improve_lines(lines: Iterable[bytes], name: str, service: Service, tally: Tally) -> Iterator[bytes]:
    """One line of `coach.improve/v1` per line of the source; an error line for a broken one."""

    def improve(item: BatchItem) -> dict[str, Any]:
        improvement = service.improve(
            item.key_result, _find_objective(item), item.okrs, failures=tally.failures
        )
        return improvement_object(item.id, improvement)

    return _answer(lines, name, IMPROVE_SCHEMA, tally, improve)


def _find_objective(item: BatchItem) -> Objective | None:
    [objective] = item.okrs.objectives
    return objective if objective.text else None


def _answer(
    lines: Iterable[bytes],
    name: str,
    schema: str,
    tally: Tally,
    answer: Callable[[BatchItem], dict[str, Any]],
) -> Iterator[bytes]:
    for item in read_batch(lines, name):
        if isinstance(item, BatchError):
            tally.add_error(item.error)
            yield write_line(error_object(schema, item.error, item.id))
        else:
            yield write_line(answer(item))
