"""A limit on the size of request bodies, enforced while they arrive."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.api.errors import make_problem

__all__ = ["MAX_BODY_BYTES", "BodyLimit"]

MAX_BODY_BYTES = 5_000_000


class BodyLimit:
    """Reads a body up to the limit and hands it on; answers 413 to a larger one.

    Args:
        app: The application behind it.
        limit: Largest body in bytes.
    """

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        messages: list[Message] = []
        size = 0
        while not messages or messages[-1].get("more_body", False):
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._limit:
                refusal = make_problem(
                    413, "The body is too large", f"it has more than {self._limit} bytes; split it"
                )
                await refusal(scope, receive, send)
                return
            messages.append(message)
        waiting = iter(messages)

        async def replay() -> Message:
            return next(waiting, None) or await receive()

        await self._app(scope, replay, send)
