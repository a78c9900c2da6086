"""`/v1/key-results`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from coach.api.deps import ERRORS, ServiceOfApp
from coach.api.models import Improvement, ImproveRequest
from coach.api.reading import read_item
from coach.output.json_v1 import improvement_object

router = APIRouter(prefix="/v1/key-results", tags=["key results"])


@router.post("/improve", response_model=Improvement, responses=ERRORS)
async def improve(item: ImproveRequest, service: ServiceOfApp) -> dict[str, Any]:
    """Offer a stronger wording for one key result, with the questions that only its writer can answer."""
    key_result, objective, okrs = read_item(item, 1)
    improvement = await run_in_threadpool(service.improve, key_result, objective, okrs)
    improvement = await service.criticise_improvement(improvement, objective.text if objective else "", item.critic)
    return improvement_object(item.id, improvement)
