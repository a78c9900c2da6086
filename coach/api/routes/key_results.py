"""`/v1/key-results`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from coach.api.deps import ERRORS, ServiceOfApp
from coach.api.events import EVENT_STREAM, stream_events, wants_events
from coach.api.models import Improvement, ImproveRequest
from coach.api.reading import read_item
from coach.output.json_v1 import batch_object, improvement_object

router = APIRouter(prefix="/v1/key-results", tags=["key results"])

_STREAM: dict[str, Any] = {
    "description": "The improvement. With `Accept: text/event-stream`, the event `findings` comes at once"
    " with the review of the key result, and the event `improvement` when the wording is there.",
    "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
}


@router.post("/improve", response_model=Improvement, responses={**ERRORS, 200: _STREAM})
async def improve(item: ImproveRequest, service: ServiceOfApp, request: Request) -> dict[str, Any] | Response:
    """Offer a stronger wording for one key result, with the questions that only its writer can answer."""
    key_result, objective, okrs = read_item(item, 1)
    template = await run_in_threadpool(service.improve, key_result, objective, okrs)

    async def finish() -> dict[str, Any]:
        aim = objective.text if objective else ""
        improvement = await service.criticise_improvement(template, aim, item.critic, okrs=okrs)
        return improvement_object(item.id, improvement)

    if wants_events(request):
        found = batch_object(item.id, template.findings_before)
        return stream_events(("findings", found), ("improvement", finish))
    return await finish()
