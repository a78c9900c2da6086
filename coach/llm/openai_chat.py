"""Models that speak the OpenAI protocol. Importing this loads the vendor's library, which takes seconds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient
from pydantic import PrivateAttr, SecretStr

from coach.llm.model import Hear
from coach.llm.options import ModelOptions
from coach.llm.streamed import StreamedAnswer

if TYPE_CHECKING:
    from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
    from langchain_core.messages import BaseMessage
    from langchain_core.outputs import ChatResult

__all__ = ["PlainChatOpenAI", "Wire", "prepare_openai"]

_URL = "https://api.openai.com/v1"
_UNUSED_KEY = "unused"
"""For servers of one's own that ask for no key; the client wants one."""
_KEPT_OPEN = 30.0
"""Seconds that an idle connection is kept: long enough for the next key result of the same writer."""


class PlainChatOpenAI(ChatOpenAI):
    """Sends the question as it is and takes the answer as it comes.

    The vendor's typed client walks through question, schema and answer along its type hints, copies its
    options for retries that we do not want from it, throws away an answer that is cut off, and langchain
    reads the rest in another thread. Together that takes longer than all of our own work. What we need of an
    answer is checked by `coach.llm.answer`, and retries are those of `coach.llm.guard`.
    """

    _wire: Wire = PrivateAttr()

    def send_by(self, wire: Wire) -> None:
        """From now on, send questions over this wire."""
        self._wire = wire

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,  # noqa: ARG002 - langchain's signature
        **kwargs: Any,
    ) -> ChatResult:
        hear: Hear | None = kwargs.pop("hear", None)
        payload = self._get_request_payload(messages, stop=stop, **kwargs)
        answer = await (self._wire.post(payload) if hear is None else self._wire.stream(payload, hear))
        result = self._create_chat_result(answer)
        for choice, generation in zip(answer["choices"], result.generations, strict=True):
            generation.message.additional_kwargs["refusal"] = choice["message"].get("refusal")
        return result


@dataclass(frozen=True, slots=True)
class Wire:
    """Where questions go, and with which headers.

    Attributes:
        client: The HTTP client; its proxies and certificates are those that the vendor's client would use.
        url: Address of chat completions.
        headers: Those of the vendor's client, the key among them.
    """

    client: httpx2.AsyncClient
    url: httpx2.URL
    headers: httpx2.Headers

    async def post(self, payload: Mapping[str, Any]) -> Any:
        """Send a question and read the answer.

        Raises:
            httpx2.HTTPError: The server cannot be reached or does not answer with success.
        """
        response = await self.client.post(self.url, content=_write_json(payload), headers=self.headers)
        return response.raise_for_status().json()

    async def stream(self, payload: Mapping[str, Any], hear: Hear) -> Any:
        """Send a question, let the reply be heard while it comes, and give it as if it had come whole.

        Raises:
            httpx2.HTTPError: The server cannot be reached or does not answer with success.
            ValueError: What comes is no stream of this protocol.
        """
        wanted = {**payload, "stream": True, "stream_options": {"include_usage": True}}
        content = _write_json(wanted)
        async with self.client.stream("POST", self.url, content=content, headers=self.headers) as response:
            response.raise_for_status()
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                return json.loads(await response.aread())  # a server that cannot stream
            whole = StreamedAnswer()
            async for line in response.aiter_lines():
                if line.startswith("data:") and whole.take(line.removeprefix("data:").strip()):
                    hear(whole.content)
        return whole.put_together()


def _write_json(payload: Mapping[str, Any]) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def prepare_openai(model: str, options: ModelOptions) -> Callable[[], tuple[ChatOpenAI, httpx2.AsyncClient]]:
    """Do what is slow once; what is returned makes a model with an HTTP client in a few milliseconds."""
    certificates = httpx2.create_ssl_context()
    url = httpx2.URL(f"{options.base_url or _URL}/chat/completions")

    def open_chat() -> tuple[ChatOpenAI, httpx2.AsyncClient]:
        client = DefaultAsyncHttpxClient(
            timeout=options.timeout,
            verify=certificates,
            limits=httpx2.Limits(keepalive_expiry=_KEPT_OPEN),
        )
        chat = PlainChatOpenAI(
            model=model,
            api_key=SecretStr(options.key.reveal() or _UNUSED_KEY),
            base_url=options.base_url or _URL,
            http_async_client=client,
            use_responses_api=False,
            timeout=options.timeout,
            max_retries=0,
        )
        vendor = chat.root_async_client
        told = {**vendor.default_headers, **vendor.auth_headers}
        headers = httpx2.Headers({name: value for name, value in told.items() if isinstance(value, str)})
        chat.send_by(Wire(client, url, headers))
        return chat, client

    open_chat()  # the vendor's classes are completed when one is first made, which takes a tenth of a second
    return open_chat
