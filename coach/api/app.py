"""The application factory."""

from __future__ import annotations

import asyncio
import gc
import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

import coach
import coach.api.routes as folder
from coach.api.errors import PROBLEM_TYPE, add_error_handlers
from coach.api.limits import MAX_BODY_BYTES, BodyLimit
from coach.bootstrap import build_service
from coach.critic.protocol import CriticName
from coach.service import Service

__all__ = ["create_app"]


def create_app(service: Service | None = None) -> FastAPI:
    """Build the application.

    Args:
        service: What answers; without it, one as the nearest settings file describes it.

    Raises:
        ConfigurationError: There is no service and the settings do not fit.
    """
    app = FastAPI(
        title="OKR Coach",
        summary="Reviews OKRs and improves key results.",
        version=coach.__version__,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        # Both pages load scripts from other hosts; the contract is at /openapi.json.
        docs_url=None,
        redoc_url=None,
        lifespan=_hold_open,
    )
    app.state.service = service or build_service(critic=CriticName.LOCAL)
    for info in pkgutil.iter_modules(folder.__path__):
        app.include_router(importlib.import_module(f"{folder.__name__}.{info.name}").router)
    add_error_handlers(app)
    app.add_middleware(BodyLimit, limit=MAX_BODY_BYTES)
    _describe_problems(app)
    return app


@asynccontextmanager
async def _hold_open(app: FastAPI) -> AsyncIterator[None]:
    """Load what takes long while the server already answers; give back what is held open when it stops."""
    service: Service = app.state.service
    loading = asyncio.create_task(_load(service))
    try:
        yield
    finally:
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)
        await service.close()


async def _load(service: Service) -> None:
    await service.open()
    # Libraries stay until the end. Looking through them for garbage would stop every answer for up to half a
    # second, again and again.
    gc.freeze()


def _describe_problems(app: FastAPI) -> None:
    """Make the contract say that errors are `application/problem+json`."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title,
                summary=app.summary,
                version=app.version,
                license_info=app.license_info,
                routes=app.routes,
            )
            for path in schema["paths"].values():
                for operation in path.values():
                    for status, response in operation["responses"].items():
                        if status >= "400":
                            response["content"] = {PROBLEM_TYPE: response["content"]["application/json"]}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign] # FastAPI's documented way to extend the contract
