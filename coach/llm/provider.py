"""Chat models of langchain behind our protocol. Vendor libraries are loaded when a model is built."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from coach.errors import ModelCause, ModelError
from coach.llm.ledger import read_utc
from coach.llm.model import ChatModel, ModelRequest, Reply
from coach.llm.options import ModelOptions

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

__all__ = ["LangchainModel", "build_model", "read_failure"]

_OPENAI = "openai"
_OPENAI_URL = "https://api.openai.com/v1"
_UNUSED_KEY = "unused"
"""For servers of one's own that ask for no key; the client wants one."""
_MOST_OUTPUT_TOKENS = 4_100
"""The longest answer of any question; providers other than OpenAI take it when the model is made."""
_RATE_LIMITED, _SERVER_ERROR = 429, 500


def build_model(options: ModelOptions) -> ChatModel:
    """The model that the options name. Its library is loaded here, which takes a second or two.

    Raises:
        ModelError: None is named, it is switched off, its key is missing or its library is not installed.
    """
    if options.off:
        raise ModelError(ModelCause.OFF, "language models are switched off by COACH_LLM_OFF")
    if not options.model:
        raise ModelError(ModelCause.NOT_CONFIGURED, "no language model is named; set COACH_LLM_MODEL")
    if options.model.startswith(f"{_OPENAI}:") and not options.key and not options.base_url:
        raise ModelError(ModelCause.NO_KEY, "there is no key; set COACH_LLM_API_KEY or OPENAI_API_KEY")
    _load_library(options.model.partition(":")[0])
    return LangchainModel(options)


def _load_library(provider: str) -> None:
    """Import what is needed now, so that it does not count as the time of the first answer.

    Raises:
        ModelError: It is not installed.
    """
    try:
        importlib.import_module("langsmith.run_helpers")
        importlib.import_module("langchain_openai" if provider == _OPENAI else "langchain.chat_models")
    except ImportError:
        raise _missing(provider) from None


def _missing(provider: str) -> ModelError:
    reason = f"the package for {provider!r} is not installed; install okr-coach[llm] or langchain-{provider}"
    return ModelError(ModelCause.NOT_INSTALLED, reason)


@dataclass(frozen=True, slots=True)
class Connection:
    """A langchain model with the HTTP client that it uses, where that one is ours."""

    chat: BaseChatModel
    client: Any = None


class LangchainModel:
    """One model of one provider.

    Args:
        options: Which model, where, with which key.
    """

    def __init__(self, options: ModelOptions) -> None:
        self._options = options
        # Connections belong to an event loop; a process may run several, one after the other.
        self._open: WeakKeyDictionary[asyncio.AbstractEventLoop, Connection] = WeakKeyDictionary()

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._options.model

    async def ask(self, request: ModelRequest) -> Reply:
        """Ask once.

        Raises:
            ModelError: There is no reply; its message is ours, never the provider's.
        """
        chat = self._connect().chat
        from langsmith.run_helpers import tracing_context  # noqa: PLC0415 - a vendor library

        messages = [("system", request.system), ("human", request.user)]
        question = _bind_schema(chat, request, self.name)
        try:
            # The texts of an organisation go to the model it chose and nowhere else.
            with tracing_context(enabled=False):
                answer = await question.ainvoke(messages)
        except Exception as error:  # noqa: BLE001 - each provider has its own errors; what they say may hold the key
            failure = read_failure(error)
        else:
            return _read_message(answer["raw"] if isinstance(answer, dict) else answer)
        if isinstance(failure, Reply):
            return failure
        raise failure

    async def close(self) -> None:
        """Close the connections of the running event loop."""
        connection = self._open.pop(asyncio.get_running_loop(), None)
        if connection is not None and connection.client is not None:
            await connection.client.aclose()

    def _connect(self) -> Connection:
        loop = asyncio.get_running_loop()
        connection = self._open.get(loop)
        if connection is None:
            connection = self._open[loop] = _open_connection(self._options)
        return connection


