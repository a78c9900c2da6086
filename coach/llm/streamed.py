"""A reply that comes in pieces: what it is so far, and the entries of it that are finished."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from coach.errors import ModelCause, ModelError

__all__ = ["StreamedAnswer", "read_finished"]

_DONE = "[DONE]"
_LIST = re.compile(r"\s*\{\s*\"[^\"\\]*\"\s*:\s*\[")
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


@dataclass(slots=True)
class StreamedAnswer:
    """Pieces of a chat completion, put together.

    Attributes:
        content: The text so far.
        refusal: Why the model declines, so far.
        finish: Why it stopped, where it did.
        usage: Tokens, where the server tells.
    """

    content: str = ""
    refusal: str = ""
    finish: str | None = None
    usage: dict[str, Any] | None = field(default=None)

    def take(self, data: str) -> bool:
        """Add a piece; whether the text grew.

        Raises:
            ModelError: The piece is none.
        """
        if data == _DONE:
            return False
        try:
            piece = json.loads(data)
            choices = piece.get("choices") or ()
            self.usage = piece.get("usage") or self.usage
            before = len(self.content)
            for choice in choices:
                delta = choice.get("delta") or {}
                self.content += delta.get("content") or ""
                self.refusal += delta.get("refusal") or ""
                self.finish = choice.get("finish_reason") or self.finish
        except (ValueError, AttributeError, TypeError):
            raise ModelError(
                ModelCause.MALFORMED, "the model's reply cannot be read (a broken stream)"
            ) from None
        return len(self.content) > before

    def put_together(self) -> dict[str, Any]:
        """The chat completion that it would have been in one piece.

        Raises:
            ModelError: The stream broke off.
        """
        if self.finish is None:
            raise ModelError(ModelCause.UNREACHABLE, "the model's reply broke off")
        message = {"role": "assistant", "content": self.content, "refusal": self.refusal or None}
        return {"choices": [{"message": message, "finish_reason": self.finish}], "usage": self.usage}


def read_finished(text: str) -> list[Any]:
    """Entries of the list in an unfinished `{"name": [...`, as far as they are complete."""
    start = _LIST.match(text)
    if start is None:
        return []
    entries: list[Any] = []
    place = start.end()
    while True:
        between = _BETWEEN.match(text, place)
        place = between.end() if between else place
        if not text.startswith(("{", "["), place):
            return entries
        try:
            entry, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return entries
        entries.append(entry)
