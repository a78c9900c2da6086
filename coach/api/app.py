"""The application factory."""

from __future__ import annotations

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
        lifespan=_close_at_end,
    )
    app.state.service = service or build_service(critic=CriticName.LOCAL)
    for info in pkgutil.iter_modules(folder.__path__):
        app.include_router(importlib.import_module(f"{folder.__name__}.{info.name}").router)
    add_error_handlers(app)
    app.add_middleware(BodyLimit, limit=MAX_BODY_BYTES)
    _describe_problems(app)
    return app


@asynccontextmanager
async def _close_at_end(app: FastAPI) -> AsyncIterator[None]:
    """Give back what the service holds open when the server stops."""
    yield
    await app.state.service.close()


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
