"""Server-sent events: what is known at once, then the rest when it comes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse

from coach.errors import CoachError

__all__ = ["EVENT_STREAM", "Tell", "stream_events", "wants_events"]

EVENT_STREAM = "text/event-stream"
Content = dict[str, Any]
Tell = Callable[[str, Content], None]
"""Takes name and content of an event."""


def wants_events(request: Request) -> bool:
    """Whether the caller asks for a stream."""
    kinds = (part.split(";")[0].strip().lower() for part in request.headers.get("accept", "").split(","))
    return EVENT_STREAM in kinds


def stream_events(
    first: tuple[str, Content], last: tuple[str, Callable[[Tell], Awaitable[Content]]]
) -> StreamingResponse:
    """A stream of events: the first at once, those that are told on the way, and the last when it is there.

    A failure on the way ends the stream with the event `problem`, for the status has been sent by then. When
    the caller goes away, the work for the last event stops.

    Args:
        first: Name and content.
        last: Name, and what makes the content; it may tell events on the way.
    """
    name, make = last

    async def write() -> AsyncIterator[str]:
        yield _write_event(*first)
        events: asyncio.Queue[tuple[str, Content] | None] = asyncio.Queue()
        making = asyncio.ensure_future(make(lambda *event: events.put_nowait(event)))
        making.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (event := await events.get()) is not None:
                yield _write_event(*event)
            yield _write_event(name, await making)
        except CoachError as error:
            yield _write_event("problem", {"title": "The answer cannot be finished", "detail": str(error)})
        finally:
            making.cancel()

    return StreamingResponse(write(), media_type=EVENT_STREAM, headers={"cache-control": "no-store"})


def _write_event(name: str, content: Content) -> str:
    """One event. ASCII only: no character of the input can end a line."""
    return f"event: {name}\ndata: {json.dumps(content, allow_nan=False)}\n\n"
