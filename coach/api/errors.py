"""Errors as `application/problem+json` (RFC 9457). No traceback and no internal name leaves the server."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from coach.errors import ConfigurationError, InputError, InputTooLarge, UnreadableInput

__all__ = ["PROBLEM_TYPE", "add_error_handlers", "make_problem"]

PROBLEM_TYPE = "application/problem+json"
_NOT_IN_BODY = ("body", "path", "query", "batch", "document", "of-files", "of-histories")


def make_problem(
    status: int,
    title: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """A problem response. Members that are `None` are left out."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    content.update({name: value for name, value in members.items() if value is not None})
    # ASCII only, so that a lone surrogate in the input cannot break the answer.
    return Response(json.dumps(content), status, media_type=PROBLEM_TYPE, headers=headers)


def add_error_handlers(app: FastAPI) -> None:
    """Install a handler for every error that can reach the border."""

    @app.exception_handler(InputError)
    def _input_error(_: Request, error: InputError) -> Response:
        return make_problem(
            _choose_status(error),
            "The input cannot be used",
            str(error),
            line=error.line,
            text=error.text or None,
        )

    @app.exception_handler(ConfigurationError)
    def _configuration_error(_: Request, error: ConfigurationError) -> Response:
        return make_problem(404, "Not found", str(error))

    @app.exception_handler(RequestValidationError)
    def _validation_error(_: Request, error: RequestValidationError) -> Response:
        return _describe_validation(error.errors())

    @app.exception_handler(HTTPException)
    def _http_error(_: Request, error: HTTPException) -> Response:
        return make_problem(
            error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail), headers=error.headers
        )

    @app.exception_handler(Exception)
    def _defect(_: Request, __: Exception) -> Response:
        return make_problem(500, "Internal error", "the coach has a defect here; the server's log has more")


def _choose_status(error: InputError) -> int:
    if isinstance(error, InputTooLarge):
        return 413
    return 400 if isinstance(error, UnreadableInput) else 422


def _describe_validation(errors: Sequence[Mapping[str, Any]]) -> Response:
    if errors and errors[0]["type"] == "json_invalid":
        return make_problem(400, "The body is not JSON", str(errors[0].get("ctx", {}).get("error", "")))
    found = [{"pointer": _point(error["loc"]), "detail": str(error["msg"])} for error in errors]
    detail = "; ".join(f"{entry['pointer'] or 'body'}: {entry['detail']}" for entry in found[:5])
    return make_problem(422, "The request does not fit", detail, errors=found)


def _point(location: Sequence[str | int]) -> str:
    """A JSON pointer into the body; the names of the kinds of request are no part of it."""
    inside = [part for index, part in enumerate(location) if index > 1 or part not in _NOT_IN_BODY]
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in inside]
    return "".join(f"/{part}" for part in parts)
