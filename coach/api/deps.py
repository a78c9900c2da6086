"""What routes ask for."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from coach.api.models import Problem
from coach.service import Service

__all__ = ["ERRORS", "ServiceOfApp"]


def _get_service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceOfApp = Annotated[Service, Depends(_get_service)]

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body cannot be read"},
    413: {"model": Problem, "description": "The body is too large"},
    422: {"model": Problem, "description": "The body can be read but not used"},
}
