"""A chat model that says what a script tells it: for tests, attacks and benchmarks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from coach.errors import InternalError, ModelError
from coach.llm.model import Hear, ModelRequest, Reply

__all__ = ["ScriptedModel"]

Line = Reply | ModelError | dict[str, Any] | str
"""A reply, an error to raise, an object to write as JSON, or text as it is."""


class ScriptedModel:
    """Answers from a script and keeps what it was asked.

    Args:
        script: One line per question, or a function from the question to its line.
        name: Its name.
    """

    def __init__(
        self, script: Iterable[Line] | Callable[[ModelRequest], Line], name: str = "scripted:model"
    ) -> None:
        self._name = name
        self._choose = script if callable(script) else self._follow(script)
        self.requests: list[ModelRequest] = []

    @property
    def name(self) -> str:
        """The name that was given."""
        return self._name

    async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Reply:
        """The next line of the script, heard in halves.

        Raises:
            ModelError: The line is one.
            InternalError: The script has no line left.
        """
        self.requests.append(request)
        line = self._choose(request)
        if isinstance(line, ModelError):
            raise line
        reply = line if isinstance(line, Reply) else _reply(request, line)
        if hear is not None:
            hear(reply.text[: len(reply.text) // 2])
            hear(reply.text)
        return reply

    async def close(self) -> None:
        """There is nothing to close."""

    @staticmethod
    def _follow(script: Iterable[Line]) -> Callable[[ModelRequest], Line]:
        lines = iter(script)

        def choose(_: ModelRequest) -> Line:
            for line in lines:
                return line
            raise InternalError("the script of the scripted model is at its end")

        return choose


def _reply(request: ModelRequest, line: dict[str, Any] | str) -> Reply:
    text = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
    return Reply(text, input_tokens=len(request.user) // 4, output_tokens=len(text) // 4)
