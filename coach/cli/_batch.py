"""Key results in JSONL: one line in, one line out, in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from coach.cli._tally import Tally
from coach.errors import InputError
from coach.output.json_v1 import (
    IMPROVE_SCHEMA,
    REVIEW_SCHEMA,
    batch_object,
    error_object,
    improvement_object,
    write_line,
)
from coach.parsing.batch import BatchItem, read_batch
from coach.reviewing.baseline import BaselineUse
from coach.service import Service

__all__ = ["improve_lines", "review_lines"]


def review_lines(
    data: bytes, name: str, service: Service, tally: Tally, baseline: BaselineUse | None = None
) -> Iterator[bytes]:
    """One line of `coach.review/v1` per line of the source; an error line for a broken one."""

    def review(item: BatchItem) -> dict[str, Any]:
        reviewed = service.review_key_result(
            item.key_result, item.objective, item.okrs, baseline=baseline, failures=tally.failures
        )
        tally.severities.update(finding.severity for finding in reviewed.findings)
        return batch_object(item.id, reviewed)

    return _answer(data, name, REVIEW_SCHEMA, tally, review)


def improve_lines(data: bytes, name: str, service: Service, tally: Tally) -> Iterator[bytes]:
    """One line of `coach.improve/v1` per line of the source; an error line for a broken one."""

    def improve(item: BatchItem) -> dict[str, Any]:
        return improvement_object(
            item.id, service.improve(item.key_result, item.objective, item.okrs, failures=tally.failures)
        )

    return _answer(data, name, IMPROVE_SCHEMA, tally, improve)


def _answer(
    data: bytes, name: str, schema: str, tally: Tally, answer: Callable[[BatchItem], dict[str, Any]]
) -> Iterator[bytes]:
    for item in read_batch(data, name):
        if isinstance(item, InputError):
            tally.add_error(item)
            yield write_line(error_object(schema, item))
        else:
            yield write_line(answer(item))
