"""`/v1/audits`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body
from starlette.concurrency import run_in_threadpool

from coach.api.audit_models import MAX_OKRS, AuditAnswer, AuditRequest, GivenDecision, GivenOkr
from coach.api.deps import ERRORS, ServiceOfApp
from coach.domain.alignment import Corpus, Decision, Place
from coach.domain.audit import GapLimits
from coach.errors import InputTooLarge, MalformedInput
from coach.output.audit import AuditView
from coach.output.audit_json import audit_object
from coach.parsing.formats import Format
from coach.parsing.reader import read_text
from coach.service import Service

router = APIRouter(prefix="/v1", tags=["audits"])

_ALL = "all"


@router.post("/audits", response_model=AuditAnswer, responses=ERRORS)
async def audit(request: Annotated[AuditRequest, Body()], service: ServiceOfApp) -> dict[str, Any]:
    """Audit the alignment of an organisation of at most 500 OKRs.

    The answer is that of `coach audit --format json`, which takes larger organisations too.
    """
    return await run_in_threadpool(_audit, request, service)


def _audit(request: AuditRequest, service: Service) -> dict[str, Any]:
    from coach.alignment.gaps import gap_checks  # noqa: PLC0415 - a server that only reviews never needs it
    from coach.alignment.options import AuditOptions  # noqa: PLC0415

    shown = None if request.candidates == _ALL else int(request.candidates)
    options = AuditOptions(
        limits=GapLimits()._replace(**request.limits.model_dump(exclude_none=True)),
        threshold=request.threshold,
    )
    decisions = [_read_decision(given, number) for number, given in enumerate(request.decisions, start=1)]
    report = service.audit(_read_corpus(request), decisions=decisions, options=options)
    return audit_object(AuditView(report, gap_checks(), None, shown))


def _read_corpus(request: AuditRequest) -> Corpus:
    """The OKRs of a request.

    Raises:
        InputTooLarge: More than 500 OKRs.
        MalformedInput: None at all.
        InputError: A document cannot be read.
    """
    from coach.alignment.corpus import build_corpus  # noqa: PLC0415 - as above
    from coach.alignment.records import NodeRecord  # noqa: PLC0415

    def record(given: GivenOkr, number: int) -> NodeRecord:
        return NodeRecord(
            objective=given.objective,
            key_results=tuple(given.key_results),
            place=Place("okrs", number),
            id=given.id,
            level=given.level.value,
            team=given.team,
            cycle=given.cycle,
            parents=tuple(given.parent_ids),
            stands_alone_because=given.stands_alone_because,
            origin=given.origin,
            published=given.published,
        )

    _check_size(len(request.okrs))
    documents = [
        read_text(document.text, document.name, Format(document.format.value))
        for document in request.documents
    ]
    corpus = build_corpus(
        documents, [record(given, number) for number, given in enumerate(request.okrs, start=1)]
    )
    _check_size(len(corpus.nodes))
    if not corpus.nodes:
        raise MalformedInput("no objective was found; give `okrs`, or `documents` with objectives")
    return corpus


def _check_size(count: int) -> None:
    if count > MAX_OKRS:
        raise InputTooLarge(f"{count} OKRs; one request takes {MAX_OKRS}, `coach audit` takes any number")


def _read_decision(given: GivenDecision, number: int) -> Decision:
    is_link, is_gap = bool(given.child and given.parent), bool(given.gap)
    if is_link == is_gap or (is_gap and (given.child or given.parent)):
        raise MalformedInput(
            "a decision needs `child` and `parent`, or `gap`", source="decisions", line=number
        )
    return Decision(
        confirmed=given.confirmed,
        child=given.child,
        parent=given.parent,
        gap=given.gap,
        reason=given.reason,
        place=Place("decisions", number),
    )
