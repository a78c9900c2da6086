"""Server-sent events: what is known at once, then the rest when it comes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse

from coach.errors import CoachError

__all__ = ["EVENT_STREAM", "stream_events", "wants_events"]

EVENT_STREAM = "text/event-stream"


def wants_events(request: Request) -> bool:
    """Whether the caller asks for a stream."""
    kinds = (part.split(";")[0].strip().lower() for part in request.headers.get("accept", "").split(","))
    return EVENT_STREAM in kinds


def stream_events(
    first: tuple[str, dict[str, Any]], last: tuple[str, Callable[[], Awaitable[dict[str, Any]]]]
) -> StreamingResponse:
    """A stream of two events: name and content of the first, and of the last when it is there.

    A failure on the way ends the stream with the event `problem`, for the status has been sent by then.
    """

    async def write() -> AsyncIterator[str]:
        yield _write_event(*first)
        name, wait = last
        try:
            content = await wait()
        except CoachError as error:
            yield _write_event("problem", {"title": "The answer cannot be finished", "detail": str(error)})
            return
        yield _write_event(name, content)

    return StreamingResponse(write(), media_type=EVENT_STREAM, headers={"cache-control": "no-store"})


def _write_event(name: str, content: dict[str, Any]) -> str:
    """One event. ASCII only: no character of the input can end a line."""
    return f"event: {name}\ndata: {json.dumps(content, allow_nan=False)}\n\n"