def _open_connection(options: ModelOptions) -> Connection:
    """Load the provider's library and make its client.

    Raises:
        ModelError: The library is not installed, or does not know the model.
    """
    provider, _, model = options.model.partition(":")
    shared: dict[str, Any] = {"timeout": options.timeout, "max_retries": 0}
    try:
        if provider == _OPENAI:
            return _open_openai(model, options, shared)
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - a vendor library, slow to import

        shared["max_tokens"] = _MOST_OUTPUT_TOKENS
        if options.key:
            shared["api_key"] = options.key.reveal()
        if options.base_url:
            shared["base_url"] = options.base_url
        return Connection(init_chat_model(model, model_provider=provider, **shared))
    except ImportError:
        raise _missing(provider) from None
    except Exception:  # noqa: BLE001 - as above: what a provider's library says may hold the key
        reason = f"the model {options.model!r} cannot be set up; check COACH_LLM_MODEL and the key"
        raise ModelError(ModelCause.NOT_CONFIGURED, reason) from None


def _open_openai(model: str, options: ModelOptions, shared: dict[str, Any]) -> Connection:
    from langchain_openai import ChatOpenAI  # noqa: PLC0415 - a vendor library, slow to import
    from openai import DefaultAsyncHttpxClient  # noqa: PLC0415
    from pydantic import SecretStr  # noqa: PLC0415 - what langchain takes a key as

    key = options.key.reveal() or _UNUSED_KEY
    client = DefaultAsyncHttpxClient(timeout=options.timeout)
    chat = ChatOpenAI(
        model=model,
        api_key=SecretStr(key),
        base_url=options.base_url or _OPENAI_URL,
        http_async_client=client,
        use_responses_api=False,
        **shared,
    )
    return Connection(chat, client)


def _bind_schema(chat: BaseChatModel, request: ModelRequest, name: str) -> Any:
    """The model, told the schema and the length of its answer."""
    if name.startswith(f"{_OPENAI}:"):
        wire = {"name": request.schema_name, "strict": True, "schema": dict(request.schema)}
        # As an argument of its own, the vendor's client would walk through the schema on each call, which
        # takes longer than all of our own work, and would throw away an answer that is cut off.
        return chat.bind(
            extra_body={"response_format": {"type": "json_schema", "json_schema": wire}},
            max_completion_tokens=request.max_output_tokens,
        )
    schema = {"title": request.schema_name, **request.schema}
    return chat.with_structured_output(schema, include_raw=True)


def _read_message(message: BaseMessage) -> Reply:
    """The text of a message, or the arguments of the tool call that carries the answer."""
    calls = getattr(message, "tool_calls", None)
    content = message.content
    if calls:
        text = json.dumps(calls[0]["args"])
    elif isinstance(content, str):
        text = content
    else:
        text = "".join(part.get("text", "") for part in content if isinstance(part, dict))
    told = message.response_metadata
    finish = told.get("finish_reason") or told.get("stop_reason") or "stop"
    usage: Mapping[str, int] = getattr(message, "usage_metadata", None) or {}
    return Reply(
        text,
        str(finish),
        bool(message.additional_kwargs.get("refusal")),
        usage.get("input_tokens", 0),
        usage.get("output_tokens", 0),
    )


def read_failure(error: Exception) -> ModelError | Reply:
    """What a provider's error means. The status and the header are used, the words never."""
    name = type(error).__name__
    if name == "LengthFinishReasonError":
        return Reply("", "length")
    if name in ("ContentFilterFinishReasonError", "OpenAIRefusalError"):
        return Reply("", "content_filter")
    if isinstance(error, TimeoutError) or "Timeout" in name:
        return ModelError(ModelCause.TIMEOUT, "the model did not answer in time")
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if not isinstance(status, int):
        if isinstance(error, ConnectionError) or "Connect" in name:
            return ModelError(ModelCause.UNREACHABLE, "the model's server cannot be reached")
        return ModelError(ModelCause.MALFORMED, f"the model's reply cannot be read ({name})")
    if status == _RATE_LIMITED:
        wait = _read_wait(getattr(response, "headers", {}))
        return ModelError(
            ModelCause.RATE_LIMITED, "the model's server asks to slow down (429)", retry_after=wait
        )
    if status >= _SERVER_ERROR:
        wait = _read_wait(getattr(response, "headers", {}))
        return ModelError(ModelCause.SERVER_ERROR, f"the model's server failed ({status})", retry_after=wait)
    return ModelError(ModelCause.REJECTED, f"the model's server rejected the request ({status})")


def _read_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds of a `Retry-After` header, which holds seconds or a date."""
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - read_utc()).total_seconds())
    except (TypeError, ValueError):
        return None
