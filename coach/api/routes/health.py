"""`/healthz`."""

from __future__ import annotations

from fastapi import APIRouter

import coach
from coach.api.models import Health

router = APIRouter(tags=["health"])


@router.get("/healthz")
def check_health() -> Health:
    """Whether the server answers."""
    return Health(status="ok", version=coach.__version__)
