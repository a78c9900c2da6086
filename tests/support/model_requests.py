"""Questions and limits for tests of the language-model part."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from coach.llm.cache import AnswerCache
from coach.llm.guard import Guard
from coach.llm.ledger import Ledger
from coach.llm.model import ChatModel, ModelRequest
from coach.llm.options import ModelOptions

__all__ = ["SCHEMA", "WaitBook", "make_guard", "make_request"]

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ok"],
    "properties": {"ok": {"type": "boolean"}},
}


class WaitBook:
    """Takes the place of waiting: writes down for how long."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Do not wait."""
        self.waits.append(seconds)


def make_request(user: str = "Is it so?", *, sha: str = "0" * 64, room: int = 50) -> ModelRequest:
    """A question that is answered by yes or no."""
    return ModelRequest("Answer in JSON.", user, SCHEMA, "answer", sha, room)


def make_guard(
    model: ChatModel,
    options: ModelOptions | None = None,
    *,
    ledger: Ledger | None = None,
    cache: AnswerCache | None = None,
    sleep: Callable[[float], Awaitable[None]] | None = None,
) -> Guard:
    """A guard that never really waits."""
    return Guard(
        model,
        options or ModelOptions(),
        ledger=ledger or Ledger(),
        cache=cache or AnswerCache(),
        sleep=sleep or WaitBook(),
        jitter=lambda: 0.5,
    )
