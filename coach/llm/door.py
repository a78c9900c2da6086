"""The one guarded model of a process: built when first asked, away from the event loop, shared by all."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future

from coach.errors import ModelError
from coach.llm.guard import Guard
from coach.llm.model import Answer, ChatModel, Hear, ModelRequest
from coach.llm.options import ModelOptions

__all__ = ["ModelDoor"]


def _build(options: ModelOptions) -> ChatModel:
    from coach.llm.provider import build_model  # noqa: PLC0415 - imports little, but is not needed before

    return build_model(options)


class ModelDoor:
    """Whoever wants to ask the language model gets this; budget, cache, limits and connections are shared.

    Args:
        options: The model and its limits.
        build: Builds the model; may take seconds, so it runs in a thread.
    """

    def __init__(self, options: ModelOptions, build: Callable[[ModelOptions], ChatModel] = _build) -> None:
        self._options = options
        self._build = build
        self._lock = threading.Lock()
        self._opening: Future[Guard | ModelError] | None = None

    @property
    def name(self) -> str:
        """Provider and model; empty where none is named."""
        return self._options.model

    @property
    def max_text(self) -> int:
        """Longest text in characters that may be sent."""
        return self._options.max_text

    async def open(self) -> Guard:
        """Load what the first question needs, once; the event loop goes on meanwhile.

        Raises:
            ModelError: There is no model, and why.
        """
        opening = self._start()
        # A caller who goes away must not take the model from the others who wait for it.
        opened = opening.result() if opening.done() else await asyncio.shield(asyncio.wrap_future(opening))
        if isinstance(opened, ModelError):
            raise ModelError(opened.cause, opened.reason)
        return opened

    async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Answer:
        """An answer of the request's schema.

        Raises:
            ModelError: There is none, and why.
        """
        guard = await self.open()
        return await guard.ask(request, hear)

    async def close(self) -> None:
        """Give connections back; the model may be asked again later."""
        if self._opening is None or not self._opening.done() or self._opening.exception() is not None:
            return
        opened = self._opening.result()
        if isinstance(opened, Guard):
            await opened.close()

    def _start(self) -> Future[Guard | ModelError]:
        with self._lock:
            if self._opening is None:
                self._opening = Future()
                threading.Thread(target=self._load, args=(self._opening,), daemon=True).start()
            return self._opening

    def _load(self, opening: Future[Guard | ModelError]) -> None:
        try:
            guard = Guard(self._build(self._options), self._options)
        except ModelError as error:
            opening.set_result(error)
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            opening.set_exception(error)
        else:
            opening.set_result(guard)
