"""Key results in JSONL: one line in, one line out, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from coach.cli._critic import ask_about_improvements, ask_about_key_results
from coach.cli._tally import Tally
from coach.critic.protocol import CriticName
from coach.domain.okr import Objective
from coach.domain.review import Improvement, KeyResultReview
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

_ASKED_TOGETHER = 64


def review_lines(
    lines: Iterable[bytes], name: str, service: Service, tally: Tally, baseline: BaselineUse | None = None
) -> Iterator[bytes]:
    """One line of `coach.review/v1` per line of the source; an error line for a broken one."""

    def review(item: BatchItem) -> KeyResultReview:
        return service.review_key_result(
            item.key_result, _find_objective(item), item.okrs, baseline=baseline, failures=tally.failures
        )

    for group in _group(read_batch(lines, name), _group_size(service)):
        items = [item for item in group if isinstance(item, BatchItem)]
        objectives = [item.okrs.objectives[0].text for item in items]
        reviews = iter(ask_about_key_results(service, [review(item) for item in items], objectives))
        for item in group:
            if isinstance(item, BatchError):
                yield _refuse(item, REVIEW_SCHEMA, tally)
            else:
                reviewed = next(reviews)
                tally.severities.update(finding.severity for finding in reviewed.findings)
                yield write_line(batch_object(item.id, reviewed))


def improve_lines(lines: Iterable[bytes], name: str, service: Service, tally: Tally) -> Iterator[bytes]:
    """One line of `coach.improve/v1` per line of the source; an error line for a broken one."""

    def improve(item: BatchItem) -> Improvement:
        return service.improve(item.key_result, _find_objective(item), item.okrs, failures=tally.failures)

    for group in _group(read_batch(lines, name), _group_size(service)):
        items = [item for item in group if isinstance(item, BatchItem)]
        proposed = [improve(item) for item in items]
        improved = iter(ask_about_improvements(service, proposed, [item.okrs for item in items]))
        for item in group:
            if isinstance(item, BatchError):
                yield _refuse(item, IMPROVE_SCHEMA, tally)
            else:
                yield write_line(improvement_object(item.id, next(improved)))


def _find_objective(item: BatchItem) -> Objective | None:
    [objective] = item.okrs.objectives
    return objective if objective.text else None


def _refuse(item: BatchError, schema: str, tally: Tally) -> bytes:
    tally.add_error(item.error)
    return write_line(error_object(schema, item.error, item.id))


def _group_size(service: Service) -> int:
    """By the rules alone each line is answered at once; a critic is asked about many together."""
    return 1 if service.critic is CriticName.RULES else _ASKED_TOGETHER


def _group(items: Iterable[BatchItem | BatchError], size: int) -> Iterator[list[BatchItem | BatchError]]:
    waiting = iter(items)
    while group := list(islice(waiting, size)):
        yield group
