"""Turn an item of a request into something that can be reviewed."""

from __future__ import annotations

from coach.api.models import KeyResultItem
from coach.parsing.batch import BatchItem, read_item

__all__ = ["read_key_result_item"]


def read_key_result_item(item: KeyResultItem, line: int | None) -> BatchItem:
    """Read one item.

    Raises:
        InputError: There is no text in it, or it is too long.
    """
    return read_item(item.model_dump(exclude_none=True), "key_results", line)
