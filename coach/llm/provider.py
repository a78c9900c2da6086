"""Chat models of langchain behind our protocol. Vendor libraries are loaded when a model is built."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from coach.errors import ModelCause, ModelError
from coach.llm.failures import read_failure
from coach.llm.model import ChatModel, Hear, ModelRequest, Reply
from coach.llm.options import ModelOptions

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

__all__ = ["Lane", "LangchainModel", "build_model"]

_OPENAI = "openai"
_LANE = 12
"""Questions under way in one pool of connections: the pool's work for each grows with its size."""
_MOST_OUTPUT_TOKENS = 4_100
"""The longest answer of any question; providers other than OpenAI take it when the model is made."""


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
    return LangchainModel(options, _prepare(options))


def _missing(provider: str) -> ModelError:
    reason = f"the package for {provider!r} is not installed; install okr-coach[llm] or langchain-{provider}"
    return ModelError(ModelCause.NOT_INSTALLED, reason)


@dataclass(eq=False, slots=True)
class Lane:
    """A langchain model with its own few connections.

    Attributes:
        chat: The model.
        client: Its HTTP client, where that one is ours to close.
        under_way: Questions that wait for their answer.
        bound: The model, told a schema, by schema.
    """

    chat: BaseChatModel
    client: Any = None
    under_way: int = 0
    bound: dict[str, Any] = field(default_factory=dict)


class LangchainModel:
    """One model of one provider.

    Args:
        options: Which model, where, with which key.
        open_lane: Makes the vendor's model and its client.
    """

    def __init__(self, options: ModelOptions, open_lane: Callable[[], Lane]) -> None:
        self._options = options
        self._open_lane = open_lane
        # Connections belong to an event loop; a process may run several, one after the other.
        self._open: WeakKeyDictionary[asyncio.AbstractEventLoop, list[Lane]] = WeakKeyDictionary()

    @property
    def name(self) -> str:
        """Provider and model."""
        return self._options.model

    async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Reply:
        """Ask once. Only models that speak the OpenAI protocol are heard while they write.

        Raises:
            ModelError: There is no reply; its message is ours, never the provider's.
        """
        from langsmith.run_helpers import tracing_context  # noqa: PLC0415 - a vendor library

        lane = self._choose_lane()
        messages = [("system", request.system), ("human", request.user)]
        question, arguments = self._tell_schema(lane, request, hear)
        lane.under_way += 1
        try:
            # The texts of an organisation go to the model it chose and nowhere else.
            with tracing_context(enabled=False):
                answer = await question.ainvoke(messages, **arguments)
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - each provider has its own errors; what they say may hold the key
            failure = read_failure(error)
        else:
            return _read_message(answer["raw"] if isinstance(answer, dict) else answer)
        finally:
            lane.under_way -= 1
        if isinstance(failure, Reply):
            return failure
        raise failure

    async def close(self) -> None:
        """Close the connections of the running event loop."""
        for lane in self._open.pop(asyncio.get_running_loop(), ()):
            if lane.client is not None:
                await lane.client.aclose()

    def _choose_lane(self) -> Lane:
        """The first lane with room. One pool for all would look through all connections at each question."""
        lanes = self._open.setdefault(asyncio.get_running_loop(), [])
        for lane in lanes:
            if lane.under_way < _LANE or lane.client is None:
                return lane
        lanes.append(self._open_lane())
        return lanes[-1]

    def _tell_schema(
        self, lane: Lane, request: ModelRequest, hear: Hear | None
    ) -> tuple[Any, dict[str, Any]]:
        """What is asked, and with which arguments."""
        if self.name.startswith(f"{_OPENAI}:"):
            wire = {"name": request.schema_name, "strict": True, "schema": request.schema}
            form = {"type": "json_schema", "json_schema": wire}
            told = {"response_format": form, "max_completion_tokens": request.max_output_tokens}
            return lane.chat, told if hear is None else {**told, "hear": hear}
        schema = {"title": request.schema_name, **request.schema}
        key = json.dumps(schema)
        if key not in lane.bound:
            lane.bound[key] = lane.chat.with_structured_output(schema, include_raw=True)
        return lane.bound[key], {}


def _prepare(options: ModelOptions) -> Callable[[], Lane]:
    """Load the provider's library; what it returns is quick.

    Raises:
        ModelError: The library is not installed, or does not know the model.
    """
    provider, _, model = options.model.partition(":")
    try:
        importlib.import_module("langsmith.run_helpers")
        if provider == _OPENAI:
            from coach.llm.openai_chat import prepare_openai  # noqa: PLC0415 - loads the vendor's library

            open_openai = prepare_openai(model, options)
            return lambda: Lane(*open_openai())
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - a vendor library, slow to import

        shared: dict[str, Any] = {
            "timeout": options.timeout,
            "max_retries": 0,
            "max_tokens": _MOST_OUTPUT_TOKENS,
        }
        if options.key:
            shared["api_key"] = options.key.reveal()
        if options.base_url:
            shared["base_url"] = options.base_url
        chat = init_chat_model(model, model_provider=provider, **shared)
    except ImportError:
        raise _missing(provider) from None
    except Exception:  # noqa: BLE001 - as above: what a provider's library says may hold the key
        reason = f"the model {options.model!r} cannot be set up; check COACH_LLM_MODEL and the key"
        raise ModelError(ModelCause.NOT_CONFIGURED, reason) from None
    return lambda: Lane(chat)


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
