"""`/v1/grades`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from coach.api.closing_models import ClosingRequest, FilesToClose, GradesAnswer, HistoriesToClose
from coach.api.closing_reading import read_closing
from coach.api.deps import ERRORS, ServiceOfApp
from coach.output.closing_json import grades_object
from coach.service import Service

router = APIRouter(prefix="/v1", tags=["check-ins"])


@router.post("/grades", response_model=GradesAnswer, responses=ERRORS)
async def grades(request: Annotated[ClosingRequest, Body()], service: ServiceOfApp) -> dict[str, Any]:
    """Grade key results at the end of a cycle, roll the grades up, and propose what to carry, modify or drop.

    The answer is that of `coach grade --format json`. What cannot be graded has no grade, with the reason.
    """
    return await run_in_threadpool(_grade, request, service)


def _grade(request: FilesToClose | HistoriesToClose, service: Service) -> dict[str, Any]:
    closing = read_closing(request)
    books = {team: service.grade(standings) for team, standings in closing.standings.items()}
    return grades_object(books, request.date, closing.problems, closing.errors)
