"""`/v1/review`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from coach.api.deps import ERRORS, ServiceOfApp
from coach.api.models import (
    BatchRequest,
    BatchReview,
    DocumentRequest,
    DocumentReview,
    KeyResultItem,
    ReviewRequest,
)
from coach.api.reading import read_item
from coach.domain.review import DocumentReview as DocumentReviewed
from coach.domain.review import KeyResultReview
from coach.errors import InputError
from coach.output.json_v1 import REVIEW_SCHEMA, batch_object, error_object, report_object
from coach.output.report import Report
from coach.parsing.formats import Format
from coach.parsing.reader import read_text
from coach.service import Service

router = APIRouter(prefix="/v1", tags=["review"])


@router.post("/review", response_model=DocumentReview | BatchReview, responses=ERRORS)
async def review(request: Annotated[ReviewRequest, Body()], service: ServiceOfApp) -> dict[str, Any]:
    """Review a document, or key results one by one.

    A document comes back as in `coach review --format json`, key results as in its batch form.
    """
    if isinstance(request, BatchRequest):
        return await _review_batch(request, service)
    reviewed = await run_in_threadpool(_review_document, request, service)
    return report_object(Report((await service.criticise_document(reviewed, request.critic),)))


async def _review_batch(request: BatchRequest, service: Service) -> dict[str, Any]:
    failures: dict[str, str] = {}
    answers = await run_in_threadpool(_review_items, request.key_results, service, failures)
    read = [answer for answer in answers if isinstance(answer, KeyResultReview)]
    objectives = [
        item.objective or ""
        for item, answer in zip(request.key_results, answers, strict=True)
        if isinstance(answer, KeyResultReview)
    ]
    judged = iter(await service.criticise(read, objectives, request.critic))
    results = [
        batch_object(item.id, next(judged)) if isinstance(answer, KeyResultReview) else answer
        for item, answer in zip(request.key_results, answers, strict=True)
    ]
    return {"schema": REVIEW_SCHEMA, "results": results, "failures": list(failures.values())}


def _review_document(request: DocumentRequest, service: Service) -> DocumentReviewed:
    return service.review_document(read_text(request.text, request.name, Format(request.format.value)))


def _review_items(
    items: list[KeyResultItem], service: Service, failures: dict[str, str]
) -> list[KeyResultReview | dict[str, Any]]:
    """A review, or the error line, of every item."""
    answers: list[KeyResultReview | dict[str, Any]] = []
    for number, item in enumerate(items, start=1):
        try:
            key_result, objective, okrs = read_item(item, number)
        except InputError as error:
            answers.append(error_object(REVIEW_SCHEMA, error, item.id))
            continue
        answers.append(service.review_key_result(key_result, objective, okrs, failures=failures))
    return answers
