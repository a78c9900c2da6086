"""`/v1/key-results`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from coach.api.deps import ERRORS, ServiceOfApp
from coach.api.models import Improvement, KeyResultItem
from coach.api.reading import read_item
from coach.output.json_v1 import improvement_object

router = APIRouter(prefix="/v1/key-results", tags=["key results"])


@router.post("/improve", response_model=Improvement, responses=ERRORS)
def improve(item: KeyResultItem, service: ServiceOfApp) -> dict[str, Any]:
    """Offer a stronger wording for one key result, with the questions that only its writer can answer."""
    key_result, objective, okrs = read_item(item, 1)
    return improvement_object(item.id, service.improve(key_result, objective, okrs))
