"""Turn an item of a request into something that can be reviewed."""

from __future__ import annotations

from coach.api.models import KeyResultItem
from coach.domain.okr import KeyResult, Objective, OkrSet
from coach.parsing.batch import BatchError, read_batch

__all__ = ["read_item"]


def read_item(item: KeyResultItem, number: int) -> tuple[KeyResult, Objective | None, OkrSet]:
    """Read one item exactly as a line of a batch.

    Raises:
        InputError: It cannot be used; `line` is its place in the request, from 1.
    """
    [read] = read_batch([item.model_dump_json(exclude_none=True, exclude={"critic"})], "key_results")
    if isinstance(read, BatchError):
        raise read.error.at("key_results", number)
    [objective] = read.okrs.objectives
    return read.key_result, objective if objective.text else None, read.okrs
