"""`/v1/signals`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from coach.api.checkin_models import SignalsBatch, SignalsRequest
from coach.api.checkin_reading import read_histories
from coach.api.deps import ERRORS, ServiceOfApp
from coach.output.checkin_json import SIGNALS_SCHEMA, history_signals_object, problem_object
from coach.service import Service

router = APIRouter(prefix="/v1", tags=["check-ins"])


@router.post("/signals", response_model=SignalsBatch, responses=ERRORS)
async def signals(request: Annotated[SignalsRequest, Body()], service: ServiceOfApp) -> dict[str, Any]:
    """What histories of check-ins show, each signal with its facts, and the risk of each key result."""
    results = await run_in_threadpool(_look_at_each, request, service)
    return {"schema": SIGNALS_SCHEMA, "results": results}


def _look_at_each(request: SignalsRequest, service: Service) -> list[dict[str, Any]]:
    results = []
    for item, read in read_histories(request.histories, SIGNALS_SCHEMA):
        if isinstance(read, dict):
            results.append(read)
            continue
        check = service.check_history(read.track, item.as_of, limit=0)
        written = history_signals_object(item.id, check.standing, check.signals, check.risk)
        problems = [problem_object(problem) for problem in read.problems]
        results.append({**written, "problems": [*problems, *written["problems"]]})
    return results
