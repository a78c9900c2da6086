"""`/v1/review`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body

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
from coach.errors import InputError
from coach.output.json_v1 import REVIEW_SCHEMA, batch_object, error_object, report_object
from coach.output.report import Report
from coach.parsing.formats import Format
from coach.parsing.reader import read_text
from coach.service import Service

router = APIRouter(prefix="/v1", tags=["review"])


@router.post("/review", response_model=DocumentReview | BatchReview, responses=ERRORS)
def review(request: Annotated[ReviewRequest, Body()], service: ServiceOfApp) -> dict[str, Any]:
    """Review a document, or key results one by one.

    A document comes back as in `coach review --format json`, key results as in its batch form.
    """
    if isinstance(request, BatchRequest):
        failures: dict[str, str] = {}
        results = [
            _review_item(item, line, service, failures)
            for line, item in enumerate(request.key_results, start=1)
        ]
        return {"schema": REVIEW_SCHEMA, "results": results, "failures": list(failures.values())}
    return _review_document(request, service)


def _review_document(request: DocumentRequest, service: Service) -> dict[str, Any]:
    document = read_text(request.text, request.name, Format(request.format.value))
    return report_object(Report((service.review_document(document),)))


def _review_item(
    item: KeyResultItem, line: int, service: Service, failures: dict[str, str]
) -> dict[str, Any]:
    try:
        key_result, objective, okrs = read_item(item, line)
    except InputError as error:
        return error_object(REVIEW_SCHEMA, error, item.id)
    reviewed = service.review_key_result(key_result, objective, okrs, failures=failures)
    return batch_object(item.id, reviewed)
