"""What a chat model is to the coach: one question with a JSON schema, one reply; and what an answer is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

__all__ = ["Answer", "Asker", "ChatModel", "Hear", "ModelRequest", "Reply"]

Hear = Callable[[str], None]
"""Takes the reply as far as it is there, each time that more comes. It starts anew after a failure."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question.

    Attributes:
        system: What the model is told about its job.
        user: The rendered prompt; user text stands in it only inside escaped blocks.
        schema: JSON schema that the answer must fit.
        schema_name: Its name on the wire.
        prompt_sha: Version of the prompt.
        max_output_tokens: Where the answer is cut off.
    """

    system: str
    user: str
    schema: Mapping[str, Any]
    schema_name: str
    prompt_sha: str
    max_output_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, unread.

    Attributes:
        text: The answer, meant to be JSON.
        finish: Why the model stopped: `stop`, `length`, `content_filter` or another word of the provider.
        refusal: Whether the model declined.
        input_tokens: Tokens that were read; 0 where the provider does not say.
        output_tokens: Tokens that were written; 0 where the provider does not say.
    """

    text: str
    finish: str = "stop"
    refusal: bool = False
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that fits its schema.

    Attributes:
        content: The answer.
        model: Who gave it.
        cached: Whether it was given before.
    """

    content: dict[str, Any]
    model: str
    cached: bool = False


class Asker(Protocol):
    """Asks a language model within the configured limits: all that a capability gets to see of it."""

    @property
    def name(self) -> str:
        """Provider and model, such as `openai:gpt-5-mini`."""
        ...

    @property
    def max_text(self) -> int:
        """Longest text in characters that may be sent."""
        ...

    async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Answer:
        """An answer of the request's schema.

        Args:
            request: The question.
            hear: Hears the reply while it comes, where the model can do that.

        Raises:
            ModelError: There is none, and why.
        """
        ...


class ChatModel(Protocol):
    """Asks a language model."""

    @property
    def name(self) -> str:
        """Provider and model, such as `openai:gpt-5-mini`."""
        ...

    async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Reply:
        """Ask once, without retries.

        Args:
            request: The question.
            hear: Hears the reply while it comes, where the model can do that.

        Raises:
            ModelError: There is no reply.
        """
        ...

    async def close(self) -> None:
        """Give connections back; the model may be asked again later."""
        ...
