"""`/v1/key-results`."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from coach.api.deps import ERRORS, ServiceOfApp, work_briefly
from coach.api.events import EVENT_STREAM, Tell, stream_events, wants_events
from coach.api.models import Improvement, ImproveRequest
from coach.api.reading import read_item
from coach.domain.review import Improvement as Improved
from coach.output.json_v1 import batch_object, improvement_object

router = APIRouter(prefix="/v1/key-results", tags=["key results"])

_STREAM: dict[str, Any] = {
    "description": "The improvement. With `Accept: text/event-stream`, the event `findings` comes at once"
    " with the review of the key result, the event `candidate` with each wording of a language model that"
    " passed every check and is the best so far, and the event `improvement` when the best of all is known."
    " The event `problem` ends a stream that cannot be finished.",
    "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
}


@router.post("/improve", response_model=Improvement, responses={**ERRORS, 200: _STREAM})
async def improve(item: ImproveRequest, service: ServiceOfApp, request: Request) -> dict[str, Any] | Response:
    """Offer a stronger wording for one key result, with the questions that only its writer can answer."""
    key_result, objective, okrs = read_item(item, 1)
    template = await work_briefly(lambda: service.improve(key_result, objective, okrs))

    async def finish(tell: Tell | None = None) -> dict[str, Any]:
        def show(candidate: Improved) -> None:
            if tell is not None:
                tell("candidate", improvement_object(item.id, candidate))

        improvement = await service.criticise_improvement(
            template,
            objective.text if objective else "",
            item.critic,
            okrs=okrs,
            show=None if tell is None else show,
        )
        return improvement_object(item.id, improvement)

    if wants_events(request):
        found = batch_object(item.id, template.findings_before)
        return stream_events(("findings", found), ("improvement", finish))
    return await finish()
