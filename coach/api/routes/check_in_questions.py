"""`/v1/check-in-questions`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from coach.api.checkin_models import (
    CheckInAnswer,
    CheckInBatch,
    CheckInRequest,
    FilesRequest,
    HistoriesRequest,
)
from coach.api.checkin_reading import read_histories, read_request_files
from coach.api.deps import ERRORS, ServiceOfApp
from coach.checkin.desk import HistoryCheck, with_questions
from coach.checkin.rephrase import Rephrased
from coach.domain.agenda import CheckInReport
from coach.domain.checkin import Question
from coach.errors import InputError
from coach.output.checkin_json import CHECK_IN_SCHEMA, check_in_object, history_object, problem_object
from coach.output.json_v1 import input_error_object
from coach.service import Service

router = APIRouter(prefix="/v1", tags=["check-ins"])


@router.post("/check-in-questions", response_model=CheckInAnswer | CheckInBatch, responses=ERRORS)
async def check_in_questions(
    request: Annotated[CheckInRequest, Body()], service: ServiceOfApp
) -> dict[str, Any]:
    """Three to five questions for a meeting, each with its source and the fact that it quotes.

    Files give an agenda for each team; histories give questions one by one, as the batch form of `coach
    checkin`.
    """
    if isinstance(request, FilesRequest):
        return await _plan(request, service)
    return await _ask_each(request, service)


async def _plan(request: FilesRequest, service: Service) -> dict[str, Any]:
    report, errors = await run_in_threadpool(_check_in, request, service)
    told = None
    if request.rephrase:
        rephrased = await service.rephrase([each for agenda in report.agendas for each in agenda.questions])
        report, told = with_questions(report, rephrased.questions), _tell(rephrased)
    return {**check_in_object(report, [input_error_object(error) for error in errors]), "rephrasing": told}


def _check_in(request: FilesRequest, service: Service) -> tuple[CheckInReport, tuple[InputError, ...]]:
    history, errors = read_request_files(request)
    report = service.check_in(
        history,
        request.date,
        team=request.team,
        owner=request.owner,
        audience=request.audience,
        minutes=request.minutes,
    )
    return report, errors


async def _ask_each(request: HistoriesRequest, service: Service) -> dict[str, Any]:
    answers = await run_in_threadpool(_check_each, request, service)
    checks = [answer for answer in answers if not isinstance(answer, dict)]
    told = None
    if request.rephrase:
        rephrased = await service.rephrase([each for _, check, _ in checks for each in check.questions])
        worded, told = iter(rephrased.questions), _tell(rephrased)
        checks = [
            (item_id, check._replace(questions=tuple(next(worded) for _ in check.questions)), problems)
            for item_id, check, problems in checks
        ]
    written = iter(checks)
    results = [answer if isinstance(answer, dict) else _write(*next(written)) for answer in answers]
    return {"schema": CHECK_IN_SCHEMA, "results": results, "rephrasing": told}


def _check_each(
    request: HistoriesRequest, service: Service
) -> list[tuple[object, HistoryCheck, list[dict[str, Any]]] | dict[str, Any]]:
    """What each history shows, or its error object."""
    answers: list[tuple[object, HistoryCheck, list[dict[str, Any]]] | dict[str, Any]] = []
    for item, read in read_histories(request.histories, CHECK_IN_SCHEMA):
        if isinstance(read, dict):
            answers.append(read)
            continue
        check = service.check_history(read.track, item.as_of, audience=request.audience, limit=request.limit)
        answers.append((item.id, check, [problem_object(problem) for problem in read.problems]))
    return answers


def _write(item_id: object, check: HistoryCheck, problems: Sequence[dict[str, Any]]) -> dict[str, Any]:
    questions: Sequence[Question] = check.questions
    written = history_object(item_id, check.standing, check.signals, check.risk, questions)
    return {**written, "problems": [*problems, *written["problems"]]}


def _tell(rephrased: Rephrased) -> dict[str, Any]:
    reasons = [reason for reason in rephrased.reasons if reason]
    return {"reworded": rephrased.reworded, "kept": len(reasons), "reasons": list(dict.fromkeys(reasons))}
