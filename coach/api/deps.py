"""What routes ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import anyio
from fastapi import Depends, Request

from coach.api.models import Problem
from coach.service import Service

__all__ = ["ERRORS", "ServiceOfApp", "work_briefly"]

_Result = TypeVar("_Result")
_AT_ONCE = anyio.CapacityLimiter(2)


def _get_service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


async def work_briefly(work: Callable[[], _Result]) -> _Result:
    """Do a few milliseconds of work beside the event loop, one piece at a time.

    Work in Python shares one lock with the event loop: of many threads each waits for all others, and the
    loop, which has answers to send, waits longest.
    """
    return await anyio.to_thread.run_sync(work, limiter=_AT_ONCE)


ServiceOfApp = Annotated[Service, Depends(_get_service)]

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body cannot be read"},
    413: {"model": Problem, "description": "The body is too large"},
    422: {"model": Problem, "description": "The body can be read but not used"},
}
