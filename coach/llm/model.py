"""What a chat model is to the coach: one question with a JSON schema, one reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

__all__ = ["ChatModel", "ModelRequest", "Reply"]


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


class ChatModel(Protocol):
    """Asks a language model."""

    @property
    def name(self) -> str:
        """Provider and model, such as `openai:gpt-5-mini`."""
        ...

    async def ask(self, request: ModelRequest) -> Reply:
        """Ask once, without retries.

        Raises:
            ModelError: There is no reply.
        """
        ...

    async def close(self) -> None:
        """Give connections back; the model may be asked again later."""
        ...
