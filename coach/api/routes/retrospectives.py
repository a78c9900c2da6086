"""`/v1/retrospectives`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from coach.api.closing_models import ClosingRequest, FilesToClose, HistoriesToClose, RetrospectivesAnswer
from coach.api.closing_reading import read_closing
from coach.api.deps import ERRORS, ServiceOfApp
from coach.output.closing_json import retrospectives_object
from coach.service import Service

router = APIRouter(prefix="/v1", tags=["check-ins"])


@router.post("/retrospectives", response_model=RetrospectivesAnswer, responses=ERRORS)
async def retrospectives(request: Annotated[ClosingRequest, Body()], service: ServiceOfApp) -> dict[str, Any]:
    """Look back on a cycle: what happened, the questions that it raises, what to take into the next drafting.

    The answer is that of `coach retro --format json`, built from the check-ins alone.
    """
    return await run_in_threadpool(_look_back, request, service)


def _look_back(request: FilesToClose | HistoriesToClose, service: Service) -> dict[str, Any]:
    closing = read_closing(request)
    found = {team: service.look_back(standings) for team, standings in closing.standings.items()}
    return retrospectives_object(found, request.date, closing.problems, closing.errors)
